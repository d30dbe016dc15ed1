/** Why an NFT cannot be deposited. */

/** The reasons for which an NFT cannot be deposited, each with the program's error for it and a sentence. */
export const NFT_REFUSALS = {
  /** The mint is missing or of another program. */
  NotAClassicMint: {
    error: 'NftMintNotClassic',
    sentence: 'it is no mint of the classic token program; NFTs of Token-2022 cannot be deposited',
  },
  /** Supply or decimals are not those of an NFT. */
  NotAnNft: { error: 'NotAnNft', sentence: 'it is no NFT: one has a supply of exactly 1 and no decimals' },
  /** There is no metadata of Token Metadata. */
  NoMetadata: { error: 'WrongMetadata', sentence: 'it has no metadata of Token Metadata' },
  /** The standard is fungible, or one that vaults do not take. */
  UnsupportedStandard: {
    error: 'UnsupportedStandard',
    sentence: 'its token standard cannot be deposited: only plain, printed and programmable NFTs can',
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
} as const;

/** Why an NFT cannot be deposited into a vault: what the program would refuse it for. */
export type NftRefusal = keyof typeof NFT_REFUSALS;
