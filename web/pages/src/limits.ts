// The limits of docs/pages-format.md.
export const limits = {
  chunk: 33 * 2 ** 20,
  body: 32 * 2 ** 20,
  /** Of one chunk: records, entries of their lists, and nodes that they take, move or put back. */
  work: 2 ** 22,
  documents: 64,
  nodes: 200_000,
  depth: 512,
  styles: 50_000,
  declarations: 300,
  kept: 1000,
  fonts: 1000,
  assets: 4096,
  asset: 8 * 2 ** 20,
  allAssets: 256 * 2 ** 20,
  /** Of the state without its assets' bytes: see weight. */
  weight: 22 * 2 ** 20,
  px: 2 ** 31,
  name: 200,
  property: 60,
  value: 16 * 2 ** 10,
  text: 256 * 2 ** 10,
  attribute: 64 * 2 ** 10,
  bars: 10_000,
  bar: 250,
  options: 10_000,
  boxes: 10_000,
} as const;

/** What the state weighs: so much for each node, document, style, asset, font and kept subtree, so much for each entry of a list, and the bytes of all texts. */
export const weight = { thing: 80, entry: 10 } as const;
