/** The life of a vault of a plain NFT. */
import { tellLife } from '../life.ts';

tellLife({ nft: 'plain', name: 'Dawn', symbol: 'DAWN' });
