// What a reviewer notes about the system, in the form in which it is sealed: JSON of at most 64 KiB. There is no field for whoever talks.
import { number, oneOf, type Read, record, text } from '../../centre/read';

export const kinds = ['error-no-way', 'no-hit', 'wrong-answer', 'slow', 'hard-to-find', 'double-work', 'broken', 'other'] as const;
export type FindingKind = (typeof kinds)[number];

export interface Note {
  version: 1;
  // In milliseconds of the recording; a moment where both are the same.
  from: number;
  to: number;
  // What it is about; empty where nothing is named.
  screen: string;
  article: string;
  kind: FindingKind;
  text: string;
}

export interface Finding {
  id: string;
  // Null once the recording is gone.
  recording: string | null;
  // The day on which it was handed in, "2026-11-24".
  day: string;
  own: boolean;
  hasPicture: boolean;
  // Null where it could not be opened.
  note: Note | null;
}

const readNote: Read<Note> = record<Note>({
  version: (value) => (value === 1 ? 1 : (() => { throw new TypeError('another version'); })()),
  from: number,
  to: number,
  screen: text,
  article: text,
  kind: oneOf(...kinds),
  text,
});

export const kLongestText = 4000;
export const kLargestNote = 64 << 10;
export const kLargestPicture = 2 << 20;

export const noteBytes = (note: Note): Uint8Array => new TextEncoder().encode(JSON.stringify(note));

export const noteOf = (bytes: Uint8Array): Note | null => {
  try {
    return readNote(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
};
