//! What the client refuses, with amounts and times as people read them.

use {
    super::CliError,
    crate::{
        network::Network,
        show::{short, status_name},
        time::{roughly, utc},
        vault::KnownVault,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ActionError, ClientError, MosaicError,
        error::{Owing, explain},
        pda,
        rules::RuleError,
    },
    solana_rpc_client::api::client_error::Error as RpcError,
};

impl From<ActionError<RpcError>> for CliError {
    fn from(error: ActionError<RpcError>) -> Self {
        match error {
            ActionError::Read(error) => error.into(),
            ActionError::Client(error) => Self::from_client(&error, None),
        }
    }
}

impl From<ClientError> for CliError {
    fn from(error: ClientError) -> Self {
        Self::from_client(&error, None)
    }
}

impl From<RuleError> for CliError {
    fn from(error: RuleError) -> Self {
        Self::from_client(&error.into(), None)
    }
}

impl Network {
    /// Explains why an action was not built; asks the network where that tells more.
    pub async fn explain(&self, error: ActionError<RpcError>, acting: Option<(&KnownVault, &Pubkey)>) -> CliError {
        let error = match error {
            ActionError::Read(error) => return error.into(),
            ActionError::Client(error) => error,
        };
        if matches!(error, ClientError::NoVault { .. }) && matches!(self.has_program().await, Ok(false)) {
            return CliError::new(
                format!("the Mosaic program is not on the network of {}", self.host()),
                "Compare --url with the network you mean; mosaic localnet starts one that has the program.",
            )
            .named("NoProgram");
        }
        if let Some((vault, wallet)) = acting
            && let Some(missing) = missing_account(self, vault, wallet, &error).await
        {
            return missing;
        }
        CliError::from_client(&error, acting.map(|(vault, _)| vault))
    }

    /// The server's name: the rest of its URL may be a key.
    fn host(&self) -> String {
        let url = self.url();
        let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        after_scheme.split(['/', '?']).next().unwrap_or_default().rsplit('@').next().unwrap_or_default().to_owned()
    }
}

impl CliError {
    /// What the client refuses, said with what is known of the vault.
    pub fn from_client(error: &ClientError, vault: Option<&KnownVault>) -> Self {
        let sentence = vault.and_then(|vault| in_units(error, vault)).unwrap_or_else(|| plain(error));
        Self::new(sentence, hint(error)).named(name(error))
    }
}

/// The error's name: of the rule, of the refusal of an NFT, or the client's own.
fn name(error: &ClientError) -> String {
    match error {
        ClientError::Rule(rule) => format!("{rule:?}"),
        ClientError::Nft { refusal, .. } => format!("{refusal:?}"),
        // A variant is written before its fields.
        other => format!("{other:?}").split([' ', '{', '(']).next().unwrap_or_default().to_owned(),
    }
}

/// A sentence with times in words; amounts are left raw.
fn plain(error: &ClientError) -> String {
    match error {
        ClientError::StakeLocked { free_at, now } => {
            format!("the stake is locked for {} more, until {}", roughly(free_at - now), utc(*free_at))
        }
        ClientError::OfferStillOpen { acceptable_at, now } => format!(
            "the offer can be accepted or taken back in {}, from {} on",
            roughly(acceptable_at - now),
            utc(*acceptable_at)
        ),
        ClientError::VotingOver { number, ended_at } => {
            format!("the vote on proposal {number} ended at {}", utc(*ended_at))
        }
        ClientError::NotExecutable { number, phase, executable_at, expires_at } => format!(
            "proposal {number} cannot be executed: it is {}; one that passes can be from {} until {}",
            crate::show::phase_name(*phase),
            utc(*executable_at),
            utc(*expires_at)
        ),
        ClientError::LicenseExcluded { by, until } => {
            format!("{by} until {}, which excludes this licence", utc(*until))
        }
        ClientError::LicenseRenewed { renewable_from } => {
            format!("the licence is renewed already; it can be again from {} on", utc(*renewable_from))
        }
        ClientError::WrongStatus { status } => {
            format!("the vault is {}, which does not allow this", status_name(*status))
        }
        other => other.to_string(),
    }
}

/// A sentence with amounts in the vault's units; `None` where no amount is in it.
fn in_units(error: &ClientError, vault: &KnownVault) -> Option<String> {
    Some(match error {
        ClientError::NotEnoughCash { needed, available } => {
            format!("this takes {} more, the wallet has {}", vault.cash(*needed), vault.cash(*available))
        }
        ClientError::NotEnoughFractions { needed, available } => {
            format!("this takes {} more, the wallet has {}", vault.fractions(*needed), vault.fractions(*available))
        }
        ClientError::NotEnoughTokens { mint, needed, available } => {
            format!("this takes {}, the wallet has {}", vault.of_mint(mint, *needed), vault.of_mint(mint, *available))
        }
        ClientError::NotEnoughStaked { needed, staked } => {
            format!("{} are to be unstaked, the stake has {}", vault.fractions(*needed), vault.fractions(*staked))
        }
        ClientError::StakeBelowProposal { needed, staked } => {
            format!(
                "proposing takes a stake of {}, the wallet's is {}",
                vault.fractions(*needed),
                vault.fractions(*staked)
            )
        }
        ClientError::AskAboveLadder { price, highest } => {
            format!("the highest price that can be asked is {}, not {}", vault.cash(*highest), vault.cash(*price))
        }
        ClientError::OfferVetoed { vetoing, most } => {
            format!("{} staked ask more than the offer, {} may", vault.fractions(*vetoing), vault.fractions(*most))
        }
        ClientError::NotTheWholeSupply { supply, held } => format!(
            "reclaiming takes all {} in one account, the wallet holds {}",
            vault.fractions(*supply),
            vault.fractions(*held)
        ),
        ClientError::AboveOffered { wanted, left } => {
            format!("{} are left of the offering, not {}", vault.fractions(*left), vault.fractions(*wanted))
        }
        ClientError::AboveWalletLimit { wanted, bought, limit } => format!(
            "{} more, with the {} bought already, exceed the limit of a wallet, {}",
            vault.fractions(*wanted),
            vault.fractions(*bought),
            vault.fractions(*limit)
        ),
        ClientError::StillOwing { owing } => owed(owing, vault),
        ClientError::Rule(RuleError::BidBelowReserve) => {
            format!("the price is below the reserve of {}", vault.cash(vault.view.reserve()))
        }
        ClientError::Rule(RuleError::BidBelowStep) => match vault.view.least_price() {
            Ok(least) => format!("the price is less than a step above the leading one: at least {}", vault.cash(least)),
            Err(_) => return None,
        },
        ClientError::Rule(RuleError::AuctionNotEnded) => {
            let ends_at = vault.view.auction.map(|auction| auction.ends_at)?;
            format!("the auction has not ended: it does {}", vault.moment(ends_at))
        }
        _ => return None,
    })
}

/// What a vault still owes, without what is settled.
fn owed(owing: &Owing, vault: &KnownVault) -> String {
    let count = |count: u64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let amount = |raw: u64, what: &str| (raw > 0).then(|| format!("{} of {what}", vault.cash(raw)));
    let left: Vec<String> = [
        count(owing.assets.into(), "NFT record", "NFT records"),
        count(owing.bids, "bid", "bids"),
        amount(owing.royalties, "royalties"),
        amount(owing.curator_fee, "the curator's fee"),
        amount(owing.proceeds, "proceeds"),
        count(owing.stakes, "stake", "stakes"),
        count(owing.records.into(), "record of proposals and votes", "records of proposals and votes"),
        count(owing.offerings.into(), "offering", "offerings"),
        (owing.fractions > 0)
            .then(|| format!("{} that could earn the income that waits", vault.fractions(owing.fractions))),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("the vault cannot be closed, it still owes: {}", left.join(", "))
}

/// What to do about it.
fn hint(error: &ClientError) -> String {
    let of_program = |error: MosaicError| explain(error.into()).map(|explained| explained.hint.to_owned());
    let hint = match error {
        ClientError::Rule(rule) => return of_program(program_error(*rule)).unwrap_or_default(),
        ClientError::Nft { refusal, .. } => return of_program(refusal.error()).unwrap_or_default(),
        ClientError::NoVault { .. } => {
            "Compare the address, and --url with the network you mean; mosaic vault list shows vaults."
        }
        ClientError::ForeignAccount { .. } | ClientError::Undecodable { .. } => {
            "Compare the address; mosaic vault list shows vaults."
        }
        ClientError::SysvarUnreadable { .. } => "Compare --url with the address of a Solana RPC server.",
        ClientError::AccountMissing { .. } => "The server's answers do not fit together: run the command again.",
        ClientError::QuoteMintNotClassic { .. } | ClientError::IncomeMintNotClassic { .. } => {
            "Choose a mint of the classic token program, such as SOL or USDC."
        }
        ClientError::VaultIdUsed { .. } => "Leave --id out: then the first free one is taken.",
        ClientError::WrongNumberOfNfts { .. } => "Name each NFT once, up to 16 of them.",
        ClientError::TextTooLong { .. } | ClientError::TermsUriTooLong { .. } => {
            "Shorten it; letters outside ASCII take more than one byte."
        }
        ClientError::WrongStatus { .. } => "mosaic vault show tells what can be done next.",
        ClientError::NotTheCreator { .. } | ClientError::NotTheCurator { .. } | ClientError::NotTheLicensee { .. } => {
            "Name that wallet's key with --keypair."
        }
        ClientError::NotTheWholeSupply { .. } => "Gather every fraction in this wallet, unstaked, or bid instead.",
        ClientError::NotEnoughCash { .. } => {
            "Fund the wallet, lower the price, or bring own fractions with --fractions."
        }
        ClientError::NotEnoughFractions { .. } => "Name fewer; what is staked or bid is not in the wallet.",
        ClientError::NotEnoughTokens { .. } => "Fund the wallet, or pay less.",
        ClientError::NothingStaked { .. } => "Stake first: mosaic stake add.",
        ClientError::NotEnoughStaked { .. } => "Take at most what is staked; leave the amount out for all of it.",
        ClientError::StakeLocked { .. } => {
            "Wait until the lock is over, in an auction an hour after its start at most; withdraw the votes that run."
        }
        ClientError::NotTheHolderOrDelegate { .. } => "Let the holder of the stake or its delegate sign: --keypair.",
        ClientError::AskAboveLadder { .. } => "Ask that price at most, or nothing.",
        ClientError::NoIncomeMint { .. } => "Pay in a mint that the vault takes, or ask its curator to add this one.",
        ClientError::IncomeMintKnown { .. } => "Nothing is left to do.",
        ClientError::TooManyIncomeMints { .. } => "Pay in one of the mints that the vault takes.",
        ClientError::IncomeMintIsFraction { .. } => "Choose another mint.",
        ClientError::NoIncomeDue { .. } => "Wait until a whole unit of income has been streamed to the stake.",
        ClientError::NothingLeftToEarn => "Redeem the fractions: mosaic redeem.",
        ClientError::Frozen { .. } => "Ask who froze it to thaw it.",
        ClientError::NothingOwed { .. } => "mosaic vault show tells what can be done next, and by whom.",
        ClientError::StillOwing { .. } => "Let every party claim first: mosaic redeem.",
        ClientError::NoProposal { .. } => "mosaic proposal list shows the open ones.",
        ClientError::NoVote { .. } => "mosaic proposal show tells who has voted.",
        ClientError::StakeBelowProposal { .. } => "Stake more, or let a larger holder propose.",
        ClientError::VotingOver { .. } => "Look at its result: mosaic proposal show.",
        ClientError::NotExecutable { .. } => "mosaic proposal show tells where the vote stands.",
        ClientError::TermsUriWithZero => "Take the zero bytes out of the URI.",
        ClientError::CuratorFeeAboveCap { .. } => "Choose a fee no higher than the one at creation.",
        ClientError::NoLicense { .. } | ClientError::NotALicense { .. } => {
            "A licence has the number of the proposal that granted it: mosaic license list shows them."
        }
        ClientError::LicenseExcluded { .. } => "Wait until that licence ends.",
        ClientError::LicenseRenewed { .. } => "Renew it in its last term.",
        ClientError::NoOffering { .. } => "mosaic offering show tells which offerings there are.",
        ClientError::NoPurchase { .. } => "Name the buyer with --buyer, and the offering with --number.",
        ClientError::AboveOffered { .. } | ClientError::AboveWalletLimit { .. } => {
            "Buy fewer: mosaic offering show tells how many are left."
        }
        ClientError::PurchasesStillOpen { .. } => "Let every buyer claim first: mosaic offering claim --buyer.",
        ClientError::NoOffer { .. } => "mosaic vault show tells whose offer stands.",
        ClientError::OfferStillOpen { .. } => "Wait until its window is over.",
        ClientError::OfferVetoed { .. } => "Offer more, or wait until those who ask more lower their asks.",
        ClientError::InstructionTooLarge { .. } | ClientError::InstructionTooExpensive { .. } => {
            "Name an address lookup table with --lookup-table."
        }
    };
    hint.to_owned()
}

/// The program's error of the same name.
fn program_error(rule: RuleError) -> MosaicError {
    rule.into()
}

/// A wallet without the token account that it would pay from.
async fn missing_account(
    network: &Network,
    vault: &KnownVault,
    wallet: &Pubkey,
    error: &ClientError,
) -> Option<CliError> {
    let (mint, unit, needed) = match error {
        ClientError::NotEnoughCash { needed, available: 0 } => {
            (vault.view.vault.quote_mint, vault.quote.symbol.clone(), vault.cash(*needed))
        }
        ClientError::NotEnoughFractions { needed, available: 0 } => {
            (vault.view.vault.fraction_mint, vault.fraction.symbol.clone(), vault.fractions(*needed))
        }
        ClientError::NotEnoughTokens { mint, needed, available: 0 } => {
            (*mint, vault.of_mint(mint, 0), vault.of_mint(mint, *needed))
        }
        _ => return None,
    };
    let token = pda::associated_token(wallet, &mint);
    if network.account(&token).await.ok()?.is_some() {
        return None;
    }
    let unit = unit.trim_start_matches("0 ");
    Some(
        CliError::new(
            format!("{} has no token account for {unit}, so it cannot pay {needed}", short(wallet)),
            format!("Send {unit} to the wallet first: its account {token} is made with the first that arrives."),
        )
        .named(name(error)),
    )
}
