// The notes of a recording, read from their texts and written to them, byte for byte as docs/recording.md has them. Whosever signatures are on them is for verify.ts.
import { expectSame, type Hash, Lines, linesText, oneOf, parseHash, parseNumber, parseText, parseUtc, refuse, splitWord, type Utc, utcText, Verifier } from 'insyn-note';
import { type ChunkRecord, chunkKinds, chunkText, type KeyFile, keyFileOf, keyFiles, mostChunks, parseChunk, parseRecordingId, type PeelKind, peelKinds } from './layout.js';

/** The key that signs a recording, whose name is the id. */
export function recordingKey(id: string, key: string): Verifier {
  const verifier = Verifier.parse(key);
  if (verifier.name !== id) refuse('corrupt', 'key-of-another-recording');
  return verifier;
}
const parseKey = (id: string) => (text: string): string => (recordingKey(id, text), text);

export interface Certificate {
  id: string;
  key: string;
  device: string;
  agent?: string | undefined;
  call: string;
  /** Why the customer called. */
  kind?: string | undefined;
  queue?: string | undefined;
  begin: Utc;
  /** In microseconds. */
  beginMonotonic: number;
  agreement: Hash;
  roster?: Hash | undefined;
  /** The device's running number. */
  number: number;
  /** Of the device's certificate before, the whole note. */
  previous?: Hash | undefined;
}

const certificateHead = 'insyn recording certificate 1';
export const certificateText = (one: Certificate): string =>
  linesText(certificateHead, [
    ['id', one.id], ['key', one.key], ['device', one.device], ['agent', one.agent], ['call', one.call], ['kind', one.kind], ['queue', one.queue], ['begin', utcText(one.begin)],
    ['begin-monotonic-us', one.beginMonotonic], ['agreement-sha256', one.agreement], ['roster-sha256', one.roster], ['number', one.number], ['previous-sha256', one.previous],
  ]);

export function parseCertificate(text: string): Certificate {
  const lines = new Lines(text, certificateHead);
  const id = lines.take('id', parseRecordingId);
  const one: Certificate = {
    id,
    key: lines.take('key', parseKey(id)),
    device: lines.take('device', parseText),
    agent: lines.takeOptional('agent', parseText),
    call: lines.take('call', parseText),
    kind: lines.takeOptional('kind', parseText),
    queue: lines.takeOptional('queue', parseText),
    begin: lines.take('begin', parseUtc),
    beginMonotonic: lines.take('begin-monotonic-us', parseNumber),
    agreement: lines.take('agreement-sha256', parseHash),
    roster: lines.takeOptional('roster-sha256', parseHash),
    number: lines.take('number', parseNumber),
    previous: lines.takeOptional('previous-sha256', parseHash),
  };
  lines.finish();
  // Each but the first names the one before it.
  if (one.number === 0 || (one.number === 1) === (one.previous !== undefined)) refuse('corrupt', 'line-value', { about: 'number' });
  expectSame(text, certificateText(one));
  return one;
}

export const levels = ['metrics', 'structure', 'masked', 'full'] as const;
export type Level = (typeof levels)[number];
export interface Opening {
  id: string;
  key: string;
  agreementId: string;
  agreement: Hash;
  /** "2026-12-01", in `zone`. */
  date: string;
  zone: string;
  /** R, E and C: "age1…". Without R there are no pictures, without E no events. */
  recipient?: string | undefined;
  eventsRecipient?: string | undefined;
  callsRecipient: string;
  keyFiles: KeyFileRecord[];
  applications: { name: string; sha256?: Hash | undefined }[];
  level: Level;
  retentionDays: number;
}
export interface KeyFileRecord {
  name: KeyFile;
  sha256: Hash;
}

const openingHead = 'insyn recording opening 1';
const version0Head = 'insyn recording opening 0';
const keyFileText = ({ name, sha256 }: KeyFileRecord): string => `${name} ${sha256}`;
function parseKeyFile(text: string): KeyFileRecord {
  const [name, hash] = splitWord(text);
  return { name: oneOf(keyFiles, name), sha256: parseHash(hash) };
}
export const openingText = (one: Opening): string =>
  linesText(openingHead, [
    ['id', one.id], ['key', one.key], ['agreement', one.agreementId], ['agreement-sha256', one.agreement], ['date', one.date], ['zone', one.zone], ['recipient', one.recipient],
    ['events-recipient', one.eventsRecipient], ['calls-recipient', one.callsRecipient], ...one.keyFiles.map((file) => ['key-file', keyFileText(file)] as const),
    ...one.applications.map(({ name, sha256 }) => ['application', `${sha256 ?? '-'} ${name}`] as const), ['level', one.level], ['retention-days', one.retentionDays],
  ]);

/** Refused with `version-0` where it is that of a recording of version 0. */
export function parseOpening(text: string): Opening {
  if (text.startsWith(`${version0Head}\n`)) refuse('permanent', 'version-0');
  const lines = new Lines(text, openingHead);
  const id = lines.take('id', parseRecordingId);
  const one: Opening = {
    id,
    key: lines.take('key', parseKey(id)),
    agreementId: lines.take('agreement', parseText),
    agreement: lines.take('agreement-sha256', parseHash),
    date: lines.take('date', (date) => (parseUtc(`${date}T00:00:00.000Z`), date)),
    zone: lines.take('zone', parseText),
    recipient: lines.takeOptional('recipient', parseText),
    eventsRecipient: lines.takeOptional('events-recipient', parseText),
    callsRecipient: lines.take('calls-recipient', parseText),
    keyFiles: lines.takeAll('key-file', keyFiles.length, parseKeyFile),
    applications: lines.takeAll('application', 50, (value) => {
      const [hash, name] = splitWord(value);
      return { sha256: hash === '-' ? undefined : parseHash(hash), name: parseText(name) };
    }),
    level: lines.take('level', (value) => oneOf(levels, value)),
    retentionDays: lines.take('retention-days', (value) => parseNumber(value, 365)),
  };
  lines.finish();
  checkOpening(one);
  expectSame(text, openingText(one));
  return one;
}
function checkOpening(one: Opening): void {
  const names = one.keyFiles.map(({ name }) => name);
  const inOrder = keyFiles.filter((name) => names.includes(name));
  if (inOrder.length !== names.length || inOrder.some((name, i) => name !== names[i])) refuse('corrupt', 'out-of-order', { about: 'key-file' });
  const fits =
    names.includes('key.age') === (one.recipient !== undefined) && names.includes('key.events.age') === (one.eventsRecipient !== undefined) && names.includes('key.calls.age');
  if (!fits) refuse('corrupt', 'line-value', { about: 'key-file' });
  if ((one.level === 'metrics') === (one.recipient !== undefined)) refuse('corrupt', 'line-value', { about: 'recipient' });
  if (one.applications.length === 0) refuse('corrupt', 'line-missing', { about: 'application' });
}

/** The last day on which the recording may be there: "2026-12-31". */
export const keptUntil = ({ date, retentionDays }: Opening): string => utcText(parseUtc(`${date}T00:00:00.000Z`) + retentionDays * 86_400_000).slice(0, 10);

export interface Closing {
  id: string;
  /** 0, 10 … 100; nothing where there are no pictures. */
  withheldPercent?: number | undefined;
  chunks: ChunkRecord[];
}
const closingHead = 'insyn recording closing 1';
export const closingText = (one: Closing): string =>
  `${linesText(closingHead, [['id', one.id], ['withheld-percent', one.withheldPercent], ['chunks', one.chunks.length]])}${one.chunks.map((chunk) => `${chunkText(chunk)}\n`).join('')}`;

export function parseClosing(text: string): Closing {
  const lines = new Lines(text, closingHead);
  const id = lines.take('id', parseRecordingId);
  const withheldPercent = lines.takeOptional('withheld-percent', (value) => {
    const percent = parseNumber(value, 100);
    return percent % 10 === 0 ? percent : refuse('corrupt', 'line-value');
  });
  const count = lines.take('chunks', (value) => parseNumber(value, mostChunks));
  const chunks: ChunkRecord[] = [];
  for (let key = lines.key; key !== undefined; key = lines.key) {
    const kind = chunkKinds.find((one) => one === key);
    if (kind === undefined) break;
    if (chunks.length === count) refuse('corrupt', 'too-many', { about: 'chunks' });
    const chunk = lines.take(kind, (value) => parseChunk(`${kind} ${value}`));
    if (chunk.index !== chunks.length) refuse('corrupt', 'out-of-order', { about: kind });
    chunks.push(chunk);
  }
  lines.finish();
  if (chunks.length !== count) refuse('corrupt', 'line-missing', { about: 'chunks' });
  const one = { id, withheldPercent, chunks };
  expectSame(text, closingText(one));
  return one;
}

export interface Peel {
  id: string;
  of: PeelKind;
  /** The request key, "age1…", that the rest is sealed to, and its name. */
  request: string;
  requestName: string;
  keyFile: KeyFileRecord;
  /** SHA-256 of the notes with their signatures; of the closing note or the journal exactly one. */
  opening: Hash;
  closing?: Hash | undefined;
  journal?: Hash | undefined;
  /** Of those that are handed out. */
  chunksProven: number;
  chunksListed: number;
  time: Utc;
}
const peelHead = 'insyn recording peel 1';
// There is no peel of a recording of which less was verified.
const verified = 'certificate opening key-files list';
export const peelText = (one: Peel): string =>
  linesText(peelHead, [
    ['id', one.id], ['of', one.of], ['request', one.request], ['request-name', one.requestName], ['key-file', keyFileText(one.keyFile)], ['opening-sha256', one.opening],
    ['closing-sha256', one.closing], ['journal-sha256', one.journal], ['verified', verified], ['chunks', `${one.chunksProven} ${one.chunksListed}`], ['time', utcText(one.time)],
  ]);

export function parsePeel(text: string): Peel {
  const lines = new Lines(text, peelHead);
  const id = lines.take('id', parseRecordingId);
  const of = lines.take('of', (value) => oneOf(peelKinds, value));
  const request = lines.take('request', parseText);
  const requestName = lines.take('request-name', parseText);
  const keyFile = lines.take('key-file', parseKeyFile);
  const opening = lines.take('opening-sha256', parseHash);
  const closing = lines.takeOptional('closing-sha256', parseHash);
  const journal = lines.takeOptional('journal-sha256', parseHash);
  lines.take('verified', (value) => value === verified || refuse('corrupt', 'line-value'));
  const [chunksProven, chunksListed] = lines.take('chunks', (value) => splitWord(value).map((count) => parseNumber(count, mostChunks)) as [number, number]);
  const time = lines.take('time', parseUtc);
  lines.finish();
  const one = { id, of, request, requestName, keyFile, opening, closing, journal, chunksProven, chunksListed, time };
  if (keyFile.name !== keyFileOf(of)) refuse('corrupt', 'line-value', { about: 'key-file' });
  if ((closing === undefined) === (journal === undefined)) refuse('corrupt', 'line-value', { about: 'closing-sha256' });
  if (chunksProven > chunksListed) refuse('corrupt', 'line-value', { about: 'chunks' });
  expectSame(text, peelText(one));
  return one;
}

/** Why a recording ended. */
export const endReasons = [
  'stopped', 'time-is-up', 'longest-call', 'agreement-ended', 'display-lost', 'disk-full', 'call-ended', 'call-lost', 'clock-set-back', 'computer-slept', 'fault',
] as const;
export type EndReason = (typeof endReasons)[number];
/** Why pixels, or a time, were withheld; in the order of their numbers in the track, from 1. */
export const withheldReasons = [
  'not yet drawn', "another program's window inside", 'program not verified', 'hidden', 'unsupported pixel format', 'paused', 'not allowed by the agreement', 'could not be read',
  'recording damaged', 'screen locked', 'call on hold', 'no indicator', 'call not confirmed', 'card data',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

export interface Tally {
  times: number;
  pixels: number;
}
export interface End {
  id: string;
  end: Utc;
  /** In microseconds. */
  endMonotonic: number;
  /** In milliseconds. */
  duration: number;
  reason: EndReason;
  kept: Tally;
  withheld: (Tally & { reason: WithheldReason })[];
}
const endHead = 'insyn recording end 1';
export const endText = (one: End): string =>
  linesText(endHead, [
    ['id', one.id], ['end', utcText(one.end)], ['end-monotonic-us', one.endMonotonic], ['duration-ms', one.duration], ['reason', one.reason], ['kept', `${one.kept.times} ${one.kept.pixels}`],
    ...one.withheld.map(({ times, pixels, reason }) => ['withheld', `${times} ${pixels} ${reason}`] as const),
  ]);

export function parseEnd(text: string): End {
  const lines = new Lines(text, endHead);
  const one: End = {
    id: lines.take('id', parseRecordingId),
    end: lines.take('end', parseUtc),
    endMonotonic: lines.take('end-monotonic-us', parseNumber),
    duration: lines.take('duration-ms', parseNumber),
    reason: lines.take('reason', (value) => oneOf(endReasons, value)),
    kept: lines.take('kept', (value) => {
      const [times, pixels] = splitWord(value);
      return { times: parseNumber(times), pixels: parseNumber(pixels) };
    }),
    withheld: lines.takeAll('withheld', withheldReasons.length, (value) => {
      const [times, rest] = splitWord(value);
      const [pixels, reason] = splitWord(rest);
      return { times: parseNumber(times), pixels: parseNumber(pixels), reason: oneOf(withheldReasons, reason) };
    }),
  };
  lines.finish();
  const numbers = one.withheld.map(({ reason }) => withheldReasons.indexOf(reason));
  if (numbers.some((number, i) => i > 0 && number <= numbers[i - 1]!)) refuse('corrupt', 'out-of-order', { about: 'withheld' });
  expectSame(text, endText(one));
  return one;
}

/** The share of the pixels that was withheld, in steps of ten, rounded; nothing where there were none. A time in which nothing was kept, as in a pause, counts no pixels. */
export function withheldPercent({ kept, withheld }: Pick<End, 'kept' | 'withheld'>): number | undefined {
  const hidden = withheld.reduce((sum, { pixels }) => sum + pixels, 0);
  const all = hidden + kept.pixels;
  return all === 0 ? undefined : Math.floor((hidden / all) * 10 + 0.5) * 10;
}
