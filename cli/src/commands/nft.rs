//! NFTs in wallets.

use {
    crate::{
        app::App,
        error::CliError,
        network::printable,
        show::{Sheet, bps, yes_no},
    },
    anchor_lang::prelude::Pubkey,
    clap::{Args, Subcommand},
    mosaic_client::{
        json::{ToJson, Wide},
        state::Standard,
        views::{NftCollection, NftView},
    },
    serde_json::json,
};

/// Shows an NFT: whether it can be deposited, and what a sale of it costs.
#[derive(Debug, Subcommand)]
pub enum NftCommand {
    Show(Show),
}

/// Shows whether an NFT can be deposited into a vault, and if not, why.
#[derive(Debug, Args)]
pub struct Show {
    /// The NFT's mint.
    mint: Pubkey,
    /// The wallet with it; by default the wallet that acts.
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<Pubkey>,
}

impl NftCommand {
    /// Carries the command out.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn run(self, app: &App) -> Result<(), CliError> {
        let Self::Show(Show { mint, owner }) = self;
        let owner = owner.map_or_else(|| app.wallet(), Ok)?;
        let nft = NftView::read(app.network().reader(), &mint, &owner).await?;
        app.print(|| sheet(&nft).to_string(), || json!({ "nft": nft.to_json(Wide::Text) }))
    }
}

fn sheet(nft: &NftView) -> Sheet {
    let standard = |standard: Standard| match standard {
        Standard::NonFungible => "plain",
        Standard::Edition => "printed edition",
        Standard::Programmable => "programmable",
        Standard::ProgrammableEdition => "programmable, printed edition",
        Standard::Token2022 => "of Token-2022",
    };
    let sheet = Sheet::new()
        .row("NFT", nft.mint)
        .row("owner", nft.owner)
        .row("name", printable(&nft.name))
        .row("description", printable(&nft.uri))
        .row("royalty", bps(nft.seller_fee_bps));
    let sheet = nft.creators.iter().fold(sheet, |sheet, creator| {
        let paid = nft.royalties.iter().any(|royalty| royalty.payee == creator.address);
        let verified = match (creator.verified, paid) {
            (true, _) => "verified",
            // Nobody verifies the creators that a mint of Token-2022 names.
            (false, true) => "named by the issuer",
            (false, false) => "not verified: gets nothing",
        };
        sheet.row("creator", format!("{}, {} %, {verified}", creator.address, creator.share))
    });
    let collection = nft.collection.map(|NftCollection { key, verified }| {
        format!("{key}, {}", if verified { "verified" } else { "not verified: anybody can claim that" })
    });
    sheet
        .maybe("collection", collection)
        .maybe("rule set", nft.rule_set)
        .row("can be deposited", yes_no(nft.deposit.is_ok()))
        .maybe("kind", nft.deposit.ok().map(standard))
        .maybe("because", nft.deposit.err())
}
