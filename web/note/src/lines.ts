// What the notes of recordings and openings have in common: lines of "key value" in a fixed order. Each is accepted only where writing what was read gives the very same
// bytes, so that it has one way to be written down.
import { refuse, within } from './refused.js';
import { bytesOf, checkReadable, type Hash, isHash, isCode } from './text.js';
import { parseUtc, type Utc } from './time.js';

/** The largest number here. The formats allow 2^62, which nothing that is counted reaches; JavaScript's numbers are exact up to this. */
export const mostNumber = Number.MAX_SAFE_INTEGER;

export function parseNumber(text: string, limit = mostNumber): number {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) refuse('corrupt', 'not-a-number');
  const value = Number(text);
  if (value > limit) refuse('corrupt', 'not-a-number');
  return value;
}

export function parseHash(text: string): Hash {
  if (!isHash(text)) refuse('corrupt', 'not-a-hash');
  return text;
}

/** Whether `value` may stand in a note: 1 to 500 bytes without invisible characters, no space at either end. */
export function fitsInNote(value: string): boolean {
  try {
    checkReadable(value, 500);
    return !value.startsWith(' ') && !value.endsWith(' ');
  } catch {
    return false;
  }
}

export function parseText(text: string): string {
  checkReadable(text, 500);
  if (text.startsWith(' ') || text.endsWith(' ')) refuse('corrupt', 'line-value');
  return text;
}

export function parseCode(text: string, limit = 64): string {
  if (!isCode(text, limit)) refuse('corrupt', 'not-a-code');
  return text;
}

export function oneOf<const T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  return found ?? refuse('corrupt', 'line-value');
}

/** The part before the first space, and what is behind it. */
export function splitWord(text: string): [string, string] {
  const space = text.indexOf(' ');
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

/** Takes the lines of a text one by one, in the order that its format demands. */
export class Lines {
  private readonly lines: string[];
  private next = 0;

  /** `head` is the first line. */
  constructor(text: string, head: string) {
    this.lines = text.split('\n');
    if (this.lines.pop() !== '') refuse('corrupt', 'no-line-end', { line: this.lines.length + 1 });
    if (this.lines[this.next++] !== head) refuse('corrupt', 'other-head', { line: 1 });
  }

  /** The value of the next line, which has this key. */
  take<T>(key: string, parse: (value: string) => T): T {
    const value = this.peek(key);
    if (value === undefined) refuse('corrupt', this.next < this.lines.length ? 'unknown-line' : 'line-missing', { line: this.next + 1, about: key });
    return within({ line: ++this.next, about: key }, () => parse(value));
  }
  /** The same, where the next line has this key; otherwise nothing. */
  takeOptional<T>(key: string, parse: (value: string) => T): T | undefined {
    return this.peek(key) === undefined ? undefined : this.take(key, parse);
  }
  /** The same, of up to `most` lines. */
  takeAll<T>(key: string, most: number, parse: (value: string) => T): T[] {
    const all: T[] = [];
    while (this.peek(key) !== undefined) {
      if (all.length === most) refuse('corrupt', 'too-many', { line: this.next + 1, about: key });
      all.push(this.take(key, parse));
    }
    return all;
  }
  /** The next line's key; nothing after the last. */
  get key(): string | undefined {
    const line = this.lines[this.next];
    return line === undefined ? undefined : splitWord(line)[0];
  }
  finish(): void {
    if (this.next < this.lines.length) refuse('corrupt', 'unknown-line', { line: this.next + 1 });
  }

  private peek(key: string): string | undefined {
    const line = this.lines[this.next];
    if (line === undefined || !line.startsWith(`${key} `)) return undefined;
    return line.slice(key.length + 1);
  }
}

/** Refused where the text is not, byte for byte, what is `expected` of what was read from it. */
export function expectSame(text: string, expected: string): void {
  if (text === expected) return;
  const lines = expected.split('\n');
  const differs = text.split('\n').findIndex((line, i) => line !== lines[i]);
  refuse('corrupt', 'not-as-written', { line: differs < 0 ? lines.length : differs + 1 });
}

/** The text of a head and lines; a line whose value is undefined or empty is left out. */
export function linesText(head: string, lines: readonly (readonly [key: string, value: string | number | undefined])[]): string {
  let text = `${head}\n`;
  for (const [key, value] of lines) if (value !== undefined && value !== '') text += `${key} ${value}\n`;
  return text;
}

/** Whether a list is ascending by its bytes, and has nothing twice. */
export function ascends(list: readonly string[]): boolean {
  return list.every((one, i) => i === 0 || compareBytes(list[i - 1]!, one) < 0);
}

/** By their UTF-8, as C++ compares. */
export function compareBytes(a: string, b: string): number {
  const left = bytesOf(a);
  const right = bytesOf(b);
  for (let i = 0; i < left.length && i < right.length; ++i) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return left.length - right.length;
}

export { parseUtc, type Utc };
