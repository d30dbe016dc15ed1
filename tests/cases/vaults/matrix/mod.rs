//! Every instruction at every moment of a vault's life: it goes through, or is refused by the name in the table.

mod expected;
mod scene;

use {expected::expected, mosaic_client::state::Status, mosaic_harness::program, scene::Scene};

/// A moment of a vault's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Filled and not yet activated.
    Draft,
    /// The creator holds every fraction; nothing was ever staked.
    Active,
    /// Ana has a part of her fractions staked and asks, her locks are over; there is income, of which she has earned some.
    /// She has proposed and voted for two licences for Dan and a decision: of the licences, which are granted, he has taken
    /// the first. The vote on another decision of hers runs.
    Staked,
    /// The same at the end of the window of an offer by Cleo, below the reserve, which exceeds one by Dan.
    Offered,
    /// After Staked, an hour into an offering of a fifth of the supply: Dan has bought a quarter of that, so that it has
    /// succeeded.
    Selling,
    /// After Staked, before the end of the auction: Cleo leads, Dan is outbid. Ana has asked anew just before it.
    Auction,
    /// The same from its end on.
    Ended,
    /// Settled, nothing claimed.
    Sold,
    /// Settled, everything claimed, redeemed and unstaked, the records of votes closed. Income is left that nobody can earn.
    PaidOut,
    /// The same, the account of income closed.
    IncomeClosed,
    /// The same, everything closed but the vault and its auction.
    StakingClosed,
    /// After Staked instead: reclaimed, Ana having unstaked and not claimed her income. Nothing else is claimed.
    Reclaimed,
    /// Reclaimed, everything claimed, the records of votes closed. Income is left that nobody can earn.
    Emptied,
    /// Reclaimed and emptied without ever a stake.
    Unstaked,
    /// Closed after a sale, once the licence that Dan has not taken can no longer be.
    Closed,
}

use Moment::{
    Active, Auction, Closed, Draft, Emptied, Ended, IncomeClosed, Offered, PaidOut, Reclaimed, Selling, Sold, Staked,
    StakingClosed, Unstaked,
};

const MOMENTS: [Moment; 15] = [
    Draft,
    Active,
    Staked,
    Offered,
    Selling,
    Auction,
    Ended,
    Sold,
    PaidOut,
    IncomeClosed,
    StakingClosed,
    Reclaimed,
    Emptied,
    Unstaked,
    Closed,
];

/// The moments at which a vault has that status. A new status does not compile before it has some.
fn moments_of(status: Status) -> &'static [Moment] {
    match status {
        Status::Draft => &[Draft],
        Status::Active => &[Active, Staked, Offered, Selling],
        Status::Auction => &[Auction, Ended],
        Status::Sold => &[Sold, PaidOut, IncomeClosed, StakingClosed],
        Status::Reclaimed => &[Reclaimed, Emptied, Unstaked],
    }
}

/// An instruction as the party sends it that may. `expected` does not compile without a row for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    CreateVault,
    DepositNft,
    DepositProgrammableNft,
    DepositToken2022Nft,
    DescribeFraction,
    Cancel,
    Activate,
    LowerCuratorFee,
    PlaceBid,
    WithdrawBid,
    /// `withdraw_bid` of the bid that leads or has won.
    WithdrawLeadingBid,
    Settle,
    ClaimAsset,
    ClaimProgrammableAsset,
    ClaimToken2022Asset,
    ClaimRoyalty,
    ClaimCuratorFee,
    Redeem,
    Reclaim,
    CloseVault,
    OpenStaking,
    /// By Ben, who has none of his fractions staked.
    Stake,
    /// By Ana, as are the next three and her claim of income.
    Unstake,
    SetAsk,
    SetDelegate,
    OpenAsks,
    /// Of a mint that is not the quote mint.
    AddIncomeMint,
    DepositIncome,
    ClaimIncome,
    QuoteVault,
    CloseIncome,
    CloseStaking,
    /// By Ana.
    Propose,
    /// By Ana, on the decision whose vote runs where the vault still takes votes.
    Vote,
    /// By anybody, of Ana's on the decision that can be executed.
    WithdrawVote,
    /// That decision.
    ExecuteProposal,
    /// The first licence, which is executed.
    CloseProposal,
    /// The second licence.
    AcceptLicense,
    /// The first licence.
    RenewLicense,
    /// The second licence.
    CloseLicense,
    /// By Dan, as good as there can be.
    MakeOffer,
    /// By Cleo.
    WithdrawOffer,
    AcceptOffer,
    /// By the creator.
    OpenOffering,
    /// By Dan.
    BuyFractions,
    /// Of Dan's, by anybody.
    ClaimPurchase,
    CloseOffering,
}

const CALLS: [Call; 47] = [
    Call::CreateVault,
    Call::DepositNft,
    Call::DepositProgrammableNft,
    Call::DepositToken2022Nft,
    Call::DescribeFraction,
    Call::Cancel,
    Call::Activate,
    Call::LowerCuratorFee,
    Call::PlaceBid,
    Call::WithdrawBid,
    Call::WithdrawLeadingBid,
    Call::Settle,
    Call::ClaimAsset,
    Call::ClaimProgrammableAsset,
    Call::ClaimToken2022Asset,
    Call::ClaimRoyalty,
    Call::ClaimCuratorFee,
    Call::Redeem,
    Call::Reclaim,
    Call::CloseVault,
    Call::OpenStaking,
    Call::Stake,
    Call::Unstake,
    Call::SetAsk,
    Call::SetDelegate,
    Call::OpenAsks,
    Call::AddIncomeMint,
    Call::DepositIncome,
    Call::ClaimIncome,
    Call::QuoteVault,
    Call::CloseIncome,
    Call::CloseStaking,
    Call::Propose,
    Call::Vote,
    Call::WithdrawVote,
    Call::ExecuteProposal,
    Call::CloseProposal,
    Call::AcceptLicense,
    Call::RenewLicense,
    Call::CloseLicense,
    Call::MakeOffer,
    Call::WithdrawOffer,
    Call::AcceptOffer,
    Call::OpenOffering,
    Call::BuyFractions,
    Call::ClaimPurchase,
    Call::CloseOffering,
];

#[tokio::test]
async fn t06_every_instruction_at_every_moment() {
    let mut wrong = Vec::new();
    for moment in MOMENTS {
        let scene = Scene::at(moment).await;
        for call in CALLS {
            let (instruction, signers) = scene.call(call);
            let result = scene.world.simulate(&instruction, &signers).await;
            let found = result.as_ref().map(|_| ()).map_err(|failure| failure.name.as_deref().unwrap_or("?"));
            let expected = expected(call, moment);
            if found != expected {
                wrong.push(format!("{call:?} at {moment:?}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    println!("{} cells: {} calls at {} moments", CALLS.len() * MOMENTS.len(), CALLS.len(), MOMENTS.len());
}

#[test]
fn the_table_has_a_row_for_every_instruction_of_the_program_and_a_column_for_every_status() {
    let mut names: Vec<String> = program::instructions().map(|name| name.replace('_', "")).collect();
    let mut rows: Vec<String> = CALLS.iter().map(|call| format!("{call:?}").to_lowercase()).collect();
    rows.retain(|row| row != "withdrawleadingbid");
    names.sort();
    rows.sort();
    assert_eq!(rows, names);
    for status in Status::ALL {
        assert!(moments_of(status).iter().all(|moment| MOMENTS.contains(moment)));
    }
}
