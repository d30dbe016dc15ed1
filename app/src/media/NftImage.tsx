import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { fetchImage } from './image.ts';
import { tilesOf } from './pattern.ts';

type NftImageProps = {
  /** Mint of the NFT, or another address to draw a mosaic of; what it is called, and where its picture is. */
  nft: { mint: string; name: string; image: string | null };
  /** Width and height, as CSS; the whole width of what is around where nothing is said. */
  size?: number | string;
  radius?: string;
};

const SIDE = 6;

/**
 * The picture of an NFT in a square whose size does not depend on it. It is fetched as bytes, checked to be pixels of a
 * known format, and shown from memory: its host runs nothing and sees no address of this page. Until then, and where
 * there is none, it is a mosaic of the mint.
 */
export function NftImage({ nft: { mint, name, image }, size = '100%', radius = 'md' }: NftImageProps) {
  const { data: blob } = useQuery({
    queryKey: ['image', image],
    queryFn: ({ signal }) => fetchImage(image ?? '', signal),
    enabled: image !== null,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  const [broken, setBroken] = useState(false);
  const source = useObjectUrl(blob);
  return (
    <Box
      w={size}
      maw="100%"
      style={{ aspectRatio: 1, overflow: 'hidden', borderRadius: `var(--mantine-radius-${radius})` }}
    >
      {source !== null && !broken ? (
        <img
          src={source}
          alt={name}
          decoding="async"
          referrerPolicy="no-referrer"
          draggable={false}
          onError={() => setBroken(true)}
          style={{ width: '100%', height: '100%', objectFit: 'cover', display: 'block' }}
        />
      ) : (
        <Mosaic address={mint} name={name} />
      )}
    </Box>
  );
}

function Mosaic({ address, name }: { address: string; name: string }) {
  return (
    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} width="100%" height="100%" role="img" aria-label={name} display="block">
      {tilesOf(address, SIDE).map((colour, index) => (
        <rect
          key={index}
          x={(index % SIDE) + 0.03}
          y={Math.floor(index / SIDE) + 0.03}
          width={0.94}
          height={0.94}
          rx={0.08}
          fill={colour}
        />
      ))}
    </svg>
  );
}

/** A URL for a blob, as long as it is shown. */
function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === undefined) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
