// For tests: a ledger as its keeper serves it, with the keys of the example in docs/ledger.md.
import { bytesOf, parseNote, signatureLine, signNote, TextSigner, type Utc } from 'insyn-note';
import { type Checkpoint, checkpointText, cosign, emptyRoot, leafHash, type LedgerSource, rootOf, Tree, type Trust } from '../src/index.js';
import { powerOf2, rootOfRow } from '../src/tree.js';

export const origin = 'ledger.example';
export const ledgerKey = TextSigner.ofSeed(origin, new Uint8Array(32).fill(0x21));
export const witnessKey = TextSigner.ofSeed('witness.example', new Uint8Array(32).fill(0x22));
export const trust: Trust = { origin, ledger: ledgerKey.verifier, witnesses: [witnessKey.verifier], needed: 1 };

export async function signedCheckpoint(checkpoint: Checkpoint, at: Utc): Promise<string> {
  const note = await signNote(checkpointText(checkpoint), ledgerKey);
  return note + signatureLine(await cosign(parseNote(note).text, at, witnessKey));
}

/** `served`: how many of the entries the keeper shows; tiles as of then. */
export class ServedLedger implements LedgerSource {
  readonly leaves: Uint8Array[];
  served: number;
  at: Utc = Date.UTC(2026, 11, 15, 13);
  readonly asked: string[] = [];
  /** What a hostile keeper does to an answer. */
  change: (path: string, bytes: Uint8Array | null) => Uint8Array | null = (_, bytes) => bytes;

  constructor(readonly entries: Uint8Array[]) {
    this.leaves = entries.map(leafHash);
    this.served = entries.length;
  }
  static of(texts: readonly string[]): ServedLedger {
    return new ServedLedger(texts.map(bytesOf));
  }
  private readonly roots = new Map<number, Uint8Array>();
  root(size = this.served): Uint8Array {
    let root = this.roots.get(size);
    if (root === undefined) {
      const tree = new Tree();
      for (const leaf of this.leaves.slice(0, size)) tree.append(leaf);
      this.roots.set(size, (root = size === 0 ? emptyRoot() : tree.root));
    }
    return root;
  }
  rootByNodes(size: number): Promise<Uint8Array> {
    return rootOf((level, index) => Promise.resolve(rootOfRow(this.leaves.slice(index * powerOf2(level), (index + 1) * powerOf2(level)))), size);
  }
  checkpoint(): Promise<string> {
    return signedCheckpoint({ origin, size: this.served, root: this.root(), extensions: [] }, this.at);
  }
  readonly tile = (path: string): Promise<Uint8Array | null> => {
    this.asked.push(path);
    return Promise.resolve(this.change(path, this.read(path)));
  };

  private read(path: string): Uint8Array | null {
    const parts = /^tile\/(entries|\d)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path);
    if (parts === null) return null;
    const level = parts[1] === 'entries' ? 0 : Number(parts[1]);
    const index = Number(parts[2]!.replaceAll(/[x/]/g, ''));
    const hashes = Math.floor(this.served / powerOf2(8 * level));
    const width = Math.min(256, hashes - index * 256);
    // A narrower tile is taken away once there is the full one.
    if (width <= 0 || (parts[3] === undefined ? 256 : Number(parts[3])) !== width) return null;
    const span = powerOf2(8 * level);
    const first = index * 256;
    if (parts[1] === 'entries') return bundleOf(this.entries.slice(first, first + width));
    const bytes = new Uint8Array(width * 32);
    for (let i = 0; i < width; ++i) bytes.set(this.node(level, span, first + i), i * 32);
    return bytes;
  }
  private readonly nodes = new Map<string, Uint8Array>();
  private node(level: number, span: number, index: number): Uint8Array {
    if (level === 0) return this.leaves[index]!;
    const key = `${level} ${index}`;
    let node = this.nodes.get(key);
    if (node === undefined) this.nodes.set(key, (node = rootOfRow(this.leaves.slice(index * span, (index + 1) * span))));
    return node;
  }
}

export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(entries.flatMap((entry) => [entry.length >> 8, entry.length & 0xff, ...entry]));
}
