//! Vaults at a wanted stage of their life.

use {
    super::{VaultCookie, VaultSpec, World},
    crate::{Actor, receipt::Failure},
    mosaic_client::{pda, rules::auction::least_next_price},
    solana_signer::Signer,
};

/// A stage of the life of a vault, each reached from the one before unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Created, its NFTs deposited, described if the spec says so.
    Draft,
    /// Activated; the creator holds every fraction.
    Active,
    /// Ana holds 40 %, Ben 11 %, Cleo 25 %, the creator the rest. Dan has opened the auction at the opening price
    /// without fractions and was outbid by Cleo, by one step and with all her fractions.
    Auction,
    /// The same at the second the auction ends.
    Ended,
    /// Settled: Cleo has won. Nobody has claimed anything.
    Sold,
    /// After Active instead: the creator has reclaimed it and claimed nothing.
    Reclaimed,
}

impl World {
    /// A default vault at a stage.
    pub async fn at(&mut self, stage: Stage) -> VaultCookie {
        self.vault_at(stage, VaultSpec::default()).await
    }

    /// A vault at a stage.
    ///
    /// # Panics
    /// If a step on the way is refused.
    pub async fn vault_at(&mut self, stage: Stage, spec: VaultSpec) -> VaultCookie {
        let described = spec.described;
        let vault = self.prepare(spec).await;
        self.create_vault(&vault).await.unwrap();
        for nft in &vault.nfts {
            self.deposit(&vault, nft).await.unwrap();
        }
        if described {
            self.describe(&vault).await.unwrap();
        }
        if stage >= Stage::Active {
            self.activate(&vault).await.unwrap();
        }
        if stage == Stage::Reclaimed {
            self.reclaim(&vault, &vault.creator).await.unwrap();
        } else if stage >= Stage::Auction {
            self.fight(&vault).await.unwrap();
            if stage >= Stage::Ended {
                self.end_auction(&vault).await;
            }
            if stage >= Stage::Sold {
                self.settle(&vault).await.unwrap();
            }
        }
        vault
    }

    /// The creator, its NFTs and the addresses of a vault that is still to be created.
    pub async fn prepare(&mut self, spec: VaultSpec) -> VaultCookie {
        let VaultSpec { creator, id, nfts: specs, supply, decimals, terms, described: _ } = spec;
        let creator = self.actor(creator).await;
        let mut nfts = Vec::with_capacity(specs.len());
        for spec in specs {
            nfts.push(self.bank.mint_nft(&creator.pubkey(), spec).await);
        }
        let address = pda::vault(&creator.pubkey(), id);
        VaultCookie {
            address,
            fraction_mint: pda::fraction_mint(&address),
            quote_mint: self.quote_mint,
            creator,
            id,
            supply,
            decimals,
            terms,
            nfts,
            payer: self.bank.payer().pubkey(),
        }
    }

    /// Gives Ana 40 %, Ben 11 % and Cleo 25 % of the fractions, and returns them.
    pub async fn spread(&mut self, vault: &VaultCookie) -> [Actor; 3] {
        let holders = [self.actor("Ana").await, self.actor("Ben").await, self.actor("Cleo").await];
        let [ana, ben, cleo] = &holders;
        let parts = [(ana, vault.part(4_000)), (ben, vault.part(1_100)), (cleo, vault.part(2_500))];
        self.distribute(vault, &parts).await;
        holders
    }

    /// Sets the clock to the second at which the auction ends.
    pub async fn end_auction(&mut self, vault: &VaultCookie) {
        let ends_at = self.auction(vault).await.ends_at;
        self.bank.set_clock(ends_at).await;
    }

    async fn fight(&mut self, vault: &VaultCookie) -> Result<(), Failure> {
        let [_, _, cleo] = self.spread(vault).await;
        let dan = self.actor("Dan").await;
        let opening = vault.terms.opening_price;
        self.bid(vault, &dan, opening, 0).await?;
        let price = least_next_price(opening, vault.terms.step_bps).expect("a price that can be outbid");
        self.bid(vault, &cleo, price, vault.part(2_500)).await?;
        Ok(())
    }
}
