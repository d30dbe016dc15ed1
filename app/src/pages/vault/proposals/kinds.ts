/** What can be proposed, in words. */
import type { Propose } from '@mosaic/client';

/** What executing a proposal does. */
export type ProposedAction = Propose['action'];

/** A kind of proposal. */
export type ProposalKind = ProposedAction['__kind'];

/** The kinds, in the order of their numbers on chain. */
export const PROPOSAL_KINDS: readonly ProposalKind[] = [
  'GrantLicense',
  'EndLicense',
  'SetCurator',
  'SetAuctionTerms',
  'AddIncomeMint',
  'Resolve',
];

const NAMES: Readonly<Record<ProposalKind, string>> = {
  GrantLicense: 'Grant a licence',
  EndLicense: 'End a licence',
  SetCurator: 'Change the curator',
  SetAuctionTerms: 'Change the auction terms',
  AddIncomeMint: 'Take income in a further mint',
  Resolve: 'Record a decision',
};

const EXPLANATIONS: Readonly<Record<ProposalKind, string>> = {
  GrantLicense: 'One wallet may use the NFTs for a term against a fee, which becomes income of the stakers.',
  EndLicense: 'The licence runs out at the end of its paid term and cannot be renewed.',
  SetCurator: 'Another wallet becomes the curator; its fee cannot exceed the one fixed at creation.',
  SetAuctionTerms: 'Changes length, extension and step of the next auction. Not possible once an auction runs.',
  AddIncomeMint: 'The vault streams income in one more token to its stakers; at most three in sum.',
  Resolve: 'Records a decision on anything else: a text outside the chain and its hash. The program does nothing more.',
};

/** The name of a kind; of one that this version does not know, that it is unknown. */
export function nameOfKind(kind: ProposalKind | undefined): string {
  return kind === undefined ? 'An unknown kind of proposal' : NAMES[kind];
}

/** What a kind does, in a sentence or two. */
export function explanationOf(kind: ProposalKind): string {
  return EXPLANATIONS[kind];
}
