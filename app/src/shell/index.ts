export * from './Page.tsx';
export { ConnectWallet } from './WalletMenu.tsx';
