// TOML 1.0 (https://toml.io/en/v1.0.0): a text from outside as a plain tree that remembers its lines.
import { refuse } from './refused.js';
import { bytesOf, checkedText, checkShown, type Text } from './text.js';
import type { Utc } from './time.js';

const mostStops = 2000;
const deepest = 32;

export type Value = { line: number } & (
  | { kind: 'string'; string: string }
  | { kind: 'integer' | 'float'; number: number }
  | { kind: 'boolean'; boolean: boolean }
  /** A local date: "2026-12-01". */
  | { kind: 'date'; date: string }
  | { kind: 'instant'; instant: Utc }
  /** A local time, or a local date-time. */
  | { kind: 'other' }
  | { kind: 'array'; items: Value[] }
  | { kind: 'table'; fields: Map<string, Value> }
);
export type Table = Extract<Value, { kind: 'table' }>;
type Array_ = Extract<Value, { kind: 'array' }>;

const bareKey = /^[A-Za-z0-9_-]+/;
const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?)?|^(\d\d):(\d\d):(\d\d)(?:\.\d+)?/;
const numberForm = /^[+-]?(?:inf|nan|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)/;

class Parser {
  private at = 0;
  private line = 1;
  private readonly top: Table = { kind: 'table', line: 1, fields: new Map() };
  // What a header, a dotted key or an inline value may not go on with.
  private readonly closed = new Set<Value>();
  private readonly defined = new Set<Table>();
  private readonly byDots = new Map<Table, Table>();

  constructor(private readonly text: string) {}

  document(): Table {
    let current = this.top;
    this.defined.add(this.top);
    for (;;) {
      this.skipLayout();
      if (this.at === this.text.length) return this.top;
      if (this.text[this.at] === '[') {
        current = this.header();
      } else {
        this.keyValue(current, 0, current);
      }
      this.skipSpace();
      this.skipComment();
      if (this.at < this.text.length && !this.takeLineEnd()) this.fail();
    }
  }

  private fail(): never {
    return refuse('corrupt', 'not-toml', { line: this.line });
  }
  private skipSpace(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') ++this.at;
  }
  private skipComment(): void {
    if (this.text[this.at] !== '#') return;
    while (this.at < this.text.length && this.text[this.at] !== '\n' && !this.text.startsWith('\r\n', this.at)) {
      if (this.text[this.at] === '\r') this.fail();
      ++this.at;
    }
  }
  private takeLineEnd(): boolean {
    const length = this.text[this.at] === '\n' ? 1 : this.text.startsWith('\r\n', this.at) ? 2 : 0;
    this.at += length;
    if (length > 0) ++this.line;
    return length > 0;
  }
  private skipLayout(): void {
    do {
      this.skipSpace();
      this.skipComment();
    } while (this.takeLineEnd());
  }
  private take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private key(): string[] {
    const parts: string[] = [];
    do {
      this.skipSpace();
      const next = this.text[this.at];
      if (next === '"' || next === "'") {
        if (this.text.startsWith(next.repeat(3), this.at)) this.fail();
        parts.push(this.string());
      } else {
        const bare = bareKey.exec(this.text.slice(this.at, this.at + 1000))?.[0] ?? this.fail();
        this.at += bare.length;
        parts.push(bare);
      }
      this.skipSpace();
      if (parts.length > deepest) refuse('corrupt', 'nested-too-deep', { line: this.line });
    } while (this.take('.'));
    return parts;
  }

  // The table or, of [[…]], the new last item of the array.
  private header(): Table {
    const line = this.line;
    const isArray = this.take('[[');
    if (!isArray) this.take('[');
    const path = this.key();
    if (!this.take(isArray ? ']]' : ']')) this.fail();
    const last = path.pop()!;
    let table = this.top;
    for (const name of path) table = this.descend(table, name, line);
    const there = table.fields.get(last);
    const fresh: Table = { kind: 'table', line, fields: new Map() };
    if (isArray) {
      if (there !== undefined && (there.kind !== 'array' || this.closed.has(there))) this.fail();
      const array: Array_ = there ?? { kind: 'array', line, items: [] };
      table.fields.set(last, array);
      array.items.push(fresh);
      this.defined.add(fresh);
      return fresh;
    }
    if (there === undefined) {
      table.fields.set(last, fresh);
      this.defined.add(fresh);
      return fresh;
    }
    if (there.kind !== 'table' || this.closed.has(there) || this.defined.has(there) || this.byDots.has(there)) this.fail();
    this.defined.add(there);
    there.line = line;
    return there;
  }

  private descend(table: Table, name: string, line: number): Table {
    const there = table.fields.get(name);
    if (there === undefined) {
      const fresh: Table = { kind: 'table', line, fields: new Map() };
      table.fields.set(name, fresh);
      return fresh;
    }
    if (this.closed.has(there)) this.fail();
    if (there.kind === 'table') return there;
    const last = there.kind === 'array' ? there.items.at(-1) : undefined;
    return last?.kind === 'table' ? last : this.fail();
  }

  // `owner` is the table whose header, or inline value, this stands in: dotted keys go on with what the same one has begun.
  private keyValue(table: Table, depth: number, owner: Table): void {
    const line = this.line;
    const path = this.key();
    if (!this.take('=')) this.fail();
    const last = path.pop()!;
    for (const name of path) {
      const there = table.fields.get(name);
      if (there === undefined) {
        const fresh: Table = { kind: 'table', line, fields: new Map() };
        table.fields.set(name, fresh);
        this.byDots.set(fresh, owner);
        table = fresh;
      } else {
        if (there.kind !== 'table' || this.byDots.get(there) !== owner || this.closed.has(there)) this.fail();
        table = there;
      }
    }
    if (table.fields.has(last)) this.fail();
    this.skipSpace();
    const value = this.value(depth + path.length + 1);
    // toml++ counts a value's line where it begins.
    table.fields.set(last, value);
  }

  private value(depth: number): Value {
    const line = this.line;
    if (depth > deepest) refuse('corrupt', 'nested-too-deep', { line });
    const next = this.text[this.at];
    if (next === '"' || next === "'") return { kind: 'string', line, string: this.string() };
    if (next === '[') return this.array(line, depth);
    if (next === '{') return this.inlineTable(line, depth);
    if (this.take('true')) return { kind: 'boolean', line, boolean: true };
    if (this.take('false')) return { kind: 'boolean', line, boolean: false };
    return this.time(line) ?? this.number(line);
  }

  private array(line: number, depth: number): Array_ {
    const array: Array_ = { kind: 'array', line, items: [] };
    this.closed.add(array);
    ++this.at;
    for (;;) {
      this.skipLayout();
      if (this.take(']')) return array;
      array.items.push(this.value(depth + 1));
      this.skipLayout();
      if (this.take(']')) return array;
      if (!this.take(',')) this.fail();
    }
  }

  private inlineTable(line: number, depth: number): Table {
    const table: Table = { kind: 'table', line, fields: new Map() };
    ++this.at;
    this.skipSpace();
    if (!this.take('}')) {
      for (;;) {
        this.keyValue(table, depth, table);
        this.skipSpace();
        if (this.take('}')) break;
        if (!this.take(',')) this.fail();
      }
    }
    this.closed.add(table);
    return table;
  }

  private time(line: number): Value | undefined {
    const found = dateTime.exec(this.text.slice(this.at, this.at + 100));
    if (found === null) return undefined;
    const [whole, year, month, day, hour, minute, second, fraction, offset, onlyHour, onlyMinute, onlySecond] = found;
    this.at += whole.length;
    const inBounds = (h: string, m: string, s: string): boolean => Number(h) < 24 && Number(m) < 60 && Number(s) < 60;
    if (onlyHour !== undefined) return inBounds(onlyHour, onlyMinute!, onlySecond!) ? { kind: 'other', line } : this.fail();
    const date = `${year}-${month}-${day}`;
    const midnight = Date.parse(`${date}T00:00:00.000Z`);
    if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) this.fail();
    if (hour === undefined) return { kind: 'date', line, date };
    if (!inBounds(hour, minute!, second!)) this.fail();
    if (offset === undefined) return { kind: 'other', line };
    const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
    let minutes = 0;
    if (offset.length > 1) {
      if (!inBounds(offset.slice(1, 3), offset.slice(4), '0')) this.fail();
      minutes = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * (offset.startsWith('-') ? -1 : 1);
    }
    const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) - minutes * 60;
    return { kind: 'instant', line, instant: midnight + seconds * 1000 + milliseconds };
  }

  private number(line: number): Value {
    const found = numberForm.exec(this.text.slice(this.at, this.at + 1000))?.[0] ?? this.fail();
    this.at += found.length;
    if (/[A-Za-z0-9_.+:-]/.test(this.text[this.at] ?? ' ')) this.fail();
    const text = found.replaceAll('_', '');
    if (/^[+-]?(inf|nan)$/.test(text)) {
      const sign = text.startsWith('-') ? -1 : 1;
      return { kind: 'float', line, number: text.endsWith('nan') ? Number.NaN : sign * Number.POSITIVE_INFINITY };
    }
    if (/^[+-]0[xob]/.test(text)) this.fail();
    if (!/^0x/.test(text) && /[.eE]/.test(text)) {
      const number = Number(text);
      return Number.isFinite(number) ? { kind: 'float', line, number } : this.fail();
    }
    const integer = BigInt(text.replace(/^[+-]/, '')) * (text.startsWith('-') ? -1n : 1n);
    if (BigInt.asIntN(64, integer) !== integer) this.fail();
    return { kind: 'integer', line, number: Number(integer) };
  }

  private string(): string {
    const quote = this.text[this.at]!;
    const isLong = this.take(quote.repeat(3));
    if (!isLong) ++this.at;
    else this.takeLineEnd();
    let result = '';
    for (;;) {
      const next = this.text[this.at] ?? this.fail();
      if (next === quote && (!isLong || this.text.startsWith(quote.repeat(3), this.at))) {
        // Up to two quotes may stand right before the end.
        if (isLong) while (this.text.startsWith(quote.repeat(4), this.at)) result += this.takeQuote(quote, result);
        this.at += isLong ? 3 : 1;
        return result;
      }
      if (next === '\n' || this.text.startsWith('\r\n', this.at)) {
        if (!isLong) this.fail();
        result += next === '\n' ? '\n' : '\r\n';
        this.takeLineEnd();
      } else if (next === '\r') {
        this.fail();
      } else if (next === '\\' && quote === '"') {
        result += this.escape(isLong);
      } else {
        result += next;
        ++this.at;
      }
    }
  }

  private takeQuote(quote: string, before: string): string {
    if (before.endsWith(quote.repeat(2)) && this.text.startsWith(quote.repeat(6), this.at - 2)) this.fail();
    ++this.at;
    return quote;
  }

  private escape(isLong: boolean): string {
    ++this.at;
    const letter = this.text[this.at] ?? this.fail();
    const simple: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };
    if (letter in simple) {
      ++this.at;
      return simple[letter]!;
    }
    if (letter === 'u' || letter === 'U') {
      const digits = this.text.slice(this.at + 1, this.at + (letter === 'u' ? 5 : 9));
      const code = Number.parseInt(digits, 16);
      if (digits.length !== (letter === 'u' ? 4 : 8) || !/^[0-9A-Fa-f]+$/.test(digits) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) this.fail();
      this.at += 1 + digits.length;
      return String.fromCodePoint(code);
    }
    // A line that goes on: white space up to the next character is left out.
    if (!isLong) this.fail();
    this.skipSpace();
    if (!this.takeLineEnd()) this.fail();
    do this.skipSpace();
    while (this.takeLineEnd());
    return '';
  }
}

/** The text's top table. Refused where it is longer than 1 MiB, not TOML, misleading, or nested too deep. */
export function parseToml(given: Text): Table {
  const text = checkedText(given, '\n\r\t');
  checkShown(text);
  if (text.split('.').length - 1 > mostStops) refuse('corrupt', 'too-many', { about: '.' });
  return new Parser(text).document();
}

/** `text` as a TOML basic string with its quotes. */
export function quoted(text: string): string {
  let result = '"';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === '"' || character === '\\') result += `\\${character}`;
    else if (code < 0x20 || code === 0x7f) result += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    else result += character;
  }
  bytesOf(result);
  return `${result}"`;
}
