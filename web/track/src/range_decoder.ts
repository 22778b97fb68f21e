// Decisions from bytes, and the models that say how likely each is. All of it after "Body: decisions" in
// docs/track-format.md; whole numbers alone, below 2^53 where they pass 32 bits.

/** Any bytes are decisions; behind their end zeros are read, which overrun tells. */
export class RangeDecoder {
  /** How many bytes have been taken in, of which the last four are still undecided. */
  offset = 0;
  private low = 0;
  private high = 0xffffffff;
  private code = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 4; ++i) this.code = ((this.code << 8) | this.next()) >>> 0;
  }

  /** `probability` of a 1, in 65536ths. */
  decide(probability: number): 0 | 1 {
    const middle = this.low + Math.floor(((this.high - this.low) * probability) / 65536);
    const bit = this.code <= middle ? 1 : 0;
    if (bit) this.high = middle;
    else this.low = middle + 1;
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 0xff) >>> 0;
      this.code = ((this.code << 8) | this.next()) >>> 0;
    }
    return bit;
  }

  get overrun(): boolean {
    return this.offset > this.bytes.length + 3;
  }
  get hasRest(): boolean {
    return this.offset < this.bytes.length;
  }

  private next(): number {
    const at = this.offset++;
    return at < this.bytes.length ? this.bytes[at]! : 0;
  }
}

const least = 24 * 64;
const most = 65512 * 64;
const one = 2 ** 22 - 1;
const share = Int32Array.from({ length: 256 }, (_, n) => Math.trunc(65534 / (2 * n + 3)));
const fresh = (2 ** 21) << 8;

/** Adaptive bits, each by a number. */
export class Bits {
  private readonly states: Int32Array; // q · 256 + n

  constructor(count: number) {
    this.states = new Int32Array(count).fill(fresh);
  }
  reset(): void {
    this.states.fill(fresh);
  }
  probability(at: number): number {
    return this.states[at]! >> 14;
  }
  learn(at: number, bit: 0 | 1, limit: number): void {
    const state = this.states[at]!;
    const n = state & 255;
    let q = state >> 8;
    q += Math.trunc((((bit ? one : 0) - q) * share[n]!) / 65536);
    q = q < least ? least : q > most ? most : q;
    this.states[at] = (q << 8) | (n < limit ? n + 1 : n);
  }
  decide(coder: RangeDecoder, at: number, limit = 62): 0 | 1 {
    const bit = coder.decide(this.probability(at));
    this.learn(at, bit, limit);
    return bit;
  }
  /** A tree of `bits` bits that begins at number `first`, which takes 2^bits of them. */
  tree(coder: RangeDecoder, bits: number, first = 0, limit = 62): number {
    let node = 1;
    for (let i = 0; i < bits; ++i) node = (node << 1) | this.decide(coder, first + node, limit);
    return node - (1 << bits);
  }
}

/** Numbers of up to 63 bits. Above 2^53 they are not exact, but no field allows one that large. */
export class Numbers {
  private readonly lengths = new Bits(63);
  private readonly leading = new Bits(64 * 8);

  reset(): void {
    this.lengths.reset();
    this.leading.reset();
  }
  read(coder: RangeDecoder): number {
    let bits = 0;
    while (bits < 63 && this.lengths.decide(coder, bits)) ++bits;
    let got = 1;
    for (let known = 0; known < bits; ++known)
      got = got * 2 + (known < 3 ? this.leading.decide(coder, bits * 8 + got) : coder.decide(32768));
    return got - 1;
  }
  readSigned(coder: RangeDecoder): number {
    const folded = this.read(coder);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}
