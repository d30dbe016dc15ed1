/** The dialog by which everything is done: what it announces, and how it is answered. */
import type { Locator, Page } from 'playwright-core';

/** What lines of the quote are about; `costs` are rent and fees. */
export type LineKind = 'goes' | 'comes' | 'worst' | 'costs';
/** A line of the quote with an amount. */
export type AnnouncedLine = {
  readonly kind: LineKind;
  /** A mint, or a symbol. */
  readonly coin: string;
  readonly raw: bigint;
  /** Of rent: whether it comes back, by this action or some time later. */
  readonly back: 'now' | 'later' | null;
};
/** What the dialog says before anything is signed. */
export type Announced = {
  readonly lines: readonly AnnouncedLine[];
  readonly text: string;
  /** What is written on the button that makes the wallet sign. */
  readonly label: string;
};

export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog');
}

function inPhase(page: Page, ...phases: readonly string[]): Locator {
  return dialogOf(page).locator(phases.map(phase => `[data-phase="${phase}"]`).join(', '));
}

/** Waits for the quote and reads it. */
export async function announced(page: Page): Promise<Announced> {
  await inPhase(page, 'review').waitFor();
  const dialog = dialogOf(page);
  const lines = await dialog.locator('[data-line][data-raw]').evaluateAll(elements =>
    elements.map(element => ({
      kind: element.getAttribute('data-line'),
      coin: element.getAttribute('data-coin'),
      raw: element.getAttribute('data-raw'),
      back: element.getAttribute('data-back'),
    })),
  );
  const read = lines.map(line => ({ ...line, raw: BigInt(line.raw ?? '') }) as AnnouncedLine);
  return { lines: read, text: await dialog.innerText(), label: await confirming(page).innerText() };
}

/** Confirms, and waits until everything has been confirmed by the network. */
export async function confirm(page: Page): Promise<void> {
  await agree(page);
  await inPhase(page, 'done', 'failed').waitFor({ timeout: 60_000 });
  const failed = inPhase(page, 'failed');
  if (await failed.isVisible()) throw new Error(`the action failed: ${await failed.innerText()}`);
}

/** Presses the last button of the dialog, which makes the wallet sign. */
export async function agree(page: Page): Promise<void> {
  await confirming(page).click();
}

function confirming(page: Page): Locator {
  return inPhase(page, 'review').getByRole('button').last();
}

/** Waits until the action has failed, and gives what the dialog says then. */
export async function failure(page: Page): Promise<string> {
  const failed = inPhase(page, 'failed');
  await failed.waitFor({ timeout: 60_000 });
  return failed.innerText();
}

/** Waits until the dialog asks for a wallet, and gives what it says then. */
export async function askedForWallet(page: Page): Promise<string> {
  const asking = inPhase(page, 'wallet');
  await asking.waitFor();
  return asking.innerText();
}

export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'hidden' });
}
