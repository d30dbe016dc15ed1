/** The life of a vault of a programmable NFT. */
import { tellLife } from '../life.ts';

tellLife({ nft: 'programmable', name: 'Dusk', symbol: 'DUSK' });
