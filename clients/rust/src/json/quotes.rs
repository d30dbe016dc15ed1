//! What actions will do.

use crate::quotes::{
    AcceptOfferQuote, AccountKind, AddIncomeMintQuote, Ask, AskQuote, AskedLevel, BidQuote, BuyFractionsQuote, Claim,
    ClaimIncomeQuote, ClaimPurchaseQuote, CloseOfferingQuote, CloseQuote, CloseVotesQuote, DelegateQuote,
    DepositIncomeQuote, ExecuteQuote, ExitQuote, IncomeLeft, LicenseQuote, LowerCuratorFeeQuote, NewAccount,
    OfferQuote, OpenOfferingQuote, OpenQuote, ProposeQuote, RentBack, ReturnQuote, SettleQuote, StakeAndAskQuote,
    StakeQuote, StakingClosed, Standing, UnstakeQuote, VoteClosed, VoteQuote, WithdrawOfferQuote, WithdrawVoteQuote,
};

use super::{enums, structs, texts};

texts! { AccountKind }

enums! {
    Ask {
        AtLeast(value),
        Level(value),
        Nothing,
    }
    Claim {
        Bid { cash, fractions },
        Purchase { number, fractions, refund },
        Offering { number, fractions, cash },
        Stake { fractions },
        Income { mint, amount },
        Redemption { fractions, payout },
        Royalty { nft_mint, amount },
        CuratorFee { amount },
        Unearned { mint, amount },
        Asset { nft_mint },
    }
}

structs! {
    NewAccount { kind, address, lamports }
    AskQuote { before, ask, weight, reserve_before, reserve, locked_until, accounts, rent }
    StakeAndAskQuote { stake, ask, rent }
    AskedLevel { level, price, weight, asking, cumulative, weight_bps, cumulative_bps, consents }
    BidQuote {
        price, escrowed, cash, fractions, max_cash, worst_case, ends_at, starts_auction, licensed_until,
        accounts, rent, wrapped,
    }
    SettleQuote { winner, price, cash, split, refund, burned, supply, value_of_token }
    ExitQuote { claims, cash, fractions, unstaked, burned, assets, accounts, closes_stake, votes, returned, unwrapped }
    LowerCuratorFeeQuote { before_bps, fee_bps, cap_bps }
    AddIncomeMintQuote { mint, place, accounts, rent }
    DepositIncomeQuote {
        mint, amount, waiting_before, secs_before, waiting, secs, per_second, per_fraction_second, staked,
        accounts, rent, wrapped,
    }
    ClaimIncomeQuote { claims, closes, returned, accounts, rent, unwrapped }
    LicenseQuote {
        number, address, fee, from, until_before, until, renewable_from, licensed_until, income, accounts, rent,
        wrapped,
    }
    OpenQuote {
        vault, fraction_mint, fraction_account, minted, price_per_token, royalty_bps, assets, accounts, rent,
        returned,
    }
    ReturnQuote { burned, assets, accounts, closes, returned, to_opener, staking, votes, offerings }
    RentBack { kind, address, to, lamports }
    IncomeLeft { mint, unearned, surplus }
    StakingClosed { incomes, surplus_fractions, returned }
    CloseQuote { to_creator, to_opener, surplus_cash, surplus_fractions, staking, votes, offerings, accounts, rent }
    OpenOfferingQuote {
        number, address, amount, starts_at, ends_at, start_price_per_token, end_price_per_token, most, least, minimum,
        accounts, rent, returned,
    }
    BuyFractionsQuote {
        number, amount, price, cost, max_cost, purchase, allowed, left, raised, certain, delivered, floor, ends_at,
        accounts, rent, wrapped,
    }
    ClaimPurchaseQuote { number, buyer, fractions, refund, closes, returned, accounts, rent, unwrapped }
    CloseOfferingQuote {
        number, fractions, cash, called_off, closes, surplus_cash, surplus_fractions, returned, accounts, rent,
    }
    OfferQuote {
        price, escrowed, cash, fractions, max_cash, worst_case, exceeds, acceptable_at, vetoing, veto_limit,
        vetoed, licensed_until, accounts, rent, wrapped,
    }
    WithdrawOfferQuote { price, cash, fractions, stood, returned, accounts, rent, unwrapped }
    AcceptOfferQuote { offer, reserve, least_price, ends_at }
    StakeQuote {
        before, staked, total_staked, share_bps, ask, reserve_before, reserve, locked_until, free_at, accounts,
        rent,
    }
    UnstakeQuote { before, staked, total_staked, ask, reserve_before, reserve, due, closes, returned, accounts, rent }
    DelegateQuote { before, delegate }
    Standing { poll, yes_bps, no_bps, quorum, quorum_left, passes, yes_needed, staked_not_voted, not_staked, settled }
    ProposeQuote { number, address, least_stake, staked, standing, accounts, rent }
    VoteQuote { number, before, ballot, standing_before, standing, free_at, accounts, rent }
    WithdrawVoteQuote { number, ballot, standing, free_at, returned }
    ExecuteQuote { number, action, license, offered_until, accounts, rent }
    VoteClosed { number, holder }
    CloseVotesQuote { proposals, votes, returned, left }
}
