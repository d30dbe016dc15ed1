//! Accounts put together for people.

use crate::views::{
    AskView, AssetView, BidView, Due, IncomeView, LicenseState, LicenseView, NftCollection, NftCreator, NftRefusal,
    NftView, OfferView, OfferingState, OfferingView, Party, ProposalPhase, ProposalView, Proposals, PurchaseView,
    StakeView, Step, VaultView, VoteView,
};

use super::{enums, structs, texts};

texts! { NftRefusal Party ProposalPhase }

enums! {
    LicenseState {
        Offered { until },
        Lapsed,
        Running { until },
        Over { since },
    }
    OfferingState {
        Ahead { starts_at },
        Selling { until },
        Succeeded,
        Failed,
    }
    Proposals {
        All,
        These(value),
    }
    Step {
        Deposit,
        Describe,
        Activate,
        Cancel,
        Bid { least_price },
        Stake,
        SetAsk,
        Unstake,
        DepositIncome,
        ClaimIncome,
        Reclaim,
        MakeOffer { least_price },
        WithdrawOffer,
        OpenOffering,
        BuyFractions { number, price },
        ClaimPurchase { number },
        CloseOffering { number },
        CallOffOffering { number },
        AcceptOffer,
        Propose { least_stake },
        Vote { number },
        ExecuteProposal { number },
        CloseVotes,
        AcceptLicense { number },
        RenewLicense { number },
        CloseLicense { number },
        WithdrawBid,
        Settle,
        Redeem,
        ClaimAssets,
        ClaimRoyalty,
        ClaimCuratorFee,
        Close,
    }
}

structs! {
    LicenseView {
        address, license, vault, number, licensee, terms_uri, terms_hash, fee, term_secs, exclusive, ended,
        state, renewable_from, closable, opener, lamports,
    }
    NftCreator { address, share, verified }
    NftCollection { key, verified }
    NftView { mint, owner, token, name, symbol, uri, seller_fee_bps, creators, collection, rule_set, deposit, royalties }
    OfferView {
        bidder, price, supply, acceptable_at, vetoing, veto_limit, vetoed, at_reserve, acceptable, withdrawable,
    }
    OfferingView { address, offering, number, state, price, left, certain, paid, closable, lamports }
    PurchaseView { address, purchase, fractions, refund, claimable, lamports }
    ProposalView { address, proposal, number, action, phase, poll, allowed, closable, lamports }
    VoteView { address, vote, number, yes, weight, counts, lamports }
    AskView { level, price }
    Due { mint, amount }
    IncomeView { mint, account, opener, place, stream, waiting, secs_left, per_second }
    StakeView { address, stake, amount, ask, delegate, free_at, due, lamports }
    VaultView { address, vault, status, supply, quote_decimals, reserve, asks, pool, auction, now }
    BidView { address, bid, leads, withdrawable }
    AssetView { address, asset, standard }
}
