export * from './fetch.ts';
export * from './image.ts';
export * from './metadata.ts';
export * from './NftImage.tsx';
export * from './text.ts';
export * from './uri.ts';
