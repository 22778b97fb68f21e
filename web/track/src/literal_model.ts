// Decodes a pixel that no candidate of the pixel model predicted. Pixels are signed 32-bit numbers here.
import { AdaptiveBits, Mixers } from './bit_models.js';
import type { RangeDecoder } from './range_decoder.js';

/** The coded pixels next to the one being decoded. */
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
/** The one with less green, the first of two that have the same. */
const darker = (a: number, b: number): number => (greenOf(b) < greenOf(a) ? b : a);
const lighter = (a: number, b: number): number => (greenOf(b) > greenOf(a) ? b : a);
const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** The red (shift 16) or blue (shift 0) of the point of the colour line that has this green. */
function predictOnLine(from: number, to: number, shift: number, green: number): number {
  const a = (from >> shift) & 255;
  const b = (to >> shift) & 255;
  const s = green - greenOf(from);
  const w = greenOf(to) - greenOf(from);
  if (w === 0) return clamped(a + s);
  const r = (b - a) * s < 0 === w < 0 ? w : -w;
  return clamped(a + Math.trunc(((b - a) * s * 2 + r) / (2 * w)));
}

const nibbleSize = 16; // adaptive bits of a nibble model

export class LiteralModel {
  private readonly nibbles = new AdaptiveBits(16384 * nibbleSize);
  private readonly byteMixers = new Mixers(3 * 8);
  private readonly zeroMixers = new Mixers(4);
  private readonly inks = new Int32Array(256);
  private readonly withheld = new AdaptiveBits(1);
  private readonly reasons = new AdaptiveBits(256);
  private readonly contexts = new Int32Array(5);
  private readonly at = new Int32Array(5);

  reset(): void {
    for (const part of [this.nibbles, this.byteMixers, this.zeroMixers, this.withheld, this.reasons]) part.reset();
    this.inks.fill(0);
  }

  decode(coder: RangeDecoder, near: Neighbours): number {
    if (this.withheld.decode(coder, 0, 250)) return this.reasons.tree(coder, 8) << 24;
    const { west, north, northEast } = near;
    const ink = hash(0, west) >>> 24;
    const { northWest, west2, north2 } = near;
    let from = darker(darker(darker(darker(darker(west, north), northWest), northEast), west2), north2);
    let to = lighter(lighter(lighter(lighter(lighter(west, north), northWest), northEast), west2), north2);
    if (greenOf(to) - greenOf(from) < 24) {
      from = west;
      to = this.inks[ink]!;
    }
    this.setContexts(hash(1, 0), hash(2, west), hash(3, north, northEast), hash(4, west, north),
      hash(5, west & 0xfcfc, (north >>> 8) & 0xf8));
    const green = this.decodeByte(coder, 0);

    const ends = hash(7, from, to);
    this.setContexts(hash(11, 0), hash(12, green, ends), hash(13, green), hash(14, ends), hash(15, green, west));
    const redResidual = this.decodeResidual(coder, 0);
    const red = (predictOnLine(from, to, 16, green) + redResidual) & 255;

    this.setContexts(hash(21, redResidual), hash(22, redResidual + 256 * green, ends), hash(23, redResidual, green), hash(24, redResidual, ends),
      hash(25, redResidual, hash(1, green, west)));
    const blueResidual = this.decodeResidual(coder, redResidual === 0 ? 1 : redResidual < 4 || redResidual > 252 ? 2 : 3);
    const pixel = (red << 16) | (green << 8) | ((predictOnLine(from, to, 0, green) + blueResidual) & 255);
    const background = greenOf(west);
    if (4 * Math.abs(green - background) >= 3 * Math.abs(greenOf(this.inks[ink]!) - background)) this.inks[ink] = pixel;
    return pixel;
  }

  private setContexts(a: number, b: number, c: number, d: number, e: number): void {
    this.contexts[0] = a;
    this.contexts[1] = b;
    this.contexts[2] = c;
    this.contexts[3] = d;
    this.contexts[4] = e;
  }

  /** A byte in the five contexts. */
  private decodeByte(coder: RangeDecoder, channel: number): number {
    const { contexts, at, byteMixers } = this;
    const { states } = this.nibbles;
    let coded = 1;
    for (let half = 0; half < 2; ++half) {
      for (let i = 0; i < 5; ++i) at[i] = ((half === 0 ? contexts[i]! : hash(coded, contexts[i]!)) >>> 18) * nibbleSize;
      let node = 1;
      for (let place = 0; place < 4; ++place)
        node = (node << 1) | byteMixers.decode(coder, channel * 8 + half * 4 + place, states, at, node, 60);
      coded = (coded << 4) | (node & 15);
    }
    return coded & 255;
  }

  /** A residual in the five contexts. */
  private decodeResidual(coder: RangeDecoder, modelSet: number): number {
    const { contexts, at } = this;
    for (let i = 0; i < 5; ++i) at[i] = (contexts[i]! >>> 18) * nibbleSize;
    if (this.zeroMixers.decode(coder, modelSet, this.nibbles.states, at, 0, 62) === 1) return 0;
    return this.decodeByte(coder, modelSet === 0 ? 1 : 2);
  }
}
