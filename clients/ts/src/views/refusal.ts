/** Why an NFT cannot be deposited. */

/** The reasons for which an NFT cannot be deposited, each with the program's error for it and a sentence. */
export const NFT_REFUSALS = {
  /** The mint is missing or of another program. */
  NotAClassicMint: {
    error: 'NftMintNotClassic',
    sentence: 'it is no mint of a token program',
  },
  /** Supply or decimals are not those of an NFT. */
  NotAnNft: { error: 'NotAnNft', sentence: 'it is no NFT: one has a supply of exactly 1 and no decimals' },
  /** There is no metadata of Token Metadata. */
  NoMetadata: { error: 'WrongMetadata', sentence: 'it has no metadata of Token Metadata' },
  /** The standard is a fungible one. */
  UnsupportedStandard: {
    error: 'UnsupportedStandard',
    sentence: 'it is fungible: only non-fungible tokens can be deposited',
  },
  /** There is no edition. */
  NoEdition: {
    error: 'WrongEdition',
    sentence: 'it has neither a master edition nor a print edition, so further units could be minted',
  },
  /** The mint authority is not the edition. */
  MintAuthorityNotEdition: {
    error: 'MintAuthorityNotEdition',
    sentence: 'its mint authority is not its edition, so further units could be minted',
  },
  /** Somebody else than its edition could freeze it. */
  FreezeAuthorityNotEdition: {
    error: 'FreezeAuthorityNotEdition',
    sentence: 'its freeze authority is not its edition, so it could be frozen in the vault',
  },
  /** The wallet's token account is missing. */
  NoTokenAccount: { error: 'SourceNotAToken', sentence: 'the wallet has no token account for it' },
  /** The token account is of another mint. */
  OtherMint: { error: 'SourceOfAnotherMint', sentence: 'the token account named is of another mint' },
  /** The token account is of another wallet. */
  OtherOwner: { error: 'SourceOfAnotherOwner', sentence: 'the token account named belongs to another wallet' },
  /** The token account is empty. */
  NotHeld: { error: 'SourceTooSmall', sentence: 'the wallet does not hold it' },
  /** The token account is frozen, or the token record locked or listed. */
  Locked: { error: 'SourceFrozen', sentence: 'it is frozen or locked: unlist, unstake or unlock it first' },
  /** Somebody else may move it. */
  Delegated: {
    error: 'SourceDelegated',
    sentence: 'somebody else has the right to move it: revoke that delegate first',
  },
  /** There is no token record of the programmable NFT. */
  NoTokenRecord: {
    error: 'WrongTokenRecord',
    sentence: 'Token Metadata has no token record of it for this token account',
  },
  /** The mint is of Token-2022, but not initialised. */
  NotAToken2022Mint: { error: 'NftMintNotToken2022', sentence: 'it is no initialised mint of Token-2022' },
  /** Of Token-2022: somebody may mint more. */
  MintAuthorityNotNone: { error: 'MintAuthorityNotNone', sentence: 'somebody may mint further units of it' },
  /** Of Token-2022: somebody may freeze it. */
  FreezeAuthorityNotNone: { error: 'FreezeAuthorityNotNone', sentence: 'somebody could freeze it in the vault' },
  /** Of Token-2022: somebody may close its mint. */
  MintCloseAuthorityNotNone: { error: 'MintCloseAuthorityNotNone', sentence: 'somebody may close its mint' },
  /** Of Token-2022: transfers cost a fee. */
  HasTransferFee: { error: 'HasTransferFee', sentence: 'a fee is taken of every transfer of it' },
  /** Of Token-2022: balances may be hidden. */
  HasConfidentialTransfer: {
    error: 'HasConfidentialTransfer',
    sentence: 'its balances may be hidden, so that a vault could not check them',
  },
  /** Of Token-2022: a hidden fee is taken. */
  HasConfidentialTransferFee: {
    error: 'HasConfidentialTransferFee',
    sentence: 'a hidden fee is taken of transfers of it',
  },
  /** Of Token-2022: new token accounts may start frozen. */
  HasDefaultAccountState: {
    error: 'HasDefaultAccountState',
    sentence: 'its issuer decides whether new token accounts for it start frozen',
  },
  /** Of Token-2022: it cannot move. */
  NonTransferable: { error: 'IsNonTransferable', sentence: 'it cannot be transferred at all' },
  /** Of Token-2022: amounts are shown with interest. */
  HasInterest: { error: 'HasInterest', sentence: 'its amount is shown with interest, so it is no single thing' },
  /** Of Token-2022: somebody may move or burn it wherever it is. */
  HasPermanentDelegate: {
    error: 'HasPermanentDelegate',
    sentence: 'somebody may take or burn it wherever it is, so also out of the vault',
  },
  /** Of Token-2022: a program has a say in transfers. */
  HasTransferHook: {
    error: 'HasTransferHook',
    sentence: 'another program is asked at every transfer of it and could refuse',
  },
  /** Of Token-2022: the supply may be hidden. */
  HasConfidentialMintBurn: {
    error: 'HasConfidentialMintBurn',
    sentence: 'its supply may be hidden, so further units could exist',
  },
  /** Of Token-2022: amounts are shown multiplied. */
  HasScaledAmount: { error: 'HasScaledAmount', sentence: 'its amount is shown multiplied, so it is no single thing' },
  /** Of Token-2022: somebody may stop all transfers. */
  Pausable: { error: 'IsPausable', sentence: 'somebody may stop all transfers of it' },
  /** Of Token-2022: burning needs a permission. */
  HasPermissionedBurn: { error: 'HasPermissionedBurn', sentence: 'its issuer has a say in what happens to it' },
  /** Of Token-2022: the mint has an extension that is not known. */
  UnknownExtension: {
    error: 'UnknownExtension',
    sentence: 'its mint has an extension of Token-2022 that vaults do not know',
  },
  /** Of Token-2022: the extensions cannot be read. */
  ExtensionsMalformed: { error: 'ExtensionsMalformed', sentence: 'the extensions of its mint cannot be read' },
  /** Of Token-2022: programs may take nothing from the token account. */
  CpiGuarded: {
    error: 'SourceHasCpiGuard',
    sentence: 'the token account keeps programs from moving it: switch its CPI guard off first',
  },
  /** Of Token-2022: the royalties that the metadata names make no sense. */
  RoyaltiesMalformed: { error: 'RoyaltiesMalformed', sentence: 'the royalties in its metadata contradict themselves' },
} as const;

/** Why an NFT cannot be deposited into a vault: what the program would refuse it for. */
export type NftRefusal = keyof typeof NFT_REFUSALS;
