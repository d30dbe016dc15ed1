//! The addresses of a vault and its NFTs, and the instructions its people send.

use {
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        token::spl_token,
    },
    mosaic_client::{
        actions::HeldNft,
        instructions::{
            ClaimCuratorFee, ClaimRoyalty, PlaceBid, PlaceBidArgs, QuoteVault, Redeem, RedeemArgs, Settle, Unstake,
            UnstakeArgs,
        },
        pda,
    },
    mosaic_harness::Nft,
};

/// Decimals of the quote mint and of the fractions.
pub const DECIMALS: u8 = 6;

/// The proposal of the demo, the only one of its vault: proposals are counted from 0.
pub const PROPOSAL: u64 = 0;

/// The offering of the demo, the only one of its vault.
const OFFERING: u64 = 0;

/// A vault of the demo.
#[derive(Clone, Debug)]
pub struct DemoVault {
    pub creator: Pubkey,
    pub address: Pubkey,
    pub fraction_mint: Pubkey,
    pub quote_mint: Pubkey,
    pub nfts: Vec<Nft>,
}

impl DemoVault {
    /// The vault of `creator` with number `id` for these NFTs.
    pub fn new(creator: Pubkey, id: u64, quote_mint: Pubkey, nfts: Vec<Nft>) -> Self {
        let address = pda::vault(&creator, id);
        Self { creator, address, fraction_mint: pda::fraction_mint(&address), quote_mint, nfts }
    }

    /// The mints of its NFTs.
    pub fn nft_mints(&self) -> Vec<Pubkey> {
        self.nfts.iter().map(|nft| nft.mint).collect()
    }

    /// Its NFTs as their owner deposits them.
    pub fn held(&self) -> Vec<HeldNft> {
        self.nft_mints().into_iter().map(HeldNft::from).collect()
    }

    /// The token account of `owner` for cash.
    pub fn cash_of(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.quote_mint)
    }

    /// The token account of `owner` for fractions.
    pub fn fractions_of(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.fraction_mint)
    }

    /// The token accounts of `owner` for the NFTs.
    pub fn nfts_of(&self, owner: &Pubkey) -> Vec<Pubkey> {
        self.nfts.iter().map(|nft| nft.held_by(owner).token).collect()
    }

    /// The vault's token accounts for the NFTs.
    pub fn custody(&self) -> Vec<Pubkey> {
        self.nfts.iter().map(|nft| nft.kind().custody(&self.address, &nft.mint)).collect()
    }

    fn offering(&self) -> Pubkey {
        pda::offering(&self.address, OFFERING)
    }

    /// The vault's token accounts for cash: the escrow of bids, income, and what an offering raises.
    pub fn cash(&self) -> [Pubkey; 3] {
        let income = pda::income_account(&self.address, &self.quote_mint);
        [pda::cash_escrow(&self.address), income, pda::raised_cash(&self.offering())]
    }

    /// The vault's token accounts for fractions: the escrow of bids, what is staked, and what is offered.
    pub fn fractions(&self) -> [Pubkey; 3] {
        let staked = pda::staked_fractions(&self.address);
        [pda::fraction_escrow(&self.address), staked, pda::offered_fractions(&self.offering())]
    }

    /// Every account whose rent is paid for the sake of the vault, if these `people` bid, buy, stake and vote, it has had
    /// one proposal and one offering, and income in `points_mint` besides.
    pub fn accounts(&self, people: &[Pubkey], points_mint: &Pubkey) -> Vec<Pubkey> {
        let proposal = pda::proposal(&self.address, PROPOSAL);
        let mut accounts = vec![
            self.address,
            self.fraction_mint,
            pda::metadata(&self.fraction_mint),
            pda::auction(&self.address),
            pda::pool(&self.address),
            pda::asks(&self.address),
            pda::income_account(&self.address, points_mint),
            proposal,
            pda::license(&self.address, PROPOSAL),
            self.offering(),
        ];
        accounts.extend(self.cash());
        accounts.extend(self.fractions());
        for (nft, custody) in self.nfts.iter().zip(self.custody()) {
            accounts.extend([pda::asset(&self.address, &nft.mint), custody]);
            accounts.extend(nft.at(&self.address, &custody).token_record);
        }
        for key in people {
            accounts.extend([pda::bid(&self.address, key), pda::stake(&self.address, key), pda::vote(&proposal, key)]);
            accounts.push(pda::purchase(&self.offering(), key));
        }
        accounts
    }

    /// Makes the associated token account of `owner`, if it is not there.
    pub fn open_token_account(payer: &Pubkey, owner: &Pubkey, mint: &Pubkey) -> Instruction {
        create_associated_token_account_idempotent(payer, owner, mint, &spl_token::ID)
    }

    /// Sends fractions, in raw units.
    pub fn send_fractions(&self, from: &Pubkey, to: &Pubkey, amount: u64) -> Instruction {
        transfer(&self.fraction_mint, &self.fractions_of(from), &self.fractions_of(to), from, amount)
    }

    /// Sends cash into the cash escrow without being asked, in raw units.
    pub fn donate(&self, from: &Pubkey, amount: u64) -> Instruction {
        transfer(&self.quote_mint, &self.cash_of(from), &pda::cash_escrow(&self.address), from, amount)
    }

    /// A bid of `price`, bound to the cash it takes.
    pub fn bid(&self, bidder: &Pubkey, price: u64, fractions: u64, max_cash: u64) -> Instruction {
        let place_bid = PlaceBid {
            bidder: *bidder,
            vault: self.address,
            quote_mint: self.quote_mint,
            cash_account: self.cash_of(bidder),
            fraction_account: (fractions > 0).then(|| self.fractions_of(bidder)),
            with_asks: true,
            args: PlaceBidArgs { price, fractions, max_cash, max_licensed_until: i64::MAX },
        };
        place_bid.instruction()
    }

    /// Asks the vault for its price and the value of a fraction.
    pub fn quote(&self) -> Instruction {
        QuoteVault { vault: self.address, with_asks: true, with_auction: true }.instruction()
    }

    /// Takes fractions out of a stake.
    pub fn unstake(&self, holder: &Pubkey, amount: u64) -> Instruction {
        let unstake = Unstake {
            holder: *holder,
            vault: self.address,
            fraction_destination: self.fractions_of(holder),
            with_asks: true,
            args: UnstakeArgs { amount },
        };
        unstake.instruction()
    }

    /// Pays a creator of each of the NFTs, who does not sign.
    pub fn claim_royalties(&self, payee: &Pubkey) -> Vec<Instruction> {
        let claim_royalty = |nft_mint| ClaimRoyalty {
            payee: *payee,
            signed: false,
            vault: self.address,
            creator: self.creator,
            nft_mint,
            cash_destination: self.cash_of(payee),
        };
        self.nft_mints().into_iter().map(|nft_mint| claim_royalty(nft_mint).instruction()).collect()
    }

    /// Pays the curator, who is the creator.
    pub fn claim_curator_fee(&self) -> Instruction {
        let claim_curator_fee = ClaimCuratorFee {
            curator: self.creator,
            signed: true,
            vault: self.address,
            cash_destination: self.cash_of(&self.creator),
        };
        claim_curator_fee.instruction()
    }

    /// Settles the auction that `leader` leads.
    pub fn settle(&self, leader: &Pubkey) -> Instruction {
        Settle { vault: self.address, leader: *leader }.instruction()
    }

    /// Burns fractions for their share.
    pub fn redeem(&self, holder: &Pubkey, amount: u64, min_payout: u64) -> Instruction {
        let redeem = Redeem {
            holder: *holder,
            vault: self.address,
            fraction_source: self.fractions_of(holder),
            cash_destination: self.cash_of(holder),
            args: RedeemArgs { amount, min_payout },
        };
        redeem.instruction()
    }
}

fn transfer(mint: &Pubkey, source: &Pubkey, destination: &Pubkey, owner: &Pubkey, amount: u64) -> Instruction {
    let program = spl_token::ID;
    spl_token::instruction::transfer_checked(&program, source, mint, destination, owner, &[], amount, DECIMALS)
        .expect("refuses foreign token programs only")
}
