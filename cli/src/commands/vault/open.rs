//! Opening a vault.

use {
    crate::{
        amount::{Typed, Unit, read_bps},
        app::{App, Job},
        error::CliError,
        show,
        time::read_duration,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token::native_mint,
    clap::Args,
    mosaic_client::{
        actions::{self, HeldNft, OpenVault, free_vault_id},
        instructions::DescribeFractionArgs,
        pda,
        rules::Terms,
    },
    std::str::FromStr,
};

/// Opens a vault: puts NFTs in, names the fraction, gives you all fractions.
///
/// An opening that stopped half-way is completed by the same command with its --id.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mosaic vault open --nft MINT --price \"12.5 SOL\" --name \"Blue Boat\" --symbol BOAT
  mosaic vault open --nft MINT --nft MINT --cash USDC_MINT --price 1,000 --supply 10,000 --curator-fee 2%")]
pub struct Open {
    /// The NFT's mint; several times for a basket of up to 16. MINT:TOKEN_ACCOUNT where it is not in the wallet's
    /// associated token account.
    #[arg(long = "nft", required = true, value_name = "MINT")]
    nfts: Vec<NftArg>,
    /// Opening price of the whole vault, in its cash.
    #[arg(long)]
    price: Typed,
    /// Mint of all prices and payments, or SOL.
    #[arg(long, default_value = "SOL", value_name = "MINT")]
    cash: CashArg,
    /// Fractions to mint.
    #[arg(long, default_value = "10,000", value_name = "AMOUNT")]
    supply: Typed,
    /// Decimals of the fractions, 0 to 9.
    #[arg(long, default_value_t = 6)]
    decimals: u8,
    /// Your number for the vault; by default the first you never used.
    #[arg(long)]
    id: Option<u64>,
    /// Name of the fraction; with it, wallets show it by name, for good.
    #[arg(long, requires = "symbol")]
    name: Option<String>,
    /// Symbol of the fraction.
    #[arg(long, requires = "name")]
    symbol: Option<String>,
    /// Where the fraction's description is.
    #[arg(long, requires = "name", default_value = "", hide_default_value = true)]
    uri: String,
    #[command(flatten)]
    terms: TermsArgs,
}

/// Terms other than the usual ones.
#[derive(Debug, Args)]
#[command(next_help_heading = "Terms, fixed for good but where votes may change them")]
struct TermsArgs {
    /// Length of the auction, 1 to 30 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "3d")]
    auction: u32,
    /// A bid in so much time before the end extends the auction to as long after itself.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "15min")]
    extension: u32,
    /// By how much a bid exceeds the leading one, 1 % to 50 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "5%")]
    step: u16,
    /// Your fee as the curator, of the winner's cash, up to 5 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "0%")]
    curator_fee: u16,
    /// The reserve never falls below this part of the opening price.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "50%")]
    floor: u16,
    /// More than this part of the supply sells at the reserve, 50 % to 90 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "50%")]
    consent: u16,
    /// For how long staking and asking lock a stake, 1 hour to 30 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "1d")]
    stake_lock: u32,
    /// Over how long income is streamed, 1 hour to 90 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "7d")]
    drip: u32,
    /// This part of the supply has to vote, 1 % to 90 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "20%")]
    quorum: u16,
    /// More than this part of the votes has to be yes, 50 % to 90 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "50%")]
    threshold: u16,
    /// This part of the supply has to be staked to propose, up to 25 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "1%")]
    proposal_stake: u16,
    /// Staked asks of more than this part of the supply veto an offer, 1 % to 50 %.
    #[arg(long, value_name = "PART", value_parser = read_bps, default_value = "10%")]
    veto: u16,
    /// Length of a vote, 1 to 14 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "3d")]
    voting: u32,
    /// How long after a vote its decision can be executed, up to 14 days.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "1d")]
    delay: u32,
    /// For how long offers are open before they can be accepted, 7 to 90 days; 0s for no offers.
    #[arg(long, value_name = "TIME", value_parser = read_duration, default_value = "14d")]
    offer_window: u32,
}

impl TermsArgs {
    fn terms(&self, opening_price: u64) -> Terms {
        Terms {
            opening_price,
            auction_secs: self.auction,
            extension_secs: self.extension,
            step_bps: self.step,
            curator_fee_bps: self.curator_fee,
            floor_bps: self.floor,
            consent_bps: self.consent,
            stake_lock_secs: self.stake_lock,
            drip_secs: self.drip,
            quorum_bps: self.quorum,
            threshold_bps: self.threshold,
            proposal_stake_bps: self.proposal_stake,
            veto_bps: self.veto,
            voting_secs: self.voting,
            delay_secs: self.delay,
            offer_window_secs: self.offer_window,
        }
    }
}

/// An NFT and, where it is not the usual one, the token account with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NftArg(HeldNft);

impl FromStr for NftArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = |text: &str| text.parse().map_err(|_| format!("\"{text}\" is no address"));
        Ok(Self(match text.split_once(':') {
            Some((mint, token)) => HeldNft { mint: address(mint)?, token: Some(address(token)?) },
            None => HeldNft { mint: address(text)?, token: None },
        }))
    }
}

/// The mint of a vault's cash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CashArg(Pubkey);

impl FromStr for CashArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("SOL") {
            return Ok(Self(native_mint::ID));
        }
        text.parse().map(Self).map_err(|_| format!("\"{text}\" is neither SOL nor the address of a mint"))
    }
}

impl Open {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(&self, app: &App) -> Result<(), CliError> {
        let (creator, reader) = (app.wallet()?, app.network().reader());
        let cash = app.network().unit(&self.cash.0).await?;
        let id = match self.id {
            Some(id) => id,
            None => free_vault_id(reader, &creator).await?,
        };
        let fraction = self.fraction(&creator, id);
        let opening = OpenVault {
            creator,
            id,
            quote_mint: self.cash.0,
            supply: fraction.read(&self.supply, None)?,
            decimals: self.decimals,
            terms: self.terms.terms(cash.read(&self.price, None)?),
            nfts: self.nfts.iter().map(|nft| nft.0).collect(),
            description: self.description(),
        };
        let action = match actions::open_vault(reader, &opening).await {
            Ok(action) => action,
            Err(error) => return Err(app.network().explain(error, None).await),
        };
        let sheet = show::open(&action.quote, &opening.terms, &cash, &fraction);
        let lamports = action.quote.rent;
        app.carry_out(Job { command: "vault open", action, sheet, lamports }).await
    }

    fn fraction(&self, creator: &Pubkey, id: u64) -> Unit {
        let mint = pda::fraction_mint(&pda::vault(creator, id));
        let symbol = self.symbol.clone().unwrap_or_else(|| "fractions".to_owned());
        Unit { symbol, mint: mint.to_string(), decimals: self.decimals }
    }

    fn description(&self) -> Option<DescribeFractionArgs> {
        let (name, symbol) = (self.name.clone()?, self.symbol.clone()?);
        Some(DescribeFractionArgs { name, symbol, uri: self.uri.clone() })
    }
}

#[cfg(test)]
mod tests {
    use {super::*, clap::Parser};

    #[derive(Debug, Parser)]
    struct Parsed {
        #[command(flatten)]
        open: Open,
    }

    #[test]
    fn the_usual_terms_are_those_of_the_client() {
        let mint = Pubkey::new_from_array([7; 32]).to_string();
        let parsed = Parsed::parse_from(["mosaic", "--nft", &mint, "--price", "12.5 SOL"]);
        assert_eq!(parsed.open.terms.terms(12_500_000_000), Terms::with_opening_price(12_500_000_000));
        assert_eq!(parsed.open.cash, CashArg(native_mint::ID));
        assert!(parsed.open.description().is_none());
    }

    #[test]
    fn an_nft_may_be_in_another_token_account() {
        let (mint, token) = (Pubkey::new_from_array([7; 32]), Pubkey::new_from_array([8; 32]));
        let parsed: NftArg = format!("{mint}:{token}").parse().unwrap();
        assert_eq!(parsed, NftArg(HeldNft { mint, token: Some(token) }));
        assert!("x:y".parse::<NftArg>().unwrap_err().contains("no address"));
        assert!("USDC".parse::<CashArg>().unwrap_err().contains("neither SOL"));
    }
}
