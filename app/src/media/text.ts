/** Text that anybody may have written. */

/** Characters that are not seen, or change how others are read: controls, and marks of direction. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A text without characters that are not seen, in one line, and of at most so many characters. */
export function plainText(text: string, most: number): string {
  const clean = text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(UNSEEN, '')
    .trim();
  const characters = [...clean];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : clean;
}
