export * from './Amount.tsx';
export * from './AmountInput.tsx';
export * from './coin.ts';
export * from './Countdown.tsx';
export * from './format.ts';
export * from './price.tsx';
export * from './time.ts';
