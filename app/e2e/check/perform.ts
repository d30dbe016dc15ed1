import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import type { WalletName } from '../network/description.ts';
import type { Localnet } from '../network/localnet.ts';
import { type Announced, announced, closeDialog, confirm } from '../pages/dialog.ts';
import { announcedChanges, balancesOf, changes } from './balances.ts';
import { note } from './performed.ts';

/**
 * Does something from beginning to end: `press` leads to the dialog, which announces and is confirmed. Whatever the wallet has
 * afterwards, and had before, differs by exactly what was announced.
 */
export async function perform(
  localnet: Localnet,
  page: Page,
  wallet: WalletName,
  press: () => Promise<void>,
): Promise<Announced> {
  const { address } = localnet.wallets[wallet];
  const before = await balancesOf(localnet, address);
  await press();
  const said = await announced(page);
  await confirm(page);
  const changed = changes(before, await balancesOf(localnet, address));
  expect(changed, said.text).toEqual(await announcedChanges(localnet, said));
  await note(said.label);
  await closeDialog(page);
  return said;
}
