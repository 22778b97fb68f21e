// Strict reading of one TOML table: the caller asks for each key by its type and bounds, and a key that was not asked for is refused.
import { type Code, refuse, within } from './refused.js';
import { checkName, checkPath, checkReadable, isHash, looksLikeRecipient, type Hash } from './text.js';
import type { Table, Value } from './toml.js';

const mostItems = 100;

export class TableReader {
  private readonly known = new Set<string>();

  /** `name` is what refusals call the table, "" for the top one. */
  constructor(
    private readonly table: Table,
    private readonly name = '',
  ) {}

  get line(): number {
    return this.table.line;
  }
  find(key: string): Value | undefined {
    this.known.add(key);
    return this.table.fields.get(key);
  }
  fullName(key: string): string {
    return this.name === '' ? key : `${this.name}.${key}`;
  }
  refuse(key: string, code: Code = 'field-value'): never {
    return refuse('corrupt', code, { line: this.find(key)?.line ?? this.line, about: this.fullName(key) });
  }
  private required(key: string): Value {
    return this.find(key) ?? this.refuse(key, 'field-missing');
  }
  private checked(key: string, value: Value, check: (text: string) => void): string {
    if (value.kind !== 'string') return this.refuse(key);
    within({ line: value.line, about: this.fullName(key) }, () => check(value.string));
    return value.string;
  }

  /** 1 to `limit` bytes without invisible characters. Without a `fallback` the key is required. */
  string(key: string, limit: number, fallback?: string): string {
    if (fallback !== undefined && this.find(key) === undefined) return fallback;
    return this.checked(key, this.required(key), (text) => checkReadable(text, limit));
  }
  nameOf(key: string, limit: number, fallback?: string): string {
    if (fallback !== undefined && this.find(key) === undefined) return fallback;
    return this.checked(key, this.required(key), (text) => checkName(text, limit));
  }
  path(key: string, limit: number): string {
    return this.checked(key, this.required(key), (text) => checkPath(text, limit));
  }
  word<const T extends string>(key: string, words: readonly T[], fallback?: T): T {
    const text = this.string(key, 200, fallback);
    return words.find((word) => word === text) ?? this.refuse(key);
  }
  integer(key: string, least: number, most: number, fallback?: number): number {
    if (fallback !== undefined && this.find(key) === undefined) return fallback;
    const value = this.required(key);
    if (value.kind !== 'integer' || value.number < least || value.number > most) return this.refuse(key);
    return value.number;
  }
  /** More than 0 and at most 1. */
  fraction(key: string, fallback: number): number {
    const value = this.find(key);
    if (value === undefined) return fallback;
    if ((value.kind !== 'float' && value.kind !== 'integer') || !(value.number > 0 && value.number <= 1)) return this.refuse(key);
    return value.number;
  }
  boolean(key: string, fallback: boolean): boolean {
    const value = this.find(key);
    if (value === undefined) return fallback;
    return value.kind === 'boolean' ? value.boolean : this.refuse(key);
  }
  /** A list of 1 to 100 such strings without repetitions; empty where the key is missing. */
  strings(key: string, limit: number, check: (text: string) => void = (text) => checkReadable(text, limit)): string[] {
    const value = this.find(key);
    if (value === undefined) return [];
    if (value.kind !== 'array' || value.items.length === 0 || value.items.length > mostItems) return this.refuse(key);
    const all = value.items.map((item) => this.checked(key, item, (text) => (checkReadable(text, limit), check(text))));
    return new Set(all).size === all.length ? all : this.refuse(key);
  }
  /** An age recipient; nothing where the key is missing. */
  recipient(key: string): string | undefined {
    if (this.find(key) === undefined) return undefined;
    const text = this.string(key, 62);
    return looksLikeRecipient(text) ? text : this.refuse(key, 'not-a-recipient');
  }
  recipients(key: string): string[] {
    return this.strings(key, 62, (text) => looksLikeRecipient(text) || this.refuse(key, 'not-a-recipient'));
  }
  /** A SHA-256, whose digits may be capitals, as C++ reads them; in lower case. */
  hash(key: string): Hash {
    const text = this.string(key, 64).toLowerCase();
    return isHash(text) ? text : this.refuse(key, 'not-a-hash');
  }
  /** The table under `key`; where it is missing, an empty one. */
  section(key: string): TableReader {
    return this.sectionIfThere(key) ?? new TableReader({ kind: 'table', line: this.line, fields: new Map() }, this.fullName(key));
  }
  sectionIfThere(key: string): TableReader | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    return value.kind === 'table' ? new TableReader(value, this.fullName(key)) : this.refuse(key);
  }
  /** The tables under [[key]], 1 to `most`; none where there are none. */
  tables(key: string, most: number): TableReader[] {
    const value = this.find(key);
    if (value === undefined) return [];
    if (value.kind !== 'array' || value.items.length === 0 || value.items.length > most) return this.refuse(key);
    return value.items.map((item) => (item.kind === 'table' ? new TableReader(item, this.fullName(key)) : this.refuse(key)));
  }
  /** Refused where the table has a key that was not asked for. */
  finish(): void {
    for (const [key, value] of this.table.fields)
      if (!this.known.has(key)) refuse('corrupt', 'field-unknown', { line: value.line, about: this.fullName(key) });
  }
}
