// What lies in chunks of calls and events.
import { bytesOf, parseNumber, refuse, textOf } from 'insyn-note';
import { isRecordingId } from './layout.js';

const head = 'insyn call statements 1\n';
export const mostCallNotes = 64;
const largestNote = 8 << 10;
const eventsHead = 'call,time,event,object\n';

export interface CallStatements {
  id: string;
  /** Notes of call sources, as they came. */
  notes: string[];
}

const startsWith = (bytes: Uint8Array, text: string): boolean => bytesOf(text).every((byte, i) => bytes[i] === byte);

/** By its first line: a chunk of calls holds this, or the end. */
export const areCallStatements = (chunk: Uint8Array): boolean => startsWith(chunk, head);

export function parseCallStatements(chunk: Uint8Array): CallStatements {
  if (!areCallStatements(chunk)) refuse('corrupt', 'other-head', { line: 1 });
  let at = bytesOf(head).length;
  const value = (key: string): string => {
    const end = chunk.indexOf(0x0a, at);
    const line = end < 0 || end - at > 100 ? '' : textOf(chunk.subarray(at, end));
    if (!line.startsWith(`${key} `)) refuse('corrupt', 'line-missing', { about: key });
    at = end + 1;
    return line.slice(key.length + 1);
  };
  const id = value('id');
  if (!isRecordingId(id)) refuse('corrupt', 'line-value', { about: 'id' });
  const notes: string[] = [];
  while (at < chunk.length || notes.length === 0) {
    if (notes.length === mostCallNotes) refuse('corrupt', 'too-many', { about: 'note' });
    const length = parseNumber(value('note'), largestNote);
    if (length === 0 || length > chunk.length - at || chunk[at + length - 1] !== 0x0a) refuse('corrupt', 'line-value', { about: 'note' });
    notes.push(textOf(chunk.subarray(at, at + length)));
    at += length;
  }
  return { id, notes };
}

/** Refused where it could not be read back. */
export function callStatementsText({ id, notes }: CallStatements): string {
  const text = `${head}id ${id}\n${notes.map((note) => `note ${bytesOf(note).length}\n${note}`).join('')}`;
  parseCallStatements(bytesOf(text));
  return text;
}

/** The lines of a chunk of events, without its first: docs/recording.md, "The events". */
export function eventLines(chunk: Uint8Array): string {
  const text = textOf(chunk);
  if (!text.startsWith(eventsHead) || !text.endsWith('\n')) refuse('corrupt', 'other-head', { line: 1 });
  return text.slice(eventsHead.length);
}
