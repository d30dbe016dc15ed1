//! From the creation of a vault to its end (design, sections 2 and 8).

use crate::{Asset, Nft, Person, Place, QUOTE, Refused, Status, Terms, Token, Vault};

/// Most assets of a vault.
const MAX_ASSETS: usize = 16;

impl Vault {
    pub(crate) fn create(&mut self, actor: Person, terms: &Terms) -> Result<(), Refused> {
        Refused::VaultIdUsed.unless(self.status == Status::Unborn)?;
        terms.check()?;
        self.status = Status::Draft;
        (self.creator, self.curator) = (actor, actor);
        self.curator_fee_bps = terms.curator_fee_bps;
        self.terms = terms.clone();
        Ok(())
    }

    pub(crate) fn deposit_nft(&mut self, actor: Person, nft: &Nft) -> Result<(), Refused> {
        self.creator_drafts(actor)?;
        Refused::TooManyAssets.unless(self.assets.len() < MAX_ASSETS)?;
        Refused::AssetAlreadyDeposited.unless(!self.assets.contains_key(&nft.id))?;
        self.bank.transfer(Place::Wallet(actor), Place::Custody, Token::Nft(nft.id), 1)?;
        // Who did not sign the metadata gets nothing (decision 8).
        let royalties = nft
            .creators
            .iter()
            .filter(|creator| creator.verified)
            .map(|creator| (creator.person, u32::from(nft.seller_fee_bps) * u32::from(creator.share)))
            .filter(|(_, weight)| *weight > 0)
            .collect();
        self.assets.insert(nft.id, Asset { held: true, royalties, paid: Vec::new() });
        Ok(())
    }

    pub(crate) fn describe_fraction(&mut self, actor: Person) -> Result<(), Refused> {
        self.creator_drafts(actor)?;
        Refused::AlreadyDescribed.unless(!self.described)?;
        self.described = true;
        Ok(())
    }

    pub(crate) fn activate(&mut self, actor: Person) -> Result<(), Refused> {
        self.creator_drafts(actor)?;
        Refused::NoAssets.unless(!self.assets.is_empty())?;
        self.minted = self.terms.supply.into();
        self.bank.mint(Place::Wallet(actor), Token::Fraction, self.minted);
        self.status = Status::Active;
        Ok(())
    }

    /// The draft is given up, and its assets can be claimed (decision 1).
    pub(crate) fn cancel(&mut self, actor: Person) -> Result<(), Refused> {
        self.creator_drafts(actor)?;
        self.recipient = Some(actor);
        self.status = Status::Reclaimed;
        Ok(())
    }

    fn creator_drafts(&self, actor: Person) -> Result<(), Refused> {
        Refused::NotTheCreator.unless(actor == self.creator)?;
        Refused::WrongStatus.unless(self.status == Status::Draft)
    }

    /// What the curator gives up is the holders' (design, section 1): a bid does not keep it from that, a sale does.
    pub(crate) fn lower_curator_fee(&mut self, actor: Person, fee_bps: u16) -> Result<(), Refused> {
        Refused::NotTheCurator.unless(actor == self.curator)?;
        Refused::WrongStatus.unless(!self.is_over())?;
        Refused::CuratorFeeNotLower.unless(fee_bps < self.curator_fee_bps)?;
        self.curator_fee_bps = fee_bps;
        Ok(())
    }

    pub(crate) fn reclaim(&mut self, actor: Person) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.status == Status::Active)?;
        let has = self.bank.of(Place::Wallet(actor), Token::Fraction);
        Refused::NotTheWholeSupply.unless(has > 0 && has == self.supply())?;
        self.burn(Place::Wallet(actor), has)?;
        self.offer = None;
        self.recipient = Some(actor);
        self.status = Status::Reclaimed;
        Ok(())
    }

    pub(crate) fn claim_asset(&mut self, nft: u8) -> Result<(), Refused> {
        Refused::Missing.unless(self.asset_open(nft))?;
        Refused::WrongStatus.unless(self.is_over())?;
        let recipient = self.recipient.ok_or(Refused::Missing)?;
        let asset = self.assets.get_mut(&nft).ok_or(Refused::Missing)?;
        Refused::AssetAlreadyClaimed.unless(asset.held)?;
        asset.held = false;
        self.bank.transfer(Place::Custody, Place::Wallet(recipient), Token::Nft(nft), 1)
    }

    /// Whether the record of an asset is there: the NFT is, or after the sale a royalty is unclaimed.
    pub fn asset_open(&self, nft: u8) -> bool {
        self.assets
            .get(&nft)
            .is_some_and(|asset| asset.held || self.status == Status::Sold && asset.paid.len() < asset.royalties.len())
    }

    pub(crate) fn close_vault(&mut self, curator_named: bool) -> Result<(), Refused> {
        Refused::WrongStatus.unless(self.is_over())?;
        let assets_open = self.assets.keys().any(|nft| self.asset_open(*nft));
        Refused::StillOwing.unless(!assets_open)?;
        Refused::StakingStillOpen.unless(self.pool.is_none() && !self.book)?;
        Refused::RecordsStillOpen.unless(self.proposals.is_empty() && self.ballots.is_empty())?;
        Refused::OfferingsStillOpen.unless(self.offerings.is_empty())?;
        let owing = !self.bids.is_empty()
            || self.auction.as_ref().is_some_and(|auction| auction.curator_fee > 0)
            || self.supply() > self.bank.of(Place::Fractions, Token::Fraction);
        Refused::StillOwing.unless(!owing)?;
        // Fractions in escrow uninvited are burned; what they leave of the proceeds goes to the curator (decision 15).
        self.burn(Place::Fractions, self.supply())?;
        self.gifts.remove(&(Place::Fractions, Token::Fraction));
        self.surplus(Place::Cash, Token::Of(QUOTE), curator_named)?;
        if let Some(auction) = &mut self.auction {
            auction.proceeds = 0;
        }
        self.status = Status::Closed;
        Ok(())
    }
}
