//! The instructions of a sale, from the making of the vault to its closing.

use {
    super::{Cast, FIRST_FRACTIONS, FIRST_PRICE, HELD, LEADING_FRACTIONS, LEADING_PRICE, Lot, SUPPLY},
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::instructions::{
        Activate, Cancel, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseVault, CreateVault, DepositNft,
        DescribeFraction, DescribeFractionArgs, LowerCuratorFee, LowerCuratorFeeArgs, PlaceBid, PlaceBidArgs, Reclaim,
        Redeem, RedeemArgs, Settle, WithdrawBid,
    },
    mosaic_harness::Actor,
};

/// What a sold vault owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The opener's cash and fractions.
    OutbidBid,
    /// The rent of the leader's bid.
    WinningBid,
    /// The artist's.
    Royalty,
    /// The creator's.
    CuratorFee,
    /// Proceeds of the fractions that [`Claim::OutbidBid`] returns.
    ReturnedFractions,
    /// Proceeds of the holder's fractions.
    HeldFractions,
    /// Proceeds of what the creator kept.
    CreatorsFractions,
    /// The NFT.
    Asset,
}

impl Lot<'_> {
    pub fn create(&self) -> CreateVault {
        CreateVault { creator: self.cast.creator.pubkey(), quote_mint: self.cast.quote, args: self.args }
    }

    pub fn deposit(&self) -> DepositNft {
        let (creator, source) = (self.nft.owner, self.nft.token);
        DepositNft { creator, vault: self.vault, nft_mint: self.nft.mint, source, kind: self.nft.kind() }
    }

    pub fn describe(&self) -> DescribeFraction {
        let args = DescribeFractionArgs {
            name: "Still life, fraction".to_owned(),
            symbol: "fSTILL".to_owned(),
            uri: "https://example.com/fraction.json".to_owned(),
        };
        DescribeFraction { creator: self.cast.creator.pubkey(), vault: self.vault, args }
    }

    pub fn activate(&self) -> Activate {
        let creator = &self.cast.creator;
        Activate { creator: creator.pubkey(), vault: self.vault, destination: self.fractions(creator) }
    }

    pub fn cancel(&self) -> Cancel {
        Cancel { creator: self.cast.creator.pubkey(), vault: self.vault }
    }

    pub fn lower_fee(&self, fee_bps: u16) -> LowerCuratorFee {
        let args = LowerCuratorFeeArgs { fee_bps };
        LowerCuratorFee { curator: self.cast.creator.pubkey(), vault: self.vault, args }
    }

    pub fn reclaim(&self) -> Reclaim {
        let holder = &self.cast.creator;
        Reclaim { holder: holder.pubkey(), vault: self.vault, fraction_source: self.fractions(holder) }
    }

    pub fn bid(&self, bidder: &Actor, price: u64, fractions: u64) -> PlaceBid {
        PlaceBid {
            bidder: bidder.pubkey(),
            vault: self.vault,
            quote_mint: self.cast.quote,
            cash_account: self.cast.cash(bidder),
            fraction_account: (fractions > 0).then(|| self.fractions(bidder)),
            with_asks: self.stage.has_asks(),
            args: PlaceBidArgs { price, fractions, max_cash: u64::MAX, max_licensed_until: i64::MAX },
        }
    }

    pub fn first_bid(&self) -> PlaceBid {
        self.bid(&self.cast.opener, FIRST_PRICE, FIRST_FRACTIONS)
    }

    pub fn leading_bid(&self) -> PlaceBid {
        self.bid(&self.cast.leader, LEADING_PRICE, LEADING_FRACTIONS)
    }

    pub fn withdraw(&self, bidder: &Actor) -> WithdrawBid {
        WithdrawBid {
            bidder: bidder.pubkey(),
            signed: false,
            vault: self.vault,
            cash_destination: self.cast.cash(bidder),
            fraction_destination: Some(self.fractions(bidder)),
        }
    }

    pub fn settle(&self) -> Settle {
        Settle { vault: self.vault, leader: self.cast.leader.pubkey() }
    }

    /// The NFT goes to the leader, as once sold.
    pub fn claim_asset(&self) -> ClaimAsset {
        let recipient = self.cast.leader.pubkey();
        ClaimAsset {
            payer: self.cast.stranger.pubkey(),
            vault: self.vault,
            creator: self.cast.creator.pubkey(),
            recipient,
            signed: false,
            nft_mint: self.nft.mint,
            destination: self.nft.held_by(&recipient).token,
            kind: self.nft.kind(),
        }
    }

    pub fn claim_royalty(&self) -> ClaimRoyalty {
        ClaimRoyalty {
            payee: self.cast.artist.pubkey(),
            signed: false,
            vault: self.vault,
            creator: self.cast.creator.pubkey(),
            nft_mint: self.nft.mint,
            cash_destination: self.cast.cash(&self.cast.artist),
        }
    }

    pub fn claim_curator_fee(&self) -> ClaimCuratorFee {
        let curator = &self.cast.creator;
        let cash_destination = self.cast.cash(curator);
        ClaimCuratorFee { curator: curator.pubkey(), signed: false, vault: self.vault, cash_destination }
    }

    pub fn redeem(&self, holder: &Actor, amount: u64) -> Redeem {
        Redeem {
            holder: holder.pubkey(),
            vault: self.vault,
            fraction_source: self.fractions(holder),
            cash_destination: self.cast.cash(holder),
            args: RedeemArgs { amount, min_payout: 0 },
        }
    }

    /// Every claim of a sold vault, in an order that works.
    pub fn claims(&self) -> Vec<(Claim, Instruction)> {
        let Cast { creator, opener, leader, holder, .. } = self.cast;
        let rest = SUPPLY - LEADING_FRACTIONS - FIRST_FRACTIONS - HELD;
        vec![
            (Claim::OutbidBid, self.withdraw(opener).instruction()),
            (Claim::WinningBid, self.withdraw(leader).instruction()),
            (Claim::Royalty, self.claim_royalty().instruction()),
            (Claim::CuratorFee, self.claim_curator_fee().instruction()),
            (Claim::ReturnedFractions, self.redeem(opener, FIRST_FRACTIONS).instruction()),
            (Claim::HeldFractions, self.redeem(holder, HELD).instruction()),
            (Claim::CreatorsFractions, self.redeem(creator, rest).instruction()),
            (Claim::Asset, self.claim_asset().instruction()),
        ]
    }

    /// As for a sold vault.
    pub fn close(&self) -> CloseVault {
        let curator = &self.cast.creator;
        CloseVault {
            creator: curator.pubkey(),
            vault: self.vault,
            curator: curator.pubkey(),
            curator_signed: false,
            opener: Some(self.cast.opener.pubkey()),
            surplus_destination: Some(self.cast.cash(curator)),
        }
    }
}
