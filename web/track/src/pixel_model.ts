// Decodes pixels by candidates predicted from their neighbours. Pixels are signed 32-bit numbers here; −1 is none.
import { AdaptiveBits } from './bit_models.js';
import { LiteralModel, type Neighbours } from './literal_model.js';
import type { RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const contexts = 3;
const solids = 4;
const candidateCount = 2 * contexts + 5 + solids;
const mostTried = 9;
const none = -1;
const slots = 65536;

function finished(sum: number): number {
  const h = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 12);
}

export class PixelModel {
  private readonly firstColours = new Int32Array(contexts * slots).fill(none);
  private readonly secondColours = new Int32Array(contexts * slots).fill(none);
  private readonly checks = new Uint16Array(contexts * slots);
  private readonly confidences = new Uint8Array(contexts * slots);
  private readonly firstBits = new AdaptiveBits(candidateCount * 256);
  private readonly otherBits = new AdaptiveBits(mostTried * candidateCount * 128);
  private readonly literals = new LiteralModel();
  private readonly solid = new Int32Array(solids);

  private readonly near: Neighbours = { west: 0, north: 0, northWest: 0, northEast: 0, west2: 0, north2: 0 };
  private readonly slot = new Int32Array(contexts);
  private readonly check = new Int32Array(contexts);
  private readonly candidates = new Int32Array(candidateCount);
  private previous = 0;

  reset(): void {
    this.firstColours.fill(none);
    this.secondColours.fill(none);
    this.checks.fill(0);
    this.confidences.fill(0);
    this.firstBits.reset();
    this.otherBits.reset();
    this.literals.reset();
    this.solid.fill(0);
  }

  /** Decodes the pixel of `image` at x, y, and does not put it there. */
  decode(coder: RangeDecoder, image: Image, x: number, y: number): number {
    this.gather(image, x, y);
    const pixel = this.candidate(coder) ?? this.literals.decode(coder, this.near);
    this.update(pixel);
    return pixel;
  }

  private gather(image: Image, x: number, y: number): void {
    const { signed, width } = image;
    const here = y * width + x;
    const right = x + 1 < width;
    this.previous = signed[here]!;
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
    const near = this.near;
    near.west = west;
    near.north = north;
    near.northWest = northWest;
    near.northEast = northEast;
    near.west2 = west2;
    near.north2 = north2;

    const context2 = (Math.imul(west, 0x9e3779b1) + Math.imul(north, 0x85ebca6b) + Math.imul(northWest, 0xc2b2ae35) +
      Math.imul(northEast, 0x27d4eb2f)) | 0;
    const context1 = (context2 + Math.imul(west2, 0x165667b1) + Math.imul(north2, 0x7feb352d)) | 0;
    const context0 = (context1 + Math.imul(northWest2, 0x846ca68b) + Math.imul(northEast2, 0xd35a2d97) +
      Math.imul(north2East, 0xb5297a4d) + Math.imul(north2West, 0x68e31da5) + Math.imul(west3, 0x1b56c4e9)) | 0;
    this.select(0, finished(context0));
    this.select(1, finished(context1));
    this.select(2, finished(context2));
  }

  private select(context: number, h: number): void {
    this.slot[context] = context * slots + (h >>> 16);
    this.check[context] = h & 0xffff;
  }

  private isValid(context: number): boolean {
    return this.checks[this.slot[context]!] === this.check[context];
  }

  /** The candidate that is right, or nothing. */
  private candidate(coder: RangeDecoder): number | undefined {
    const candidates = this.candidates;
    for (let context = 0; context < contexts; ++context) {
      const valid = this.isValid(context);
      candidates[context] = valid ? this.firstColours[this.slot[context]!]! : none;
      candidates[contexts + context] = valid ? this.secondColours[this.slot[context]!]! : none;
    }
    candidates[6] = this.previous;
    candidates[7] = this.near.west;
    candidates[8] = this.near.north;
    candidates[9] = this.near.northEast;
    candidates[10] = this.near.northWest;
    for (let i = 0; i < solids; ++i) candidates[11 + i] = this.solid[i]!;

    let first = 0;
    while (candidates[first] === none) ++first;
    const confidence = first < contexts ? this.confidences[this.slot[first]!]! : 0;
    const begin = candidates[first]!;
    if (this.firstBits.decode(coder, first * 256 + this.agreement(begin) * 8 + confidence, 250)) return begin;
    let tried = 1;
    for (let index = first + 1; index < candidateCount && tried < mostTried; ++index) {
      const candidate = candidates[index]!;
      if (candidate === none || candidates.indexOf(candidate, first) < index) continue;
      const bit = ((tried * candidateCount + index) * 32 + this.agreement(candidate)) * 4 + Math.min(first, contexts);
      if (this.otherBits.decode(coder, bit, 250)) return candidate;
      ++tried;
    }
    return undefined;
  }

  private agreement(candidate: number): number {
    return (candidate === this.near.west ? 1 : 0) | (candidate === this.near.north ? 2 : 0) | (candidate === this.previous ? 4 : 0) |
      (candidate === this.candidates[1] ? 8 : 0) | (candidate === this.candidates[2] ? 16 : 0);
  }

  private update(pixel: number): void {
    const solid = this.solid;
    if (pixel === this.near.west && pixel !== solid[0]) {
      let i = 1;
      while (i < solids - 1 && solid[i] !== pixel) ++i;
      solid.copyWithin(1, 0, i);
      solid[0] = pixel;
    }
    for (let context = 0; context < contexts; ++context) {
      const at = this.slot[context]!;
      if (!this.isValid(context) || this.firstColours[at] === none) {
        this.secondColours[at] = none;
        this.checks[at] = this.check[context]!;
        this.confidences[at] = 0;
      } else if (this.firstColours[at] === pixel) {
        this.confidences[at] = Math.min(7, this.confidences[at]! + 1);
      } else {
        this.secondColours[at] = this.firstColours[at]!;
        this.confidences[at] = 0;
      }
      this.firstColours[at] = pixel;
    }
  }
}
