//! Of bids, offers and payments.

use {
    super::{Built, build},
    crate::source::key,
    mosaic_client::instructions::{
        AcceptOffer, ClaimCuratorFee, ClaimRoyalty, PlaceBid, PlaceBidArgs, Redeem, RedeemArgs, Settle, WithdrawBid,
    },
};

pub fn build(built: &mut Built) {
    let (vault, bidder) = (key("vault"), key("bidder"));
    let cash_account = key("cash account");
    let usual = PlaceBidArgs { price: 822_702_474, fractions: 0, max_cash: 822_702_474, max_licensed_until: 0 };
    let greatest =
        PlaceBidArgs { price: u64::MAX, fractions: u64::MAX, max_cash: u64::MAX, max_licensed_until: i64::MAX };
    let least = PlaceBidArgs { price: 0, fractions: 0, max_cash: 0, max_licensed_until: i64::MIN };
    for (name, fraction_account, with_asks, args) in [
        ("in cash, the first", None, true, usual),
        ("in cash, a further one", None, false, usual),
        ("with fractions and each argument at its greatest", Some(key("fraction account")), true, greatest),
        ("with fractions and each argument at its least", Some(key("fraction account")), false, least),
    ] {
        let quote_mint = key("quote mint");
        let place = PlaceBid { bidder, vault, quote_mint, cash_account, fraction_account, with_asks, args };
        build!(built, name, instruction, PlaceBid { ..place });
        build!(built, name, offer, PlaceBid { ..place });
    }
    for with_asks in [false, true] {
        let name = if with_asks { "with the book of asks" } else { "without a book of asks" };
        build!(built, name, instruction, AcceptOffer { vault, with_asks });
    }
    let cash_destination = key("cash destination");
    for (name, signed, fraction_destination) in [
        ("of cash, by anyone", false, None),
        ("of cash, by the bidder", true, None),
        ("with fractions, by anyone", false, Some(key("fraction destination"))),
        ("with fractions, by the bidder", true, Some(key("fraction destination"))),
    ] {
        let withdraw = WithdrawBid { bidder, signed, vault, cash_destination, fraction_destination };
        build!(built, name, instruction, WithdrawBid { ..withdraw });
        build!(built, name, offer, WithdrawBid { ..withdraw });
    }
    build!(built, "by anyone", instruction, Settle { vault, leader: key("leader") });
    payments(built);
}

fn payments(built: &mut Built) {
    let (vault, cash_destination, holder) = (key("vault"), key("cash destination"), key("holder"));
    for (name, amount, min_payout) in [("least", 0, 0), ("greatest", u64::MAX, u64::MAX), ("some", 2_500_000_000, 1)] {
        let fraction_source = key("fraction source");
        let args = RedeemArgs { amount, min_payout };
        build!(built, name, instruction, Redeem { holder, vault, fraction_source, cash_destination, args });
    }
    for signed in [false, true] {
        let name = if signed { "signed by the payee" } else { "by anyone" };
        let (payee, creator, nft_mint) = (key("payee"), key("creator"), key("nft mint"));
        build!(built, name, instruction, ClaimRoyalty { payee, signed, vault, creator, nft_mint, cash_destination });
        build!(built, name, instruction, ClaimCuratorFee { curator: payee, signed, vault, cash_destination });
    }
    // A payee who is the vault's creator signs in both places.
    let (payee, nft_mint) = (key("creator"), key("nft mint"));
    let claim = ClaimRoyalty { payee, signed: true, vault, creator: payee, nft_mint, cash_destination };
    build!(built, "signed by the payee, who created the vault", instruction, ClaimRoyalty { ..claim });
}
