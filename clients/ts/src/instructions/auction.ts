/** Bids, offers and the settlement. */
import type { Address } from '@solana/kit';
import {
  type PlaceBidArgsArgs,
  getAcceptOfferInstruction,
  getMakeOfferInstruction,
  getPlaceBidInstruction,
  getQuoteVaultInstruction,
  getSettleInstruction,
  getWithdrawBidInstruction,
  getWithdrawOfferInstruction,
} from '../generated/index.ts';
import { type Signatory, signatoryAddress } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type BuiltInstruction, asSigner, built, given, signedBy } from './build.ts';

/** Accounts and arguments of {@link placeBid} and {@link makeOffer}. */
export type PlaceBidInput = {
  /** Who bids; signs and pays. */
  readonly bidder: Signatory;
  /** The vault. */
  readonly vault: Address;
  /** Mint of the cash. */
  readonly quoteMint: Address;
  /** The bidder's token account for cash. */
  readonly cashAccount: Address;
  /** The bidder's token account for fractions, where fractions move. */
  readonly fractionAccount: Address | null;
  /**
   * Whether to name the book of asks: needed by the bid that starts the auction where the vault has a book, harmless
   * elsewhere.
   */
  readonly withAsks: boolean;
  /** Price, fractions and bounds. */
  readonly args: PlaceBidArgsArgs;
};

/** Builds `place_bid`: at or above the reserve, or over the leading price. */
export async function placeBid(input: PlaceBidInput): Promise<BuiltInstruction> {
  return built(getPlaceBidInstruction(await bidding(input)));
}

/** Builds `make_offer`: below the reserve. */
export async function makeOffer(input: PlaceBidInput): Promise<BuiltInstruction> {
  return built(getMakeOfferInstruction(await bidding(input)));
}

async function bidding(input: PlaceBidInput) {
  const { bidder, vault, quoteMint, cashAccount, fractionAccount, withAsks, args } = input;
  return {
    bidder: asSigner(bidder),
    vault,
    auction: await pda.auction(vault),
    bid: await pda.bid(vault, signatoryAddress(bidder)),
    quoteMint,
    cashAccount,
    cashEscrow: await pda.cashEscrow(vault),
    fractionMint: await pda.fractionMint(vault),
    fractionEscrow: await pda.fractionEscrow(vault),
    ...given({ fractionAccount, asks: withAsks ? await pda.asks(vault) : null }),
    args,
  };
}

/** Accounts of {@link acceptOffer}. */
export type AcceptOfferInput = {
  /** The vault. */
  readonly vault: Address;
  /** Whether to name the book of asks: needed where the vault has one, harmless elsewhere. */
  readonly withAsks: boolean;
};

/** Builds `accept_offer`. */
export async function acceptOffer({ vault, withAsks }: AcceptOfferInput): Promise<BuiltInstruction> {
  const instruction = getAcceptOfferInstruction({
    vault,
    auction: await pda.auction(vault),
    fractionMint: await pda.fractionMint(vault),
    ...given({ asks: withAsks ? await pda.asks(vault) : null }),
  });
  return built(instruction);
}

/** Accounts of {@link withdrawBid} and {@link withdrawOffer}. */
export type WithdrawBidInput = {
  /** Who bid. */
  readonly bidder: Signatory;
  /** Whether the bidder signs; else only its associated token accounts are paid. Of an offer it signs always. */
  readonly signed: boolean;
  /** The vault. */
  readonly vault: Address;
  /** The bidder's token account for the cash. */
  readonly cashDestination: Address;
  /** The bidder's token account for the fractions, where the bid has some. */
  readonly fractionDestination: Address | null;
};

/** Builds `withdraw_bid`: of a bid that does not lead. */
export async function withdrawBid(input: WithdrawBidInput): Promise<BuiltInstruction> {
  const instruction = getWithdrawBidInstruction({
    ...(await withdrawing(input)),
    bidder: signatoryAddress(input.bidder),
  });
  return signedBy(built(instruction), input.bidder, input.signed);
}

/** Builds `withdraw_offer`: of the offer that stands; the bidder signs. */
export async function withdrawOffer(input: WithdrawBidInput): Promise<BuiltInstruction> {
  const instruction = getWithdrawOfferInstruction({
    ...(await withdrawing(input)),
    bidder: signatoryAddress(input.bidder),
  });
  return signedBy(built(instruction), input.bidder, true);
}

async function withdrawing({ bidder, vault, cashDestination, fractionDestination }: WithdrawBidInput) {
  return {
    vault,
    auction: await pda.auction(vault),
    bid: await pda.bid(vault, signatoryAddress(bidder)),
    cashEscrow: await pda.cashEscrow(vault),
    cashDestination,
    fractionEscrow: await pda.fractionEscrow(vault),
    ...given({ fractionDestination }),
  };
}

/** Accounts of {@link settle}. */
export type SettleInput = {
  /** The vault. */
  readonly vault: Address;
  /** The leading bidder. */
  readonly leader: Address;
};

/** Builds `settle`. */
export async function settle({ vault, leader }: SettleInput): Promise<BuiltInstruction> {
  const instruction = getSettleInstruction({
    vault,
    auction: await pda.auction(vault),
    bid: await pda.bid(vault, leader),
    fractionMint: await pda.fractionMint(vault),
    cashEscrow: await pda.cashEscrow(vault),
    fractionEscrow: await pda.fractionEscrow(vault),
  });
  return built(instruction);
}

/** Accounts of {@link quoteVault}. */
export type QuoteVaultInput = {
  /** The vault. */
  readonly vault: Address;
  /** Whether to name the book of asks: needed where the vault has one, harmless elsewhere. */
  readonly withAsks: boolean;
  /** Whether to name the auction account: needed from the first offer or bid on, harmless before. */
  readonly withAuction: boolean;
};

/**
 * Builds `quote_vault`, which tells other programs what a vault and its fractions are worth. Off chain the same follows
 * from the accounts alone, without a transaction.
 */
export async function quoteVault({ vault, withAsks, withAuction }: QuoteVaultInput): Promise<BuiltInstruction> {
  const instruction = getQuoteVaultInstruction({
    vault,
    fractionMint: await pda.fractionMint(vault),
    ...given({
      asks: withAsks ? await pda.asks(vault) : null,
      auction: withAuction ? await pda.auction(vault) : null,
    }),
  });
  return built(instruction);
}
