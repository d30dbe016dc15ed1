//! The table of what each instruction does at each moment.

use super::{
    Call,
    Moment::{
        self, Active, Auction, Closed, Draft, Emptied, Ended, IncomeClosed, Offered, PaidOut, Reclaimed, Selling, Sold,
        Staked, StakingClosed, Unstaked,
    },
};

/// What Anchor says where an account of the program should be and none is.
const MISSING: Result<(), &str> = Err("AccountOwnedByWrongProgram");
const WRONG_STATUS: Result<(), &str> = Err("WrongStatus");

/// The table. Where an auction, a bid, a record, a pool or a stake must be given and does not exist at that moment, the
/// refusal is [`MISSING`]: no account, no status to look at.
pub fn expected(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        // The fraction mint outlives the vault.
        (Call::CreateVault, _) => Err("VaultIdUsed"),
        // A licence may outlive its vault.
        (Call::CloseLicense, Closed) => Ok(()),
        (_, Closed) => MISSING,
        (Call::QuoteVault, _) => Ok(()),
        (
            Call::DepositNft
            | Call::DepositProgrammableNft
            | Call::DepositToken2022Nft
            | Call::DescribeFraction
            | Call::Cancel
            | Call::Activate
            | Call::LowerCuratorFee
            | Call::Reclaim
            | Call::CloseVault,
            _,
        ) => expected_of_life(call, moment),
        (
            Call::PlaceBid
            | Call::WithdrawBid
            | Call::WithdrawLeadingBid
            | Call::Settle
            | Call::ClaimAsset
            | Call::ClaimProgrammableAsset
            | Call::ClaimToken2022Asset
            | Call::ClaimRoyalty
            | Call::ClaimCuratorFee
            | Call::Redeem,
            _,
        ) => expected_of_sale(call, moment),
        (
            Call::OpenStaking
            | Call::Stake
            | Call::Unstake
            | Call::SetAsk
            | Call::SetDelegate
            | Call::OpenAsks
            | Call::AddIncomeMint
            | Call::DepositIncome
            | Call::ClaimIncome
            | Call::CloseIncome
            | Call::CloseStaking,
            _,
        ) => expected_of_staking(call, moment),
        (Call::MakeOffer | Call::WithdrawOffer | Call::AcceptOffer, _) => expected_of_offers(call, moment),
        (Call::OpenOffering | Call::BuyFractions | Call::ClaimPurchase | Call::CloseOffering, _) => {
            expected_of_offering(call, moment)
        }
        (
            Call::Propose
            | Call::Vote
            | Call::WithdrawVote
            | Call::ExecuteProposal
            | Call::CloseProposal
            | Call::AcceptLicense
            | Call::RenewLicense
            | Call::CloseLicense,
            _,
        ) => expected_of_votes(call, moment),
    }
}

fn expected_of_life(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::Reclaim, Active) => Ok(()),
        // Some fractions are staked.
        (Call::Reclaim, Staked | Offered | Selling) => Err("NotTheWholeSupply"),
        (Call::Reclaim, _) => WRONG_STATUS,
        (Call::LowerCuratorFee, Active | Staked | Offered | Selling | Auction | Ended) => Ok(()),
        (Call::CloseVault, StakingClosed | Unstaked) => Ok(()),
        (Call::CloseVault, PaidOut | IncomeClosed | Emptied) => Err("StakingStillOpen"),
        (Call::CloseVault, Sold | Reclaimed) => Err("StillOwing"),
        (Call::CloseVault, _) => WRONG_STATUS,
        (_, Draft) => Ok(()),
        _ => WRONG_STATUS,
    }
}

fn expected_of_sale(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::PlaceBid, Active | Staked | Offered | Selling | Auction) => Ok(()),
        (Call::PlaceBid, Ended) => Err("AuctionEnded"),
        (Call::PlaceBid, _) => Err("AuctionNotOpen"),
        (Call::WithdrawBid, Offered | Auction | Ended | Sold) => Ok(()),
        (Call::WithdrawLeadingBid, Offered | Auction | Ended) => Err("LeadingBidLocked"),
        (Call::WithdrawLeadingBid, Sold) => Ok(()),
        (Call::WithdrawBid | Call::WithdrawLeadingBid, _) => MISSING,
        (Call::Settle, Ended) => Ok(()),
        (Call::Settle, Auction) => Err("AuctionNotEnded"),
        (Call::Settle, Offered | Sold) => WRONG_STATUS,
        (Call::Settle, _) => MISSING,
        (Call::ClaimAsset | Call::ClaimProgrammableAsset | Call::ClaimToken2022Asset, _) => match moment {
            Sold | Reclaimed => Ok(()),
            Draft | Active | Staked | Offered | Selling | Auction | Ended => WRONG_STATUS,
            _ => MISSING,
        },
        (_, Sold) => Ok(()),
        (_, Offered | Auction | Ended) => WRONG_STATUS,
        (Call::ClaimRoyalty, PaidOut | IncomeClosed | StakingClosed) => MISSING,
        (Call::ClaimCuratorFee, PaidOut | IncomeClosed | StakingClosed) => Err("NoCuratorFeeDue"),
        (Call::Redeem, PaidOut | IncomeClosed | StakingClosed) => Err("SourceTooSmall"),
        _ => MISSING,
    }
}

fn expected_of_staking(call: Call, moment: Moment) -> Result<(), &'static str> {
    let has_pool = !matches!(moment, Draft | Active | StakingClosed | Unstaked);
    let has_stake = matches!(moment, Staked | Offered | Selling | Auction | Ended | Sold | Reclaimed);
    match (call, moment) {
        // Where it is open this does nothing.
        (Call::OpenStaking, Active | Staked | Offered | Selling | Auction | Ended) => Ok(()),
        (Call::OpenStaking, _) => WRONG_STATUS,
        (Call::OpenAsks, Staked | Offered | Selling) => Ok(()),
        (Call::OpenAsks, Active) => Err("NothingStaked"),
        (Call::OpenAsks, _) => WRONG_STATUS,
        _ if !has_pool => MISSING,
        (Call::Stake, Staked | Offered | Selling | Auction | Ended | Sold) => Ok(()),
        (Call::Stake, PaidOut) => Err("SourceTooSmall"),
        (Call::Stake, IncomeClosed) => Err("NothingLeftToEarn"),
        (Call::Stake, _) => WRONG_STATUS,
        (Call::Unstake | Call::SetAsk | Call::SetDelegate | Call::ClaimIncome, _) if !has_stake => MISSING,
        // In the first hour.
        (Call::Unstake, Auction) => Err("StakeLocked"),
        (Call::Unstake, Reclaimed) => Err("AmountAboveStake"),
        (Call::SetAsk, Auction | Ended | Sold | Reclaimed) => WRONG_STATUS,
        (Call::Unstake | Call::SetAsk | Call::SetDelegate | Call::ClaimIncome, _) => Ok(()),
        (Call::AddIncomeMint | Call::DepositIncome, Staked | Offered | Selling | Auction | Ended) => Ok(()),
        (Call::AddIncomeMint | Call::DepositIncome, _) => WRONG_STATUS,
        (Call::CloseIncome | Call::CloseStaking, Staked | Offered | Selling | Auction | Ended) => WRONG_STATUS,
        (Call::CloseIncome, Sold) | (Call::CloseStaking, Sold | Reclaimed) => Err("StillOwing"),
        // What Ana is owed stays for her.
        (Call::CloseIncome, Reclaimed | PaidOut | Emptied) => Ok(()),
        (Call::CloseStaking, PaidOut | Emptied) => Err("IncomeStillOpen"),
        (Call::CloseIncome, _) => Err("WrongIncomeAccount"),
        _ => Ok(()),
    }
}

fn expected_of_offers(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::MakeOffer, Active | Staked | Offered | Selling) => Ok(()),
        (Call::MakeOffer, _) => WRONG_STATUS,
        (_, Offered) => Ok(()),
        (_, Auction | Ended | Sold) => WRONG_STATUS,
        // Its bid is withdrawn, its auction is not closed.
        (Call::AcceptOffer, PaidOut | IncomeClosed | StakingClosed) => WRONG_STATUS,
        _ => MISSING,
    }
}

fn expected_of_offering(call: Call, moment: Moment) -> Result<(), &'static str> {
    match (call, moment) {
        (Call::OpenOffering, Active | Staked | Offered) => Ok(()),
        (Call::OpenOffering, Selling) => Err("AlreadyOffered"),
        (Call::OpenOffering, _) => WRONG_STATUS,
        (Call::CloseOffering, Selling) => Err("OfferingRuns"),
        (_, Selling) => Ok(()),
        // `offerings` has the moments after it.
        _ => MISSING,
    }
}

fn expected_of_votes(call: Call, moment: Moment) -> Result<(), &'static str> {
    let has_records = matches!(moment, Staked | Offered | Selling | Auction | Ended | Sold | Reclaimed);
    let has_licenses = has_records || matches!(moment, PaidOut | IncomeClosed | StakingClosed | Emptied);
    match (call, moment) {
        (Call::CloseLicense, _) if has_licenses => Err("LicenseAlive"),
        (Call::AcceptLicense | Call::RenewLicense, Staked | Offered | Selling) => Ok(()),
        // No pool any more that its fee would be income of.
        (Call::AcceptLicense | Call::RenewLicense, StakingClosed) => MISSING,
        (Call::AcceptLicense | Call::RenewLicense, _) if has_licenses => WRONG_STATUS,
        _ if !has_records => MISSING,
        (Call::Propose, Staked | Offered | Selling) => Ok(()),
        (Call::Vote, Staked | Offered | Selling | Auction) => Ok(()),
        (Call::Vote, Ended) => Err("VotingOver"),
        (Call::ExecuteProposal, Staked | Offered | Selling | Auction | Ended) => Ok(()),
        (Call::WithdrawVote | Call::CloseProposal, _) => Ok(()),
        _ => WRONG_STATUS,
    }
}
