// For tests: a recording as a workstation makes it, and as a union peels it, with keys of its own.
import 'insyn-note/testing';
import { generateIdentity } from 'age-encryption';
import { type Hash, hashOf, type Signer, signNote, TextSigner } from 'insyn-note';
import {
  type Certificate, certificateText, chunkFile, type ChunkKind, type ChunkRecord, type Closing, closingText, type End, endText, FilesInMemory, hashOfFile, isHandedOut, journalText, keyFileOf, type KeyFileRecord,
  type Opening, openingText, type Peel, type PeelKind, peelText, recipientOf, sealTo,
} from '../src/index.js';

export interface Keys {
  union: string;
  reviewer: string;
  insight: string;
  agent: string;
  request: string;
  r: string;
  e: string;
  c: string;
}
export async function newKeys(): Promise<Keys> {
  const names = ['union', 'reviewer', 'insight', 'agent', 'request', 'r', 'e', 'c'] as const;
  const made = await Promise.all(names.map(async (name) => [name, await generateIdentity()] as const));
  return Object.fromEntries(made) as unknown as Keys;
}

export const recordingId = '0123456789abcdef0123456789abcdef';
export const device = TextSigner.ofSeed('desk-12', new Uint8Array(32).fill(3));
export const union = TextSigner.ofSeed('Klubben', new Uint8Array(32).fill(5));
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const twice = async (identity: string, outer: string, inner: string): Promise<Uint8Array> =>
  sealTo([await recipientOf(outer)], await sealTo([await recipientOf(inner)], `${identity}\n`));

export interface Made {
  keys: Keys;
  key: TextSigner;
  files: Map<string, Uint8Array>;
  opening: Opening;
  chunks: ChunkRecord[];
}

export interface Content {
  kind: ChunkKind;
  plain: Uint8Array;
}

export const end: End = {
  id: recordingId, end: Date.UTC(2026, 11, 1, 8, 15, 6, 750), endMonotonic: 86_404_012_345, duration: 3500, reason: 'call-ended', kept: { times: 12, pixels: 5_184_000 },
  withheld: [{ times: 2, pixels: 1_296_000, reason: 'not yet drawn' }, { times: 1, pixels: 0, reason: 'paused' }],
};
export const events = 'call,time,event,object\n4711,2026-12-01T08:15:04.120Z,screen,sök\n';
export const pictures = (...texts: string[]): Content[] => texts.map((text) => ({ kind: 'chunk', plain: bytes(text) }));
export const contents: Content[] = [...pictures('track 0', 'track 1'), { kind: 'events', plain: bytes(events) }, ...pictures('track 3'), { kind: 'calls', plain: bytes(endText(end)) }];

export async function makeRecording(given: readonly Content[] = contents, { closed = true, agreement = hashOf('the agreement'), id = recordingId, keys: theirs = undefined as Keys | undefined } = {}): Promise<Made> {
  const keys = theirs ?? (await newKeys());
  const key = TextSigner.generate(id);
  const files = new Map<string, Uint8Array>();
  files.set('key.age', await twice(keys.r, keys.union, keys.reviewer));
  files.set('key.events.age', await twice(keys.e, keys.union, keys.insight));
  files.set('key.calls.age', await sealTo([await recipientOf(keys.union)], `${keys.c}\n`));
  files.set('key.agent.age', await sealTo([await recipientOf(keys.agent)], `${keys.r}\n${keys.e}\n${keys.c}\n`));
  const keyFiles = [...files].map(([name, file]) => ({ name, sha256: hashOf(file) }) as KeyFileRecord);
  const opening: Opening = {
    id, key: key.verifier.text, agreementId: 'kundtjanst-2026-11', agreement, date: '2026-12-01', zone: 'Europe/Stockholm', recipient: await recipientOf(keys.r),
    eventsRecipient: await recipientOf(keys.e), callsRecipient: await recipientOf(keys.c), keyFiles, applications: [{ name: 'Kundstöd', sha256: hashOf('a program') }, { name: 'Wiki' }], level: 'full', retentionDays: 30,
  };
  const certificate: Certificate = {
    id, key: key.verifier.text, device: 'desk-12', agent: 'a17', call: '4711', kind: 'faktura', begin: Date.UTC(2026, 11, 1, 8, 15, 3, 250), beginMonotonic: 512, agreement, number: 1,
  };
  const note = async (name: string, text: string, signer: Signer): Promise<unknown> => files.set(name, bytes(await signNote(text, signer)));
  await note('certificate.note', certificateText(certificate), device);
  await note('opening.note', openingText(opening), key);
  const chunks: ChunkRecord[] = [];
  for (const [index, { kind, plain }] of given.entries()) {
    const sealed = await sealTo([await recipientOf(kind === 'events' ? keys.e : kind === 'calls' ? keys.c : keys.r)], plain);
    chunks.push({ index, kind, sha256: await hashOfFile(sealed), length: sealed.length });
    files.set(chunkFile(chunks[index]!), sealed);
  }
  const closing: Closing = { id, withheldPercent: 20, chunks };
  if (closed) await note('closing.note', closingText(closing), key);
  else files.set('chunks.journal', bytes(await journalText(chunks, id, key)));
  return { keys, key, files, opening, chunks };
}

/** What the union makes of it. */
export async function peel(made: Made, of: PeelKind = 'pictures', changes: Partial<Peel> = {}, signer: Signer = union): Promise<{ files: Map<string, Uint8Array>; peel: Peel }> {
  const { keys } = made;
  const [identity, inner] = of === 'pictures' ? [keys.r, keys.reviewer] : [keys.e, keys.insight];
  const key = await twice(identity, keys.request, inner);
  const hash = (name: string): Hash | undefined => (made.files.has(name) ? hashOf(made.files.get(name)!) : undefined);
  const handedOut = made.chunks.filter(({ kind }) => isHandedOut(kind, of));
  const note: Peel = {
    id: made.opening.id, of, request: await recipientOf(keys.request), requestName: 'Ärende 17', keyFile: { name: keyFileOf(of), sha256: hashOf(key) }, opening: hash('opening.note')!, closing: hash('closing.note'),
    journal: hash('chunks.journal'), chunksProven: handedOut.length, chunksListed: handedOut.length, time: Date.UTC(2026, 11, 3, 9), ...changes,
  };
  const files = new Map<string, Uint8Array>([['peel.note', bytes(await signNote(peelText(note), signer))], [keyFileOf(of), key]]);
  for (const name of ['opening.note', 'closing.note', 'chunks.journal', ...handedOut.map(chunkFile)]) if (made.files.has(name)) files.set(name, made.files.get(name)!);
  return { files, peel: note };
}

export const inMemory = (files: ReadonlyMap<string, Uint8Array>): FilesInMemory => new FilesInMemory(files);

/** How a server answers by ranges of these chunks, which lie one after another. */
export function served(files: ReadonlyMap<string, Uint8Array>, chunks: readonly ChunkRecord[]): { fetch: (from: number, length: number) => Promise<Uint8Array>; asked: [number, number][] } {
  const all = Uint8Array.from(chunks.flatMap((chunk) => [...(files.get(chunkFile(chunk)) ?? [])]));
  const asked: [number, number][] = [];
  return { asked, fetch: (from, length) => (asked.push([from, length]), Promise.resolve(all.slice(from, from + length))) };
}
