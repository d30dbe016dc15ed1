//! The vaults of the scene, each brought to its status.

use {
    super::{Scene, own, works::Work},
    crate::localnet::{
        description::{Status, VaultDescription},
        error::LocalnetError,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        token::{self, spl_token::instruction::transfer_checked},
    },
    mosaic_client::{
        ClientError,
        actions::{
            Ask, DepositIncome, ExecuteProposal, OpenVault, PlaceBid, Proposals, Propose, Stake, StakeAndAsk,
            TakeLicense, Vote, WrappedSol, accept_license, bid, deposit_income, execute_proposal, make_offer,
            open_vault, propose, settle, stake_and_ask, vote,
        },
        instructions::{CreateVault, CreateVaultArgs, DepositNft, DescribeFraction, Reclaim},
        pda,
        rules::Terms,
        state::Action,
        views::{ProposalView, VaultView},
    },
    mosaic_harness::Nft,
    serde::Serialize,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

const DRAFT: Work = Work::plain("Pebble", "PEBBLE", include_bytes!("pictures/pebble.png"));
const ACTIVE: Work = Work::programmable("Harbour", "HARB", include_bytes!("pictures/harbour.png"));
const OFFERED: Work = Work::token_2022("Meadow", "MEADOW", include_bytes!("pictures/meadow.png"));
const AUCTION: Work = Work::plain("Lantern", "LANT", include_bytes!("pictures/lantern.png"));
const SOLD: Work = Work::plain("Still life", "STILL", include_bytes!("pictures/still-life.png"));
const RECLAIMED: Work = Work::plain("Heirloom", "HEIR", include_bytes!("pictures/heirloom.png"));

/// The works in the vaults.
#[cfg(test)]
pub const WORKS: [Work; 6] = [DRAFT, ACTIVE, OFFERED, AUCTION, SOLD, RECLAIMED];

/// Fractions of each vault, in raw units: 10,000 of 6 decimals.
const SUPPLY: u64 = 10_000_000_000;
const DECIMALS: u8 = 6;
/// Opening price of each vault, in raw units of USDC: 1,000.
const OPENING_PRICE: u64 = 1_000_000_000;
/// Number of the proposal that grants a licence.
const LICENSE: u64 = 0;

/// Something about each vault.
#[derive(Clone, Debug, Serialize)]
pub struct Vaults<T> {
    pub draft: T,
    pub active: T,
    pub offered: T,
    pub auction: T,
    pub sold: T,
    pub reclaimed: T,
}

/// A vault that was made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    id: u64,
    address: Pubkey,
    nft_mint: Pubkey,
    work: Work,
    about: &'static str,
}

impl Made {
    fn fraction_mint(&self) -> Pubkey {
        pda::fraction_mint(&self.address)
    }
}

impl Vaults<Made> {
    /// What is to be known of each, with its status as the network has it.
    pub async fn describe(&self, scene: &Scene<'_>) -> Result<Vaults<VaultDescription>, LocalnetError> {
        let active = VaultDescription {
            license: Some(LICENSE.to_string()),
            proposal: Some((LICENSE + 1).to_string()),
            ..scene.describe(&self.active).await?
        };
        Ok(Vaults {
            active,
            draft: scene.describe(&self.draft).await?,
            offered: scene.describe(&self.offered).await?,
            auction: scene.describe(&self.auction).await?,
            sold: scene.describe(&self.sold).await?,
            reclaimed: scene.describe(&self.reclaimed).await?,
        })
    }
}

/// A part of the supply in basis points.
const fn part(bps: u64) -> u64 {
    SUPPLY / 10_000 * bps
}

fn terms() -> Terms {
    Terms { curator_fee_bps: 200, ..Terms::with_opening_price(OPENING_PRICE) }
}

impl Scene<'_> {
    /// A vault with stakes, asks and an income, whose holders vote on lending the work.
    pub async fn open_active(&self) -> Result<Made, LocalnetError> {
        let about =
            "stakes, asks and an income that is being streamed; dan has a licence, a proposal is being voted on";
        let vault = self.open(2, ACTIVE, about).await?;
        self.share_out(&vault).await?;
        self.stake_and_ask(&vault).await?;
        let sponsor = &self.wallets.sponsor;
        let income = DepositIncome {
            vault: vault.address,
            depositor: sponsor.pubkey(),
            mint: self.usdc,
            amount: 700_000_000,
            sol: WrappedSol::default(),
        };
        let income = deposit_income(&self.chain.rpc, &income).await?;
        self.chain.act("paying an income", sponsor, income).await?;
        let lend = Action::GrantLicense {
            licensee: self.wallets.dan.pubkey(),
            terms_uri: "https://example.com/loan.txt".to_owned(),
            terms_hash: [0; 32],
            fee: 100_000_000,
            term_secs: 30 * 86_400,
            exclusive: false,
        };
        self.propose(&vault, &self.wallets.ana, lend).await?;
        self.vote(&vault, LICENSE, &self.wallets.ana, true).await?;
        self.vote(&vault, LICENSE, &self.wallets.ben, false).await?;
        Ok(vault)
    }

    /// When the vote on lending the work can be executed, in Unix seconds: no earlier than the auction of
    /// [`Self::open_sold`] ends.
    pub async fn vote_takes_effect(&self, vault: &Made) -> Result<i64, LocalnetError> {
        let only = Proposals::These(vec![LICENSE]);
        let (_, mut proposals) = ProposalView::read_all(&self.chain.rpc, &vault.address, &only).await?;
        let missing = ClientError::NoProposal { vault: vault.address, number: LICENSE };
        Ok(proposals.pop().ok_or(missing)?.poll.executable_at)
    }

    /// Executes what was voted, lets Dan take the licence, and opens the next vote.
    pub async fn license(&self, vault: &Made) -> Result<(), LocalnetError> {
        let (ben, dan) = (&self.wallets.ben, &self.wallets.dan);
        let order = ExecuteProposal { vault: vault.address, number: LICENSE, executor: ben.pubkey() };
        let execute = execute_proposal(&self.chain.rpc, &order).await?;
        self.chain.act("executing a proposal", ben, execute).await?;
        let order = TakeLicense::new(vault.address, LICENSE, dan.pubkey());
        let accept = accept_license(&self.chain.rpc, &order).await?;
        self.chain.act("taking a licence", dan, accept).await?;
        let resolve = Action::Resolve { uri: "https://example.com/exhibition.txt".to_owned(), hash: [0; 32] };
        self.propose(vault, ben, resolve).await?;
        self.vote(vault, LICENSE + 1, ben, true).await
    }

    /// A vault on which an offer below the reserve stands.
    pub async fn open_offered(&self) -> Result<Made, LocalnetError> {
        let vault = self.open(3, OFFERED, "an offer of dan's, below the reserve, waits for its window to pass").await?;
        self.share_out(&vault).await?;
        let dan = &self.wallets.dan;
        let offer = make_offer(&self.chain.rpc, &PlaceBid::new(vault.address, dan.pubkey(), 600_000_000)).await?;
        self.chain.act("making an offer", dan, offer).await?;
        Ok(vault)
    }

    /// A vault in auction.
    pub async fn open_auction(&self) -> Result<Made, LocalnetError> {
        let vault = self.open(4, AUCTION, "dan has bid, cleo leads and pays a part in fractions").await?;
        self.fight(&vault).await?;
        Ok(vault)
    }

    /// A vault in auction, to be settled later.
    pub async fn open_sold(&self) -> Result<Made, LocalnetError> {
        let about =
            "cleo has won; proceeds, royalties, the curator's fee, the NFT and dan's bid are there to be claimed";
        let vault = self.open(5, SOLD, about).await?;
        self.fight(&vault).await?;
        Ok(vault)
    }

    /// Settles an auction that is over.
    pub async fn settle(&self, vault: &Made) -> Result<(), LocalnetError> {
        let settled = settle(&self.chain.rpc, &vault.address).await?;
        self.chain.act("settling an auction", &self.wallets.dan, settled).await
    }

    /// A vault whose owner held every fraction and took it back.
    pub async fn open_reclaimed(&self) -> Result<Made, LocalnetError> {
        let vault = self.open(6, RECLAIMED, "owner has burned every fraction; the NFT is there to be claimed").await?;
        let owner = &self.wallets.owner;
        let fraction_source = pda::associated_token(&owner.pubkey(), &vault.fraction_mint());
        let reclaim = Reclaim { holder: owner.pubkey(), vault: vault.address, fraction_source };
        self.chain.send("reclaiming a vault", &[reclaim.instruction()], &[owner]).await?;
        Ok(vault)
    }

    /// A vault that has its NFT and its name, but is not activated.
    pub async fn open_draft(&self) -> Result<Made, LocalnetError> {
        let nft = self.make(&DRAFT).await?;
        let vault = self.made(1, DRAFT, &nft, "has its NFT and its name; owner may add NFTs, activate or cancel");
        let (creator, address) = (self.wallets.owner.pubkey(), vault.address);
        let args = CreateVaultArgs::new(vault.id, SUPPLY, DECIMALS, &terms());
        let create = CreateVault { creator, quote_mint: self.usdc, args }.instruction();
        let (nft_mint, source, kind) = (nft.mint, nft.token, nft.kind());
        let deposit = DepositNft { creator, vault: address, nft_mint, source, kind }.instruction();
        let describe = DescribeFraction { creator, vault: address, args: DRAFT.fraction() }.instruction();
        self.chain.send("making a draft", &[create, deposit, describe], &[&self.wallets.owner]).await?;
        Ok(vault)
    }

    fn made(&self, id: u64, work: Work, nft: &Nft, about: &'static str) -> Made {
        Made { id, address: pda::vault(&self.wallets.owner.pubkey(), id), nft_mint: nft.mint, work, about }
    }

    /// Opens a vault of the owner's, who gets all fractions.
    async fn open(&self, id: u64, work: Work, about: &'static str) -> Result<Made, LocalnetError> {
        let (nft, owner) = (self.make(&work).await?, &self.wallets.owner);
        let opening = OpenVault {
            creator: owner.pubkey(),
            id,
            quote_mint: self.usdc,
            supply: SUPPLY,
            decimals: DECIMALS,
            terms: terms(),
            nfts: vec![nft.mint.into()],
            description: Some(work.fraction()),
        };
        let action = open_vault(&self.chain.rpc, &opening).await?;
        self.chain.act("opening a vault", owner, action).await?;
        Ok(self.made(id, work, &nft, about))
    }

    /// Gives Ana 40 per cent of the fractions, Ben 11 and Cleo 25; the owner keeps the rest.
    async fn share_out(&self, vault: &Made) -> Result<(), LocalnetError> {
        let (people, mint) = (self.wallets, vault.fraction_mint());
        let owner = people.owner.pubkey();
        let source = pda::associated_token(&owner, &mint);
        let mut give = Vec::new();
        for (holder, bps) in [(&people.ana, 4_000), (&people.ben, 1_100), (&people.cleo, 2_500)] {
            let holder = holder.pubkey();
            let to = pda::associated_token(&holder, &mint);
            let amount = part(bps);
            give.push(create_associated_token_account_idempotent(&owner, &holder, &mint, &token::ID));
            give.push(own(transfer_checked(&token::ID, &source, &mint, &to, &owner, &[], amount, DECIMALS))?);
        }
        self.chain.send("handing fractions out", &give, &[&people.owner]).await
    }

    /// Ana and Ben, who have more than half, would sell at less than the opening price.
    async fn stake_and_ask(&self, vault: &Made) -> Result<(), LocalnetError> {
        for (holder, bps, level) in [(&self.wallets.ana, 4_000, 90), (&self.wallets.ben, 1_100, 92)] {
            let stake = Stake { vault: vault.address, holder: holder.pubkey(), amount: part(bps) };
            let order = StakeAndAsk { stake, ask: Ask::Level(level) };
            let action = stake_and_ask(&self.chain.rpc, &order).await?;
            self.chain.act("staking", holder, action).await?;
        }
        Ok(())
    }

    /// The auction of the worked example: Cleo starts it at 900, Dan bids a step more, Cleo raises to 1,000.
    async fn fight(&self, vault: &Made) -> Result<(), LocalnetError> {
        self.share_out(vault).await?;
        self.stake_and_ask(vault).await?;
        let (cleo, dan) = (&self.wallets.cleo, &self.wallets.dan);
        let bids = [(cleo, 900_000_000, part(2_500)), (dan, 945_000_000, 0), (cleo, 1_000_000_000, part(2_500))];
        for (bidder, price, fractions) in bids {
            let order = PlaceBid::new(vault.address, bidder.pubkey(), price).with_fractions(fractions);
            let action = bid(&self.chain.rpc, &order).await?;
            self.chain.act("bidding", bidder, action).await?;
        }
        Ok(())
    }

    async fn propose(&self, vault: &Made, proposer: &Keypair, action: Action) -> Result<(), LocalnetError> {
        let order = Propose { vault: vault.address, proposer: proposer.pubkey(), action };
        let action = propose(&self.chain.rpc, &order).await?;
        self.chain.act("proposing", proposer, action).await
    }

    async fn vote(&self, vault: &Made, number: u64, holder: &Keypair, yes: bool) -> Result<(), LocalnetError> {
        let action = vote(&self.chain.rpc, &Vote::new(vault.address, number, holder.pubkey(), yes)).await?;
        self.chain.act("voting", holder, action).await
    }

    async fn describe(&self, vault: &Made) -> Result<VaultDescription, LocalnetError> {
        let view = VaultView::read(&self.chain.rpc, &vault.address).await?;
        let fraction = vault.work.fraction();
        let auction = view.auction.as_ref().filter(|_| view.ends_in().is_some());
        Ok(VaultDescription {
            address: vault.address.to_string(),
            status: Status(view.status),
            creator: "owner",
            id: vault.id.to_string(),
            name: fraction.name,
            symbol: fraction.symbol,
            fraction_mint: vault.fraction_mint().to_string(),
            quote_mint: self.usdc.to_string(),
            supply: SUPPLY.to_string(),
            decimals: DECIMALS,
            nfts: vec![vault.nft_mint.to_string()],
            license: None,
            proposal: None,
            ends_at: auction.map(|auction| auction.ends_at),
            about: vault.about,
        })
    }
}
