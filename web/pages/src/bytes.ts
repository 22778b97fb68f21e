// The numbers and texts of docs/pages-format.md, "Conventions".
import { PagesError } from './error.js';

const largest = Number.MAX_SAFE_INTEGER; // 2⁵³ − 1
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** The bytes of a text in UTF-8, or −1 where it has no such form (half of a surrogate pair) or has a U+0000. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      if (unit === 0) return -1;
    } else if (unit < 0x800) bytes += 1;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 2;
    else {
      const next = text.charCodeAt(i + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return -1;
      bytes += 2; // four bytes for two units
      ++i;
    }
  }
  return bytes;
}

/** A text that a track can hold: U+FFFD where it has half of a surrogate pair, and for U+0000. */
export function wellFormed(text: string): string {
  return utf8Length(text) >= 0 ? text : text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

export class ByteWriter {
  private bytes = new Uint8Array(1024);
  size = 0;

  get view(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }
  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }
  uint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new PagesError(`${value} is no number from 0 to 2^53`);
    this.room(8);
    while (value > 127) {
      this.bytes[this.size++] = (value % 128) + 128;
      value = Math.floor(value / 128);
    }
    this.bytes[this.size++] = value;
  }
  int(value: number): void {
    this.uint(value < 0 ? -2 * value - 1 : 2 * value);
  }
  px(value: number): void {
    this.int(value * 64);
  }
  /** `text` is one of which utf8Length() gives the length. */
  text(text: string): void {
    const length = utf8Length(text);
    if (length < 0) throw new PagesError('a text that is not Unicode, or has a U+0000');
    this.uint(length);
    this.room(length);
    encoder.encodeInto(text, this.bytes.subarray(this.size));
    this.size += length;
  }
  sized(bytes: Uint8Array): void {
    this.uint(bytes.length);
    this.raw(bytes);
  }

  private room(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.size + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

export class ByteReader {
  offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.offset === this.bytes.length;
  }
  uint(): number {
    let value = 0;
    for (let place = 0, factor = 1; place < 8; ++place, factor *= 128) {
      const byte = this.bytes[this.offset++];
      if (byte === undefined) throw new PagesError('the body ends within it');
      value += (byte & 127) * factor;
      if (byte > 127) continue;
      if (byte === 0 && place > 0) throw new PagesError('a number that is longer than it needs to be');
      if (value > largest) throw new PagesError('a number of 2^53 or more');
      return value;
    }
    throw new PagesError('a number of more than 8 bytes');
  }
  upTo(most: number, name: string): number {
    const value = this.uint();
    if (value > most) throw new PagesError(`${name} ${value}, and the largest is ${most}`);
    return value;
  }
  int(): number {
    const folded = this.uint();
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
  px(): number {
    return this.int() / 64;
  }
  raw(length: number): Uint8Array {
    if (length > this.bytes.length - this.offset) throw new PagesError('the body ends within it');
    return this.bytes.subarray(this.offset, (this.offset += length));
  }
  /** U+0000 is PagesState's to refuse. */
  text(): string {
    const bytes = this.raw(this.uint());
    if (bytes.length < 24) {
      const short = asciiOf(bytes);
      if (short !== null) return short;
    }
    try {
      return decoder.decode(bytes);
    } catch {
      throw new PagesError('a text that is not UTF-8');
    }
  }
  /** Each entry has a byte at least, so that no list is longer than the body. */
  list<One>(one: () => One): One[] {
    const length = this.uint();
    const list: One[] = [];
    for (let i = 0; i < length; ++i) list.push(one());
    return list;
  }
}

function asciiOf(bytes: Uint8Array): string | null {
  let text = '';
  for (const byte of bytes) {
    if (byte > 127) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
