/** A picture for what has none: a mosaic that follows from the address, the same everywhere. */

/** Colours of a tile, of which each mosaic has its own selection. */
const HUES = [205, 172, 42, 14, 262, 332, 96, 228] as const;

/** Tiles of a mosaic, row by row: each a colour of CSS. Left and right mirror each other, so that mosaics differ at once. */
export function tilesOf(address: string, side = 6): string[] {
  const random = generator(address);
  const first = Math.floor(random() * HUES.length);
  const half = Math.ceil(side / 2);
  return Array.from({ length: side }, () => {
    const left = Array.from({ length: half }, () => {
      const hue = HUES[(first + Math.floor(random() * 3)) % HUES.length] ?? 205;
      return `hsl(${hue} ${35 + Math.floor(random() * 30)}% ${38 + Math.floor(random() * 36)}%)`;
    });
    return [...left, ...left.slice(0, side - half).reverse()];
  }).flat();
}

/** Numbers from 0 to 1 that follow from a text: xorshift on its hash. For looks, not for secrets. */
function generator(text: string): () => number {
  let state = [...text].reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 16_777_619),
    2_166_136_261,
  );
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
