// The range decoder of docs/track-format.md, "Body: entropy coding". Integers that pass 32 bits stay below 2^53.

/** Decodes any bytes without an error. Past their end it reads zeros; the caller has to check overrun. */
export class RangeDecoder {
  /** How many bytes have been read; the last four of them are not decided yet. */
  offset = 0;
  private low = 0;
  private high = 0xffffffff;
  private code = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 4; ++i) this.code = ((this.code << 8) | this.next()) >>> 0;
  }

  /** Decodes a decision; `probability` of a 1, in units of 1/65536. */
  decode(probability: number): 0 | 1 {
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
  get hasUnreadBytes(): boolean {
    return this.offset < this.bytes.length;
  }

  private next(): number {
    const at = this.offset++;
    return at < this.bytes.length ? this.bytes[at]! : 0;
  }
}
