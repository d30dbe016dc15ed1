/** What the standards of NFTs are called. */
import type { AssetView } from '@mosaic/client';

/** The names of the standards, for people. */
export const STANDARD_NAMES: Readonly<Record<AssetView['standard'], string>> = {
  NonFungible: 'NFT',
  Edition: 'Edition of an NFT',
  Programmable: 'Programmable NFT',
  ProgrammableEdition: 'Edition of a programmable NFT',
  Token2022: 'Token-2022 NFT',
};
