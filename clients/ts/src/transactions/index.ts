/** Compute budgets, instructions packed into transactions, lookup tables. */

export * from './budget.ts';
export * from './packing.ts';
export * from './tables.ts';
