// From a peel, or an agent's key file, to what the chunks hold. Each chunk is compared with the signed list before it is opened.
import { type Hash, hashOf, parseNote, refuse, Refused, textOf, type Verifier } from 'insyn-note';
import { parseJournal } from './journal.js';
import { chunkFile, type ChunkKind, type ChunkRecord, isHandedOut, largestChunk, largestKeyFile, largestNote } from './layout.js';
import { type Certificate, type Closing, type End, type Opening, parseEnd, parseOpening, type Peel } from './notes.js';
import { type Identity, openOneLayer, Opener, openTwoLayers, recipientOf } from './seal.js';
import { areCallStatements, eventLines, parseCallStatements } from './statements.js';
import { certifiedKey, closingOf, faultOf, type Finding, peeledKey } from './verify.js';

/** What a server hands out with a peel (`/v1/requests/{id}/peel`): notes as texts, `closing` or `journal`, and the key file. */
export interface HandedOut {
  peel: string;
  opening: string;
  closing?: string | undefined;
  journal?: string | undefined;
  key: Uint8Array;
}

/** A list of chunks that is proven, and how they are opened. */
export interface ProvenList {
  opening: Opening;
  /** Nothing where it was never closed. */
  closing: Closing | undefined;
  chunks: ChunkRecord[];
}
export interface CheckedPeel extends ProvenList {
  peel: Peel;
  key: Uint8Array;
}

/** Without signatures: by what it says one knows which key has to have signed it. */
const openingIn = (note: string): Opening => parseOpening(parseNote(note).text);

/** That what is handed out is what `union` has peeled: notes, list and key file. */
export async function checkPeel(out: HandedOut, union: Verifier): Promise<CheckedPeel> {
  if (out.opening.length > largestNote || out.key.length > largestKeyFile) refuse('corrupt', 'file-too-long');
  const opening = openingIn(out.opening);
  const { key, peel } = await peeledKey(out.peel, opening, out.opening, (said) => Promise.resolve((said.closing === undefined ? out.journal : out.closing) ?? null), union);
  if (peel.keyFile.sha256 !== hashOf(out.key)) refuse('denied', 'not-what-was-peeled', { about: peel.keyFile.name });
  const closing = peel.closing === undefined ? undefined : closingOf(out.closing!, opening, key);
  let chunks = (closing?.chunks ?? parseJournal(out.journal!, opening.id, key).chunks).filter((chunk) => isHandedOut(chunk.kind, peel.of));
  // Of the journal's last line the chunk may never have come.
  if (closing === undefined && chunks.length === peel.chunksListed + 1) chunks = chunks.slice(0, -1);
  if (chunks.length !== peel.chunksListed) refuse('denied', 'other-number-of-chunks');
  return { opening, closing, chunks, peel, key: out.key };
}

/** What an agent gets of a recording of their own. */
export interface OwnFiles {
  certificate: string;
  opening: string;
  closing?: string | undefined;
  journal?: string | undefined;
  /** key.agent.age. */
  key: Uint8Array;
}
export interface CheckedOwn extends ProvenList {
  certificate: Certificate;
  key: Uint8Array;
}

/** That these are a recording's that `device` has made. */
export function checkOwn(own: OwnFiles, device: Verifier): CheckedOwn {
  if (own.opening.length > largestNote || own.key.length > largestKeyFile) refuse('corrupt', 'file-too-long');
  const opening = openingIn(own.opening);
  const { key, certificate } = certifiedKey(own.certificate, opening, own.opening, device);
  const listed = opening.keyFiles.find(({ name }) => name === 'key.agent.age') ?? refuse('denied', 'key-file-missing', { about: 'key.agent.age' });
  if (listed.sha256 !== hashOf(own.key)) refuse('denied', 'key-file-changed', { about: 'key.agent.age' });
  const hasClosing = own.closing !== undefined && own.closing !== '';
  if (!hasClosing && own.journal === undefined) refuse('corrupt', 'file-missing', { about: 'chunks.journal' });
  const closing = hasClosing ? closingOf(own.closing!, opening, key) : undefined;
  const chunks = closing?.chunks ?? parseJournal(own.journal!, opening.id, key).chunks;
  return { opening, closing, chunks, certificate, key: own.key };
}

/** R, E or C of a recording: `pictures`, `events`, `calls`. */
export type OwnKey = 'pictures' | 'events' | 'calls';
const recipientFor = (opening: Opening, which: OwnKey): string =>
  (which === 'pictures' ? opening.recipient : which === 'events' ? opening.eventsRecipient : opening.callsRecipient) ?? refuse('denied', 'nothing-of-this', { about: which });
const kindsOf: Record<OwnKey, readonly ChunkKind[]> = { pictures: ['chunk', 'pages'], events: ['events'], calls: ['calls'] };

/** The recording's own key out of a peel: opening takes the request key and the reader's own. */
export async function openPeel(checked: CheckedPeel, identities: readonly Identity[]): Promise<OpenKey> {
  const which = checked.peel.of;
  const identity = await openTwoLayers(checked.key, identities);
  if ((await recipientOf(identity)) !== recipientFor(checked.opening, which)) refuse('corrupt', 'key-of-another-recording', { about: checked.peel.keyFile.name });
  return { which, identity };
}

/** A recording's own keys out of key.agent.age, by one of the agent's keys: those that there are. */
export async function openOwn(checked: CheckedOwn, identities: readonly Identity[]): Promise<OpenKey[]> {
  const found = await openOneLayer(checked.key, identities);
  const recipients = await Promise.all(found.map((identity) => recipientOf(identity)));
  const keys: OpenKey[] = [];
  for (const which of ['pictures', 'events', 'calls'] as const) {
    const { opening } = checked;
    const recipient = which === 'pictures' ? opening.recipient : which === 'events' ? opening.eventsRecipient : opening.callsRecipient;
    const at = recipient === undefined ? -1 : recipients.indexOf(recipient);
    if (at >= 0) keys.push({ which, identity: found[at]! });
    else if (recipient !== undefined) refuse('corrupt', 'key-of-another-recording', { about: 'key.agent.age' });
  }
  return keys;
}

export interface OpenKey {
  which: OwnKey;
  identity: string;
}

/** Bytes of the chunks, as if these lay one after another. May answer with fewer; with none where there are no more. */
export type FetchRange = (from: number, length: number, signal?: AbortSignal) => Promise<Uint8Array>;

export interface OpenedChunk {
  record: ChunkRecord;
  bytes: Uint8Array;
  /** The chunk of this kind before it was damaged or missing. */
  gap: boolean;
}
export interface DamagedChunk {
  record: ChunkRecord;
  finding: Finding;
}
export interface ReadOptions {
  /** The first place in `chunks`. */
  from?: number;
  /** How many bytes are fetched at once. */
  ahead?: number;
  signal?: AbortSignal;
}

const pieceOfFetch = 4 << 20;

/**
 * Reads chunks by ranges, compares each with the list, and opens it. `chunks` are those whose bytes the ranges count: of a peel those that are handed out, of an agent's own
 * recording all.
 */
export class ChunkReader {
  private readonly offsets: number[] = [];
  private readonly byContent: Map<Hash, string>;
  private readonly openers = new Map<ChunkKind, Opener>();
  /** Of all chunks, in bytes as they are sealed. */
  readonly length: number;

  constructor(
    readonly chunks: readonly ChunkRecord[],
    private readonly fetch: FetchRange,
    keys: readonly OpenKey[],
  ) {
    let at = 0;
    for (const chunk of chunks) {
      this.offsets.push(at);
      at += chunk.length;
    }
    this.length = at;
    this.byContent = new Map(chunks.map((chunk) => [chunk.sha256, chunkFile(chunk)] as const).reverse());
    for (const { which, identity } of keys) for (const kind of kindsOf[which]) this.openers.set(kind, new Opener([identity]));
  }

  /** The sealed bytes of the chunk at this place in `chunks`. */
  async sealed(place: number, signal?: AbortSignal): Promise<Uint8Array> {
    const record = this.chunks[place] ?? refuse('permanent', 'chunk-not-listed');
    const bytes = await this.range(this.offsets[place]!, record.length, signal);
    const finding = await this.faultOf(record, bytes);
    return finding === undefined ? bytes : refuseChunk(finding);
  }

  /** What the chunk at this place holds: of a `chunk` track, as insyn-track reads it. */
  async open(place: number, signal?: AbortSignal): Promise<Uint8Array> {
    const sealed = await this.sealed(place, signal);
    return this.openSealed(this.chunks[place]!, sealed);
  }

  /** Opens the chunks of one kind, in their order. Refused at the first that is not what is listed. */
  async *read(kind: ChunkKind, options: ReadOptions = {}): AsyncGenerator<OpenedChunk> {
    for await (const one of this.readAll(kind, options)) {
      if ('finding' in one) return refuseChunk(one.finding);
      yield one;
    }
  }

  /** The same; goes on behind a chunk that is not what is listed, and tells what is wrong with it. */
  async *readAll(kind: ChunkKind, { from = 0, ahead = 1 << 20, signal }: ReadOptions = {}): AsyncGenerator<OpenedChunk | DamagedChunk> {
    let fetched: Uint8Array = new Uint8Array();
    let fetchedAt = 0;
    let gap = false;
    for (let place = from; place < this.chunks.length; ++place) {
      const record = this.chunks[place]!;
      if (record.kind !== kind) continue;
      const at = this.offsets[place]!;
      if (at < fetchedAt || at + record.length > fetchedAt + fetched.length) {
        fetchedAt = at;
        fetched = await this.range(at, Math.max(record.length, Math.min(ahead, this.length - at)), signal);
      }
      const bytes = fetched.subarray(at - fetchedAt, at - fetchedAt + record.length);
      const finding = await this.faultOf(record, bytes);
      if (finding !== undefined) yield { record, finding };
      else yield { record, bytes: await this.openSealed(record, bytes), gap };
      gap = finding !== undefined;
    }
  }

  private async faultOf(record: ChunkRecord, bytes: Uint8Array): Promise<Finding | undefined> {
    if (bytes.length === 0 && record.length > 0) return { fault: 'missing', file: chunkFile(record) };
    return faultOf(bytes, record, this.byContent);
  }
  private async openSealed(record: ChunkRecord, sealed: Uint8Array): Promise<Uint8Array> {
    const opener = this.openers.get(record.kind) ?? refuse('denied', 'no-key-opens', { about: chunkFile(record) });
    try {
      return await opener.open(sealed, largestChunk);
    } catch (error) {
      if (error instanceof Refused) throw new Refused(error.kind, error.code, { about: chunkFile(record) });
      throw error;
    }
  }
  // As much of it as there is.
  private async range(from: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let have = 0;
    while (have < length) {
      const piece = await this.fetch(from + have, Math.min(pieceOfFetch, length - have), signal);
      if (piece.length > length - have) refuse('corrupt', 'file-too-long', { about: 'chunks' });
      if (piece.length === 0) break;
      bytes.set(piece, have);
      have += piece.length;
    }
    return bytes.subarray(0, have);
  }
}

const refuseChunk = (finding: Finding): never => refuse('corrupt', 'chunk-changed', { about: `${finding.file}: ${finding.fault}` });

/** When and why it ended, opened with C. Nothing where it was never closed. */
export async function readEnd(reader: ChunkReader, id: string): Promise<End | undefined> {
  for (let place = reader.chunks.length - 1; place >= 0; --place) {
    if (reader.chunks[place]!.kind !== 'calls') continue;
    const chunk = await reader.open(place);
    if (areCallStatements(chunk)) continue;
    const end = parseEnd(textOf(chunk));
    return end.id === id ? end : refuse('corrupt', 'other-recording', { about: chunkFile(reader.chunks[place]!) });
  }
  return undefined;
}

/** What call sources have said of the call, opened with C: notes in the order in which they came. */
export async function readStatements(reader: ChunkReader, id: string): Promise<string[]> {
  const notes: string[] = [];
  for await (const { record, bytes } of reader.read('calls')) {
    if (!areCallStatements(bytes)) continue;
    const said = parseCallStatements(bytes);
    if (said.id !== id) refuse('corrupt', 'other-recording', { about: chunkFile(record) });
    notes.push(...said.notes);
  }
  return notes;
}

/** All events, opened with E, as lines of CSV without the first. */
export async function readEvents(reader: ChunkReader): Promise<string> {
  let lines = '';
  for await (const { bytes } of reader.read('events')) lines += eventLines(bytes);
  return lines;
}
