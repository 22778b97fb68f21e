// The adaptive models of docs/track-format.md, "Body: entropy coding": adaptive bits, numbers and mixers.
import type { RangeDecoder } from './range_decoder.js';

const leastProbability = 24 * 64;
const mostProbability = 65512 * 64;
const certainty = 2 ** 22 - 1;
const rateAt = Int32Array.from({ length: 256 }, (_, n) => Math.trunc(65534 / (2 * n + 3)));
const initial = (2 ** 21) << 8;

/** An array of adaptive bits. */
export class AdaptiveBits {
  private readonly states: Int32Array; // q · 256 + n

  constructor(count: number) {
    this.states = new Int32Array(count).fill(initial);
  }
  reset(): void {
    this.states.fill(initial);
  }
  probability(at: number): number {
    return this.states[at]! >> 14;
  }
  update(at: number, bit: 0 | 1, limit: number): void {
    const state = this.states[at]!;
    const n = state & 255;
    let q = state >> 8;
    q += Math.trunc((((bit ? certainty : 0) - q) * rateAt[n]!) / 65536);
    q = q < leastProbability ? leastProbability : q > mostProbability ? mostProbability : q;
    this.states[at] = (q << 8) | (n < limit ? n + 1 : n);
  }
  decode(coder: RangeDecoder, at: number, limit = 62): 0 | 1 {
    const bit = coder.decode(this.probability(at));
    this.update(at, bit, limit);
    return bit;
  }
  /** Decodes a bit tree of `bits` bits that starts at index `first` and takes 2^bits models. */
  tree(coder: RangeDecoder, bits: number, first = 0, limit = 62): number {
    let node = 1;
    for (let i = 0; i < bits; ++i) node = (node << 1) | this.decode(coder, first + node, limit);
    return node - (1 << bits);
  }
}

/** The model of a number. Above 2^53 the result is inexact, but no field allows one that large. */
export class NumberModel {
  private readonly prefix = new AdaptiveBits(63);
  private readonly suffix = new AdaptiveBits(64 * 8);

  reset(): void {
    this.prefix.reset();
    this.suffix.reset();
  }
  decode(coder: RangeDecoder): number {
    let bits = 0;
    while (bits < 63 && this.prefix.decode(coder, bits)) ++bits;
    let coded = 1;
    for (let known = 0; known < bits; ++known)
      coded = coded * 2 + (known < 3 ? this.suffix.decode(coder, bits * 8 + coded) : coder.decode(32768));
    return coded - 1;
  }
  decodeSigned(coder: RangeDecoder): number {
    const folded = this.decode(coder);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}

const curve = [
  32768, 36843, 40793, 44511, 47911, 50941, 53581, 55834, 57724, 59287, 60565, 61598, 62428, 63090, 63615, 64030, 64357,
  64614, 64816, 64974, 65097, 65194, 65269, 65328, 65374, 65410, 65438, 65459, 65476, 65489, 65500, 65508, 65514,
];

function squash(d: number): number {
  d = Math.min(2047, Math.max(-2047, d));
  if (d < 0) return 65536 - squash(-d);
  const i = d >> 6;
  return curve[i]! + (((curve[i + 1]! - curve[i]!) * (d & 63)) >> 6);
}

const squashed = Int32Array.from({ length: 4095 }, (_, i) => squash(i - 2047));
const stretched = (() => {
  const table = new Int32Array(4096);
  let d = -2047;
  for (let i = 0; i < 4096; ++i) {
    while (d < 2047 && squash(d) < 16 * i + 8) ++d;
    table[i] = d;
  }
  return table;
})();

const mixerInputs = 5;
const largestWeight = 2 ** 22;

/** An array of mixers of five probabilities. Per bit: add() every input, mix(), decode the bit, update(). */
export class Mixers {
  private readonly weights: Int32Array;
  private readonly inputs = new Int32Array(mixerInputs);
  private mixed = 0;

  constructor(count: number) {
    this.weights = new Int32Array(count * mixerInputs).fill(26214);
  }
  reset(): void {
    this.weights.fill(26214);
  }
  add(input: number, probability: number): void {
    this.inputs[input] = stretched[probability >> 4]!;
  }
  mix(mixer: number): number {
    let sum = 0;
    for (let i = 0; i < mixerInputs; ++i) sum += this.weights[mixer * mixerInputs + i]! * this.inputs[i]!;
    const d = Math.min(2047, Math.max(-2047, Math.floor(sum / 65536)));
    this.mixed = Math.min(65504, Math.max(32, squashed[d + 2047]!));
    return this.mixed;
  }
  update(mixer: number, bit: 0 | 1): void {
    const error = (bit ? 65536 : 0) - this.mixed;
    for (let i = 0; i < mixerInputs; ++i) {
      const at = mixer * mixerInputs + i;
      const weight = this.weights[at]! + ((this.inputs[i]! * error) >> 13);
      this.weights[at] = weight < -largestWeight ? -largestWeight : weight > largestWeight ? largestWeight : weight;
    }
  }
}
