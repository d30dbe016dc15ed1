export * from './problem.ts';
export * from './WalletProvider.tsx';
