export * from './cluster.ts';
export * from './NetworkProvider.tsx';
