//! What can be done about offerings.

use anchor_lang::prelude::Pubkey;
use bytemuck::Zeroable;
use mosaic_core::{Status, Terms, reserve::reserve};

use super::*;
use crate::state::{Offering, Vault};

const SUPPLY: u64 = 10_000_000_000;
const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

fn view(status: Status, vault: Vault) -> VaultView {
    let vault = Vault { status: status as u8, ..vault };
    let reserve = reserve(&Terms::with_opening_price(1_000_000_000), None, SUPPLY).unwrap();
    let (address, asks, pool, auction) = (Pubkey::default(), None, None, None);
    VaultView { address, vault, status, supply: SUPPLY, quote_decimals: 6, reserve, asks, pool, auction, now: NOW }
}

/// A vault whose offering ends in a day.
fn running() -> VaultView {
    view(Status::Active, Vault { offering_ends_at: NOW + DAY, ..Vault::zeroed() })
}

/// A hundredth of a millionth for two days, of which one is over.
fn selling() -> Offering {
    Offering {
        number: 3,
        supply: SUPPLY,
        amount: 100,
        start_price: 2_000,
        end_price: 1_000,
        wallet_limit: 100,
        minimum: 1,
        starts_at: NOW - DAY,
        ends_at: NOW + DAY,
        ..Offering::zeroed()
    }
}

fn steps(view: &VaultView, offering: Offering) -> Vec<(Party, Step)> {
    let offering = OfferingView::new(view, Pubkey::default(), offering, 0).unwrap();
    view.offering_next_steps(&[offering])
}

#[test]
fn an_offering_is_bought_in_claimed_closed_or_called_off() {
    let number = 3;
    let buy = (Party::Anyone, Step::BuyFractions { number, price: 1_500 });
    let claim = (Party::Buyer, Step::ClaimPurchase { number });
    let close = (Party::Anyone, Step::CloseOffering { number });
    let call_off = (Party::Creator, Step::CallOffOffering { number });
    let bought = Offering { sold: 10, raised: 1, purchases_open: 1, ..selling() };
    let ended = Offering { starts_at: NOW - 2 * DAY, ends_at: NOW, ..bought };
    let cases: [(&str, Offering, &[_]); 9] = [
        ("ahead", Offering { starts_at: NOW + 1, ..selling() }, &[call_off]),
        ("selling", selling(), &[buy, call_off]),
        ("below its minimum", Offering { raised: 0, ..bought }, &[buy]),
        ("certain", bought, &[buy, claim]),
        ("delivered", Offering { delivered: 10, ..bought }, &[buy]),
        ("sold out", Offering { sold: 100, ..bought }, &[claim, close]),
        ("over", ended, &[claim, close]),
        ("paid", Offering { closed: 1, ..ended }, &[claim]),
        ("owing nobody", Offering { closed: 1, purchases_open: 0, ..ended }, &[close]),
    ];
    for (name, offering, expected) in cases {
        assert_eq!(steps(&running(), offering), expected, "{name}");
    }
    assert_eq!(steps(&view(Status::Sold, Vault::zeroed()), bought), [claim, close], "a sale has ended it");
}

#[test]
fn the_creator_opens_an_offering_unless_one_stands_or_has_succeeded() {
    let steps = |status, vault| view(status, vault).offering_next_steps(&[]);
    let vault = Vault { offering_ends_at: NOW, ..Vault::zeroed() };
    assert_eq!(steps(Status::Active, vault), [(Party::Creator, Step::OpenOffering)]);
    assert_eq!(steps(Status::Active, Vault { offering_ends_at: NOW + 1, ..vault }), []);
    assert_eq!(steps(Status::Active, Vault { offered: 1, ..vault }), []);
    for status in [Status::Draft, Status::Auction, Status::Sold, Status::Reclaimed] {
        assert_eq!(steps(status, vault), [], "{status:?}");
    }
}

#[test]
fn an_offering_that_has_succeeded_keeps_the_vault_from_being_sold_for_less_while_it_runs() {
    let lifted = Vault { offering_price: 700, offering_ends_at: NOW + 1, ..Vault::zeroed() };
    assert_eq!(view(Status::Active, lifted).offering_floor(), 700);
    assert_eq!(view(Status::Active, Vault { offering_ends_at: NOW, ..lifted }).offering_floor(), 0);
    assert_eq!(view(Status::Sold, lifted).offering_floor(), 0);
}
