/** Bids and offers. */
import type { Address } from '@solana/kit';
import { withRules } from '../errors/refusals.ts';
import type { Bid } from '../generated/index.ts';
import * as pda from '../pda.ts';
import { type Accounts, programAccount } from '../reader.ts';
import { returnsBids, returnsLeadingBid } from '../rules/status.ts';
import { BID_ACCOUNT } from '../state.ts';
import { vaultOffer } from './offer.ts';
import { type VaultView, vaultLeader } from './vault.ts';

/** A bid, at the time of the vault's view. */
export type BidView = {
  /** Its address. */
  readonly address: Address;
  /** Its account. */
  readonly bid: Bid;
  /** Whether it leads, or won; before the auction, whether it is the best offer, even if a licence let it fall since. */
  readonly leads: boolean;
  /**
   * Whether everything in it can be taken back now: by its bidder where it is an offer that stands and its window is over,
   * else by anyone for its bidder.
   */
  readonly withdrawable: boolean;
};

/**
 * The bid of `bidder`, whose address was read with the vault; `null` without one.
 *
 * @throws {ClientError} ForeignAccount, Undecodable; Rule if the accounts do not fit together
 */
export async function bidViewOf(view: VaultView, accounts: Accounts, bidder: Address): Promise<BidView | null> {
  const address = await pda.bid(view.address, bidder);
  const bid = programAccount(accounts, BID_ACCOUNT, address);
  return bid && bidView(view, address, bid);
}

/**
 * The view of a bid's account.
 *
 * @throws {ClientError} Rule if the accounts do not fit together
 */
export function bidView(view: VaultView, address: Address, bid: Bid): BidView {
  const leads = vaultLeader(view) === bid.bidder;
  const offer = withRules(() => vaultOffer(view));
  const leaves = leads ? returnsLeadingBid(view.status) : returnsBids(view.status);
  return { address, bid, leads, withdrawable: leads && offer ? offer.withdrawable : leaves };
}
