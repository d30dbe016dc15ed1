import { describe, expect, test } from 'vitest';

import { isRuleError } from '../../src/rules/error.ts';
import * as rules from '../../src/rules/index.ts';
import { vectorFiles, vectors } from './vectors.ts';

type Rule = (...args: never[]) => unknown;
type Rules = Readonly<Record<string, Rule>>;
type Weights = readonly bigint[];
type Vector = { function: string; args: unknown[]; output?: unknown; error?: string; message?: string };

const { asks, auction, income, ladder, ledger, license, math, offer, offering } = rules;
const { payout, reserve, split, stake, status, terms, value, votes } = rules;

/** The rules of each module by the names they have in the vectors, called and answering as there. */
const RULES: Readonly<Record<string, Rules>> = {
  asks: {
    shift: (weights: Weights, asking: bigint, before: rules.asks.Ask | null, after: rules.asks.Ask | null) =>
      asks.shift({ weights, asking }, before, after),
  },
  auction: {
    place: auction.place,
    cashOfBid: auction.cashOfBid,
    leastNextPrice: auction.leastNextPrice,
    valueOf: auction.valueOf,
    'Move.between': auction.moveBetween,
    'Move.apply': auction.applyMove,
  },
  income: {
    'Stream.waiting': income.waiting,
    'Stream.accrue': income.accrue,
    'Stream.deposit': income.deposit,
    'Stream.pay': income.pay,
    'Stream.giveUp': income.giveUp,
    'Stream.leave': income.leave,
    'Share.settle': income.settle,
    'Share.claimable': income.claimable,
    'Share.fraction': income.fraction,
    'Share.claim': income.claim,
  },
  ladder: { price: ladder.price, levelAtLeast: ladder.levelAtLeast },
  ledger: {
    'Ledger.check': ledger.check,
    'Ledger.isSettled': ledger.isSettled,
    'Ledger.bidPlaced': ledger.bidPlaced,
    'Ledger.bidWithdrawn': ledger.bidWithdrawn,
    'Ledger.settled': ledger.settled,
    'Ledger.redeemed': ledger.redeemed,
    'Ledger.royaltyPaid': ledger.royaltyPaid,
    'Ledger.curatorFeePaid': ledger.curatorFeePaid,
  },
  license: {
    'License.offer': license.offer,
    'License.accept': license.accept,
    'License.renew': license.renew,
    'License.end': license.end,
    'License.isRunning': license.isRunning,
    'License.checkClosable': license.checkClosable,
  },
  math: {
    mulDivFloor: math.mulDivFloor,
    mulDivCeil: math.mulDivCeil,
    partFloor: math.partFloor,
    partCeil: math.partCeil,
  },
  offer: {
    make: offer.make,
    checkWithdrawal: offer.checkWithdrawal,
    vetoWeight: offer.vetoWeight,
    accept: offer.accept,
  },
  offering: {
    'Plan.opened': offering.opened,
    'Plan.priceAt': offering.priceAt,
    'Plan.cost': offering.costOf,
    'Offering.new': offering.unsold,
    'Offering.left': offering.left,
    'Offering.isCertain': offering.isCertain,
    'Offering.isOver': offering.isOver,
    'Offering.buy': offering.buy,
    'Offering.claim': offering.claim,
    'Offering.close': offering.close,
    'Offering.returned': offering.returned,
    'Offering.paid': offering.paid,
    'Offering.fractions': offering.fractionsOf,
    'Offering.cash': offering.cashOf,
    'Offering.owed': offering.owed,
    'Offering.check': offering.check,
    floor: offering.floor,
    checkOffer: offering.checkOffer,
  },
  payout: { redeem: payout.redeem },
  reserve: { reserve: reserve.reserve, floor: reserve.floor },
  split: { royaltyWeight: split.royaltyWeight, split: split.split, royalty: split.royalty },
  stake: {
    lockUntil: stake.lockUntil,
    enterVote: stake.enterVote,
    leaveVote: stake.leaveVote,
    freeAt: stake.freeAt,
    stake: stake.stake,
    unstake: stake.unstake,
  },
  status: {
    'Status.fromU8': status.fromNumber,
    'Status.mayBecome': status.mayBecome,
    'Status.advance': status.advance,
    'Status.isBeingFilled': status.isBeingFilled,
    'Status.allowsReclaim': status.allowsReclaim,
    'Status.acceptsBids': status.checkBids,
    'Status.opensStaking': status.opensStaking,
    'Status.acceptsStakes': status.acceptsStakes,
    'Status.acceptsAsks': status.acceptsAsks,
    'Status.acceptsIncome': status.acceptsIncome,
    'Status.acceptsProposals': status.acceptsProposals,
    'Status.acceptsVotes': status.acceptsVotes,
    'Status.grantsLicenses': status.grantsLicenses,
    'Status.acceptsOffers': status.acceptsOffers,
    'Status.sellsFractions': status.sellsFractions,
    'Status.lowersCuratorFee': status.lowersCuratorFee,
    'Status.isPastVotes': status.isPastVotes,
    'Status.allowsSettling': status.checkSettling,
    'Status.returnsBids': status.returnsBids,
    'Status.returnsLeadingBid': status.returnsLeadingBid,
    'Status.paysOut': status.paysOut,
    'Status.releasesAssets': status.releasesAssets,
    'Status.allowsClosing': status.allowsClosing,
    'Status.mintHasAuthority': status.mintHasAuthority,
  },
  terms: {
    'Terms.withOpeningPrice': terms.withOpeningPrice,
    'Terms.check': terms.check,
    checkLowerFee: terms.checkLowerFee,
    checkSupply: terms.checkSupply,
  },
  value: { perFraction: value.perFraction, shareOfProceeds: value.shareOfProceeds, worth: value.worth },
  votes: {
    'Poll.open': votes.open,
    'Poll.passes': votes.passes,
    'Poll.phase': votes.phase,
    'Poll.cast': votes.cast,
    'Poll.checkExecutable': votes.checkExecutable,
    'Poll.checkClosable': votes.checkClosable,
    leastStake: votes.leastStake,
  },
};

/** What a rule returns, or how it refuses. */
function ended(rule: Rule, args: unknown[]) {
  try {
    return { output: Reflect.apply(rule, undefined, args) ?? null };
  } catch (error) {
    if (!isRuleError(error)) throw error;
    return { error: error.code, message: error.message };
  }
}

test('every module of the rules has vectors', () => {
  expect(vectorFiles('rules').sort()).toEqual(Object.keys(RULES).sort());
});

describe.each(vectorFiles('rules'))('%s', module => {
  const known = RULES[module] ?? {};
  const all = vectors<Vector[]>(`rules/${module}.json`);

  test('every rule has vectors, and every vector a rule', () => {
    expect([...new Set(all.map(vector => vector.function))].sort()).toEqual(Object.keys(known).sort());
  });

  test.each(Object.entries(known))('%s', (name, rule) => {
    for (const [index, { function: called, args, ...expected }] of all.entries()) {
      if (called === name) expect(ended(rule, args), `${name}, vector ${index}`).toEqual(expected);
    }
  });
});
