/** What the program says happened. */

export * from './decode.ts';
export * from './sequence.ts';
