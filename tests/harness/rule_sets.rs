//! Rule sets of programmable NFTs, kept by Metaplex's own program: what they may say, and how an issuer writes them.
//!
//! The program is built from its published source (`tests/fixtures/token-auth-rules`). Banks run it when they are given [`bytecode`].

use {
    crate::{Bank, Nft, receipt::Failure},
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::{instruction::Instruction, system_program},
    },
    anchor_spl::metadata::mpl_token_metadata::{instructions::UpdateV1Builder, types::RuleSetToggle},
    mosaic_client::instructions::RULES_PROGRAM_ID,
    solana_keypair::Keypair,
    solana_signer::Signer,
    std::{env, fs, path::PathBuf},
};

/// The variable that names the compiled program.
pub const RULES_FILE_VARIABLE: &str = "MOSAIC_RULES_SO";

/// Where it is built.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/deploy/token_auth_rules.so");

/// What the rules are asked about a move whose signer is the holder: every move of a vault, in and out.
pub const TRANSFER: &str = "Transfer:Owner";

/// Texts of the program take this many bytes, zeros behind.
const TEXT_BYTES: usize = 32;

/// The bytecode of the program: the file that [`RULES_FILE_VARIABLE`] names, else what was built last.
///
/// # Errors
/// What to do where there is none.
pub fn bytecode() -> Result<Vec<u8>, String> {
    let path = env::var_os(RULES_FILE_VARIABLE).map_or_else(|| BUILT.into(), PathBuf::from);
    let advice = "build it with `cargo sbf build --manifest-path tests/fixtures/token-auth-rules/Cargo.toml`";
    fs::read(&path).map_err(|error| format!("{}: {error}; {advice}", path.display()))
}

/// A condition of a move.
///
/// Parties are named as Token Metadata names them, several with a bar between: `Source` (the owner it leaves), `Destination` (the owner
/// it goes to), `Authority` (who signs). A list holds if one of the parties is on it.
#[derive(Clone, Debug)]
pub enum Rule {
    /// Always holds.
    Pass,
    /// What stands for the operation without what follows its colon.
    Namespace,
    /// All of these hold.
    All(Vec<Rule>),
    /// This one does not hold.
    Not(Box<Rule>),
    /// This address has signed.
    Signer(Pubkey),
    /// A party is a wallet.
    Wallet(&'static str),
    /// A party is an account with data that belongs to one of these programs.
    OwnedBy(&'static str, Vec<Pubkey>),
    /// A party is one of these addresses.
    OneOf(&'static str, Vec<Pubkey>),
}

impl Rule {
    /// None of the parties belongs to one of these programs.
    #[must_use]
    pub fn not_owned_by(parties: &'static str, programs: Vec<Pubkey>) -> Self {
        Self::Not(Box::new(Self::OwnedBy(parties, programs)))
    }

    /// As the program keeps it: kind and length, then what belongs to the kind.
    fn encode(&self) -> Vec<u8> {
        let flat = |keys: &[Pubkey]| keys.iter().flat_map(Pubkey::to_bytes).collect::<Vec<_>>();
        let list = |parties, keys: &[Pubkey]| [&text(parties)[..], &flat(keys)].concat();
        let (kind, body): (u32, Vec<u8>) = match self {
            Self::Signer(address) => (1, address.to_bytes().to_vec()),
            Self::All(rules) => {
                let count = (rules.len() as u64).to_le_bytes().to_vec();
                (2, rules.iter().fold(count, |bytes, rule| [bytes, rule.encode()].concat()))
            }
            Self::Wallet(party) => (6, text(party).to_vec()),
            Self::Namespace => (7, Vec::new()),
            Self::Not(rule) => (8, rule.encode()),
            Self::Pass => (9, Vec::new()),
            Self::OwnedBy(parties, programs) => (12, list(parties, programs)),
            Self::OneOf(parties, addresses) => (14, list(parties, addresses)),
        };
        [&kind.to_le_bytes()[..], &length(&body), &body].concat()
    }
}

/// What an issuer lets its NFTs do: rules by the operation that is asked about.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Its name, at most 32 bytes; the issuer's rule sets of one name are revisions of one another.
    pub name: &'static str,
    /// Operations and their rules. What is not among them is forbidden.
    pub rules: Vec<(&'static str, Rule)>,
}

impl RuleSet {
    /// A rule set about the moves of holders only.
    #[must_use]
    pub fn of_transfers(rule: Rule) -> Self {
        Self { name: "moves", rules: vec![(TRANSFER, rule)] }
    }

    /// Where the program keeps it.
    #[must_use]
    pub fn address(&self, issuer: &Pubkey) -> Pubkey {
        Pubkey::find_program_address(&[b"rule_set", issuer.as_ref(), self.name.as_bytes()], &RULES_PROGRAM_ID).0
    }

    /// What writes it, as a new revision if it exists. The issuer signs and pays.
    #[must_use]
    pub fn write(&self, issuer: &Pubkey) -> Instruction {
        let (revision, create_or_update, first_version) = (self.encode(issuer), 0, 0);
        let data = [&[create_or_update, first_version][..], &length(&revision), &revision].concat();
        let accounts = vec![
            AccountMeta::new(*issuer, true),
            AccountMeta::new(self.address(issuer), false),
            AccountMeta::new_readonly(system_program::ID, false),
            // There is no buffer.
            AccountMeta::new_readonly(RULES_PROGRAM_ID, false),
        ];
        Instruction { program_id: RULES_PROGRAM_ID, accounts, data }
    }

    fn encode(&self, issuer: &Pubkey) -> Vec<u8> {
        let version = 2_u32.to_le_bytes();
        let count = u32::try_from(self.rules.len()).expect("few rules").to_le_bytes();
        let mut bytes = [&version[..], &count, issuer.as_ref(), &text(self.name)].concat();
        self.rules.iter().for_each(|(operation, _)| bytes.extend(text(operation)));
        self.rules.iter().for_each(|(_, rule)| bytes.extend(rule.encode()));
        bytes
    }
}

fn text(text: &str) -> [u8; TEXT_BYTES] {
    let mut bytes = [0; TEXT_BYTES];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).expect("a short list").to_le_bytes()
}

impl Bank {
    /// Writes a rule set of the bank's payer, who issues all NFTs, or a new revision of it.
    ///
    /// # Panics
    /// If the program refuses it.
    pub async fn write_rule_set(&mut self, rule_set: &RuleSet) -> Pubkey {
        let issuer = self.payer();
        self.must(&[rule_set.write(&issuer.pubkey())], &[&issuer]).await;
        rule_set.address(&issuer.pubkey())
    }

    /// Puts another rule set, or none, in the place of that of a programmable NFT, and gives the NFT back as it is then. It has to be
    /// in [`Nft::token`], where nobody may be its delegate.
    ///
    /// # Errors
    /// What Token Metadata refuses it with.
    pub async fn replace_rule_set(
        &mut self,
        nft: &Nft,
        authority: &Keypair,
        rule_set: Option<Pubkey>,
    ) -> Result<Nft, Failure> {
        let update = UpdateV1Builder::new()
            .authority(authority.pubkey())
            .payer(authority.pubkey())
            .token(Some(nft.token))
            .mint(nft.mint)
            .metadata(nft.metadata)
            .edition(nft.edition)
            .authorization_rules(nft.rule_set)
            .authorization_rules_program(nft.rule_set.map(|_| RULES_PROGRAM_ID))
            .rule_set(rule_set.map_or(RuleSetToggle::Clear, RuleSetToggle::Set))
            .instruction();
        self.send(&[update], &[authority]).await?;
        Ok(Nft { rule_set, ..nft.clone() })
    }
}
