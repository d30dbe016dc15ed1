/** Stakes vote; licences are granted, taken, renewed and closed. */
import type { KeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import {
  acceptLicense,
  closeLicense,
  closeVotes,
  executeProposal,
  propose,
  quotes,
  readLicense,
  readProposals,
  renewLicense,
  stake,
  vote,
  withdrawVote,
} from '../../../src/index.ts';
import type { Action as ProposedAction } from '../../../src/generated/index.ts';
import { CASH, type Scene, SUPPLY, UNIT, openScene } from '../../stage/scene.ts';
import { tokens } from '../../stage/tokens.ts';

const DAY = 86_400n;

/** A loan to dan of 30 days for 50 units of cash. */
function loan({ dan }: Scene): ProposedAction {
  return {
    __kind: 'GrantLicense',
    licensee: dan.address,
    termsUri: 'https://example.com/loan',
    termsHash: new Uint8Array(32),
    fee: 50n * UNIT,
    termSecs: 30 * Number(DAY),
    exclusive: true,
  };
}

/** A scene in which ana has staked all her fractions, proposed this, and everybody with a stake voted yes. */
async function passed(action: (scene: Scene) => ProposedAction): Promise<Scene> {
  const scene = await openScene();
  const { stage, vault, ana } = scene;
  await stake40(scene, ana);
  await stage.send(await propose(stage.reader, { vault, proposer: ana, action: action(scene) }), [ana]);
  await stage.send(await vote(stage.reader, { vault, number: 0n, holder: ana, yes: true }), [ana]);
  const [, [proposal]] = await readProposals(stage.reader, vault, { __kind: 'All' });
  stage.wait((proposal?.proposal.executableAt ?? 0n) - stage.now());
  return scene;
}

async function stake40({ stage, vault }: Scene, holder: KeyPairSigner): Promise<void> {
  await stage.send(await stake(stage.reader, { vault, holder, amount: (SUPPLY * 40n) / 100n }), [holder]);
}

export function voteStories(): void {
  test('a vote counts as quoted, can be changed and taken back', async () => {
    const scene = await openScene();
    const { stage, vault, ana, ben } = scene;
    await stake40(scene, ana);
    await stage.send(await stake(stage.reader, { vault, holder: ben, amount: UNIT }), [ben]);
    const proposed = await propose(stage.reader, { vault, proposer: ana, action: loan(scene) });
    expect(proposed.quote.number).toBe(0n);
    await stage.send(proposed, [ana]);
    const no = await vote(stage.reader, { vault, number: 0n, holder: ana, yes: false });
    await stage.send(no, [ana]);
    const yes = await vote(stage.reader, { vault, number: 0n, holder: ana, yes: true });
    expect(yes.quote.standing.passes).toBe(true);
    const { events } = await stage.send(yes, [ana]);
    expect(events.map(({ name }) => name)).toEqual(['VoteCast']);
    const [view, [proposal]] = await readProposals(stage.reader, vault, { __kind: 'All' });
    expect(proposal && quotes.standing(view, proposal.poll)).toEqual(yes.quote.standing);

    await stage.send(await vote(stage.reader, { vault, number: 0n, holder: ben, yes: true }), [ben]);
    const back = await withdrawVote(stage.reader, { vault, number: 0n, holder: ben });
    expect((await stage.send(back, [ben])).events.map(({ name }) => name)).toEqual(['VoteWithdrawn']);
  });

  test('a licence is granted by vote, taken, renewed and closed, and its fee becomes income', async () => {
    const scene = await passed(loan);
    const { stage, vault, ben, dan, quoteMint } = scene;
    const executed = await executeProposal(stage.reader, { vault, number: 0n, executor: ben });
    expect((await stage.send(executed, [ben])).events.map(({ name }) => name)).toEqual(['ProposalExecuted']);

    const lamports = stage.lamports(dan.address);
    const taken = await acceptLicense(stage.reader, { vault, number: 0n, licensee: dan });
    expect(taken.quote).toMatchObject({ fee: 50n * UNIT, until: taken.quote.from + 30n * DAY });
    await stage.send(taken, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - 50n * UNIT);
    expect(lamports - stage.lamports(dan.address)).toBe(taken.quote.rent + 5_000n);
    expect(await readLicense(stage.reader, vault, 0n)).toMatchObject({
      state: { __kind: 'Running', until: taken.quote.until },
    });

    const early = renewLicense(stage.reader, { vault, number: 0n, licensee: dan });
    const renewed = await early.catch(async (error: unknown) => {
      expect(error).toMatchObject({ code: 'LicenseRenewed' });
      stage.wait(taken.quote.renewableFrom - stage.now());
      return renewLicense(stage.reader, { vault, number: 0n, licensee: dan });
    });
    await stage.send(renewed, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - 100n * UNIT);

    stage.wait(renewed.quote.until - stage.now());
    const closed = await closeLicense(stage.reader, { vault, number: 0n });
    await stage.send(closed, [dan]);
    expect(await readLicense(stage.reader, vault, 0n)).toBeNull();
  });

  test('records of votes that are over are closed, and their rents come back as quoted', async () => {
    const { stage, vault, ana, ben } = await passed(loan);
    await stage.send(await executeProposal(stage.reader, { vault, number: 0n, executor: ben }), [ben]);
    const lamports = stage.lamports(ana.address);
    const closing = await closeVotes(stage.reader, { vault, authority: ben, voters: [ana.address] });
    expect(closing.quote.proposals).toEqual([0n]);
    const { events } = await stage.send(closing, [ben]);
    expect(events.map(({ name }) => name)).toEqual(['VoteWithdrawn', 'ProposalClosed']);
    const returned = closing.quote.returned.reduce((sum, rent) => sum + rent.lamports, 0n);
    expect(stage.lamports(ana.address) - lamports).toBe(returned);
  });
}
