//! A vault of a test, and every instruction about it with the usual accounts.

use {
    super::keypair_of_actor,
    crate::{Actor, Nft, NftCreator, NftSpec, Standard},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{
            Activate, Cancel, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseVault, CreateVault, CreateVaultArgs,
            DepositNft, DescribeFraction, DescribeFractionArgs, LowerCuratorFee, LowerCuratorFeeArgs, PlaceBid,
            PlaceBidArgs, Reclaim, Redeem, RedeemArgs, Settle, WithdrawBid,
        },
        pda,
        rules::Terms,
    },
};

/// What a vault is to be like. The default is the worked example of the design: see each field.
#[derive(Debug)]
pub struct VaultSpec {
    /// Name of the actor who creates it. Default: `"creator"`.
    pub creator: &'static str,
    /// The creator's number for it. Default: 1.
    pub id: u64,
    /// The NFTs deposited. Default: one of [`VaultSpec::artwork`].
    pub nfts: Vec<NftSpec>,
    /// Fractions, in raw units. Default: 10,000 of 6 decimals.
    pub supply: u64,
    /// Decimals of the fraction. Default: 6.
    pub decimals: u8,
    /// Terms. Default: opening price 1,000 of 6 decimals, step 500 bps, curator 200 bps, 3 days, 15 minutes.
    pub terms: Terms,
    /// Whether the fraction gets its metadata in Draft. Default: no.
    pub described: bool,
}

impl Default for VaultSpec {
    fn default() -> Self {
        Self {
            creator: "creator",
            id: 1,
            nfts: vec![Self::artwork(Standard::NonFungible)],
            supply: 10_000_000_000,
            decimals: 6,
            terms: Terms { curator_fee_bps: 200, ..Terms::with_opening_price(1_000_000_000) },
            described: false,
        }
    }
}

impl VaultSpec {
    /// An NFT with a royalty of 500 basis points for the verified creators (of Token-2022: named ones) "painter" (70 %) and "framer" (30 %).
    #[must_use]
    pub fn artwork(standard: Standard) -> NftSpec {
        let creator = |name, share| NftCreator::verified(&keypair_of_actor(name), share);
        NftSpec { standard, creators: vec![creator("painter", 70), creator("framer", 30)], ..NftSpec::default() }
    }
}

/// A vault of a test.
///
/// Each method named like an instruction gives that instruction's builder with the usual accounts: associated token
/// accounts, payees who do not sign, no bounds. Change its fields, or the accounts of its `instruction()`, to tamper.
#[derive(Clone, Debug)]
pub struct VaultCookie {
    /// Its address.
    pub address: Pubkey,
    /// Mint of its fractions.
    pub fraction_mint: Pubkey,
    /// Mint of its prices and payments.
    pub quote_mint: Pubkey,
    /// Who created it, and is its curator.
    pub creator: Actor,
    /// The creator's number for it.
    pub id: u64,
    /// Fractions minted at activation, in raw units.
    pub supply: u64,
    /// Decimals of the fraction.
    pub decimals: u8,
    /// Its terms.
    pub terms: Terms,
    /// The NFTs as the creator holds them.
    pub nfts: Vec<Nft>,
    /// Who pays for transactions that anyone may send.
    pub payer: Pubkey,
}

impl VaultCookie {
    /// The associated token account of `owner` for the quote mint.
    #[must_use]
    pub fn cash_account(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.quote_mint)
    }

    /// The associated token account of `owner` for the fractions.
    #[must_use]
    pub fn fraction_account(&self, owner: &Pubkey) -> Pubkey {
        pda::associated_token(owner, &self.fraction_mint)
    }

    /// The vault's token account for an NFT.
    #[must_use]
    pub fn custody(&self, nft: &Nft) -> Pubkey {
        self.deposit_nft(nft).custody()
    }

    /// A part of the supply in basis points, rounded down.
    #[must_use]
    pub fn part(&self, bps: u16) -> u64 {
        let part = u128::from(self.supply) * u128::from(bps) / 10_000;
        u64::try_from(part).unwrap_or(u64::MAX)
    }

    /// `create_vault` by the creator.
    #[must_use]
    pub fn create_vault(&self) -> CreateVault {
        let args = CreateVaultArgs::new(self.id, self.supply, self.decimals, &self.terms);
        CreateVault { creator: self.creator.pubkey(), quote_mint: self.quote_mint, args }
    }

    /// `deposit_nft` by the creator.
    #[must_use]
    pub fn deposit_nft(&self, nft: &Nft) -> DepositNft {
        DepositNft {
            creator: self.creator.pubkey(),
            vault: self.address,
            nft_mint: nft.mint,
            source: nft.token,
            kind: nft.kind(),
        }
    }

    /// `describe_fraction` by the creator.
    #[must_use]
    pub fn describe_fraction(&self) -> DescribeFraction {
        let args = DescribeFractionArgs {
            name: "Still life, in parts".to_owned(),
            symbol: "fSTILL".to_owned(),
            uri: "https://example.com/fractions/still-life.json".to_owned(),
        };
        DescribeFraction { creator: self.creator.pubkey(), vault: self.address, args }
    }

    /// `activate` by the creator.
    #[must_use]
    pub fn activate(&self) -> Activate {
        let creator = self.creator.pubkey();
        Activate { creator, vault: self.address, destination: self.fraction_account(&creator) }
    }

    /// `cancel` by the creator.
    #[must_use]
    pub fn cancel(&self) -> Cancel {
        Cancel { creator: self.creator.pubkey(), vault: self.address }
    }

    /// `lower_curator_fee` by the creator, who is the first curator.
    #[must_use]
    pub fn lower_curator_fee(&self, fee_bps: u16) -> LowerCuratorFee {
        let args = LowerCuratorFeeArgs { fee_bps };
        LowerCuratorFee { curator: self.creator.pubkey(), vault: self.address, args }
    }

    /// `place_bid`, whatever it costs.
    #[must_use]
    pub fn place_bid(&self, bidder: &Pubkey, price: u64, fractions: u64) -> PlaceBid {
        PlaceBid {
            bidder: *bidder,
            vault: self.address,
            quote_mint: self.quote_mint,
            cash_account: self.cash_account(bidder),
            fraction_account: Some(self.fraction_account(bidder)),
            with_asks: true,
            args: PlaceBidArgs { price, fractions, max_cash: u64::MAX, max_licensed_until: i64::MAX },
        }
    }

    /// `withdraw_bid` by anyone.
    #[must_use]
    pub fn withdraw_bid(&self, bidder: &Pubkey) -> WithdrawBid {
        WithdrawBid {
            bidder: *bidder,
            signed: false,
            vault: self.address,
            cash_destination: self.cash_account(bidder),
            fraction_destination: Some(self.fraction_account(bidder)),
        }
    }

    /// `settle` by anyone.
    #[must_use]
    pub fn settle(&self, leader: &Pubkey) -> Settle {
        Settle { vault: self.address, leader: *leader }
    }

    /// `claim_asset` by anyone.
    #[must_use]
    pub fn claim_asset(&self, nft: &Nft, recipient: &Pubkey) -> ClaimAsset {
        ClaimAsset {
            payer: self.payer,
            vault: self.address,
            creator: self.creator.pubkey(),
            recipient: *recipient,
            signed: false,
            nft_mint: nft.mint,
            destination: nft.held_by(recipient).token,
            kind: nft.kind(),
        }
    }

    /// `claim_royalty` by anyone.
    #[must_use]
    pub fn claim_royalty(&self, nft: &Nft, payee: &Pubkey) -> ClaimRoyalty {
        ClaimRoyalty {
            payee: *payee,
            signed: false,
            vault: self.address,
            creator: self.creator.pubkey(),
            nft_mint: nft.mint,
            cash_destination: self.cash_account(payee),
        }
    }

    /// `claim_curator_fee` by anyone.
    #[must_use]
    pub fn claim_curator_fee(&self) -> ClaimCuratorFee {
        let curator = self.creator.pubkey();
        ClaimCuratorFee { curator, signed: false, vault: self.address, cash_destination: self.cash_account(&curator) }
    }

    /// `redeem`, whatever it pays.
    #[must_use]
    pub fn redeem(&self, holder: &Pubkey, amount: u64) -> Redeem {
        Redeem {
            holder: *holder,
            vault: self.address,
            fraction_source: self.fraction_account(holder),
            cash_destination: self.cash_account(holder),
            args: RedeemArgs { amount, min_payout: 0 },
        }
    }

    /// `reclaim`.
    #[must_use]
    pub fn reclaim(&self, holder: &Pubkey) -> Reclaim {
        Reclaim { holder: *holder, vault: self.address, fraction_source: self.fraction_account(holder) }
    }

    /// `close_vault` by anyone; `opener` placed the first bid, if there was one.
    #[must_use]
    pub fn close_vault(&self, opener: Option<Pubkey>) -> CloseVault {
        let creator = self.creator.pubkey();
        CloseVault {
            creator,
            vault: self.address,
            curator: creator,
            curator_signed: false,
            opener,
            surplus_destination: opener.map(|_| self.cash_account(&creator)),
        }
    }
}
