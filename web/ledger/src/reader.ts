// Reads a ledger from its keeper, who is not trusted: up to a checkpoint that the witnesses have cosigned lately, and that goes on from the one that was read the last time.
import { equalBytes, fromBase64, parseNote, refuse, Refused, type Text, type Utc } from 'insyn-note';
import { type Believed, type Checkpoint, largestCheckpoint, parseCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import { type Entry, parseEntry } from './entry.js';
import { type FetchTile, TileTree, tileWidth } from './tiles.js';
import { leafHash, longestProof, proveInclusion, rootOf, verifyInclusion } from './tree.js';

/** How old cosignatures may be where something is decided by a checkpoint, in milliseconds. */
export const freshEnough = 10 * 60_000;

/** Where a ledger lies. What `checkpoint` and `tile` reject with is handed on as it is. */
export interface LedgerSource {
  /** The newest checkpoint; at most `largestCheckpoint` bytes are needed of a longer answer. */
  checkpoint(): Promise<Text>;
  tile: FetchTile;
}

/** Keeps the last checkpoint that was believed of each ledger: in a place that its keeper cannot reach. */
export interface CheckpointMemory {
  load(origin: string): Promise<string | null>;
  save(origin: string, note: string): Promise<void>;
}

export interface ReadEntry {
  number: number;
  bytes: Uint8Array;
  /** As parseEntry() reads it; otherwise why it is none. */
  entry: Entry | Refused;
}

export interface LedgerOptions {
  now?: () => Utc;
  freshFor?: number;
}

/** How an entry reads: one of another version or kind is shown as what it is, and not left out. */
export function readEntry(number: number, bytes: Uint8Array): ReadEntry {
  try {
    return { number, bytes, entry: parseEntry(bytes) };
  } catch (error) {
    if (error instanceof Refused) return { number, bytes, entry: error };
    throw error;
  }
}

export class LedgerReader {
  private believed: Believed | undefined;
  private tree: TileTree | undefined;
  private readonly now: () => Utc;
  private readonly freshFor: number;

  constructor(
    private readonly source: LedgerSource,
    private readonly trust: Trust,
    private readonly memory: CheckpointMemory,
    options: LedgerOptions = {},
  ) {
    this.now = options.now ?? Date.now;
    this.freshFor = options.freshFor ?? freshEnough;
  }

  /** The checkpoint that was believed last; nothing before the first refresh(). */
  get current(): Believed | undefined {
    return this.believed;
  }
  get size(): number {
    return this.believed?.checkpoint.size ?? 0;
  }

  /**
   * Fetches the newest checkpoint. Refused where it is not to be believed, not fresh, `older` than what was read before, or of another history (`fork`); then the one before
   * stays, and what is remembered of it proves the fork.
   */
  async refresh(): Promise<Believed> {
    const note = await this.source.checkpoint();
    if (note.length > largestCheckpoint) refuse('corrupt', 'too-long', { about: 'checkpoint' });
    const believed = verifyCheckpoint(note, this.trust, { now: this.now(), atMost: this.freshFor });
    const { checkpoint } = believed;
    const before = await this.remembered();
    const tree = this.tree?.size === checkpoint.size && equalBytes(this.tree.root, checkpoint.root) ? this.tree : new TileTree(this.source.tile, checkpoint.size, checkpoint.root);
    for (const known of [before, this.believed?.checkpoint]) if (known !== undefined) await goesOn(known, checkpoint, tree);
    await this.memory.save(this.trust.origin, believed.note);
    this.believed = believed;
    this.tree = tree;
    return believed;
  }

  /** The entries from `from` up to and without `to`, in their order; each is proven by the checkpoint that was believed last. */
  async *entries(from = 0, to = this.size): AsyncGenerator<ReadEntry> {
    const tree = this.provenTree();
    if (from < 0 || to > tree.size || !Number.isInteger(from) || !Number.isInteger(to)) refuse('permanent', 'no-such-entry');
    for (let number = from; number < to; ) {
      const bundle = Math.floor(number / tileWidth);
      const entries = await tree.bundle(bundle);
      for (; number < to && number < bundle * tileWidth + entries.length; ++number) yield readEntry(number, entries[number - bundle * tileWidth]!);
    }
  }

  async entry(number: number): Promise<ReadEntry> {
    for await (const one of this.entries(number, number + 1)) return one;
    return refuse('permanent', 'no-such-entry');
  }

  /** The hashes from the leaf upwards by which anybody finds the entry in the checkpoint that was believed last. */
  proof(number: number): Promise<Uint8Array[]> {
    const tree = this.provenTree();
    return proveInclusion(tree.node, number, tree.size);
  }

  private provenTree(): TileTree {
    return this.tree ?? refuse('permanent', 'no-such-entry');
  }
  // It was verified before it was kept, perhaps by an agreement that named other witnesses.
  private async remembered(): Promise<Checkpoint | undefined> {
    const note = await this.memory.load(this.trust.origin);
    if (note === null) return undefined;
    const checkpoint = parseCheckpoint(parseNote(note).text);
    if (checkpoint.origin !== this.trust.origin) refuse('denied', 'other-ledger', { about: checkpoint.origin });
    return checkpoint;
  }
}

async function goesOn(before: Checkpoint, now: Checkpoint, tree: TileTree): Promise<void> {
  if (before.size > now.size) refuse('denied', 'older', { about: now.origin });
  const root = before.size === now.size ? now.root : await rootOf(tree.node, before.size);
  if (!equalBytes(root, before.root)) refuse('denied', 'fork', { about: now.origin });
}

/** What a server answers to `/v1/ledger/proof`. */
export interface GivenProof {
  entry: number;
  text: string;
  proof: readonly string[];
  checkpoint: string;
}

export interface ProvenEntry extends ReadEntry {
  believed: Believed;
}

/** An entry with the proof that a believed checkpoint covers it: what reviewers get, who do not read the whole ledger. */
export function verifyGivenProof(given: GivenProof, trust: Trust, freshness?: { now: Utc; atMost: number }): ProvenEntry {
  const believed = verifyCheckpoint(given.checkpoint, trust, freshness);
  if (given.proof.length > longestProof) refuse('corrupt', 'proof-does-not-fit');
  const bytes = new TextEncoder().encode(given.text);
  const proof = given.proof.map((hash) => {
    const bytesOfHash = hash.length > 44 ? refuse('corrupt', 'proof-does-not-fit') : fromBase64(hash);
    return bytesOfHash.length === 32 ? bytesOfHash : refuse('corrupt', 'proof-does-not-fit');
  });
  verifyInclusion(leafHash(bytes), given.entry, believed.checkpoint.size, believed.checkpoint.root, proof);
  return { ...readEntry(given.entry, bytes), believed };
}
