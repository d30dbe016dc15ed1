import { address } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { type ProposalDraft, emptyDraft, hashBytes, hexOf, proposedBy } from './draft.ts';
import { PROPOSAL_KINDS, nameOfKind } from './kinds.ts';

const SUBJECT = address('So11111111111111111111111111111111111111112');
const HASH = 'ab'.repeat(32);
const TERMS = { auctionSecs: 259_200, extensionSecs: 900, stepBps: 500 };

function draft(kind: ProposalDraft['kind'], fields: Partial<ProposalDraft> = {}): ProposalDraft {
  return { ...emptyDraft(kind, TERMS), ...fields };
}

describe('what a form proposes', () => {
  it('is a licence', () => {
    const fields = {
      subject: ` ${SUBJECT} `,
      uri: 'https://a.example/t',
      hash: HASH,
      fee: 5n,
      termDays: '1.5',
      exclusive: true,
    };
    expect(proposedBy(draft('GrantLicense', fields))).toEqual({
      action: {
        __kind: 'GrantLicense',
        licensee: SUBJECT,
        termsUri: 'https://a.example/t',
        termsHash: new Uint8Array(32).fill(0xab),
        fee: 5n,
        termSecs: 129_600,
        exclusive: true,
      },
    });
  });

  it('is the auction terms of the vault, as long as nothing is changed', () => {
    expect(proposedBy(draft('SetAuctionTerms'))).toEqual({ action: { __kind: 'SetAuctionTerms', ...TERMS } });
  });

  it('is a curator with a fee in per cent', () => {
    const fields = { subject: SUBJECT, feePercent: '1.25' };
    expect(proposedBy(draft('SetCurator', fields))).toEqual({
      action: { __kind: 'SetCurator', curator: SUBJECT, feeBps: 125 },
    });
  });

  it('is a mint, the end of a licence or a decision', () => {
    expect(proposedBy(draft('AddIncomeMint', { subject: SUBJECT }))).toEqual({
      action: { __kind: 'AddIncomeMint', mint: SUBJECT },
    });
    expect(proposedBy(draft('EndLicense', { subject: SUBJECT }))).toEqual({
      action: { __kind: 'EndLicense', license: SUBJECT },
    });
    expect(proposedBy(draft('Resolve', { uri: 'ipfs://x', hash: HASH }))).toEqual({
      action: { __kind: 'Resolve', uri: 'ipfs://x', hash: new Uint8Array(32).fill(0xab) },
    });
  });

  it('is nothing as long as a field is wrong, and says which', () => {
    const wrong = proposedBy(draft('GrantLicense', { subject: 'me', hash: '12', termDays: 'long' }));
    expect('errors' in wrong && Object.keys(wrong.errors).sort()).toEqual([
      'fee',
      'hash',
      'subject',
      'termDays',
      'uri',
    ]);
  });

  it('has a URI of at most 128 bytes, not letters', () => {
    expect(proposedBy(draft('Resolve', { uri: 'é'.repeat(64), hash: HASH }))).toHaveProperty('action');
    expect(proposedBy(draft('Resolve', { uri: 'é'.repeat(65), hash: HASH }))).toHaveProperty('errors.uri');
  });
});

describe('the hash of a form', () => {
  it('goes to bytes and back', () => {
    expect(hexOf(hashBytes(HASH.toUpperCase()) ?? [])).toBe(HASH);
    expect(hashBytes(HASH.slice(1))).toBeNull();
    expect(hashBytes(`zz${HASH.slice(2)}`)).toBeNull();
  });
});

describe('kinds of proposals', () => {
  it('have names, and one that is not known says so', () => {
    expect(PROPOSAL_KINDS.map(nameOfKind)).toHaveLength(6);
    expect(nameOfKind(PROPOSAL_KINDS[9])).toBe('An unknown kind of proposal');
  });
});
