export * from './ActionProvider.tsx';
export * from './types.ts';
