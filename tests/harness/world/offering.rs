//! The offering: builders, sending and reading.

use {
    super::{Outcome, VaultCookie, World},
    crate::Actor,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{BuyFractions, BuyFractionsArgs, ClaimPurchase, CloseOffering, OpenOffering, OpenOfferingArgs},
        pda,
        state::{Offering, Purchase},
    },
};

impl VaultCookie {
    /// A quarter of the supply at the opening price, from now on for a day, without a limit for wallets, that succeeds once
    /// a tenth of the price is raised.
    #[must_use]
    pub fn plan(&self, now: i64) -> OpenOfferingArgs {
        let (amount, price) = (self.part(2_500), self.terms.opening_price);
        OpenOfferingArgs {
            amount,
            start_price: price,
            end_price: price,
            starts_at: 0,
            ends_at: now + 86_400,
            wallet_limit: amount,
            minimum: price / 10,
        }
    }

    /// `open_offering` by the creator, with the next number.
    #[must_use]
    pub fn open_offering(&self, number: u64, args: OpenOfferingArgs) -> OpenOffering {
        let creator = self.creator.pubkey();
        OpenOffering {
            creator,
            vault: self.address,
            quote_mint: self.quote_mint,
            number,
            fraction_source: self.fraction_account(&creator),
            args,
        }
    }

    /// `buy_fractions`, whatever they cost.
    #[must_use]
    pub fn buy_fractions(&self, buyer: &Pubkey, number: u64, amount: u64) -> BuyFractions {
        let args = BuyFractionsArgs { amount, max_cost: u64::MAX };
        BuyFractions { buyer: *buyer, vault: self.address, number, cash_source: self.cash_account(buyer), args }
    }

    /// `claim_purchase` by anyone, with both accounts of the buyer.
    #[must_use]
    pub fn claim_purchase(&self, buyer: &Pubkey, number: u64) -> ClaimPurchase {
        ClaimPurchase {
            buyer: *buyer,
            signed: false,
            vault: self.address,
            number,
            fraction_destination: Some(self.fraction_account(buyer)),
            cash_destination: Some(self.cash_account(buyer)),
        }
    }

    /// `close_offering` by anyone, with all accounts of the creator, who is the curator.
    #[must_use]
    pub fn close_offering(&self, number: u64) -> CloseOffering {
        let creator = self.creator.pubkey();
        CloseOffering {
            creator,
            creator_signed: false,
            vault: self.address,
            number,
            fraction_destination: Some(self.fraction_account(&creator)),
            cash_destination: Some(self.cash_account(&creator)),
            curator: creator,
            curator_signed: false,
            surplus_destination: Some(self.cash_account(&creator)),
        }
    }
}

impl World {
    /// Sends `open_offering` with the next number.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn open_offering(&mut self, vault: &VaultCookie, args: OpenOfferingArgs) -> Outcome {
        let number = self.vault(vault).await.offerings;
        self.send(&[vault.open_offering(number, args).instruction()], &[&vault.creator]).await
    }

    /// Sends `buy_fractions`, whatever they cost.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn buy(&mut self, vault: &VaultCookie, buyer: &Actor, number: u64, amount: u64) -> Outcome {
        self.send(&[vault.buy_fractions(&buyer.pubkey(), number, amount).instruction()], &[buyer]).await
    }

    /// Opens the buyer's account for fractions and sends `claim_purchase` without the buyer's signature.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn claim_purchase(&mut self, vault: &VaultCookie, buyer: &Actor, number: u64) -> Outcome {
        self.bank.create_ata(&buyer.pubkey(), &vault.fraction_mint).await;
        self.send(&[vault.claim_purchase(&buyer.pubkey(), number).instruction()], &[]).await
    }

    /// Sends `close_offering` without the creator's signature.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn close_offering(&mut self, vault: &VaultCookie, number: u64) -> Outcome {
        self.send(&[vault.close_offering(number).instruction()], &[]).await
    }

    /// An offering, if it is open.
    pub async fn offering(&self, vault: &VaultCookie, number: u64) -> Option<Offering> {
        self.read(&pda::offering(&vault.address, number)).await
    }

    /// The purchase of a buyer, if there is one.
    pub async fn purchase_of(&self, vault: &VaultCookie, buyer: &Actor, number: u64) -> Option<Purchase> {
        self.read(&pda::purchase(&pda::offering(&vault.address, number), &buyer.pubkey())).await
    }
}
