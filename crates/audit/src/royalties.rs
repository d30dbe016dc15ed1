//! Royalties: until the sale a vault knows what its NFTs' creators are due, afterwards it has what is unclaimed of it, to
//! the last unit (INV-12).

use {
    crate::{Broken, Moment, arithmetic::status, broken, demand},
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{Auction, Vault},
};

/// The weight of all of an NFT's part of the cash.
const FULL_WEIGHT: u128 = 1_000_000;

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    if vault.status == status::RECLAIMED {
        return demand(vault.royalty_claims == 0, || broken!(INV_12, "{address} was not sold and owes royalties"));
    }
    let royalties = moment.assets_of(address).iter().flat_map(|asset| &asset.royalties);
    let weights: Vec<u128> = royalties.map(|royalty| u128::from(royalty.weight)).filter(|weight| *weight > 0).collect();
    let (claims, counted) = (weights.len(), vault.royalty_claims);
    demand(claims == usize::from(counted), || {
        broken!(INV_12, "creators have {claims} claims to royalties of {address}, {counted} are counted")
    })?;
    match (vault.status, moment.auctions.get(address)) {
        (status::SOLD, Some(auction)) => check_unclaimed(address, vault, auction, &weights),
        (status::SOLD, None) => Ok(()),
        _ => {
            let (sum, known) = (weights.iter().sum::<u128>(), vault.royalty_weight);
            demand(sum == u128::from(known), || {
                broken!(INV_12, "royalties of {address} weigh {sum}, it knows of {known}")
            })
        }
    }
}

/// Each claim is paid its part rounded down, but the last one, which takes what is left.
fn check_unclaimed(address: &Pubkey, vault: &Vault, auction: &Auction, weights: &[u128]) -> Result<(), Broken> {
    let (cash, unpaid) = (u128::from(auction.winning_cash), u128::from(auction.royalties));
    let whole = FULL_WEIGHT * u128::from(vault.assets);
    let due: u128 = weights.iter().map(|weight| (cash * weight).checked_div(whole).unwrap_or(cash)).sum();
    demand(due <= unpaid, || broken!(INV_12, "creators are due {due} of {address}, {unpaid} are left for them"))?;
    demand(!weights.is_empty() || unpaid == 0, || {
        broken!(INV_12, "every royalty of {address} is claimed, {unpaid} are left of them")
    })
}
