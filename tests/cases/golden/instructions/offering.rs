//! Of the offering.

use {
    super::{Built, build},
    crate::source::key,
    mosaic_client::instructions::{
        BuyFractions, BuyFractionsArgs, ClaimPurchase, CloseOffering, OpenOffering, OpenOfferingArgs,
    },
};

pub fn build(built: &mut Built) {
    let (vault, creator, buyer, curator) = (key("vault"), key("creator"), key("buyer"), key("curator"));
    let (quote_mint, fraction_source, cash_source) = (key("quote mint"), key("fraction source"), key("cash source"));
    for (name, number, least, time) in
        [("zeros", 0, 0, i64::MIN), ("any", 7, 1_000_000, 1_800_000_000), ("greatest", u64::MAX, u64::MAX, i64::MAX)]
    {
        let args = OpenOfferingArgs {
            amount: least,
            start_price: least,
            end_price: least / 2,
            starts_at: time,
            ends_at: time.saturating_add(3_600),
            wallet_limit: least / 3,
            minimum: least / 4,
        };
        let open = OpenOffering { creator, vault, quote_mint, number, fraction_source, args };
        build!(built, name, instruction, OpenOffering { ..open });
        let args = BuyFractionsArgs { amount: least, max_cost: least / 5 };
        build!(built, name, instruction, BuyFractions { buyer, vault, number, cash_source, args });
    }
    for (name, signed, fractions, cash) in
        [("delivery", false, true, false), ("refund", true, false, true), ("nothing but rent", false, false, false)]
    {
        let fraction_destination = fractions.then(|| key("fraction destination"));
        let cash_destination = cash.then(|| key("cash destination"));
        let claim = ClaimPurchase { buyer, signed, vault, number: 3, fraction_destination, cash_destination };
        build!(built, name, instruction, ClaimPurchase { ..claim });
        let close = CloseOffering {
            creator,
            creator_signed: signed,
            vault,
            number: 3,
            fraction_destination,
            cash_destination,
            curator,
            curator_signed: !signed,
            surplus_destination: signed.then(|| key("surplus destination")),
        };
        build!(built, name, instruction, CloseOffering { ..close });
    }
}
