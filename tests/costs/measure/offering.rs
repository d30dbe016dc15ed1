//! What an offering costs.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};
use mosaic_client::{
    instructions::{BuyFractions, BuyFractionsArgs, ClaimPurchase, CloseOffering, OpenOffering, OpenOfferingArgs},
    pda,
};
use mosaic_harness::Standard;
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::{PRICE, SUPPLY, Stage, Vault};

const DAY: i64 = 86_400;

impl Stage<'_> {
    async fn open_offering(&mut self, vault: &Vault, number: u64, minimum: u64) {
        let (creator, now) = (vault.creator.pubkey(), self.bank.now().await);
        let amount = SUPPLY / 2;
        let args = OpenOfferingArgs {
            amount,
            start_price: 2 * PRICE,
            end_price: PRICE,
            starts_at: 0,
            ends_at: now + DAY,
            wallet_limit: amount,
            minimum,
        };
        let (fraction_source, quote_mint) = (vault.fractions, self.quote_mint);
        let open = OpenOffering { creator, vault: vault.address, quote_mint, number, fraction_source, args };
        self.note("open_offering", open.instruction(), &[&vault.creator]).await;
    }

    async fn buy(&mut self, row: &'static str, vault: &Vault, buyer: &(Keypair, Pubkey), number: u64) {
        // Within the day the price falls.
        self.bank.advance(60).await;
        let args = BuyFractionsArgs { amount: SUPPLY / 10, max_cost: PRICE };
        let buy = BuyFractions { buyer: buyer.0.pubkey(), vault: vault.address, number, cash_source: buyer.1, args };
        self.note(row, buy.instruction(), &[&buyer.0]).await;
    }

    fn claim_of(vault: &Vault, buyer: &(Keypair, Pubkey), number: u64) -> Instruction {
        let fractions = pda::associated_token(&buyer.0.pubkey(), &pda::fraction_mint(&vault.address));
        let claim = ClaimPurchase {
            buyer: buyer.0.pubkey(),
            signed: false,
            vault: vault.address,
            number,
            fraction_destination: Some(fractions),
            cash_destination: Some(buyer.1),
        };
        claim.instruction()
    }

    async fn close_offering(&mut self, row: &'static str, vault: &Vault, number: u64) {
        let creator = vault.creator.pubkey();
        let cash = self.bank.create_ata(&creator, &self.quote_mint).await;
        let close = CloseOffering {
            creator,
            creator_signed: false,
            vault: vault.address,
            number,
            fraction_destination: Some(vault.fractions),
            cash_destination: Some(cash),
            curator: creator,
            curator_signed: false,
            surplus_destination: None,
        };
        self.note(row, close.instruction(), &[]).await;
    }

    /// An offering that fails, and one that succeeds.
    pub(super) async fn offerings(&mut self) {
        let vault = self.draft(Standard::NonFungible).await;
        self.activate(&vault).await;
        let buyer = self.bidder().await;
        self.bank.create_ata(&buyer.0.pubkey(), &pda::fraction_mint(&vault.address)).await;
        for (number, minimum, claim) in [(0, PRICE, "claim_purchase, a refund"), (1, 1, "claim_purchase, fractions")] {
            self.open_offering(&vault, number, minimum).await;
            self.buy("buy_fractions, the first of a buyer", &vault, &buyer, number).await;
            self.buy("buy_fractions, further ones", &vault, &buyer, number).await;
            self.bank.advance(DAY).await;
            if number == 1 {
                self.close_offering("close_offering, paying the creator", &vault, number).await;
            }
            self.note(claim, Self::claim_of(&vault, &buyer, number), &[]).await;
            let row =
                if number == 1 { "close_offering, the accounts" } else { "close_offering, failed, with the accounts" };
            self.close_offering(row, &vault, number).await;
        }
    }
}
