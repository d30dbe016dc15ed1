//! What to do about each error.

use super::MosaicError;

/// What to do about a refusal of the program.
pub(super) fn hint(error: MosaicError) -> &'static str {
    use MosaicError::*;
    match error {
        ZeroPrice => "Give an opening price above zero, in raw units of the quote mint.",
        ZeroSupply => "Give a supply above zero, in raw fraction units.",
        TooManyDecimals => "Choose 0 to 9 decimals; 6 is usual.",
        AuctionLengthOutOfBounds => "Choose an auction length of 86,400 to 2,592,000 seconds.",
        ExtensionOutOfBounds => "Choose an extension window no longer than the auction.",
        StepOutOfBounds => "Choose a step of 100 to 5,000 basis points.",
        CuratorFeeOutOfBounds => "Choose a curator's fee of at most 500 basis points.",
        FloorOutOfBounds => "Choose a floor of 0 to 10,000 basis points.",
        ConsentOutOfBounds => "Choose a consent of 5,000 to 9,000 basis points.",
        StakeLockOutOfBounds => "Choose a lock of 3,600 to 2,592,000 seconds.",
        DripOutOfBounds => "Choose a drip of 3,600 to 7,776,000 seconds.",
        QuorumOutOfBounds => "Choose a quorum of 100 to 9,000 basis points.",
        ThresholdOutOfBounds => "Choose a threshold of 5,000 to 9,000 basis points.",
        ProposalStakeOutOfBounds => "Choose at most 2,500 basis points.",
        VetoOutOfBounds => "Choose a veto of 100 to 5,000 basis points.",
        VotingOutOfBounds => "Choose a vote of 86,400 to 1,209,600 seconds.",
        DelayOutOfBounds => "Choose a delay of at most 1,209,600 seconds.",
        OfferWindowOutOfBounds => "Choose a window of 604,800 to 7,776,000 seconds, or 0 for no offers.",
        StakeBelowProposal => "Stake more, or let a larger holder propose.",
        VotingOver => "The vote is closed; look at its result.",
        VotingNotOver => "Wait until the vote ends.",
        ProposalDefeated => "It did not pass; a new proposal can be made.",
        ProposalDelayed => "Wait until the delay after the vote is over.",
        ProposalExpired => "It was not executed in time; a new proposal can be made.",
        ProposalExecuted => "Nothing is left to do: it was executed.",
        ProposalAlive => "Wait until it is executed, defeated or expired.",
        LicenseTermOutOfBounds => "Choose a term of 3,600 to 315,360,000 seconds.",
        LicenseTaken => "It was taken already; renew it in its last term.",
        LicenseNotTaken => "Accept the licence first.",
        LicenseOfferOver => "It was not accepted in time; the holders can grant it again.",
        LicenseExcluded => "Wait until the licence ends that excludes this one, or that this one would exclude.",
        LicenseEnded => "The holders voted to end it: it is not renewed.",
        LicenseOver => "It has run out; the holders can grant a new one.",
        LicenseRenewed => "Renew it in its last term.",
        LicenseAlive => "Wait until it ends.",
        OffersClosed => "Bid at least the reserve: this vault takes no offers.",
        OfferAtReserve => "Place a bid: the price reaches the reserve.",
        NoOffer => "No offer stands: make one.",
        OfferStillOpen => "Wait until the window of the offer is over.",
        OfferVetoed => "Offer more, or wait until those who ask more lower their asks.",
        CuratorFeeAboveCap => "Choose a fee no higher than the one at creation.",
        TermsUriTooLong => "Shorten the URI to 128 bytes.",
        NotTheLicensee => "Let the licensee sign.",
        LicenseMissing | IncomeAccountsMissing => "Name the accounts that the action needs: build it with this client.",
        RecordsStillOpen => "Close the proposals and votes first.",
        LicensedBeyondMaximum => {
            "Read the vault again: a licence was taken or renewed. Raise max_licensed_until if you accept it."
        }
        TermsUriWithZero => "Take the zero bytes out of the URI.",
        OfferNotSigned => "Let the bidder sign.",
        LevelOutOfBounds => "Give a level of 0 to 191; the client finds the one of a price.",
        PriceAboveLadder => "Ask at most the highest level, some 103 times the opening price, or nothing.",
        StakeLocked => {
            "Wait until the lock is over, in an auction an hour after its start at most; withdraw the votes that run."
        }
        AmountAboveStake => "Unstake at most what is staked.",
        NothingStaked => "Stake fractions first.",
        NoIncomeDue => "Wait until a whole unit of income has been streamed to the stake.",
        AuctionNotOpen => "Look at the vault's status: bids come after activation and before the sale.",
        AuctionEnded => "Settle the auction; bids are no longer taken.",
        AuctionNotEnded => "Wait until the auction's end; a late bid may have moved it.",
        BidBelowReserve => "Bid at least the reserve, which the vault's view shows.",
        BidBelowStep => "Read the auction again and bid at least the least next price.",
        BidOfWholeSupply => "Bring fewer fractions, or reclaim the vault if you hold all of them.",
        CashAboveMaximum => "Read the vault again and raise max_cash to the cash of the new quote.",
        PayoutBelowMinimum => "Read the vault again and lower min_payout to the payout of the new quote.",
        ZeroAmount => "Give an amount above zero.",
        AmountAboveSupply => "Redeem at most what your token account holds.",
        WrongStatus => "Look at the vault's status and at what it allows next.",
        NotTheCreator => "Sign with the key that created the vault.",
        VaultIdUsed => "Take another id: each is used once for ever, also after the vault was closed.",
        QuoteMintNotClassic => "Choose a quote mint of the classic token program, such as wrapped SOL or USDC.",
        NameTooLong => "Shorten the name to 32 bytes; letters outside ASCII take more than one.",
        SymbolTooLong => "Shorten the symbol to 10 bytes.",
        UriTooLong => "Shorten the URI to 200 bytes.",
        AlreadyDescribed => "Leave the description out: the fraction has one for good.",
        NoAssets => "Deposit an NFT first.",
        TooManyAssets => "Put further NFTs into another vault.",
        AssetAlreadyDeposited => "Leave this NFT out: the vault holds it.",
        NftMintNotClassic | NftMintNotToken2022 | WrongStandard => {
            "Use the instruction of the NFT's standard: this client chooses it by the mint, or by the vault's record."
        }
        NotAnNft => "Choose a token with a supply of 1 and no decimals.",
        WrongMetadata => "Choose an NFT with Token Metadata's metadata, and pass that account.",
        WrongEdition => "Choose an NFT with a master edition or a print, and pass that account.",
        MintAuthorityNotEdition => "This token could be minted again, so it cannot back a vault.",
        FreezeAuthorityNotEdition => "Somebody could freeze this token in the vault, so it cannot back one.",
        UnsupportedStandard => "Choose a non-fungible token.",
        SourceNotAToken => "Create the token account and fund it first.",
        SourceOfAnotherMint => "Name a token account of the mint that is paid or deposited.",
        SourceOfAnotherOwner => "Name a token account of the wallet that signs.",
        SourceTooSmall => "Fund the token account, or move less.",
        SourceFrozen => "Unlist, unstake or unlock the NFT first.",
        SourceDelegated => "Revoke the delegate: unlist the NFT from the marketplace that holds the right.",
        AssetAlreadyClaimed => "Nothing is left to do: the NFT has been sent to its recipient.",
        NotTheLeadingBid => "Pass the bid of the auction's leader.",
        LeadingBidLocked => "Wait until you are outbid or the auction is settled.",
        FractionAccountMissing => "Name your token account for fractions.",
        DestinationNotAToken => "Create the payee's token account first.",
        DestinationOfAnotherMint => "Name a token account of the mint that is paid.",
        DestinationOfAnotherOwner => "Name a token account of the party that is paid.",
        DestinationFrozen => "Ask who froze the account to thaw it, or have another account of the payee paid.",
        DestinationNotAssociated => "Let the payee sign, or name its associated token account.",
        WrongRecipient => "Only the winner, or who reclaimed, gets the NFT: pass that wallet.",
        NoRoyaltyDue => "It was paid already, or this wallet is no verified creator of the NFT.",
        WrongCurator => "Pass the curator that the vault names.",
        NoCuratorFeeDue => "It was paid already, or the vault has no fee.",
        NotTheWholeSupply => "Gather every fraction in one token account, or bid instead.",
        StillOwing => "Let every party claim first: bids, assets, royalties, fee, proceeds.",
        AuctionAccountsMissing => "Pass the auction, its opener and both escrows.",
        WrongOpener => "Pass the opener that the auction names.",
        NotTheHolderOrDelegate => "Let the holder of the stake or its delegate sign.",
        AsksMissing => "Name the vault's book of asks: read the vault again.",
        NothingLeftToEarn => "Redeem the fractions: staking them would earn nothing.",
        StakingStillOpen => "Close the pool of stakes first.",
        NotTheCurator => "Let the curator sign; income may be paid in the quote mint without it.",
        CuratorFeeNotLower => "Give a fee below the present one; holders may vote for another.",
        IncomeMintNotClassic => "Choose a mint of the classic token program.",
        IncomeMintIsFraction => "Choose another mint than the vault's own fraction.",
        IncomeMintKnown => "Leave it out: the vault takes income in this mint.",
        TooManyIncomeMints => "Pay in one of the mints the vault takes.",
        IncomeStillOpen => "Close the accounts of income first.",
        WrongIncomeOpener | WrongPoolOpener | WrongAsksOpener => "Pass the opener that the account names.",
        UnearnedDestinationMissing => "Create the recipient's associated token account for this income and pass it.",
        WrongCreator => "Pass the creator that the vault names.",
        SurplusDestinationMissing => "Create the curator's associated token account for cash and pass it.",
        MintAuthorityNotNone => "Let its mint authority give up that right for good, or choose another NFT.",
        FreezeAuthorityNotNone => "Let its freeze authority give up that right for good, or choose another NFT.",
        MintCloseAuthorityNotNone => "Let the mint's close authority give up that right, or choose another NFT.",
        HasTransferFee
        | HasConfidentialTransfer
        | HasConfidentialTransferFee
        | HasDefaultAccountState
        | IsNonTransferable
        | HasInterest
        | HasPermanentDelegate
        | HasTransferHook
        | HasConfidentialMintBurn
        | HasScaledAmount
        | IsPausable
        | HasPermissionedBurn
        | UnknownExtension
        | ExtensionsMalformed => "This token could be taken, stopped or changed in the vault: choose another NFT.",
        SourceHasCpiGuard => "Switch the CPI guard of the token account off, or move the NFT to another account first.",
        RoyaltiesMalformed => "Let who may write the metadata put its royalties right, or choose another NFT.",
        OfferingPriceOutOfBounds => "Give an end price above zero that is not above the start price.",
        OfferingStartOutOfBounds => "Start now (0) or within 2,592,000 seconds.",
        OfferingLengthOutOfBounds => "Let the offering end 3,600 to 2,592,000 seconds after its start.",
        WalletLimitOutOfBounds => "Choose a limit of at least 1 that is not above the amount offered.",
        MinimumOutOfReach => "Lower the minimum to at most what everything offered costs at the start price.",
        AlreadyOffered => "Sell fractions in the market: the vault has had its offering.",
        OfferingNotStarted => "Wait until the offering starts.",
        OfferingOver => "Claim what you have bought; fractions may be had in the market.",
        OfferingRuns => {
            "Wait until the offering is over or its minimum reached; only its creator calls one off, unsold."
        }
        AboveOffered => "Read the offering again and buy at most what is left.",
        AboveWalletLimit => "Buy less: all purchases of a wallet count together.",
        CostAboveMaximum => "Read the offering again and raise max_cost to the cost of the new quote.",
        BelowOffering => "Offer at least the highest price paid in the offering, or wait until that ends.",
        PurchaseDestinationMissing => "Create the buyer's associated token account and pass it.",
        PayoutDestinationMissing => "Create the creator's associated token account and pass it.",
        PurchasesStillOpen => "Claim the purchases first: anyone may.",
        OfferingsStillOpen => "Close the offerings first.",
        AccountInUse => "Read the vault again: somebody made this account before.",
        WrongVaultAddress
        | WrongFractionMint
        | QuoteMintOfAnotherVault
        | WrongFractionMetadata
        | WrongAssetAddress
        | AssetOfAnotherVault
        | WrongNftMint
        | WrongCustody
        | WrongTokenRecord
        | WrongRuleSet
        | WrongAuctionAddress
        | AuctionOfAnotherVault
        | WrongBidAddress
        | BidOfAnotherVault
        | BidOfAnotherBidder
        | WrongCashEscrow
        | WrongFractionEscrow
        | WrongProposalAddress
        | ProposalOfAnotherVault
        | WrongProposer
        | WrongVoteAddress
        | VoteOfAnotherVault
        | VoteOfAnotherProposal
        | VoteOfAnotherHolder
        | WrongVotePayer
        | WrongLicenseAddress
        | LicenseOfAnotherVault
        | WrongLicenseOpener
        | WrongIncomeMint
        | WrongPoolAddress
        | PoolOfAnotherVault
        | WrongStakedFractions
        | WrongStakeAddress
        | StakeOfAnotherVault
        | StakeOfAnotherHolder
        | WrongAsksAddress
        | AsksOfAnotherVault
        | WrongIncomeAccount
        | WrongInstructionsSysvar
        | WrongRulesProgram
        | WrongOfferingAddress
        | OfferingOfAnotherVault
        | WrongOfferedFractions
        | WrongRaisedCash
        | WrongPurchaseAddress
        | PurchaseOfAnotherOffering
        | PurchaseOfAnotherBuyer => {
            "The instruction names a wrong account: build it with this client from the vault as it is now."
        }
        LedgerMismatch
        | Overflow
        | AssetMoveMismatch
        | CashMoveMismatch
        | FractionMoveMismatch
        | SupplyMismatch
        | CashEscrowShort
        | FractionEscrowShort
        | IncomeMoveMismatch
        | StakedFractionsShort
        | IncomeAccountShort
        | ProposalInvariantBroken
        | AsksInvariantBroken
        | PoolInvariantBroken
        | VaultInvariantBroken
        | AuctionInvariantBroken
        | OfferedFractionsShort
        | RaisedCashShort
        | OfferingInvariantBroken => {
            "The program stopped to protect the vault and nothing has moved: report this with the transaction."
        }
    }
}

/// What to do about an error of Anchor's.
pub(super) fn framework_hint(code: u32) -> &'static str {
    match code {
        100..1_000 => "The instruction's data is not of this program: compare the versions of client and program.",
        2_000..3_000 | 3_005..=3_006 => "The accounts are not those of the instruction: build it with this client.",
        3_007 | 3_012 => "An account does not exist yet, or is of another program: compare vault and cluster.",
        3_000..=3_004 => "An account is of another type or version: compare the versions of client and program.",
        3_008..=3_009 => "A program's address is wrong: build the instruction with this client.",
        3_010 => "A signature is missing: let the named account sign.",
        _ => "Build the instruction with this client, of the version of the program.",
    }
}
