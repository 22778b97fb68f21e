// A pixel's colour that none of the guesses has named. Pixels are signed 32-bit numbers here.
import { Mixers } from './mixer.js';
import { Bits, type RangeDecoder } from './range_decoder.js';

/** The known pixels beside one that is to be told. */
export interface Neighbours {
  west: number;
  north: number;
  northWest: number;
  northEast: number;
  west2: number;
  north2: number;
}

export function hash(a: number, b: number, c = 0): number {
  const m = (Math.imul((Math.imul(a, 0x9e3779b1) + b) | 0, 0x85ebca6b) + c) | 0;
  return Math.imul(m ^ (m >>> 15), 0xc2b2ae35);
}

const greenOf = (pixel: number): number => (pixel >> 8) & 255;
const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** The red (shift 16) or blue (0) that goes with `green` on the line of colours. */
function onLine(from: number, to: number, shift: number, green: number): number {
  const a = (from >> shift) & 255;
  const b = (to >> shift) & 255;
  const s = green - greenOf(from);
  const w = greenOf(to) - greenOf(from);
  if (w === 0) return clamped(a + s);
  const r = (b - a) * s < 0 === w < 0 ? w : -w;
  return clamped(a + Math.trunc(((b - a) * s * 2 + r) / (2 * w)));
}

const lineSize = 16;

export class LiteralModel {
  private readonly lines = new Bits(16384 * lineSize);
  private readonly bytes = new Mixers(3 * 8);
  private readonly exact = new Mixers(4);
  private readonly inks = new Int32Array(256);
  private readonly withheld = new Bits(1);
  private readonly reasons = new Bits(256);
  private readonly contexts = new Int32Array(5);
  private readonly at = new Int32Array(5);

  reset(): void {
    for (const part of [this.lines, this.bytes, this.exact, this.withheld, this.reasons]) part.reset();
    this.inks.fill(0);
  }

  read(coder: RangeDecoder, near: Neighbours): number {
    if (this.withheld.decide(coder, 0, 250)) return this.reasons.tree(coder, 8) << 24;
    const { west, north, northEast } = near;
    const ink = hash(0, west) >>> 24;
    let from = west;
    let to = west;
    for (const one of [north, near.northWest, northEast, near.west2, near.north2]) {
      if (greenOf(one) < greenOf(from)) from = one;
      if (greenOf(one) > greenOf(to)) to = one;
    }
    if (greenOf(to) - greenOf(from) < 24) {
      from = west;
      to = this.inks[ink]!;
    }
    this.ask(hash(1, 0), hash(2, west), hash(3, north, northEast), hash(4, west, north),
      hash(5, west & 0xfcfc, (north >>> 8) & 0xf8));
    const green = this.readByte(coder, 0);

    const ends = hash(7, from, to);
    this.ask(hash(11, 0), hash(12, green, ends), hash(13, green), hash(14, ends), hash(15, green, west));
    const off = this.readRest(coder, 0);
    const red = (onLine(from, to, 16, green) + off) & 255;

    this.ask(hash(21, off), hash(22, off + 256 * green, ends), hash(23, off, green), hash(24, off, ends),
      hash(25, off, hash(1, green, west)));
    const rest = this.readRest(coder, off === 0 ? 1 : off < 4 || off > 252 ? 2 : 3);
    const pixel = (red << 16) | (green << 8) | ((onLine(from, to, 0, green) + rest) & 255);
    const ground = greenOf(west);
    if (4 * Math.abs(green - ground) >= 3 * Math.abs(greenOf(this.inks[ink]!) - ground)) this.inks[ink] = pixel;
    return pixel;
  }

  private ask(a: number, b: number, c: number, d: number, e: number): void {
    this.contexts[0] = a;
    this.contexts[1] = b;
    this.contexts[2] = c;
    this.contexts[3] = d;
    this.contexts[4] = e;
  }

  /** A byte in the five contexts. */
  private readByte(coder: RangeDecoder, channel: number): number {
    let got = 1;
    for (let half = 0; half < 2; ++half) {
      for (let i = 0; i < 5; ++i) {
        const context = this.contexts[i]!;
        this.at[i] = ((half === 0 ? context : hash(got, context)) >>> 18) * lineSize;
      }
      let node = 1;
      for (let place = 0; place < 4; ++place) {
        const mixer = channel * 8 + half * 4 + place;
        for (let i = 0; i < 5; ++i) this.bytes.add(i, this.lines.probability(this.at[i]! + node));
        const bit = coder.decide(this.bytes.mix(mixer));
        this.bytes.learn(mixer, bit);
        for (let i = 0; i < 5; ++i) this.lines.learn(this.at[i]! + node, bit, 60);
        node = (node << 1) | bit;
      }
      got = (got << 4) | (node & 15);
    }
    return got & 255;
  }

  /** A rest in the five contexts. */
  private readRest(coder: RangeDecoder, sort: number): number {
    for (let i = 0; i < 5; ++i) this.exact.add(i, this.lines.probability((this.contexts[i]! >>> 18) * lineSize));
    const bit = coder.decide(this.exact.mix(sort));
    this.exact.learn(sort, bit);
    for (let i = 0; i < 5; ++i) this.lines.learn((this.contexts[i]! >>> 18) * lineSize, bit, 62);
    return bit ? 0 : this.readByte(coder, sort === 0 ? 1 : 2);
  }
}
