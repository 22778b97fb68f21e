// The entries of a ledger: texts of lines "key value" in a fixed order, as docs/ledger.md describes them byte for byte. No entry names a person: what would is salted.
import {
  bytesOf, checkName, expectSame, type Hash, hashOf, Lines, mostNumber, oneOf, parseCode, parseHash, parseNumber, parseUtc, refuse, Refused, type Text, textOf, toHex, fromHex, sha256, type Utc, utcText,
} from 'insyn-note';

export const longestEntry = 4096;
const longestName = 200;
const head = 'insyn ledger 1 ';

/** SHA-256(salt ‖ what), in hexadecimal digits. */
export type Salted = Hash;

export type Opens = 'pictures' | 'events';
export type ApprovedBy = 'person' | 'rules';
export type ExportForm = 'video' | 'pictures' | 'text';
export type ShreddedBecause = 'retention' | 'discard' | 'erasure';
export type AccountRole = 'administrator' | 'reviewer' | 'union' | 'analyst' | 'agent' | 'importer';

export type What =
  | { kind: 'agreement'; id: string; agreement: Hash }
  | { kind: 'roster'; id: string; version: number; roster: Hash }
  | { kind: 'withdrawal'; party: string; agreement: Hash; withdrawal: Hash }
  | { kind: 'certificate'; recording: Salted; certificate: Salted }
  | { kind: 'received'; recording: Salted; contents: Salted; chunks: number }
  | { kind: 'request'; recording: Salted; opens: Opens; reader: Salted; request: Salted; purpose: string; until: Utc }
  | { kind: 'approval'; of: number; party: string; by: ApprovedBy; approval: Salted }
  | { kind: 'peel'; of: number; peel: Salted }
  | { kind: 'reading'; of: number }
  | { kind: 'own-reading'; recording: Salted; agent: Salted }
  | { kind: 'export'; of: number; form: ExportForm }
  | { kind: 'discard'; recording: Salted; discard: Salted }
  /** The one entry that names the recording as it is. */
  | { kind: 'shredded'; recording: string; because: ShreddedBecause }
  | { kind: 'hold'; recording: Salted; hold: Salted; until: Utc }
  | { kind: 'fork'; of: number; contents: Salted }
  | { kind: 'role'; role: AccountRole; change: 'given' | 'taken'; person: Salted; by: Salted }
  | { kind: 'pages'; pages: Hash }
  /** `audio`: audio.note. */
  | { kind: 'audio'; recording: Salted; audio: Salted }
  | { kind: 'audio-lookup'; recording: Salted; importer: Salted }
  | { kind: 'extension'; agreement: Hash; version: string; package: Hash; release: Hash };

export type EntryKind = What['kind'];
/** `time`: when the server says that it was done. */
export type Entry = What & { time: Utc };

interface Field {
  parse: (text: string) => unknown;
  text: (value: never) => string;
}
const same = (text: string): string => text;
const field = <T>(parse: (text: string) => T, text: (value: T) => string): Field => ({ parse, text });
const name = field((text) => (checkName(text, longestName), text), same);
const hash = field(parseHash, same);
const number = field((text) => parseNumber(text, mostNumber), String);
const time = field(parseUtc, utcText);
const purpose = field((text) => parseCode(text, 64), same);
const recordingId = field((text) => toHex(fromHex(text, 16)), same);
const word = (...words: string[]): Field => field((text) => oneOf(words, text), same);

const opens = word('pictures', 'events');
/** The lines of each kind behind `time`, in their order. */
const fieldsOf: Record<EntryKind, Record<string, Field>> = {
  agreement: { id: name, agreement: hash },
  roster: { id: name, version: number, roster: hash },
  withdrawal: { party: name, agreement: hash, withdrawal: hash },
  certificate: { recording: hash, certificate: hash },
  received: { recording: hash, contents: hash, chunks: number },
  request: { recording: hash, opens, reader: hash, request: hash, purpose, until: time },
  approval: { of: number, party: name, by: word('person', 'rules'), approval: hash },
  peel: { of: number, peel: hash },
  reading: { of: number },
  'own-reading': { recording: hash, agent: hash },
  export: { of: number, form: word('video', 'pictures', 'text') },
  discard: { recording: hash, discard: hash },
  shredded: { recording: recordingId, because: word('retention', 'discard', 'erasure') },
  hold: { recording: hash, hold: hash, until: time },
  fork: { of: number, contents: hash },
  role: { role: word('administrator', 'reviewer', 'union', 'analyst', 'agent', 'importer'), change: word('given', 'taken'), person: hash, by: hash },
  pages: { pages: hash },
  audio: { recording: hash, audio: hash },
  'audio-lookup': { recording: hash, importer: hash },
  extension: { agreement: hash, version: name, package: hash, release: hash },
};
export const entryKinds = Object.keys(fieldsOf) as EntryKind[];

export function entryText(entry: Entry): string {
  const values = entry as unknown as Record<string, never>;
  let text = `${head}${entry.kind}\ntime ${utcText(entry.time)}\n`;
  for (const [key, { text: write }] of Object.entries(fieldsOf[entry.kind])) text += `${key} ${write(values[key]!)}\n`;
  return text;
}

/** Refused with `unknown-kind-of-entry` where the head is that of an entry whose kind is not known here, with another code where it is no entry at all. */
export function parseEntry(given: Text): Entry {
  if (given.length > longestEntry || (typeof given === 'string' && bytesOf(given).length > longestEntry)) refuse('corrupt', 'too-long');
  const text = typeof given === 'string' ? given : textOf(given);
  const end = text.indexOf('\n');
  if (!text.startsWith(head) || end < 0) refuse('corrupt', 'not-an-entry', { line: 1 });
  const kind = entryKinds.find((one) => one === text.slice(head.length, end));
  if (kind === undefined) refuse('corrupt', 'unknown-kind-of-entry', { line: 1 });
  const lines = new Lines(text, head + kind);
  const entry: Record<string, unknown> = { kind, time: lines.take('time', parseUtc) };
  for (const [key, { parse }] of Object.entries(fieldsOf[kind])) entry[key] = lines.take(key, parse);
  lines.finish();
  const result = entry as unknown as Entry;
  expectSame(text, entryText(result));
  return result;
}

/** 32 bytes in hexadecimal digits, of one entry. */
export type Salt = string;

/** `what` is the bytes of a file, or a name: a recording's id, a recipient. */
export function salted(salt: Salt, what: Text): Salted {
  return hashOf(concat(fromHex(salt, 32), typeof what === 'string' ? bytesOf(what) : what));
}
/** Of the notes by which a recording is known; `closing` is the journal of one that was never closed. */
export function saltedContents(salt: Salt, opening: Text, closing: Text): Salted {
  return hashOf(concat(fromHex(salt, 32), sha256(opening), sha256(closing)));
}
function concat(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What of an entry's truth the ledger itself can tell. */
export type Fault =
  | { fault: 'unreadable'; refused: Refused }
  | { fault: 'follows-from-none'; of: number; wanted: EntryKind }
  | { fault: 'after-its-time'; request: number; until: Utc };

const followsFrom: Partial<Record<EntryKind, EntryKind>> = { approval: 'request', peel: 'approval', reading: 'peel', export: 'peel', fork: 'received' };

/** Looks at all entries of a ledger one after another, whether what each refers to stands before it and allows it. */
export class Order {
  private readonly kinds: (EntryKind | undefined)[] = [];
  private readonly requests = new Map<number, { request: number; until: Utc }>();

  get size(): number {
    return this.kinds.length;
  }
  /** The next entry, as parseEntry() gave or refused it. With a fault it is counted, but nothing follows from it. */
  take(entry: Entry | Refused): Fault | undefined {
    const number = this.kinds.length;
    const fault = this.check(entry);
    this.kinds.push(fault === undefined && !(entry instanceof Refused) ? entry.kind : undefined);
    if (fault !== undefined || entry instanceof Refused) return fault;
    if (entry.kind === 'request') {
      this.requests.set(number, { request: number, until: entry.until });
    } else if ('of' in entry) {
      const from = this.requests.get(entry.of);
      if (from !== undefined) this.requests.set(number, from);
    }
    return undefined;
  }
  /** The number of the request from which the entry follows; its own where it is one. */
  requestOf(number: number): number | undefined {
    return this.requests.get(number)?.request;
  }

  private check(entry: Entry | Refused): Fault | undefined {
    if (entry instanceof Refused) return { fault: 'unreadable', refused: entry };
    if (!('of' in entry)) return undefined;
    const wanted = followsFrom[entry.kind]!;
    if (this.kinds[entry.of] !== wanted) return { fault: 'follows-from-none', of: entry.of, wanted };
    const from = this.requests.get(entry.of);
    if (entry.kind !== 'approval' && from !== undefined && entry.time > from.until) return { fault: 'after-its-time', request: from.request, until: from.until };
    return undefined;
  }
}

