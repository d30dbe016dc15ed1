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
const SPLIT = 'Put the instructions into several transactions, or use a lookup table: `planTransactions` does both.';

const NO_ADDRESS: Words = [
  'InvalidAddress',
  'A text that is to be an address is none',
  'Give addresses in base58, as wallets and explorers show them.',
];

/** Errors of the token program, by number; those of Token-2022 begin with the same. */
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
