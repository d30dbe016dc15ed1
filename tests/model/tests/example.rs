//! The worked example of the design (section 12), amount by amount.

use mosaic_model::{
    Action, Bank, Creator, DAY, Nft, Order, Person, Place, QUOTE, Refused, Status, Terms, Token, Vault,
};

const CREATOR: Person = 1;
const ANA: Person = 2;
const BEN: Person = 3;
const CLEO: Person = 4;
const DAN: Person = 5;
const EVA: Person = 6;
const SEVENTY: Person = 7;
const THIRTY: Person = 8;
const START: i64 = 1_800_000_000;
const FRACTION: Token = Token::Fraction;
const CASH: Token = Token::Of(QUOTE);

fn order(price: u64, fractions: u64) -> Action {
    Action::PlaceBid(Order { price, fractions, max_cash: u64::MAX, max_licensed_until: 0 })
}

struct Story {
    vault: Vault,
    now: i64,
}

impl Story {
    fn does(&mut self, who: Person, action: Action) {
        let before = self.vault.clone();
        self.vault.apply(self.now, who, &action).unwrap_or_else(|refused| panic!("{action:?}: {refused:?}"));
        self.vault.check(self.now).unwrap();
        before.check_step(&self.vault).unwrap();
    }

    fn refuses(&mut self, who: Person, action: Action, refused: Refused) {
        assert_eq!(self.vault.apply(self.now, who, &action), Err(refused), "{action:?}");
    }

    fn cash(&self, who: Person) -> u128 {
        self.vault.bank.of(Place::Wallet(who), CASH)
    }
}

#[test]
fn the_worked_example_of_the_design_to_the_unit() {
    let mut bank = Bank::default();
    bank.mint(Place::Wallet(CREATOR), Token::Nft(0), 1);
    bank.mint(Place::Wallet(CLEO), CASH, 1_000_000_000);
    bank.mint(Place::Wallet(DAN), CASH, 1_000_000_000);
    let mut story = Story { vault: Vault::unborn(bank), now: START };
    let creator = |person, share| Creator { person, share, verified: true };
    let creators = vec![creator(SEVENTY, 70), creator(THIRTY, 30)];
    story.does(CREATOR, Action::CreateVault(Terms::with(10_000_000_000, 1_000_000_000)));
    story.does(CREATOR, Action::DepositNft(Nft { id: 0, seller_fee_bps: 500, creators }));
    story.does(CREATOR, Action::Activate);
    for (to, amount) in [(ANA, 4_000_000_000), (BEN, 1_100_000_000), (CLEO, 2_500_000_000), (EVA, 2_400_000_000)] {
        story.does(CREATOR, Action::Send { to: Place::Wallet(to), token: FRACTION, amount });
    }

    // 1. Nobody stakes.
    assert_eq!(story.vault.reserve(story.now).price, 1_000_000_000);

    // 2. 51 % would sell at level 92.
    story.does(ANA, Action::OpenStaking);
    story.does(ANA, Action::OpenAsks);
    story.does(ANA, Action::Stake { amount: 4_000_000_000 });
    story.does(ANA, Action::SetAsk { holder: ANA, level: Some(90) });
    assert_eq!(story.vault.reserve(story.now).price, 1_000_000_000);
    story.does(BEN, Action::Stake { amount: 1_100_000_000 });
    story.does(BEN, Action::SetAsk { holder: BEN, level: Some(92) });
    assert_eq!(story.vault.reserve(story.now).price, 822_702_474);
    assert_eq!(story.vault.reserve(story.now).consenting, 5_100_000_000);

    // 3. Cleo starts the auction with all her fractions.
    story.refuses(CLEO, order(822_702_473, 2_500_000_000), Refused::BidBelowReserve);
    story.does(CLEO, order(900_000_000, 2_500_000_000));
    assert_eq!(story.vault.bids[&CLEO].cash, 675_000_000);

    // 4. Dan bids exactly a step more, Cleo raises.
    story.refuses(DAN, order(944_999_999, 0), Refused::BidBelowStep);
    story.does(DAN, order(945_000_000, 0));
    assert_eq!(story.vault.bids[&DAN].cash, 945_000_000);
    let before = story.cash(CLEO);
    story.does(CLEO, order(1_000_000_000, 2_500_000_000));
    assert_eq!(story.vault.bids[&CLEO].cash, 750_000_000);
    assert_eq!(before - story.cash(CLEO), 75_000_000);
    story.refuses(DAN, Action::WithdrawBid { bidder: CLEO }, Refused::LeadingBidLocked);

    // 5. Royalties, fee, proceeds; her fractions are burned.
    story.now += 3 * DAY - 1;
    story.refuses(EVA, Action::Settle, Refused::AuctionNotEnded);
    story.now += 1;
    story.does(EVA, Action::Settle);
    let split = story.vault.auction.clone().and_then(|auction| auction.split).unwrap();
    assert_eq!((split.royalties, split.curator_fee, split.proceeds), (37_500_000, 15_000_000, 697_500_000));
    assert_eq!(story.vault.supply(), 7_500_000_000);

    // 6. Each fraction redeems 0.093; who is last takes what is left.
    story.does(ANA, Action::Unstake { amount: 4_000_000_000 });
    story.does(BEN, Action::Unstake { amount: 1_100_000_000 });
    assert_eq!(story.vault.owed(ANA).redemption, 372_000_000);
    for (who, amount, payout) in
        [(ANA, 4_000_000_000, 372_000_000), (BEN, 1_100_000_000, 102_300_000), (EVA, 2_400_000_000, 223_200_000)]
    {
        story.refuses(who, Action::Redeem { amount, min_payout: payout + 1 }, Refused::PayoutBelowMinimum);
        story.does(who, Action::Redeem { amount, min_payout: payout });
        assert_eq!(story.cash(who), u128::from(payout));
    }
    story.refuses(EVA, Action::CloseVault { curator_named: true }, Refused::StillOwing);
    for (payee, amount) in [(SEVENTY, 26_250_000), (THIRTY, 11_250_000)] {
        story.does(EVA, Action::ClaimRoyalty { nft: 0, payee });
        assert_eq!(story.cash(payee), amount);
    }
    story.does(EVA, Action::ClaimCuratorFee);
    assert_eq!(story.cash(CREATOR), 15_000_000);
    story.does(EVA, Action::ClaimAsset { nft: 0 });
    story.does(DAN, Action::WithdrawBid { bidder: DAN });
    assert_eq!(story.cash(DAN), 1_000_000_000);
    story.does(EVA, Action::WithdrawBid { bidder: CLEO });
    assert_eq!((story.cash(CLEO), story.vault.bank.of(Place::Wallet(CLEO), Token::Nft(0))), (250_000_000, 1));
    story.does(EVA, Action::CloseStaking);
    story.does(EVA, Action::CloseVault { curator_named: false });
    assert_eq!(story.vault.status, Status::Closed);
}
