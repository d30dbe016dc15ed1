/** Quotes of bids and of the settlement. */
import type { Address } from '@solana/kit';
import { termsOf } from '../content.ts';
import * as pda from '../pda.ts';
import { type Escrowed, type Move, NOTHING_ESCROWED, place } from '../rules/auction.ts';
import { RuleError } from '../rules/error.ts';
import { U64_MAX, max, mulDivFloor, u64 } from '../rules/math.ts';
import { type Split, split } from '../rules/split.ts';
import { checkSettling } from '../rules/status.ts';
import { type VaultView, oneToken, vaultRound } from '../views/vault.ts';
import { type NewAccount, type Rent, newAccount, totalRent } from './accounts.ts';

/** What is bid or offered. */
export type Bidding = {
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** The bidder's own fractions, in raw units. */
  readonly fractions: bigint;
};

/** What a bid does. */
export type BidQuote = {
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** What the whole bid has in escrow afterwards. */
  readonly escrowed: Escrowed;
  /** Cash that moves now: in to the escrow, or out of it back to the bidder. */
  readonly cash: Move;
  /** Fractions that move now. */
  readonly fractions: Move;
  /** The bound on the cash of the whole bid that the instruction carries, in raw quote units. */
  readonly maxCash: bigint;
  /** Most cash that can leave the wallet, whatever others do before the transaction lands, in raw quote units. */
  readonly worstCase: bigint;
  /** End of the auction afterwards (Unix seconds), if the bid lands now. */
  readonly endsAt: bigint;
  /** Whether this bid starts the auction. */
  readonly startsAuction: boolean;
  /**
   * Latest end of any licence that the instruction accepts, in Unix seconds: of those there are. A sale does not end them.
   */
  readonly licensedUntil: bigint;
  /** Accounts made, at the bidder's expense. */
  readonly accounts: readonly NewAccount[];
  /** What they cost, in lamports. */
  readonly rent: bigint;
  /** Lamports wrapped into SOL of the token program to pay the cash; 0 unless the quote mint is wrapped SOL. */
  readonly wrapped: bigint;
};

/**
 * Quotes a bid of `bidder`, who has `held` in escrow already, at the time of the view.
 *
 * `maxCash` bounds the cash of the whole bid; `null` bounds it by what the quote says. That suffices: the cash of a price
 * depends on the supply only, which can only fall, and the cash with it.
 *
 * @throws {RuleError} those of `rules.auction.place`
 */
export async function bid(
  view: VaultView,
  bidder: Address,
  held: Escrowed | null,
  { price, fractions }: Bidding,
  maxCash: bigint | null,
  rent: Rent,
): Promise<BidQuote> {
  const round = vaultRound(view);
  const inEscrow = held ?? NOTHING_ESCROWED;
  const order = { price, fractions, maxCash: maxCash ?? U64_MAX };
  const placed = place(termsOf(view.vault), round, inEscrow, order, view.now);
  const bound = maxCash ?? placed.escrowed.cash;
  const accounts = await bidAccounts(view, bidder, held === null, rent);
  return {
    price,
    escrowed: placed.escrowed,
    cash: placed.cash,
    fractions: placed.fractions,
    maxCash: bound,
    worstCase: max(bound - inEscrow.cash, 0n),
    endsAt: placed.endsAt,
    startsAuction: round.status === 'Active',
    licensedUntil: view.vault.licensedUntil,
    accounts,
    rent: totalRent(accounts),
    wrapped: 0n,
  };
}

/** What a bid or an offer makes: with the first of all the auction and its escrows, with the bidder's first its bid. */
export async function bidAccounts(view: VaultView, bidder: Address, first: boolean, rent: Rent): Promise<NewAccount[]> {
  const vault = view.address;
  const accounts: NewAccount[] = [];
  if (!view.auction) {
    accounts.push(newAccount('Auction', await pda.auction(vault), rent));
    accounts.push(newAccount('CashEscrow', await pda.cashEscrow(vault), rent));
    accounts.push(newAccount('FractionEscrow', await pda.fractionEscrow(vault), rent));
  }
  if (first) accounts.push(newAccount('Bid', await pda.bid(vault, bidder), rent));
  return accounts;
}

/** What the settlement does. */
export type SettleQuote = {
  /** Who wins the assets. */
  readonly winner: Address;
  /** Price of the whole vault, in raw quote units. */
  readonly price: bigint;
  /** Cash of the winner, in raw quote units. */
  readonly cash: bigint;
  /** How it is divided: royalties, curator's fee, proceeds. */
  readonly split: Split;
  /** Of the proceeds, what the winner gets back because no fraction is left: all or nothing. */
  readonly refund: bigint;
  /** The winner's fractions, which are burned, in raw units. */
  readonly burned: bigint;
  /** Supply afterwards, in raw units. */
  readonly supply: bigint;
  /**
   * What one whole token of fractions (`10^decimals` raw units) redeems, floored, in raw quote units; 0 where no fraction
   * is left.
   */
  readonly valueOfToken: bigint;
};

/**
 * Quotes the settlement of an auction whose leader has `leading` in escrow.
 *
 * @throws {RuleError} WrongStatus without an auction, AuctionNotEnded before its end
 */
export function settle(view: VaultView, leading: Escrowed): SettleQuote {
  const { vault, auction } = view;
  if (!auction) throw new RuleError('WrongStatus');
  checkSettling(view.status, view.now, auction.endsAt);
  const parts = split(leading.cash, vault.royaltyWeight, vault.assets, vault.curatorFeeBps);
  const supply = u64(view.supply - leading.fractions, 'LedgerMismatch');
  return {
    winner: auction.leader,
    price: auction.price,
    cash: leading.cash,
    split: parts,
    refund: supply === 0n ? parts.proceeds : 0n,
    burned: leading.fractions,
    supply,
    valueOfToken: supply === 0n ? 0n : mulDivFloor(parts.proceeds, oneToken(vault.decimals), supply),
  };
}
