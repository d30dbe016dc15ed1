/** The errors of the programs that Mosaic and its actions call, of the network itself and of kit, in words. */

import {
  SOLANA_ERROR__ADDRESSES__INVALID_BYTE_LENGTH,
  SOLANA_ERROR__ADDRESSES__STRING_LENGTH_OUT_OF_RANGE,
  SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED,
  SOLANA_ERROR__CODECS__INVALID_STRING_FOR_BASE,
  SOLANA_ERROR__CODECS__NUMBER_OUT_OF_RANGE,
  SOLANA_ERROR__INSTRUCTION_ERROR__ACCOUNT_NOT_RENT_EXEMPT,
  SOLANA_ERROR__INSTRUCTION_ERROR__COMPUTATIONAL_BUDGET_EXCEEDED,
  SOLANA_ERROR__INSTRUCTION_ERROR__INCORRECT_PROGRAM_ID,
  SOLANA_ERROR__INSTRUCTION_ERROR__INSUFFICIENT_FUNDS,
  SOLANA_ERROR__INSTRUCTION_ERROR__INVALID_ACCOUNT_OWNER,
  SOLANA_ERROR__INSTRUCTION_ERROR__MISSING_REQUIRED_SIGNATURE,
  SOLANA_ERROR__INSTRUCTION_ERROR__PROGRAM_FAILED_TO_COMPLETE,
  SOLANA_ERROR__INSTRUCTION_ERROR__UNSUPPORTED_PROGRAM_ID,
  SOLANA_ERROR__INSTRUCTION_PLANS__MESSAGE_CANNOT_ACCOMMODATE_PLAN,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY,
  SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_CONNECTION_CLOSED,
  SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_FAILED_TO_CONNECT,
  SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__ADDRESS_LOOKUP_TABLE_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED,
  SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT,
  SOLANA_ERROR__TRANSACTION_ERROR__INVALID_ADDRESS_LOOKUP_TABLE_INDEX,
  SOLANA_ERROR__TRANSACTION_ERROR__INVALID_PROGRAM_FOR_EXECUTION,
  SOLANA_ERROR__TRANSACTION_ERROR__MISSING_SIGNATURE_FOR_FEE,
  SOLANA_ERROR__TRANSACTION_ERROR__PROGRAM_ACCOUNT_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__SIGNATURE_FAILURE,
  SOLANA_ERROR__TRANSACTION__EXCEEDS_SIZE_LIMIT,
  SOLANA_ERROR__TRANSACTION__SIGNATURES_MISSING,
} from '@solana/kit';

/** An error's name, sentence and hint. */
export type Words = readonly [name: string, message: string, hint: string];

const BUILD_AGAIN = 'Build the action again from the accounts as they are now.';
const FUND_TOKENS = 'Fund the token account, or move less.';
const EXPIRED = 'Build the transaction again with a new blockhash, and sign and send it soon.';
const FUND_PAYER = 'Send SOL to the wallet that pays the fee.';
const COMPUTE = "Give the transaction the action's compute budget, or split it.";
const CHECK_CLUSTER = 'Check that the client is connected to the cluster on which the program is deployed.';
const SIGN = 'Let every wallet sign that the action names as a signer.';
const NETWORK = 'Check the address of the RPC node and the connection, then try again.';
const NO_PROOF = 'Build the confidential transfer again from the account as it is now.';
const NO_GUARD = 'Let the owner of the token account switch its CPI guard off, then try again.';
const SPLIT = 'Put the instructions into several transactions, or use a lookup table: `planTransactions` does both.';

const NO_ADDRESS: Words = [
  'InvalidAddress',
  'A text that is to be an address is none',
  'Give addresses in base58, as wallets and explorers show them.',
];

/** Errors of the token program, by number; Token-2022 has the same, and behind them {@link TOKEN_2022_ERRORS}. */
export const TOKEN_ERRORS: readonly Words[] = [
  ['NotRentExempt', 'The token account has too few lamports for its rent', 'Send it lamports first.'],
  ['InsufficientFunds', 'The token account has too few tokens', FUND_TOKENS],
  ['InvalidMint', 'The account is no mint of this token program', BUILD_AGAIN],
  ['MintMismatch', 'The token account is of another mint', BUILD_AGAIN],
  ['OwnerMismatch', 'The token account belongs to another wallet', 'Let the owner of the token account sign.'],
  ['FixedSupply', 'The supply of the mint is fixed', 'Nothing can be minted any more.'],
  ['AlreadyInUse', 'The account is in use already', BUILD_AGAIN],
  ['InvalidNumberOfProvidedSigners', 'Too few or too many signers of a multisig sign', SIGN],
  ['InvalidNumberOfRequiredSigners', 'The multisig requires an impossible number of signers', SIGN],
  ['UninitializedState', 'The token account or mint does not exist yet', BUILD_AGAIN],
  ['NativeNotSupported', 'Wrapped SOL does not take this instruction', BUILD_AGAIN],
  ['NonNativeHasBalance', 'The token account still holds tokens, so it cannot be closed', 'Move the tokens first.'],
  ['InvalidInstruction', 'The token program does not know the instruction', BUILD_AGAIN],
  ['InvalidState', 'The token account or mint is in a state that does not allow this', BUILD_AGAIN],
  ['Overflow', 'An amount of tokens left its range', 'Move less.'],
  ['AuthorityTypeNotSupported', 'The account has no authority of this type', BUILD_AGAIN],
  ['MintCannotFreeze', 'Nobody can freeze accounts of this mint', 'Leave the instruction out.'],
  ['AccountFrozen', 'The token account is frozen', 'Ask who froze it to thaw it, or use another account.'],
  ['MintDecimalsMismatch', 'The mint has other decimals than the instruction says', BUILD_AGAIN],
  ['NonNativeNotSupported', 'Only wrapped SOL takes this instruction', BUILD_AGAIN],
];

/** Errors of Token-2022 alone, from the number behind {@link TOKEN_ERRORS} on. */
export const TOKEN_2022_ERRORS: readonly Words[] = [
  ['ExtensionTypeMismatch', 'The account has other extensions than the instruction is for', BUILD_AGAIN],
  ['ExtensionBaseMismatch', 'An extension of mints is asked of a token account, or the reverse', BUILD_AGAIN],
  ['ExtensionAlreadyInitialized', 'The account has this extension already', 'Leave the instruction out.'],
  [
    'ConfidentialTransferAccountHasBalance',
    'The token account still holds confidential tokens, so it cannot be closed',
    'Withdraw the tokens first.',
  ],
  [
    'ConfidentialTransferAccountNotApproved',
    'The token account is not approved for confidential transfers',
    'Ask the issuer of the mint to approve it.',
  ],
  [
    'ConfidentialTransferDepositsAndTransfersDisabled',
    'The token account takes no confidential transfers',
    'Let its owner allow them, or name another account.',
  ],
  ['ConfidentialTransferElGamalPubkeyMismatch', 'The proof is for the key of another token account', NO_PROOF],
  ['ConfidentialTransferBalanceMismatch', 'The confidential balance is another than the proof says', NO_PROOF],
  ['MintHasSupply', 'There are still tokens of the mint, so it cannot be closed', 'Burn the tokens first.'],
  ['NoAuthorityExists', 'Nobody has the right to this any more', 'Leave the instruction out.'],
  ['TransferFeeExceedsMaximum', 'The transfer fee is above the whole amount', 'Name at most 10,000 basis points.'],
  ['MintRequiredForTransfer', 'A transfer of these tokens must name their mint', BUILD_AGAIN],
  ['FeeMismatch', 'The transfer fee is another than the instruction says', BUILD_AGAIN],
  ['FeeParametersMismatch', 'The proof is for another transfer fee than that of the mint', NO_PROOF],
  ['ImmutableOwner', 'The token account cannot be given to another wallet', 'Move the tokens instead.'],
  [
    'AccountHasWithheldTransferFees',
    'The token account still holds transfer fees, so it cannot be closed',
    'Harvest the fees to the mint first.',
  ],
  [
    'NoMemo',
    'The recipient takes tokens only together with a memo',
    'Let the owner of the token account lift its demand for memos, or name another one.',
  ],
  ['NonTransferable', 'Tokens of this mint cannot be moved', 'Leave the instruction out.'],
  [
    'NonTransferableNeedsImmutableOwnership',
    'Tokens that cannot be moved go only to accounts that keep their owner',
    BUILD_AGAIN,
  ],
  [
    'MaximumPendingBalanceCreditCounterExceeded',
    'The token account takes no more confidential transfers for now',
    'Let its owner apply the pending balance first.',
  ],
  ['MaximumDepositAmountExceeded', 'The amount is too large for a confidential deposit', 'Move less.'],
  ['CpiGuardSettingsLocked', 'A program cannot switch a CPI guard', 'Let the owner of the token account do it itself.'],
  ['CpiGuardTransferBlocked', 'The token account keeps programs from moving its tokens', NO_GUARD],
  ['CpiGuardBurnBlocked', 'The token account keeps programs from burning its tokens', NO_GUARD],
  ['CpiGuardCloseAccountBlocked', 'The token account keeps programs from closing it for somebody else', NO_GUARD],
  ['CpiGuardApproveBlocked', 'The token account keeps programs from naming a delegate', NO_GUARD],
  ['CpiGuardSetAuthorityBlocked', 'The token account keeps programs from naming authorities', NO_GUARD],
  ['CpiGuardOwnerChangeBlocked', 'The token account cannot change its owner under a CPI guard', NO_GUARD],
  ['ExtensionNotFound', 'The account lacks the extension that the instruction is for', BUILD_AGAIN],
  [
    'NonConfidentialTransfersDisabled',
    'The token account takes confidential transfers only',
    'Let its owner allow others, or name another account.',
  ],
  [
    'ConfidentialTransferFeeAccountHasWithheldFee',
    'The token account still holds hidden transfer fees, so it cannot be closed',
    'Harvest the fees to the mint first.',
  ],
  ['InvalidExtensionCombination', 'These extensions do not go together', 'Make the mint with others.'],
  ['InvalidLengthForAlloc', 'An extension cannot change its length here', BUILD_AGAIN],
  ['AccountDecryption', 'A confidential balance could not be decrypted', NO_PROOF],
  ['ProofGeneration', 'The proof of a confidential transfer could not be made', NO_PROOF],
  ['InvalidProofInstructionOffset', 'The proof is not where the instruction says', NO_PROOF],
  ['HarvestToMintDisabled', 'The mint takes no harvested fees', 'Let its authority allow them.'],
  ['SplitProofContextStateAccountsNotSupported', 'The proof cannot be split for this instruction', NO_PROOF],
  ['NotEnoughProofContextStateAccounts', 'Too few accounts of proofs are given', NO_PROOF],
  ['MalformedCiphertext', 'A ciphertext cannot be read', NO_PROOF],
  ['CiphertextArithmeticFailed', 'Ciphertexts could not be added', NO_PROOF],
  ['PedersenCommitmentMismatch', 'The commitments of the proofs differ', NO_PROOF],
  ['RangeProofLengthMismatch', 'The range proof has another length', NO_PROOF],
  ['IllegalBitLength', 'The amount of a confidential transfer is too long', NO_PROOF],
  ['FeeCalculation', 'The fee of a confidential transfer could not be computed', NO_PROOF],
  ['IllegalMintBurnConversion', 'The mint has confidential tokens only', 'Leave the instruction out.'],
  ['InvalidScale', 'The amounts of a mint cannot be shown by this factor', 'Name one above 0.'],
  ['MintPaused', 'The issuer has stopped all transfers of these tokens', 'Wait until the issuer allows them again.'],
  [
    'PendingBalanceNonZero',
    'The key cannot change while a confidential balance is pending',
    'Apply the pending balance first.',
  ],
];

/** Errors of the system program, by number. */
export const SYSTEM_ERRORS: readonly Words[] = [
  ['AccountAlreadyInUse', 'An account of this address exists already', BUILD_AGAIN],
  ['ResultWithNegativeLamports', 'The wallet has too few lamports', 'Send SOL to the wallet, or move less.'],
  ['InvalidProgramId', 'The account cannot be given to this program', BUILD_AGAIN],
  ['InvalidAccountDataLength', 'An account cannot have data of this length', BUILD_AGAIN],
  ['MaxSeedLengthExceeded', 'The seed of an address is too long', BUILD_AGAIN],
  ['AddressWithSeedMismatch', 'The address does not follow from its seed', BUILD_AGAIN],
  ['NonceNoRecentBlockhashes', 'The nonce cannot be advanced yet', 'Wait for a slot, then try again.'],
  ['NonceBlockhashNotExpired', 'The nonce was advanced in this slot already', 'Wait for a slot, then try again.'],
  ['NonceUnexpectedBlockhashValue', 'The nonce has another value by now', EXPIRED],
];

/** The one error of the associated token program. */
export const ASSOCIATED_TOKEN_ERRORS: readonly Words[] = [
  ['InvalidOwner', 'The associated token account is there, but belongs to another wallet', BUILD_AGAIN],
];

/** What the network or the library says of itself, by the number of kit's error. */
export const NETWORK_ERRORS: Readonly<Record<number, Words>> = {
  [SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND]: [
    'BlockhashNotFound',
    'The transaction came too late, or from another cluster: the network does not know its blockhash',
    EXPIRED,
  ],
  [SOLANA_ERROR__BLOCK_HEIGHT_EXCEEDED]: [
    'BlockHeightExceeded',
    'The transaction did not land in time: its blockhash has expired',
    EXPIRED,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED]: [
    'AlreadyProcessed',
    'The transaction has landed already',
    'Nothing is left to do: look at what it did.',
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE]: [
    'InsufficientFundsForFee',
    'The wallet that pays the fee has too few lamports for it',
    FUND_PAYER,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT]: [
    'InsufficientFundsForRent',
    'An account would be left with too few lamports for its rent',
    'Send SOL to the wallet, or move less.',
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND]: [
    'AccountNotFound',
    'The wallet that pays the fee has no SOL at all',
    FUND_PAYER,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__PROGRAM_ACCOUNT_NOT_FOUND]: [
    'ProgramAccountNotFound',
    'A program of the transaction is not on this cluster',
    CHECK_CLUSTER,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__INVALID_PROGRAM_FOR_EXECUTION]: [
    'InvalidProgramForExecution',
    'An account that is called is no program on this cluster',
    CHECK_CLUSTER,
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__UNSUPPORTED_PROGRAM_ID]: [
    'UnsupportedProgramId',
    'An account that is called is no program on this cluster',
    CHECK_CLUSTER,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__SIGNATURE_FAILURE]: ['SignatureFailure', 'A signature is wrong', SIGN],
  [SOLANA_ERROR__TRANSACTION_ERROR__MISSING_SIGNATURE_FOR_FEE]: [
    'MissingSignatureForFee',
    'The wallet that pays the fee has not signed',
    SIGN,
  ],
  [SOLANA_ERROR__TRANSACTION__SIGNATURES_MISSING]: ['SignaturesMissing', 'Not every signer has signed', SIGN],
  [SOLANA_ERROR__INSTRUCTION_ERROR__MISSING_REQUIRED_SIGNATURE]: [
    'MissingRequiredSignature',
    'A signature is missing',
    SIGN,
  ],
  [SOLANA_ERROR__TRANSACTION__EXCEEDS_SIZE_LIMIT]: ['ExceedsSizeLimit', 'The transaction is too large', SPLIT],
  [SOLANA_ERROR__INSTRUCTION_PLANS__MESSAGE_CANNOT_ACCOMMODATE_PLAN]: [
    'MessageCannotAccommodatePlan',
    'The instructions do not fit one transaction',
    SPLIT,
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__ADDRESS_LOOKUP_TABLE_NOT_FOUND]: [
    'AddressLookupTableNotFound',
    'The lookup table does not exist',
    'Send the transactions that make the table first.',
  ],
  [SOLANA_ERROR__TRANSACTION_ERROR__INVALID_ADDRESS_LOOKUP_TABLE_INDEX]: [
    'InvalidAddressLookupTableIndex',
    'The lookup table has not as many addresses yet',
    'Wait for a slot after the table was extended.',
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__COMPUTATIONAL_BUDGET_EXCEEDED]: [
    'ComputationalBudgetExceeded',
    'The transaction used up its compute units',
    COMPUTE,
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__PROGRAM_FAILED_TO_COMPLETE]: [
    'ProgramFailedToComplete',
    'A program did not finish: it used up the compute units or crashed',
    COMPUTE,
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__INSUFFICIENT_FUNDS]: [
    'InsufficientFunds',
    'An account has too few lamports or tokens',
    'Fund the account, or move less.',
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__ACCOUNT_NOT_RENT_EXEMPT]: [
    'AccountNotRentExempt',
    'An account would be left with too few lamports for its rent',
    'Send SOL to the wallet, or move less.',
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__INVALID_ACCOUNT_OWNER]: [
    'InvalidAccountOwner',
    'An account belongs to another program than expected',
    BUILD_AGAIN,
  ],
  [SOLANA_ERROR__INSTRUCTION_ERROR__INCORRECT_PROGRAM_ID]: [
    'IncorrectProgramId',
    'An account belongs to another program than expected',
    BUILD_AGAIN,
  ],
  [SOLANA_ERROR__JSON_RPC__SERVER_ERROR_NODE_UNHEALTHY]: [
    'NodeUnhealthy',
    'The RPC node is behind the network',
    'Try again later, or use another node.',
  ],
  [SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_FAILED_TO_CONNECT]: [
    'Unreachable',
    'The RPC node does not answer subscriptions',
    NETWORK,
  ],
  [SOLANA_ERROR__RPC_SUBSCRIPTIONS__CHANNEL_CONNECTION_CLOSED]: [
    'ConnectionClosed',
    'The RPC node closed the connection',
    NETWORK,
  ],
  [SOLANA_ERROR__ADDRESSES__STRING_LENGTH_OUT_OF_RANGE]: NO_ADDRESS,
  [SOLANA_ERROR__ADDRESSES__INVALID_BYTE_LENGTH]: NO_ADDRESS,
  [SOLANA_ERROR__CODECS__INVALID_STRING_FOR_BASE]: NO_ADDRESS,
  [SOLANA_ERROR__CODECS__NUMBER_OUT_OF_RANGE]: [
    'NumberOutOfRange',
    'A number does not fit where it is to be written',
    'Give amounts, ids and numbers of 0 to 18,446,744,073,709,551,615.',
  ],
};

/** The RPC node does not answer at all. */
export const UNREACHABLE: Words = ['Unreachable', 'The RPC node cannot be reached', NETWORK];

/** A refusal of the program that applies the rule sets of programmable NFTs, which has hundreds of numbers for it. */
export function ruleSetError(code: number): Words {
  return [
    'RuleSetRefuses',
    `The NFT's rule set does not let it move there (error ${code} of its program)`,
    'Ask its issuer to allow it: a vault takes only NFTs that may come in and go out to a wallet again.',
  ];
}

/** The RPC node answers with this HTTP status instead of a result. */
export function httpError(status: number): Words {
  if (status === 429)
    return ['TooManyRequests', 'The RPC node refuses more requests for now', 'Wait, or use another node.'];
  return ['HttpError', `The RPC node answered with HTTP status ${status}`, NETWORK];
}
