// Merkle trees of RFC 6962, section 2.1: hashes, and proofs that a tree holds an entry and that it has only grown.
import { sha256 as digest } from '@noble/hashes/sha2';
import { equalBytes, refuse, sha256 } from 'insyn-note';

/** Of entries. The format allows 2^62; JavaScript's numbers are exact up to this, which no ledger reaches. */
export const largestTree = Number.MAX_SAFE_INTEGER;
export const longestProof = 63;

export const leafHash = (entry: Uint8Array): Uint8Array => digest.create().update(Uint8Array.of(0)).update(entry).digest();
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => digest.create().update(Uint8Array.of(1)).update(left).update(right).digest();
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());

const half = (n: number): number => Math.floor(n / 2);
export const powerOf2 = (exponent: number): number => 2 ** exponent;
const isPowerOf2 = (n: number): boolean => n > 0 && powerOf2(Math.round(Math.log2(n))) === n;

/** The level of the largest complete subtree of `count` entries, at least 1. */
export function topLevel(count: number): number {
  let level = 0;
  while (powerOf2(level + 1) <= count) ++level;
  return level;
}

/** The root over complete subtrees, from left to right, each smaller than the one before. */
export function joined(peaks: readonly Uint8Array[]): Uint8Array {
  return peaks.reduceRight((root, peak) => nodeHash(peak, root));
}

/** The root of a complete subtree from its hashes on a level, a power of two of them. */
export function rootOfRow(row: readonly Uint8Array[]): Uint8Array {
  let hashes = row;
  while (hashes.length > 1) hashes = Array.from({ length: hashes.length / 2 }, (_, i) => nodeHash(hashes[2 * i]!, hashes[2 * i + 1]!));
  return hashes[0]!;
}

/** A tree that grows, as no more than its peaks. */
export class Tree {
  private readonly peaks: Uint8Array[] = [];
  size = 0;

  append(leaf: Uint8Array): void {
    this.peaks.push(leaf);
    for (let whole = this.size; whole % 2 === 1; whole = half(whole)) {
      const right = this.peaks.pop()!;
      this.peaks.push(nodeHash(this.peaks.pop()!, right));
    }
    ++this.size;
  }
  get root(): Uint8Array {
    return this.size === 0 ? emptyRoot() : joined(this.peaks);
  }
}

const wrong = (): never => refuse('corrupt', 'proof-does-not-fit');
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

// Where a proof is on its way up: the place of the subtree that it has come to, and that of the last one on the same level.
class Place {
  constructor(
    private at: number,
    public last: number,
  ) {}
  get hasLeft(): boolean {
    return this.at % 2 === 1;
  }
  get isLast(): boolean {
    return this.at === this.last;
  }
  up(): void {
    this.at = half(this.at);
    this.last = half(this.last);
  }
  // Past the levels on which the subtree has no neighbour and so is its own parent.
  upToLeft(): void {
    while (!this.hasLeft && this.at !== 0) this.up();
  }
}

/** Refused where `proof`, from the leaf upwards, does not prove that the entry `index` is in the tree. RFC 9162, section 2.1.3.2. */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, root: Uint8Array, proof: readonly Uint8Array[]): void {
  if (!isSize(index) || !isSize(size) || index >= size) wrong();
  const place = new Place(index, size - 1);
  let hash = leaf;
  for (const other of proof) {
    if (place.last === 0) wrong();
    if (place.hasLeft || place.isLast) {
      hash = nodeHash(other, hash);
      place.upToLeft();
    } else {
      hash = nodeHash(hash, other);
    }
    place.up();
  }
  if (place.last !== 0 || !equalBytes(hash, root)) wrong();
}

/** Refused where `proof` does not prove that the tree begins with the old one. RFC 9162, section 2.1.4.2. */
export function verifyConsistency(oldSize: number, oldRoot: Uint8Array, size: number, root: Uint8Array, proof: readonly Uint8Array[]): void {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) wrong();
  if ((oldSize === 0 && !equalBytes(oldRoot, emptyRoot())) || (size === 0 && !equalBytes(root, emptyRoot()))) wrong();
  if (oldSize === 0 || oldSize === size) {
    if (proof.length !== 0 || (oldSize !== 0 && !equalBytes(oldRoot, root))) wrong();
    return;
  }
  const place = new Place(oldSize - 1, size - 1);
  while (place.hasLeft) place.up();
  const whole = isPowerOf2(oldSize);
  if (!whole && proof.length === 0) wrong();
  let oldHash = whole ? oldRoot : proof[0]!;
  let hash = oldHash;
  for (const other of whole ? proof : proof.slice(1)) {
    if (place.last === 0) wrong();
    if (place.hasLeft || place.isLast) {
      oldHash = nodeHash(other, oldHash);
      hash = nodeHash(other, hash);
      place.upToLeft();
    } else {
      hash = nodeHash(hash, other);
    }
    place.up();
  }
  if (place.last !== 0 || !equalBytes(oldHash, oldRoot) || !equalBytes(hash, root)) wrong();
}

/** The hash of the 2^level entries from index · 2^level on, all of which the tree has. */
export type NodeOf = (level: number, index: number) => Promise<Uint8Array>;

/** The largest complete subtrees from `begin` up to `end`, from left to right. */
async function peaksOf(node: NodeOf, begin: number, end: number): Promise<Uint8Array[]> {
  const peaks: Uint8Array[] = [];
  while (begin < end) {
    const level = topLevel(end - begin);
    peaks.push(await node(level, Math.floor(begin / powerOf2(level))));
    begin += powerOf2(level);
  }
  return peaks;
}

/** The root of the tree of the first `size` entries. */
export const rootOf = async (node: NodeOf, size: number): Promise<Uint8Array> => (size === 0 ? emptyRoot() : joined(await peaksOf(node, 0, size)));

const rangeHash = async (node: NodeOf, begin: number, end: number): Promise<Uint8Array> => joined(await peaksOf(node, begin, end));

/** The largest power of two below `count`, which is at least 2. */
const split = (count: number): number => powerOf2(topLevel(count - 1));

/** The proof that the entry `index` is in the tree of the first `size` entries. */
export async function proveInclusion(node: NodeOf, index: number, size: number): Promise<Uint8Array[]> {
  if (!isSize(index) || index >= size) refuse('permanent', 'no-such-entry');
  const proof: Uint8Array[] = [];
  for (let begin = 0, end = size; end - begin > 1; ) {
    const middle = begin + split(end - begin);
    if (index < middle) {
      proof.push(await rangeHash(node, middle, end));
      end = middle;
    } else {
      proof.push(await rangeHash(node, begin, middle));
      begin = middle;
    }
  }
  return proof.reverse();
}

/** The proof that the tree of `size` entries begins with that of `oldSize`. */
export async function proveConsistency(node: NodeOf, oldSize: number, size: number): Promise<Uint8Array[]> {
  if (!isSize(oldSize) || oldSize > size) refuse('permanent', 'no-such-entry');
  const proof: Uint8Array[] = [];
  if (oldSize === 0 || oldSize === size) return proof;
  let begin = 0;
  let end = size;
  while (oldSize !== end) {
    const middle = begin + split(end - begin);
    if (oldSize <= middle) {
      proof.push(await rangeHash(node, middle, end));
      end = middle;
    } else {
      proof.push(await rangeHash(node, begin, middle));
      begin = middle;
    }
  }
  // Where the old tree is itself a subtree of the new one, whoever verifies knows its root.
  if (begin !== 0) proof.push(await rangeHash(node, begin, end));
  return proof.reverse();
}
