/**
 * Users' stories on the real bytecode. All of them are in one file, so that its last test sees which instructions of the
 * program they drove.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { driven } from '../stage/driven.ts';
import { auctionStories } from './stories/auction.ts';
import { endingStories } from './stories/endings.ts';
import { offeringStories } from './stories/offerings.ts';
import { offerStories } from './stories/offers.ts';
import { refusalStories } from './stories/refusals.ts';
import { solStories } from './stories/sol.ts';
import { standardStories } from './stories/standards.ts';
import { stakingStories } from './stories/staking.ts';
import { tableStories } from './stories/tables.ts';
import { voteStories } from './stories/votes.ts';

describe('auctions', auctionStories);
describe('stakes, asks and income', stakingStories);
describe('votes and licences', voteStories);
describe('offers', offerStories);
describe('offerings', offeringStories);
describe('endings', endingStories);
describe('prices in SOL', solStories);
describe('lookup tables', tableStories);
describe('standards', standardStories);
describe('refusals', refusalStories);

test('every instruction of the IDL was driven', () => {
  const idl = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../idl/mosaic.json'), 'utf8')) as {
    instructions: readonly { name: string }[];
  };
  const pascal = (name: string) => name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const missing = idl.instructions.map(({ name }) => pascal(name)).filter(name => !driven().has(name));
  expect(missing).toEqual([]);
});
