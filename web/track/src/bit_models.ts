// The adaptive models of docs/track-format.md, "Body: entropy coding": adaptive bits, numbers and mixers.
import { adapted, initialState, type RangeDecoder } from './range_decoder.js';

/** An array of adaptive bits. */
export class AdaptiveBits {
  readonly states: Int32Array;

  constructor(count: number) {
    this.states = new Int32Array(count).fill(initialState);
  }
  reset(): void {
    this.states.fill(initialState);
  }
  decode(coder: RangeDecoder, at: number, limit = 62): 0 | 1 {
    return coder.bit(this.states, at, limit);
  }
  /** Decodes a bit tree of `bits` bits that starts at index `first` and takes 2^bits models. */
  tree(coder: RangeDecoder, bits: number, first = 0, limit = 62): number {
    return coder.tree(this.states, bits, first, limit);
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

/** Within what a mixer may give. */
const squashed = Int32Array.from({ length: 4095 }, (_, i) => Math.min(65504, Math.max(32, squash(i - 2047))));
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
const firstWeight = 26214;
const largestWeight = 2 ** 22;
const farthest = 2047 * 65536;

function learned(before: number, input: number, error: number): number {
  const weight = before + (Math.imul(input, error) >> 13);
  return weight < -largestWeight ? -largestWeight : weight > largestWeight ? largestWeight : weight;
}

/** Decodes bits whose probability is mixed from five adaptive ones. */
export class Mixers {
  private readonly weights: Int32Array;

  constructor(count: number) {
    this.weights = new Int32Array(count * mixerInputs).fill(firstWeight);
  }
  reset(): void {
    this.weights.fill(firstWeight);
  }
  /** The bits' states are `states[at[0] + node]` and so on; two of them may be the same one, which then learns twice. */
  decode(coder: RangeDecoder, mixer: number, states: Int32Array, at: Int32Array, node: number, limit: number): 0 | 1 {
    const { weights } = this;
    const a = at[0]! + node;
    const b = at[1]! + node;
    const c = at[2]! + node;
    const d = at[3]! + node;
    const e = at[4]! + node;
    const first = mixer * mixerInputs;
    const inputA = stretched[states[a]! >> 18]!;
    const inputB = stretched[states[b]! >> 18]!;
    const inputC = stretched[states[c]! >> 18]!;
    const inputD = stretched[states[d]! >> 18]!;
    const inputE = stretched[states[e]! >> 18]!;
    // Exact: it stays below 2^36.
    const sum = weights[first]! * inputA + weights[first + 1]! * inputB + weights[first + 2]! * inputC + weights[first + 3]! * inputD +
      weights[first + 4]! * inputE;
    // What is farther from 0 than this has 2047 and would not be a whole number of 32 bits.
    const mixed = squashed[(sum >= farthest ? 2047 : sum < -farthest ? -2047 : (sum | 0) >> 16) + 2047]!;
    const bit = coder.decode(mixed);
    const error = (bit === 1 ? 65536 : 0) - mixed;
    weights[first] = learned(weights[first]!, inputA, error);
    weights[first + 1] = learned(weights[first + 1]!, inputB, error);
    weights[first + 2] = learned(weights[first + 2]!, inputC, error);
    weights[first + 3] = learned(weights[first + 3]!, inputD, error);
    weights[first + 4] = learned(weights[first + 4]!, inputE, error);
    states[a] = adapted(states[a]!, bit, limit);
    states[b] = adapted(states[b]!, bit, limit);
    states[c] = adapted(states[c]!, bit, limit);
    states[d] = adapted(states[d]!, bit, limit);
    states[e] = adapted(states[e]!, bit, limit);
    return bit;
  }
}
