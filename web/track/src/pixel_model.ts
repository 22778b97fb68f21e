// New pixels as guesses from what lies around them. Pixels are signed 32-bit numbers here, and −1 is none.
import { LiteralModel, type Neighbours } from './literal_model.js';
import { Bits, type RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const looks = 3;
const solids = 4;
const places = 2 * looks + 5 + solids;
const mostGuesses = 9;
const none = -1;
const slots = 65536;

function finished(sum: number): number {
  const h = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 12);
}

export class PixelModel {
  private readonly firstColours = new Int32Array(looks * slots).fill(none);
  private readonly secondColours = new Int32Array(looks * slots).fill(none);
  private readonly checks = new Uint16Array(looks * slots);
  private readonly trusts = new Uint8Array(looks * slots);
  private readonly firsts = new Bits(places * 256);
  private readonly others = new Bits(mostGuesses * places * 128);
  private readonly literals = new LiteralModel();
  private readonly solid = new Int32Array(solids);

  private readonly near: Neighbours = { west: 0, north: 0, northWest: 0, northEast: 0, west2: 0, north2: 0 };
  private readonly slot = new Int32Array(looks);
  private readonly check = new Int32Array(looks);
  private readonly guesses = new Int32Array(places);
  private old = 0;

  reset(): void {
    this.firstColours.fill(none);
    this.secondColours.fill(none);
    this.checks.fill(0);
    this.trusts.fill(0);
    this.firsts.reset();
    this.others.reset();
    this.literals.reset();
    this.solid.fill(0);
  }

  /** The pixel of `image` at x, y, which is not put there yet. */
  read(coder: RangeDecoder, image: Image, x: number, y: number): number {
    this.lookAround(image, x, y);
    const pixel = this.guess(coder) ?? this.literals.read(coder, this.near);
    this.learn(pixel);
    return pixel;
  }

  private lookAround(image: Image, x: number, y: number): void {
    const { signed, width } = image;
    const here = y * width + x;
    const right = x + 1 < width;
    this.old = signed[here]!;
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

    const look2 = (Math.imul(west, 0x9e3779b1) + Math.imul(north, 0x85ebca6b) + Math.imul(northWest, 0xc2b2ae35) +
      Math.imul(northEast, 0x27d4eb2f)) | 0;
    const look1 = (look2 + Math.imul(west2, 0x165667b1) + Math.imul(north2, 0x7feb352d)) | 0;
    const look0 = (look1 + Math.imul(northWest2, 0x846ca68b) + Math.imul(northEast2, 0xd35a2d97) +
      Math.imul(north2East, 0xb5297a4d) + Math.imul(north2West, 0x68e31da5) + Math.imul(west3, 0x1b56c4e9)) | 0;
    this.find(0, finished(look0));
    this.find(1, finished(look1));
    this.find(2, finished(look2));
  }

  private find(look: number, h: number): void {
    this.slot[look] = look * slots + (h >>> 16);
    this.check[look] = h & 0xffff;
  }

  private isKnown(look: number): boolean {
    return this.checks[this.slot[look]!] === this.check[look];
  }

  /** The first guess that is right, or nothing. */
  private guess(coder: RangeDecoder): number | undefined {
    const guesses = this.guesses;
    for (let look = 0; look < looks; ++look) {
      const known = this.isKnown(look);
      guesses[look] = known ? this.firstColours[this.slot[look]!]! : none;
      guesses[looks + look] = known ? this.secondColours[this.slot[look]!]! : none;
    }
    guesses[6] = this.old;
    guesses[7] = this.near.west;
    guesses[8] = this.near.north;
    guesses[9] = this.near.northEast;
    guesses[10] = this.near.northWest;
    for (let i = 0; i < solids; ++i) guesses[11 + i] = this.solid[i]!;

    let first = 0;
    while (guesses[first] === none) ++first;
    const trust = first < looks ? this.trusts[this.slot[first]!]! : 0;
    const begin = guesses[first]!;
    if (this.firsts.decide(coder, first * 256 + this.hint(begin) * 8 + trust, 250)) return begin;
    let tried = 1;
    for (let place = first + 1; place < places && tried < mostGuesses; ++place) {
      const guess = guesses[place]!;
      if (guess === none || guesses.indexOf(guess, first) < place) continue;
      const bit = ((tried * places + place) * 32 + this.hint(guess)) * 4 + Math.min(first, looks);
      if (this.others.decide(coder, bit, 250)) return guess;
      ++tried;
    }
    return undefined;
  }

  private hint(guess: number): number {
    return (guess === this.near.west ? 1 : 0) | (guess === this.near.north ? 2 : 0) | (guess === this.old ? 4 : 0) |
      (guess === this.guesses[1] ? 8 : 0) | (guess === this.guesses[2] ? 16 : 0);
  }

  private learn(pixel: number): void {
    const solid = this.solid;
    if (pixel === this.near.west && pixel !== solid[0]) {
      let i = 1;
      while (i < solids - 1 && solid[i] !== pixel) ++i;
      solid.copyWithin(1, 0, i);
      solid[0] = pixel;
    }
    for (let look = 0; look < looks; ++look) {
      const at = this.slot[look]!;
      if (!this.isKnown(look) || this.firstColours[at] === none) {
        this.secondColours[at] = none;
        this.checks[at] = this.check[look]!;
        this.trusts[at] = 0;
      } else if (this.firstColours[at] === pixel) {
        this.trusts[at] = Math.min(7, this.trusts[at]! + 1);
      } else {
        this.secondColours[at] = this.firstColours[at]!;
        this.trusts[at] = 0;
      }
      this.firstColours[at] = pixel;
    }
  }
}
