/** Closing a vault. */
import type { Address } from '@solana/kit';
import { ClientError } from '../errors/client.ts';
import type { BuiltInstruction } from '../instructions/index.ts';
import * as instructions from '../instructions/index.ts';
import type { Signatory } from '../signatory.ts';
import * as pda from '../pda.ts';
import { type CloseQuote, totalRent } from '../quotes/index.ts';
import { type AccountReader, type Accounts, lamportsAt } from '../reader.ts';
import { allowsClosing } from '../rules/status.ts';
import { type VaultView, owingBeside, readVaultWith } from '../views/vault.ts';
import { type Action, act } from './action.ts';
import { closeOfferings } from './close-offering.ts';
import { type Closing, type Steps, closeStaking, destinationOf, readClosing, strayStakes } from './close-staking.ts';
import { type Records, closingRecords, readRecords } from './close-votes.ts';
import { amountAt } from './tokens.ts';

/** A vault to be closed. */
export type Close = {
  /** The vault. */
  readonly vault: Address;
  /** Who closes it; anyone. Signs, and pays for token accounts that those who are paid do not have. */
  readonly payer: Signatory;
  /** Holders whose votes have to be closed with it, besides those of proposers and of `payer`, which are found. */
  readonly voters?: readonly Address[];
};

/**
 * Closes a vault that owes nothing, first the records of its votes, its offerings, its stakes and its income: the rent goes
 * back to who paid it, income that nobody was left to earn to who got the assets.
 *
 * @throws {ClientError} WrongStatus, StillOwing tells what is left to claim, or to close, Frozen, NoVault; what the reader
 * throws
 */
export function close(reader: AccountReader, order: Close): Promise<Action<CloseQuote>> {
  return act(order, async () => {
    const { vault, payer, voters = [] } = order;
    const [view, known] = await readVaultWith(reader, vault, []);
    if (!allowsClosing(view.status)) throw new ClientError({ code: 'WrongStatus', status: view.status });
    const closing = { view, payer, recipient: view.vault.recipient };
    const accounts = await readClosing(reader, closing, known);
    const records = await readRecords(reader, view, { vault, authority: payer, voters });
    return assemble(closing, accounts, records);
  });
}

async function assemble(
  closing: Closing,
  accounts: Accounts,
  records: Records,
): Promise<[BuiltInstruction[], CloseQuote]> {
  const { view, payer } = closing;
  const { instructions, quote: votes } = await closingRecords(view, records, payer);
  const steps: Steps = { instructions: [...instructions], made: [] };
  const { offerings, left } = await closeOfferings(view, accounts, payer, steps);
  const surplus = await surplusOf(view, accounts);
  const staked = view.pool ? await strayStakes(accounts, view.address, view.pool) : 0n;
  const strays = offerings.reduce((sum, { surplusFractions }) => sum + surplusFractions, staked);
  const owing = owingBeside(view, surplus.fractions + strays, votes.left, left);
  if (owing) throw new ClientError({ code: 'StillOwing', owing });
  const staking = await closeStaking(closing, accounts, steps);
  await closeVault(closing, accounts, steps);
  const quote = {
    toCreator: lamportsAt(accounts, view.address),
    toOpener: await auctionLamports(view, accounts),
    surplusCash: surplus.cash,
    surplusFractions: surplus.fractions,
    staking,
    votes,
    offerings,
    accounts: steps.made,
    rent: totalRent(steps.made),
  };
  return [steps.instructions, quote];
}

/** What the escrows of the auction hold that nobody is owed. */
async function surplusOf(view: VaultView, accounts: Accounts): Promise<{ cash: bigint; fractions: bigint }> {
  if (!view.auction) return { cash: 0n, fractions: 0n };
  const [cash, fractions] = await Promise.all([pda.cashEscrow(view.address), pda.fractionEscrow(view.address)]);
  return { cash: amountAt(accounts, cash), fractions: amountAt(accounts, fractions) };
}

/** Lamports of the auction and its escrows. */
export async function auctionLamports(view: VaultView, accounts: Accounts): Promise<bigint> {
  if (!view.auction) return 0n;
  const closed = await Promise.all([pda.auction, pda.cashEscrow, pda.fractionEscrow].map(find => find(view.address)));
  return closed.reduce((sum, address) => sum + lamportsAt(accounts, address), 0n);
}

/**
 * Adds to `steps` what closes a vault that owes nothing any more, with its auction; surplus cash goes to the curator, whose
 * token account is made where there is none.
 *
 * @throws {ClientError} Frozen
 */
export async function closeVault(closing: Closing, accounts: Accounts, steps: Steps): Promise<void> {
  const { address, vault, auction } = closing.view;
  const { creator, curator, quoteMint } = vault;
  const { cash } = await surplusOf(closing.view, accounts);
  const surplusDestination = cash > 0n ? await destinationOf(closing, accounts, steps, curator, quoteMint) : null;
  const opener = auction?.opener ?? null;
  steps.instructions.push(
    await instructions.closeVault({
      creator,
      vault: address,
      curator,
      curatorSigned: false,
      opener,
      surplusDestination,
    }),
  );
}
