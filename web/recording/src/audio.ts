// Audio that was put beside a recording: docs/audio.md, byte for byte. The note says which file, and when in the recording it lies; the file is sealed to the recording's R.
import {
  bytesOf, expectSame, type Hash, hashOf, isBy, Lines, linesText, oneOf, parseHash, parseNote, parseNumber, parseUtc, refuse, splitWord, type Text, verifiedText, type Verifier,
} from 'insyn-note';
import { parseRecordingId } from './layout.js';
import { hashOfFile } from './verify.js';
import { type Identity, Opener } from './seal.js';

/** In bytes: of the note with its signature, and of the sealed file. */
export const largestAudioNote = 64 << 10;
export const largestAudio = 256 << 20;
/** In milliseconds. */
export const longestAudio = 4 * 3_600_000;
const latestAudio = 24 * 3_600_000;
const mostCuts = 1000;

/** Whose voices: `customer` alone; `both`, each on a channel of its own, the customer's first; `mixed`, both on one. */
export const audioSides = ['customer', 'both', 'mixed'] as const;
export type AudioSides = (typeof audioSides)[number];
/** What an agreement allows. */
export type AudioAllowed = 'none' | 'customer' | 'both';
const isAllowed = (sides: AudioSides, allowed: AudioAllowed): boolean => allowed === 'both' || (allowed === 'customer' && sides === 'customer');

export interface AudioCut {
  /** Milliseconds from the audio's beginning. */
  from: number;
  length: number;
}
export interface AudioNote {
  id: string;
  /** SHA-256 of the opening note with its signature. */
  opening: Hash;
  sides: AudioSides;
  /** How long after the recording's beginning the audio's lies, and how long it is, in milliseconds. The note has no time of day, which a reviewer is not told. */
  afterBegin: number;
  duration: number;
  /** What was cut out before it came here; there is silence in its place. */
  cuts: AudioCut[];
  /** Of audio.age. */
  file: { sha256: Hash; length: number };
  /** The day on which it was attached: "2026-12-01". */
  date: string;
}

const audioHead = 'insyn recording audio 1';
export const audioNoteText = (one: AudioNote): string =>
  linesText(audioHead, [
    ['id', one.id], ['opening-sha256', one.opening], ['sides', one.sides], ['after-begin-ms', one.afterBegin], ['duration-ms', one.duration],
    ...one.cuts.map(({ from, length }) => ['cut', `${from} ${length}`] as const), ['file', `${one.file.sha256} ${one.file.length}`], ['date', one.date],
  ]);

const parsePair = (value: string, most: number): [number, number] => splitWord(value).map((number) => parseNumber(number, most)) as [number, number];

export function parseAudioNote(text: string): AudioNote {
  const lines = new Lines(text, audioHead);
  const one: AudioNote = {
    id: lines.take('id', parseRecordingId),
    opening: lines.take('opening-sha256', parseHash),
    sides: lines.take('sides', (value) => oneOf(audioSides, value)),
    afterBegin: lines.take('after-begin-ms', (value) => parseNumber(value, latestAudio)),
    duration: lines.take('duration-ms', (value) => parseNumber(value, longestAudio)),
    cuts: lines.takeAll('cut', mostCuts, (value) => {
      const [from, length] = parsePair(value, longestAudio);
      return { from, length };
    }),
    file: lines.take('file', (value) => {
      const [hash, length] = splitWord(value);
      return { sha256: parseHash(hash), length: parseNumber(length, largestAudio) };
    }),
    date: lines.take('date', (date) => (parseUtc(`${date}T00:00:00.000Z`), date)),
  };
  lines.finish();
  if (one.duration === 0) refuse('corrupt', 'line-value', { about: 'duration-ms' });
  if (one.file.length === 0) refuse('corrupt', 'line-value', { about: 'file' });
  let end = 0;
  for (const { from, length } of one.cuts) {
    if (from < end || length === 0 || from + length > one.duration) refuse('corrupt', 'out-of-order', { about: 'cut' });
    end = from + length;
  }
  expectSame(text, audioNoteText(one));
  return one;
}

/** What is known of the recording that the audio is to belong to. */
export interface AudioOf {
  id: string;
  /** SHA-256 of the opening note with its signature. */
  opening: Hash;
  /** By the agreement that it was made under: whose voices, and who may attach them. */
  allowed: AudioAllowed;
  importers: readonly Verifier[];
}

/** That the note is signed by one whom the agreement lets attach audio, and is of this recording. */
export function verifyAudioNote(note: Text, of: AudioOf): AudioNote {
  if (note.length > largestAudioNote || (typeof note === 'string' && bytesOf(note).length > largestAudioNote)) refuse('corrupt', 'too-long');
  const { signatures } = parseNote(note);
  if (signatures.length !== 1) refuse('denied', 'other-number-of-signatures');
  const signer = of.importers.find((one) => isBy(signatures[0]!, one)) ?? refuse('denied', 'other-signer', { about: signatures[0]!.name });
  const one = parseAudioNote(verifiedText(note, signer));
  if (one.id !== of.id || one.opening !== of.opening) refuse('denied', 'other-recording', { about: 'audio.note' });
  if (!isAllowed(one.sides, of.allowed)) refuse('denied', 'audio-not-agreed', { about: one.sides });
  return one;
}

/** The hash by which a note names the recording's opening note. */
export const openingHash = (openingNote: Text): Hash => hashOf(openingNote);

/** The loudest that there was in each step of time: a byte for each channel, 0 to 255. */
export interface Peaks {
  /** Steps in a second. */
  rate: number;
  channels: 1 | 2;
  bytes: Uint8Array;
}
export interface OpenedAudio {
  peaks: Peaks;
  webm: Uint8Array;
}

const largestHead = 256;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** What audio.age holds. Both parts are views of `plain`. */
export function parseAudio(plain: Uint8Array, { sides }: Pick<AudioNote, 'sides'>): OpenedAudio {
  const bad = (): never => refuse('corrupt', 'audio-head');
  const window = plain.subarray(0, largestHead);
  const end = window.findIndex((byte, at) => byte === 0x0a && window[at + 1] === 0x0a);
  if (end < 0) return bad();
  let head = '';
  try {
    head = decoder.decode(window.subarray(0, end + 1));
  } catch {
    return bad();
  }
  const parts = /^insyn audio 1\npeaks ([0-9]+) ([12]) ([0-9]+)\nwebm ([0-9]+)\n$/.exec(head);
  if (parts === null) return bad();
  const [rate, count, length, rest] = parts.slice(1).map((number) => parseNumber(number)) as [number, number, number, number];
  const channels = count === 2 ? 2 : 1;
  const mostSteps = (longestAudio / 1000 + 1) * rate;
  if (rate < 1 || rate > 100 || length % channels !== 0 || length / channels > mostSteps || (channels === 2) !== (sides === 'both')) return bad();
  const begin = end + 2;
  if (rest === 0 || begin + length + rest !== plain.length) return bad();
  return { peaks: { rate, channels, bytes: plain.subarray(begin, begin + length) }, webm: plain.subarray(begin + length) };
}

const pieceOfFetch = 1 << 20;

/** Reads audio.age by ranges. Refused before it is opened where it is not, byte for byte, the note's. `progress` is told from 0 to 1. */
export async function readAudio(
  note: AudioNote,
  fetch: (from: number, length: number, signal?: AbortSignal) => Promise<Uint8Array>,
  { signal, progress }: { signal?: AbortSignal | undefined; progress?: (part: number) => void } = {},
): Promise<Uint8Array> {
  const sealed = new Uint8Array(note.file.length);
  for (let have = 0; have < sealed.length; ) {
    const piece = await fetch(have, Math.min(pieceOfFetch, sealed.length - have), signal);
    if (piece.length === 0) return refuse('corrupt', 'file-missing', { about: 'audio.age' });
    if (piece.length > sealed.length - have) return refuse('corrupt', 'file-too-long', { about: 'audio.age' });
    sealed.set(piece, have);
    have += piece.length;
    progress?.(have / sealed.length);
  }
  return (await hashOfFile(sealed)) === note.file.sha256 ? sealed : refuse('corrupt', 'audio-changed', { about: 'audio.age' });
}

/** Opens what readAudio() has read, with R. */
export async function openAudio(note: AudioNote, sealed: Uint8Array, key: Identity): Promise<OpenedAudio> {
  return parseAudio(await new Opener([key]).openSlowly(sealed, note.file.length), note);
}
