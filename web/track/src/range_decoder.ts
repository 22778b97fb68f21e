// The range decoder of docs/track-format.md, "Body: entropy coding", and the adaptive bits that it decodes most of.

/** A bit's state is q · 256 + n. */
const leastProbability = 24 * 64;
const mostProbability = 65512 * 64;
const certainty = 2 ** 22 - 1;
const rateAt = Int32Array.from({ length: 256 }, (_, n) => Math.trunc(65534 / (2 * n + 3)));
export const initialState = (2 ** 21) << 8;

/**
 * Decodes any bytes without an error. Past their end it reads zeros; the caller has to check overrun.
 *
 * Nearly all of the time of decoding is spent here, so it is written for what a compiler makes of it: nothing but 32-bit integers, whose
 * bits are those of unsigned ones, in fields that hold no other kind of number, and a product of more bits in two halves, as
 * (a · 2^16 + b) · p / 2^16 = a · p + b · p / 2^16.
 */
export class RangeDecoder {
  /** How many bytes have been read; the last four of them are not decided yet. */
  offset = 0;
  /** low, high and code. A number above 2^30 in a field of an object would be an object of its own. */
  private readonly state = new Int32Array([0, -1, 0]);

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 4; ++i) this.state[2] = (this.state[2]! << 8) | this.next();
  }

  /** Decodes a decision; `probability` of a 1, in units of 1/65536. */
  decode(probability: number): 0 | 1 {
    const { state } = this;
    const low = state[0]!;
    const range = state[1]! - low;
    const middle = (low + Math.imul(range >>> 16, probability) + (Math.imul(range & 0xffff, probability) >>> 16)) | 0;
    if (state[2]! >>> 0 <= middle >>> 0) {
      state[1] = middle;
      if ((low ^ middle) >>> 24 === 0) this.shift();
      return 1;
    }
    state[0] = middle + 1;
    if (((middle + 1) ^ state[1]!) >>> 24 === 0) this.shift();
    return 0;
  }

  /** Decodes an adaptive bit, whose state is `states[at]`. */
  bit(states: Int32Array, at: number, limit: number): 0 | 1 {
    const before = states[at]!;
    const bit = this.decode(before >> 14);
    states[at] = adapted(before, bit, limit);
    return bit;
  }

  /** Decodes a bit tree of `bits` bits that starts at index `first` and takes 2^bits models. */
  tree(states: Int32Array, bits: number, first: number, limit: number): number {
    let node = 1;
    for (let i = 0; i < bits; ++i) node = (node << 1) | this.bit(states, first + node, limit);
    return node - (1 << bits);
  }

  get overrun(): boolean {
    return this.offset > this.bytes.length + 3;
  }
  get hasUnreadBytes(): boolean {
    return this.offset < this.bytes.length;
  }

  /** The first bits of low and high are the same: they are decided. */
  private shift(): void {
    const { state } = this;
    do {
      state[0] = state[0]! << 8;
      state[1] = (state[1]! << 8) | 0xff;
      state[2] = (state[2]! << 8) | this.next();
    } while ((state[0]! ^ state[1]!) >>> 24 === 0);
  }

  private next(): number {
    const at = this.offset++;
    return at < this.bytes.length ? this.bytes[at]! : 0;
  }
}

/** The state of a bit after it was `bit`. */
export function adapted(before: number, bit: 0 | 1, limit: number): number {
  const n = before & 255;
  const q = before >> 8;
  const rate = rateAt[n]!;
  const next = n < limit ? n + 1 : n;
  if (bit === 1) {
    const far = certainty - q;
    const up = q + Math.imul(far >> 16, rate) + (Math.imul(far & 0xffff, rate) >> 16);
    return ((up > mostProbability ? mostProbability : up) << 8) | next;
  }
  const down = q - Math.imul(q >> 16, rate) - (Math.imul(q & 0xffff, rate) >> 16);
  return ((down < leastProbability ? leastProbability : down) << 8) | next;
}
