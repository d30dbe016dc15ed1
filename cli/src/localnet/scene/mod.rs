//! What there is on the network when it is ready: a vault in each status, made by transactions like anybody's.
//!
//! It takes the four days of a vote and of an auction. The clock starts as much before the real time, stands while
//! transactions are sent, and arrives at the real time.

mod vaults;
mod works;

use {
    super::{
        chain::Chain,
        description::{NftDescription, VaultDescription},
        error::LocalnetError,
        wallets::{Wallets, keypair_of},
    },
    anchor_lang::{
        prelude::{Pubkey, Rent},
        solana_program::{instruction::Instruction, program_pack::Pack, system_instruction},
        system_program,
    },
    anchor_spl::{
        associated_token::{
            self, spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        },
        metadata::{
            self,
            mpl_token_metadata::{instructions::CreateMetadataAccountV3Builder, types::DataV2},
        },
        token::{self, spl_token},
    },
    mosaic_client::{
        instructions::{INSTRUCTIONS_SYSVAR_ID, RULES_PROGRAM_ID},
        pda,
        transactions::lookup_table,
    },
    solana_signer::Signer,
    std::collections::BTreeMap,
};

pub use vaults::Vaults;

/// How much earlier than the real time the clock starts, in seconds: four days and an hour.
pub const SECONDS: i64 = 4 * 86_400 + 3_600;

/// Decimals of what stands for USDC.
pub const USDC_DECIMALS: u8 = 6;
/// What everybody has of it at first, in raw units: 100,000.
const USDC: u64 = 100_000_000_000;

/// The stage on which everything happens.
pub struct Scene<'a> {
    pub chain: &'a Chain,
    pub wallets: &'a Wallets,
    /// The mint that stands for USDC.
    pub usdc: Pubkey,
}

impl<'a> Scene<'a> {
    /// Gives everybody SOL, makes the mint that stands for USDC and gives everybody some.
    ///
    /// # Errors
    /// What the network refuses.
    pub async fn set(chain: &'a Chain, wallets: &'a Wallets) -> Result<Self, LocalnetError> {
        wallets.fund(chain).await?;
        let (mint, deployer) = (keypair_of("USDC"), &wallets.deployer);
        let (usdc, authority) = (mint.pubkey(), deployer.pubkey());
        let space = spl_token::state::Mint::LEN;
        let rent = Rent::default().minimum_balance(space);
        let make = system_instruction::create_account(&authority, &usdc, rent, space as u64, &token::ID);
        let initialize = spl_token::instruction::initialize_mint2;
        let initialize = own(initialize(&token::ID, &usdc, &authority, None, USDC_DECIMALS))?;
        let name = CreateMetadataAccountV3Builder::new()
            .metadata(pda::metadata(&usdc))
            .mint(usdc)
            .mint_authority(authority)
            .payer(authority)
            .update_authority(authority, true)
            .data(DataV2 {
                name: "Local USDC".to_owned(),
                symbol: "USDC".to_owned(),
                uri: String::new(),
                seller_fee_basis_points: 0,
                creators: None,
                collection: None,
                uses: None,
            })
            .is_mutable(true)
            .instruction();
        chain.send("making the mint of USDC", &[make, initialize, name], &[deployer, &mint]).await?;
        let mut give = Vec::new();
        for (_, wallet) in wallets.all() {
            let (wallet, mint_to) = (wallet.pubkey(), spl_token::instruction::mint_to);
            let account = pda::associated_token(&wallet, &usdc);
            give.push(create_associated_token_account_idempotent(&authority, &wallet, &usdc, &token::ID));
            give.push(own(mint_to(&token::ID, &usdc, &account, &authority, &[], USDC))?);
        }
        chain.send("giving USDC", &give, &[deployer]).await?;
        Ok(Self { chain, wallets, usdc })
    }

    /// Makes a lookup table of what most transactions name.
    ///
    /// # Errors
    /// What the network refuses.
    pub async fn lookup_table(&self) -> Result<Pubkey, LocalnetError> {
        let deployer = &self.wallets.deployer;
        let addresses = [
            self.usdc,
            token::ID,
            associated_token::ID,
            metadata::ID,
            RULES_PROGRAM_ID,
            system_program::ID,
            INSTRUCTIONS_SYSVAR_ID,
        ];
        // The latest slot that has a hash is the one before the open one.
        let slot = self.chain.rpc.get_slot().await?.saturating_sub(1);
        let table = lookup_table(&deployer.pubkey(), &deployer.pubkey(), slot, &addresses);
        self.chain.send("making a lookup table", &table.instructions, &[deployer]).await?;
        Ok(table.account.key)
    }

    /// Makes the NFTs that stay in their owner's wallet.
    ///
    /// # Errors
    /// What the network refuses.
    pub async fn free_nfts(&self) -> Result<BTreeMap<&'static str, NftDescription>, LocalnetError> {
        let mut made = BTreeMap::new();
        let works = [("plain", works::PLAIN), ("programmable", works::PROGRAMMABLE), ("token2022", works::TOKEN_2022)];
        for (name, work) in works {
            let nft = self.make(&work).await?;
            let (title, standard) = (work.title, work.standard_name());
            made.insert(name, NftDescription::new(&nft.mint, title, work.uri(), standard, "owner"));
        }
        Ok(made)
    }

    /// Makes a vault in each status; the clock ends at the real time given, in Unix seconds, or a little later.
    ///
    /// # Errors
    /// What the network refuses, or the client.
    pub async fn play(&self, real_time: i64) -> Result<Vaults<VaultDescription>, LocalnetError> {
        let active = self.open_active().await?;
        let sold = self.open_sold().await?;
        self.chain.travel_to(self.vote_takes_effect(&active).await?).await?;
        self.settle(&sold).await?;
        self.chain.travel_to(real_time).await?;
        self.license(&active).await?;
        let (auction, offered) = (self.open_auction().await?, self.open_offered().await?);
        let (reclaimed, draft) = (self.open_reclaimed().await?, self.open_draft().await?);
        let vaults = Vaults { draft, active, offered, auction, sold, reclaimed };
        vaults.describe(self).await
    }
}

/// An instruction of the token program: its builders refuse other programs only.
fn own<E: ToString>(built: Result<Instruction, E>) -> Result<Instruction, LocalnetError> {
    built.map_err(|error| LocalnetError::Refused { step: "an instruction".to_owned(), reason: error.to_string() })
}

/// Every work of the scene.
#[cfg(test)]
fn all_works() -> impl Iterator<Item = works::Work> {
    [works::PLAIN, works::PROGRAMMABLE, works::TOKEN_2022].into_iter().chain(vaults::WORKS)
}
