// Tiles (https://c2sp.org/tlog-tiles): the files in which a ledger is served. A tile has 256 hashes of every eighth level of the tree; a bundle has the entries of the tile
// at level 0. What lies at the right edge is partial.
import { equalBytes, refuse, within } from 'insyn-note';
import { joined, leafHash, type NodeOf, powerOf2, rootOfRow } from './tree.js';

export const tileWidth = 256;
export const largestBundle = tileWidth * (2 + 0xffff);

/** Level `entries` is a bundle. `width` is in hashes or entries. */
export interface Tile {
  level: number | 'entries';
  index: number;
  width: number;
}

/** "tile/0/x001/x234/067", "tile/1/000.p/17", "tile/entries/004". */
export function tilePath({ level, index, width }: Tile): string {
  const digits = (n: number): string => (n % 1000).toString().padStart(3, '0');
  let path = digits(index);
  for (let rest = Math.floor(index / 1000); rest !== 0; rest = Math.floor(rest / 1000)) path = `x${digits(rest)}/${path}`;
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** How many hashes a tree of `size` entries has at a level of tiles. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / powerOf2(8 * level));

/** The tile with the hash `index` of its level, as wide as it is in a tree of `size` entries. */
export function tileWith(level: number | 'entries', index: number, size: number): Tile {
  const hashes = hashesAt(level === 'entries' ? 0 : level, size);
  const tile = Math.floor(index / tileWidth);
  return { level, index: tile, width: Math.min(hashes - tile * tileWidth, tileWidth) };
}

/** The entries of a bundle, each behind its length in two bytes. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    if (entries.length === tileWidth || bundle.length - at < 2) refuse('corrupt', 'tile-length');
    const length = (bundle[at]! << 8) | bundle[at + 1]!;
    if (bundle.length - at - 2 < length) refuse('corrupt', 'tile-length');
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** The bytes at a path below the ledger's ("tile/0/000"), at most `limit` of them; null where there is nothing. */
export type FetchTile = (path: string, limit: number) => Promise<Uint8Array | null>;

/**
 * A tree of so many entries, read from tiles that nobody is trusted for: each is compared with the root before anything of it is given out. The hashes at the right edge give
 * the root; each full tile has to give the hash above it.
 */
export class TileTree {
  private readonly tiles = new Map<string, Promise<Uint8Array[]>>();
  private edge: Promise<Map<number, Uint8Array[]>> | undefined;

  constructor(
    private readonly fetch: FetchTile,
    readonly size: number,
    readonly root: Uint8Array,
    private readonly mostKept = 4096,
  ) {}

  /** The entries of the bundle `index`, and the leaf hashes that they have. */
  async bundle(index: number): Promise<Uint8Array[]> {
    const tile = tileWith('entries', index * tileWidth, this.size);
    const entries = await this.read(tile, largestBundle, (bytes) => within({ about: tilePath(tile) }, () => parseBundle(bytes)));
    const leaves = entries.map(leafHash);
    await this.check(0, index, leaves, tile);
    return entries;
  }

  /** The hash of 2^level entries, compared with the root. */
  readonly node: NodeOf = async (level, index) => {
    const within = level % 8;
    const first = index * powerOf2(within);
    const row = await this.row(Math.floor(level / 8), Math.floor(first / tileWidth));
    const begin = first % tileWidth;
    return rootOfRow(row.slice(begin, begin + powerOf2(within)));
  };

  // That the hashes are those of the tile.
  private async check(level: number, index: number, hashes: Uint8Array[], tile: Tile): Promise<void> {
    let fits: boolean;
    if (hashes.length === tileWidth) {
      fits = equalBytes(rootOfRow(hashes), await this.above(level, index));
    } else {
      const known = await this.edgeAt(level);
      fits = known.length === hashes.length && hashes.every((hash, i) => equalBytes(hash, known[i]!));
    }
    if (!fits) refuse('corrupt', 'tile-not-of-this-ledger', { about: tilePath(tile) });
  }

  // The hash over the full tile.
  private async above(level: number, index: number): Promise<Uint8Array> {
    return (await this.row(level + 1, Math.floor(index / tileWidth)))[index % tileWidth]!;
  }

  private row(level: number, index: number): Promise<Uint8Array[]> {
    const tile = tileWith(level, index * tileWidth, this.size);
    if (tile.width < tileWidth) return this.edgeAt(level);
    const path = tilePath(tile);
    const known = this.tiles.get(path);
    if (known !== undefined) return known;
    const row = (async () => {
      const hashes = await this.hashes(tile);
      await this.check(level, index, hashes, tile);
      return hashes;
    })();
    if (this.tiles.size >= this.mostKept) this.tiles.clear();
    this.tiles.set(path, row);
    // What could not be read now may be there later.
    row.catch(() => this.tiles.delete(path));
    return row;
  }

  private async edgeAt(level: number): Promise<Uint8Array[]> {
    this.edge ??= this.readEdge();
    this.edge.catch(() => (this.edge = undefined));
    return (await this.edge).get(level) ?? [];
  }

  // The partial tiles of all levels; together they give the root.
  private async readEdge(): Promise<Map<number, Uint8Array[]>> {
    const edge = new Map<number, Uint8Array[]>();
    const peaks: Uint8Array[] = [];
    for (let level = 6; level >= 0; --level) {
      const hashes = hashesAt(level, this.size);
      const width = hashes % tileWidth;
      if (width === 0) continue;
      const row = await this.hashes({ level, index: Math.floor(hashes / tileWidth), width });
      edge.set(level, row);
      for (let at = 0, left = width; left > 0; ) {
        const count = powerOf2(Math.floor(Math.log2(left)));
        peaks.push(rootOfRow(row.slice(at, at + count)));
        at += count;
        left -= count;
      }
    }
    if (this.size > 0 && !equalBytes(joined(peaks), this.root)) refuse('corrupt', 'tile-not-of-this-ledger', { about: 'tile' });
    return edge;
  }

  private hashes(tile: Tile): Promise<Uint8Array[]> {
    return this.read(tile, tileWidth * 32, (bytes) => {
      if (bytes.length % 32 !== 0) refuse('corrupt', 'tile-length', { about: tilePath(tile) });
      return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
    });
  }

  // As many parts as the tile is wide. Where a partial tile is not there any more, the full one begins with it.
  private async read(tile: Tile, limit: number, split: (bytes: Uint8Array) => Uint8Array[]): Promise<Uint8Array[]> {
    const path = tilePath(tile);
    let bytes = await this.fetch(path, limit);
    const isExact = bytes !== null || tile.width === tileWidth;
    if (!isExact) bytes = await this.fetch(tilePath({ ...tile, width: tileWidth }), limit);
    if (bytes === null) return refuse('corrupt', 'tile-missing', { about: path });
    if (bytes.length > limit) refuse('corrupt', 'tile-length', { about: path });
    const parts = split(bytes);
    if (parts.length !== (isExact ? tile.width : tileWidth)) refuse('corrupt', 'tile-length', { about: path });
    return parts.slice(0, tile.width);
  }
}
