// Decodes pixels by candidates predicted from their neighbours. Pixels are signed 32-bit numbers here; −1 is none.
import { AdaptiveBits } from './bit_models.js';
import { LiteralModel, type Neighbours } from './literal_model.js';
import type { RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const contexts = 3;
const solids = 4;
const candidateCount = 2 * contexts + 5 + solids;
const previousAt = 2 * contexts;
const mostTried = 9;
const none = -1;
const slots = 65536;

/** What a slot holds lies together, so that it comes into the processor's cache by one read: two colours, the check, the confidence. */
const slotSize = 4;
const [secondIn, checkIn, confidenceIn] = [1, 2, 3];

function finished(sum: number): number {
  const h = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 12);
}

export class PixelModel {
  /** A slot whose first colour is none holds nothing, whatever its check is. All are so after reset(), which has to come first. */
  private readonly table = new Int32Array(contexts * slots * slotSize);
  private readonly firstBits = new AdaptiveBits(candidateCount * 256);
  private readonly otherBits = new AdaptiveBits(mostTried * candidateCount * 128);
  private readonly literals = new LiteralModel();
  private readonly solid = new Int32Array(solids);

  private readonly near: Neighbours = { west: 0, north: 0, northWest: 0, northEast: 0, west2: 0, north2: 0 };
  private readonly candidates = new Int32Array(candidateCount);

  reset(): void {
    this.table.fill(none);
    this.firstBits.reset();
    this.otherBits.reset();
    this.literals.reset();
    this.solid.fill(0);
  }

  /** Decodes the pixel of `image` at x, y, and does not put it there. */
  decode(coder: RangeDecoder, image: Image, x: number, y: number): number {
    const { table } = this;
    const { signed, width } = image;
    const here = y * width + x;
    const right = x + 1 < width;
    const previous = signed[here]!;
    const west = x > 0 ? signed[here - 1]! : 0;
    const west2 = x > 1 ? signed[here - 2]! : west;
    const west3 = x > 2 ? signed[here - 3]! : west2;
    const above = here - width;
    const north = y > 0 ? signed[above]! : west;
    const northWest = y > 0 && x > 0 ? signed[above - 1]! : north;
    const northEast = y > 0 && right ? signed[above + 1]! : north;
    const northWest2 = y > 0 && x > 1 ? signed[above - 2]! : northWest;
    const northEast2 = y > 0 && x + 2 < width ? signed[above + 2]! : northEast;
    const above2 = above - width;
    const north2 = y > 1 ? signed[above2]! : north;
    const north2East = y > 1 && right ? signed[above2 + 1]! : north2;
    const north2West = y > 1 && x > 0 ? signed[above2 - 1]! : north2;

    const context2 = (Math.imul(west, 0x9e3779b1) + Math.imul(north, 0x85ebca6b) + Math.imul(northWest, 0xc2b2ae35) +
      Math.imul(northEast, 0x27d4eb2f)) | 0;
    const context1 = (context2 + Math.imul(west2, 0x165667b1) + Math.imul(north2, 0x7feb352d)) | 0;
    const context0 = (context1 + Math.imul(northWest2, 0x846ca68b) + Math.imul(northEast2, 0xd35a2d97) +
      Math.imul(north2East, 0xb5297a4d) + Math.imul(north2West, 0x68e31da5) + Math.imul(west3, 0x1b56c4e9)) | 0;
    const hash0 = finished(context0);
    const hash1 = finished(context1);
    const hash2 = finished(context2);
    const slot0 = (hash0 >>> 16) * slotSize;
    const slot1 = (slots + (hash1 >>> 16)) * slotSize;
    const slot2 = (2 * slots + (hash2 >>> 16)) * slotSize;
    const first0 = table[slot0 + checkIn] === (hash0 & 0xffff) ? table[slot0]! : none;
    const first1 = table[slot1 + checkIn] === (hash1 & 0xffff) ? table[slot1]! : none;
    const first2 = table[slot2 + checkIn] === (hash2 & 0xffff) ? table[slot2]! : none;

    // The first candidate there is; no second colour is there without a first one.
    let first = previousAt;
    let begin = previous;
    let confidence = 0;
    if (first0 !== none) {
      first = 0;
      begin = first0;
      confidence = table[slot0 + confidenceIn]!;
    } else if (first1 !== none) {
      first = 1;
      begin = first1;
      confidence = table[slot1 + confidenceIn]!;
    } else if (first2 !== none) {
      first = 2;
      begin = first2;
      confidence = table[slot2 + confidenceIn]!;
    }
    const agreement = (begin === west ? 1 : 0) | (begin === north ? 2 : 0) | (begin === previous ? 4 : 0) | (begin === first1 ? 8 : 0) |
      (begin === first2 ? 16 : 0);
    let pixel = begin;
    if (coder.bit(this.firstBits.states, first * 256 + agreement * 8 + confidence, 250) === 0) {
      const { candidates, near, solid } = this;
      near.west = west;
      near.north = north;
      near.northWest = northWest;
      near.northEast = northEast;
      near.west2 = west2;
      near.north2 = north2;
      candidates[0] = first0;
      candidates[1] = first1;
      candidates[2] = first2;
      candidates[3] = first0 === none ? none : table[slot0 + secondIn]!;
      candidates[4] = first1 === none ? none : table[slot1 + secondIn]!;
      candidates[5] = first2 === none ? none : table[slot2 + secondIn]!;
      candidates[6] = previous;
      candidates[7] = west;
      candidates[8] = north;
      candidates[9] = northEast;
      candidates[10] = northWest;
      for (let i = 0; i < solids; ++i) candidates[11 + i] = solid[i]!;
      pixel = this.other(coder, first, previous);
    }

    if (pixel === west && pixel !== this.solid[0]) this.moveToFront(pixel);
    learn(table, slot0, first0, hash0 & 0xffff, pixel);
    learn(table, slot1, first1, hash1 & 0xffff, pixel);
    learn(table, slot2, first2, hash2 & 0xffff, pixel);
    return pixel;
  }

  /** The pixel, which is not the candidate `first`. */
  private other(coder: RangeDecoder, first: number, previous: number): number {
    const { candidates, near } = this;
    const { states } = this.otherBits;
    let tried = 1;
    for (let index = first + 1; index < candidateCount && tried < mostTried; ++index) {
      const candidate = candidates[index]!;
      if (candidate === none) continue;
      let alike = first;
      while (candidates[alike] !== candidate) ++alike;
      if (alike < index) continue;
      const agreement = (candidate === near.west ? 1 : 0) | (candidate === near.north ? 2 : 0) | (candidate === previous ? 4 : 0) |
        (candidate === candidates[1] ? 8 : 0) | (candidate === candidates[2] ? 16 : 0);
      const at = ((tried * candidateCount + index) * 32 + agreement) * 4 + (first < contexts ? first : contexts);
      if (coder.bit(states, at, 250) === 1) return candidate;
      ++tried;
    }
    return this.literals.decode(coder, near);
  }

  private moveToFront(pixel: number): void {
    const { solid } = this;
    let i = 1;
    while (i < solids - 1 && solid[i] !== pixel) ++i;
    for (; i > 0; --i) solid[i] = solid[i - 1]!;
    solid[0] = pixel;
  }
}

/** `before`: the slot's first colour, or none where it holds nothing for this context. */
function learn(table: Int32Array, slot: number, before: number, check: number, pixel: number): void {
  if (before === pixel) {
    const confidence = table[slot + confidenceIn]!;
    if (confidence < 7) table[slot + confidenceIn] = confidence + 1;
    return;
  }
  table[slot] = pixel;
  table[slot + secondIn] = before;
  table[slot + checkIn] = check;
  table[slot + confidenceIn] = 0;
}
