//! Every refusal by name. The number is Anchor's: 6000 plus the position.

use anchor_lang::prelude::*;

mod make;
mod rules;

use make::errors;
pub(crate) use make::{OrError, ensure, refuse};
pub(crate) use rules::OrRefuse;

errors! {
    // Rules: the refusals of `mosaic_core`, in its order; those of the offering and the curator are at the end.
    /// 6000 0x1770
    ZeroPrice: "The opening price must be at least 1 raw quote unit",
    /// 6001 0x1771
    ZeroSupply: "The supply must be at least 1 fraction",
    /// 6002 0x1772
    TooManyDecimals: "The fraction mint has 0 to 9 decimals",
    /// 6003 0x1773
    AuctionLengthOutOfBounds: "An auction lasts 1 to 30 days",
    /// 6004 0x1774
    ExtensionOutOfBounds: "The extension window is at most the length of the auction",
    /// 6005 0x1775
    StepOutOfBounds: "The step between bids is 100 to 5,000 basis points",
    /// 6006 0x1776
    CuratorFeeOutOfBounds: "The curator's fee is at most 500 basis points",
    /// 6007 0x1777
    FloorOutOfBounds: "The floor of the reserve is at most 10,000 basis points of the opening price",
    /// 6008 0x1778
    ConsentOutOfBounds: "The consent is 5,000 to 9,000 basis points of the supply",
    /// 6009 0x1779
    StakeLockOutOfBounds: "A stake is locked for 1 hour to 30 days",
    /// 6010 0x177a
    DripOutOfBounds: "Income is streamed over 1 hour to 90 days",
    /// 6011 0x177b
    QuorumOutOfBounds: "The quorum is 100 to 9,000 basis points of the supply",
    /// 6012 0x177c
    ThresholdOutOfBounds: "The threshold is 5,000 to 9,000 basis points of the votes",
    /// 6013 0x177d
    ProposalStakeOutOfBounds: "Proposing needs at most 2,500 basis points of the supply",
    /// 6014 0x177e
    VetoOutOfBounds: "The veto is 100 to 5,000 basis points of the supply",
    /// 6015 0x177f
    VotingOutOfBounds: "A vote lasts 1 to 14 days",
    /// 6016 0x1780
    DelayOutOfBounds: "The delay after a vote is at most 14 days",
    /// 6017 0x1781
    OfferWindowOutOfBounds: "An offer is open for 7 to 90 days, or offers are not taken",
    /// 6018 0x1782
    StakeBelowProposal: "The stake is too small to propose",
    /// 6019 0x1783
    VotingOver: "The vote is over",
    /// 6020 0x1784
    VotingNotOver: "The vote is not over yet",
    /// 6021 0x1785
    ProposalDefeated: "The proposal did not pass",
    /// 6022 0x1786
    ProposalDelayed: "The delay after the vote is not over yet",
    /// 6023 0x1787
    ProposalExpired: "The time to execute the proposal is over",
    /// 6024 0x1788
    ProposalExecuted: "The proposal was executed already",
    /// 6025 0x1789
    ProposalAlive: "The proposal can still pass or be executed",
    /// 6026 0x178a
    LicenseTermOutOfBounds: "The term of a licence is 1 hour to 3,650 days",
    /// 6027 0x178b
    LicenseTaken: "The licence was accepted already",
    /// 6028 0x178c
    LicenseNotTaken: "The licence was not accepted",
    /// 6029 0x178d
    LicenseOfferOver: "The time to accept the licence is over",
    /// 6030 0x178e
    LicenseExcluded: "Another licence runs that does not go with this one",
    /// 6031 0x178f
    LicenseEnded: "The licence was ended by a vote",
    /// 6032 0x1790
    LicenseOver: "The licence has run out",
    /// 6033 0x1791
    LicenseRenewed: "The licence is renewed already",
    /// 6034 0x1792
    LicenseAlive: "The licence still runs",
    /// 6035 0x1793
    OffersClosed: "The vault takes no offers",
    /// 6036 0x1794
    OfferAtReserve: "At or above the reserve it is a bid, not an offer",
    /// 6037 0x1795
    NoOffer: "There is no offer",
    /// 6038 0x1796
    OfferStillOpen: "The window of the offer is not over yet",
    /// 6039 0x1797
    OfferVetoed: "Staked asks above the offer veto it",
    /// 6040 0x1798
    LevelOutOfBounds: "The level of an ask is 0 to 191",
    /// 6041 0x1799
    PriceAboveLadder: "The price is above the highest level",
    /// 6042 0x179a
    StakeLocked: "The stake is locked: by staking or an ask, in an auction until an hour after its start, or by a vote that runs",
    /// 6043 0x179b
    AmountAboveStake: "The amount is above the stake",
    /// 6044 0x179c
    NothingStaked: "Only a stake can ask, and nothing is staked",
    /// 6045 0x179d
    NoIncomeDue: "No whole unit of this income is owed to the stake",
    /// 6046 0x179e
    AuctionNotOpen: "Bids are taken by an active vault or one in auction",
    /// 6047 0x179f
    AuctionEnded: "The auction has ended: it can only be settled",
    /// 6048 0x17a0
    AuctionNotEnded: "The auction has not ended yet",
    /// 6049 0x17a1
    BidBelowReserve: "The first bid must reach the reserve",
    /// 6050 0x17a2
    BidBelowStep: "The bid must exceed the leading price by at least the step",
    /// 6051 0x17a3
    BidOfWholeSupply: "A bid brings fewer fractions than the supply; who holds all of them reclaims instead",
    /// 6052 0x17a4
    CashAboveMaximum: "The bid's cash is above max_cash",
    /// 6053 0x17a5
    PayoutBelowMinimum: "The payout is below min_payout",
    /// 6054 0x17a6
    ZeroAmount: "The amount must be above zero",
    /// 6055 0x17a7
    AmountAboveSupply: "The amount is above the supply",
    /// 6056 0x17a8
    WrongStatus: "The vault's status does not allow this",
    /// 6057 0x17a9
    LedgerMismatch: "The tracked amounts do not add up (INV-03)",
    /// 6058 0x17aa
    Overflow: "A number left its range",

    // Vault, its mints and its creator.
    /// 6059 0x17ab
    WrongVaultAddress: "The vault must be at the address of its creator and id",
    /// 6060 0x17ac
    VaultIdUsed: "This id was used before: the fraction mint exists",
    /// 6061 0x17ad
    NotTheCreator: "Only the creator of the vault may do this",
    /// 6062 0x17ae
    WrongFractionMint: "The fraction mint must be the one of this vault",
    /// 6063 0x17af
    QuoteMintNotClassic: "The quote mint must be an initialised mint of the classic token program; Token-2022 is refused",
    /// 6064 0x17b0
    QuoteMintOfAnotherVault: "The quote mint must be the one of this vault",
    /// 6065 0x17b1
    NameTooLong: "The name has at most 32 bytes",
    /// 6066 0x17b2
    SymbolTooLong: "The symbol has at most 10 bytes",
    /// 6067 0x17b3
    UriTooLong: "The URI has at most 200 bytes",
    /// 6068 0x17b4
    AlreadyDescribed: "The fraction has its metadata already, and it is immutable",
    /// 6069 0x17b5
    WrongFractionMetadata: "The fraction's metadata account must be Token Metadata's for this mint",
    /// 6070 0x17b6
    NoAssets: "A vault needs at least one asset before it is activated",
    /// 6071 0x17b7
    TooManyAssets: "A vault holds at most 16 assets",

    // Assets.
    /// 6072 0x17b8
    WrongAssetAddress: "The asset account must be at the address of this vault and NFT mint",
    /// 6073 0x17b9
    AssetAlreadyDeposited: "This NFT is in the vault already",
    /// 6074 0x17ba
    AssetOfAnotherVault: "The asset must belong to this vault",
    /// 6075 0x17bb
    WrongNftMint: "The NFT mint must be the one of this asset",
    /// 6076 0x17bc
    NftMintNotClassic: "The NFT mint must be an initialised mint of the classic token program",
    /// 6077 0x17bd
    NotAnNft: "An NFT has a supply of exactly 1 and no decimals",
    /// 6078 0x17be
    WrongMetadata: "The metadata must be Token Metadata's account for this NFT mint",
    /// 6079 0x17bf
    WrongEdition: "The edition must be Token Metadata's account for this NFT mint",
    /// 6080 0x17c0
    MintAuthorityNotEdition: "The NFT's mint authority must be its edition, so that the supply stays 1",
    /// 6081 0x17c1
    FreezeAuthorityNotEdition: "The NFT's freeze authority must be its edition, or none",
    /// 6082 0x17c2
    UnsupportedStandard: "Only non-fungible tokens can be deposited: plain, printed, programmable or of Token-2022",
    /// 6083 0x17c3
    SourceNotAToken: "The source must be a token account of the token program that moves it",
    /// 6084 0x17c4
    SourceOfAnotherMint: "The source must hold the mint that is taken from it",
    /// 6085 0x17c5
    SourceOfAnotherOwner: "The source must be owned by who signs for it",
    /// 6086 0x17c6
    SourceTooSmall: "The source holds less than is taken from it",
    /// 6087 0x17c7
    SourceFrozen: "The source is frozen or locked",
    /// 6088 0x17c8
    SourceDelegated: "The NFT has a delegate: revoke it first",
    /// 6089 0x17c9
    WrongCustody: "The custody must be the vault's token account for this NFT",
    /// 6090 0x17ca
    WrongStandard: "This NFT moves by another standard: use the instruction for it",
    /// 6091 0x17cb
    WrongInstructionsSysvar: "The instructions sysvar must be the real one",
    /// 6092 0x17cc
    WrongTokenRecord: "The token record must be Token Metadata's for this token account",
    /// 6093 0x17cd
    WrongRuleSet: "The rule set must be the one of the NFT's metadata",
    /// 6094 0x17ce
    WrongRulesProgram: "The rules program must be Metaplex's token authorization rules",
    /// 6095 0x17cf
    AssetMoveMismatch: "After the move exactly one NFT must be where it belongs",
    /// 6096 0x17d0
    AssetAlreadyClaimed: "The NFT has left already",

    // Auction.
    /// 6097 0x17d1
    WrongAuctionAddress: "The auction must be at the address of this vault",
    /// 6098 0x17d2
    AuctionOfAnotherVault: "The auction must belong to this vault",
    /// 6099 0x17d3
    WrongBidAddress: "The bid must be at the address of this vault and bidder",
    /// 6100 0x17d4
    BidOfAnotherVault: "The bid must belong to this vault",
    /// 6101 0x17d5
    BidOfAnotherBidder: "The bid must belong to this bidder",
    /// 6102 0x17d6
    NotTheLeadingBid: "The bid must be the leading one",
    /// 6103 0x17d7
    LeadingBidLocked: "The leading bid cannot be withdrawn",
    /// 6104 0x17d8
    WrongCashEscrow: "The cash escrow must be the one of this vault",
    /// 6105 0x17d9
    WrongFractionEscrow: "The fraction escrow must be the one of this vault",
    /// 6106 0x17da
    FractionAccountMissing: "A bid with fractions needs the bidder's fraction account",

    // Stakes and asks.
    /// 6107 0x17db
    WrongPoolAddress: "The pool must be at the address of this vault",
    /// 6108 0x17dc
    PoolOfAnotherVault: "The pool must belong to this vault",
    /// 6109 0x17dd
    WrongStakedFractions: "The account of staked fractions must be the one of this vault",
    /// 6110 0x17de
    WrongStakeAddress: "The stake must be at the address of this vault and holder",
    /// 6111 0x17df
    StakeOfAnotherVault: "The stake must belong to this vault",
    /// 6112 0x17e0
    StakeOfAnotherHolder: "The stake must belong to this holder",
    /// 6113 0x17e1
    NotTheHolderOrDelegate: "Only the holder of the stake or its delegate may set the ask",
    /// 6114 0x17e2
    WrongAsksAddress: "The book of asks must be at the address of this vault",
    /// 6115 0x17e3
    AsksOfAnotherVault: "The book of asks must belong to this vault",
    /// 6116 0x17e4
    AsksMissing: "The vault has a book of asks: it cannot be left out",
    /// 6117 0x17e5
    NothingLeftToEarn: "After the sale fractions are staked only where income is left",
    /// 6118 0x17e6
    StakingStillOpen: "The pool of stakes must be closed first",

    // Income.
    /// 6119 0x17e7
    NotTheCurator: "Only the curator may do this; the quote mint anybody may add as income",
    /// 6120 0x17e8
    IncomeMintNotClassic: "A mint of income must be an initialised mint of the classic token program; Token-2022 is refused",
    /// 6121 0x17e9
    IncomeMintIsFraction: "The fraction cannot be income",
    /// 6122 0x17ea
    IncomeMintKnown: "The vault takes income in this mint already",
    /// 6123 0x17eb
    TooManyIncomeMints: "A vault takes income in at most 3 mints, the quote mint included",
    /// 6124 0x17ec
    WrongIncomeAccount: "The account of the income must be the vault's for a mint that was added",
    /// 6125 0x17ed
    IncomeStillOpen: "The accounts of income must be closed first",
    /// 6126 0x17ee
    WrongIncomeOpener: "The rent of the account of income must go to who added its mint",
    /// 6127 0x17ef
    WrongPoolOpener: "The rent of the pool must go to who opened it",
    /// 6128 0x17f0
    WrongAsksOpener: "The rent of the book of asks must go to who opened it",
    /// 6129 0x17f1
    UnearnedDestinationMissing: "Income is left that nobody earned: name the recipient's token account",

    // Votes, licences, offers.
    /// 6130 0x17f2
    WrongProposalAddress: "The proposal must be at the address of this vault and the next number",
    /// 6131 0x17f3
    ProposalOfAnotherVault: "The proposal must be about this vault",
    /// 6132 0x17f4
    WrongProposer: "The rent of the proposal must go to who made it",
    /// 6133 0x17f5
    WrongVoteAddress: "The vote must be at the address of this proposal and holder",
    /// 6134 0x17f6
    VoteOfAnotherVault: "The vote must be about this vault",
    /// 6135 0x17f7
    VoteOfAnotherProposal: "The vote must be on this proposal",
    /// 6136 0x17f8
    VoteOfAnotherHolder: "The vote must be of this stake",
    /// 6137 0x17f9
    WrongVotePayer: "The rent of the vote must go to who paid it",
    /// 6138 0x17fa
    CuratorFeeAboveCap: "The curator's fee is at most the one at creation",
    /// 6139 0x17fb
    TermsUriTooLong: "The URI has at most 128 bytes",
    /// 6140 0x17fc
    TermsUriWithZero: "The URI has no zero bytes",
    /// 6141 0x17fd
    LicenseMissing: "This action needs the account of the licence",
    /// 6142 0x17fe
    WrongLicenseAddress: "The licence must be the one of the proposal",
    /// 6143 0x17ff
    LicenseOfAnotherVault: "The licence must be of this vault",
    /// 6144 0x1800
    NotTheLicensee: "Only the licensee takes and renews the licence",
    /// 6145 0x1801
    WrongLicenseOpener: "The rent of the licence must go to who paid it",
    /// 6146 0x1802
    IncomeAccountsMissing: "This action needs the pool, the mint and the account of its income",
    /// 6147 0x1803
    WrongIncomeMint: "The mint must be the one of the proposal",
    /// 6148 0x1804
    RecordsStillOpen: "The proposals and votes must be closed first",
    /// 6149 0x1805
    LicensedBeyondMaximum: "A licence runs beyond max_licensed_until, and a sale does not end it",
    /// 6150 0x1806
    OfferNotSigned: "Only its bidder withdraws an offer that stands",
    // Payouts.
    /// 6151 0x1807
    DestinationNotAToken: "The destination must be a token account of the token program that moves the tokens",
    /// 6152 0x1808
    DestinationOfAnotherMint: "The destination must be of the mint that is paid",
    /// 6153 0x1809
    DestinationOfAnotherOwner: "The destination must be owned by the party that is paid",
    /// 6154 0x180a
    DestinationNotAssociated: "Without the payee's signature only its associated token account is paid",
    /// 6155 0x180b
    DestinationFrozen: "The destination is frozen",
    /// 6156 0x180c
    WrongCreator: "The rent must go to the creator of the vault",
    /// 6157 0x180d
    WrongRecipient: "The recipient must be the winner of the auction, or who reclaimed",
    /// 6158 0x180e
    NoRoyaltyDue: "This payee has no unclaimed royalty of this asset",
    /// 6159 0x180f
    WrongCurator: "The curator must be the one of the vault",
    /// 6160 0x1810
    NoCuratorFeeDue: "The curator has no unclaimed fee",
    /// 6161 0x1811
    NotTheWholeSupply: "Reclaiming takes every fraction of the supply",
    /// 6162 0x1812
    StillOwing: "The vault still owes something or holds an asset",
    /// 6163 0x1813
    AuctionAccountsMissing: "The vault has an auction: its accounts cannot be left out",
    /// 6164 0x1814
    WrongOpener: "The rent of the auction must go to who opened it",
    /// 6165 0x1815
    SurplusDestinationMissing: "More is there than is owed: name the curator's token account",
    // What the program verifies of its own work.
    /// 6166 0x1816
    CashMoveMismatch: "The cash that moved is not what the rule says",
    /// 6167 0x1817
    FractionMoveMismatch: "The fractions that moved are not what the rule says",
    /// 6168 0x1818
    IncomeMoveMismatch: "The income that moved is not what the rule says",
    /// 6169 0x1819
    SupplyMismatch: "The fractions burned or minted are not what the rule says (INV-02)",
    /// 6170 0x181a
    CashEscrowShort: "The cash escrow holds less than is owed (INV-03)",
    /// 6171 0x181b
    FractionEscrowShort: "The fraction escrow holds less than open bids brought (INV-04)",
    /// 6172 0x181c
    StakedFractionsShort: "The account of staked fractions holds less than is staked (INV-04)",
    /// 6173 0x181d
    IncomeAccountShort: "The account of income holds less than is owed (INV-07)",
    /// 6174 0x181e
    VaultInvariantBroken: "The vault's own numbers contradict each other",
    /// 6175 0x181f
    AuctionInvariantBroken: "The auction's own numbers contradict each other",
    /// 6176 0x1820
    AsksInvariantBroken: "The book of asks and the stakes contradict each other (INV-05)",
    /// 6177 0x1821
    PoolInvariantBroken: "The pool's own numbers contradict each other",
    /// 6178 0x1822
    ProposalInvariantBroken: "The proposal's own numbers contradict each other (INV-10)",
    /// 6179 0x1823
    AccountInUse: "An account of this kind must be fresh: it holds data already",
    // Token-2022.
    /// 6180 0x1824
    NftMintNotToken2022: "The NFT mint must be an initialised mint of Token-2022",
    /// 6181 0x1825
    MintAuthorityNotNone: "The NFT must have no mint authority, so that the supply stays 1",
    /// 6182 0x1826
    FreezeAuthorityNotNone: "The NFT must have no freeze authority, who could lock it in",
    /// 6183 0x1827
    MintCloseAuthorityNotNone: "The NFT must have no authority that may close its mint",
    /// 6184 0x1828
    HasTransferFee: "The NFT's mint takes a fee of every transfer",
    /// 6185 0x1829
    HasConfidentialTransfer: "The NFT's mint allows hidden balances",
    /// 6186 0x182a
    HasConfidentialTransferFee: "The NFT's mint takes a hidden fee of every transfer",
    /// 6187 0x182b
    HasDefaultAccountState: "The NFT's mint decides whether new token accounts are frozen",
    /// 6188 0x182c
    IsNonTransferable: "The NFT cannot be transferred",
    /// 6189 0x182d
    HasInterest: "The NFT's mint shows amounts with interest",
    /// 6190 0x182e
    HasPermanentDelegate: "The NFT has a permanent delegate, who could take it out of the vault",
    /// 6191 0x182f
    HasTransferHook: "The NFT's mint calls another program on every transfer",
    /// 6192 0x1830
    HasConfidentialMintBurn: "The NFT's mint hides its supply",
    /// 6193 0x1831
    HasScaledAmount: "The NFT's mint shows amounts multiplied",
    /// 6194 0x1832
    IsPausable: "The NFT has an authority that may stop all transfers",
    /// 6195 0x1833
    HasPermissionedBurn: "The NFT has an authority without which nothing is burned",
    /// 6196 0x1834
    UnknownExtension: "The NFT's mint has an extension that vaults do not know",
    /// 6197 0x1835
    ExtensionsMalformed: "The extensions of the mint or token account cannot be read",
    /// 6198 0x1836
    SourceHasCpiGuard: "The token account keeps programs from moving what is in it: switch its CPI guard off first",
    /// 6199 0x1837
    RoyaltiesMalformed: "The royalties in the mint's metadata contradict themselves",
    // Offering: its rules, its accounts, and what the program verifies of them.
    /// 6200 0x1838
    OfferingPriceOutOfBounds: "The end price is at least 1 and at most the start price",
    /// 6201 0x1839
    OfferingStartOutOfBounds: "An offering starts within 30 days, and not in the past",
    /// 6202 0x183a
    OfferingLengthOutOfBounds: "An offering lasts 1 hour to 30 days",
    /// 6203 0x183b
    WalletLimitOutOfBounds: "The limit of a wallet is at least 1 and at most what is offered",
    /// 6204 0x183c
    MinimumOutOfReach: "The minimum is at most what everything offered costs at the start price",
    /// 6205 0x183d
    AlreadyOffered: "An offering of this vault has succeeded already: there is no second one",
    /// 6206 0x183e
    OfferingNotStarted: "The offering has not started yet",
    /// 6207 0x183f
    OfferingOver: "The offering is over",
    /// 6208 0x1840
    OfferingRuns: "The offering still runs",
    /// 6209 0x1841
    AboveOffered: "The amount is above what is left of the offering",
    /// 6210 0x1842
    AboveWalletLimit: "The purchases of a buyer are at most the limit of a wallet",
    /// 6211 0x1843
    CostAboveMaximum: "The cost is above max_cost",
    /// 6212 0x1844
    BelowOffering: "The offer is below the highest price paid in the offering that runs",
    /// 6213 0x1845
    WrongOfferingAddress: "The offering must be at the address of this vault and the next number",
    /// 6214 0x1846
    OfferingOfAnotherVault: "The offering must be of this vault",
    /// 6215 0x1847
    WrongOfferedFractions: "The account of offered fractions must be the one of this offering",
    /// 6216 0x1848
    WrongRaisedCash: "The account of raised cash must be the one of this offering",
    /// 6217 0x1849
    WrongPurchaseAddress: "The purchase must be at the address of this offering and buyer",
    /// 6218 0x184a
    PurchaseOfAnotherOffering: "The purchase must be in this offering",
    /// 6219 0x184b
    PurchaseOfAnotherBuyer: "The purchase must be of this buyer",
    /// 6220 0x184c
    PurchaseDestinationMissing: "Something is due to the buyer: name its token account",
    /// 6221 0x184d
    PayoutDestinationMissing: "Something is due to the creator: name its token account",
    /// 6222 0x184e
    PurchasesStillOpen: "The creator is paid already, and purchases are still to be claimed",
    /// 6223 0x184f
    OfferingsStillOpen: "The offerings must be closed first",
    /// 6224 0x1850
    OfferedFractionsShort: "The account of offered fractions holds less than is owed (INV-13)",
    /// 6225 0x1851
    RaisedCashShort: "The account of raised cash holds less than is owed (INV-13)",
    /// 6226 0x1852
    OfferingInvariantBroken: "The offering's own numbers contradict each other (INV-13)",
    // Curator.
    /// 6227 0x1853
    CuratorFeeNotLower: "The curator's new fee must be lower than the present one",
}
