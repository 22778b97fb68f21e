// Writes a recording: what comes is sealed before it is stored, and each state that a crash leaves is one that docs/recording.md names.
import { type Agreement, wallTime, zoneOf } from 'insyn-agreement';
import { BrowserSigner, bytesOf, fitsInNote, type Hash, hashOf, refuse, Refused, type Signer, signNote, type Utc, utcText, verifiedText } from 'insyn-note';
import {
  callStatementsText, type Certificate, chunkFile, type ChunkKind, type ChunkRecord, closingText, type End, type EndReason, endText, hashOfFile, JournalChain, type KeyFile, largestChunk, mostChunks,
  type Opening, openingText, parseCertificate, parseClosing, parseEnd, parseOpening, sealTo, withheldPercent,
} from 'insyn-recording';
import type { CertificateRequest, Certifier } from './device.js';
import { makeRecordingKeys, type RecordingKeys } from './keys.js';
import { closingFile, type RecordingStore, reserveFile, type StoredRecording } from './storage.js';

// The closing note, and the end statement.
const reserveBytes = (1 << 20) + (64 << 10);

/** What a recording begins with. */
export interface Beginning {
  agreement: Agreement;
  /** Those of the agreement that are in scope, by name. */
  applications: string[];
  agent?: string | undefined;
  /** The recipients ("age1…") of the agent's keys on the roster. */
  agentKeys: string[];
  call: string;
  kind?: string | undefined;
  queue?: string | undefined;
  begin: Utc;
  /** In microseconds, by a clock that is not set while the worker runs. */
  beginMonotonic: number;
  /** Of the roster's text. */
  roster?: Hash | undefined;
}
/** How it ended, but for the id. */
export type Ending = Omit<End, 'id'>;

/** Of an error of a writer: a full disk ends a recording otherwise than a fault. */
export const endReasonOf = (error: unknown): EndReason => (error instanceof Refused && error.kind === 'full' ? 'disk-full' : 'fault');

const newRecordingId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1 << 16) crypto.getRandomValues(bytes.subarray(at, at + (1 << 16)));
  return bytes;
}

function openingOf(id: string, key: string, { agreement, applications, begin }: Beginning, keys: RecordingKeys): Opening {
  const { terms, hash } = agreement;
  const zone = zoneOf(terms);
  const one: Opening = {
    id, key, agreementId: terms.id, agreement: hash, date: utcText(wallTime(begin, zone)).slice(0, 10), zone, recipient: keys.pictures, eventsRecipient: keys.events, callsRecipient: keys.calls,
    keyFiles: keys.files.map(({ name, bytes }) => ({ name: name as KeyFile, sha256: hashOf(bytes) })), applications: applications.map((name) => ({ name })), level: terms.level,
    retentionDays: terms.retentionDays,
  };
  // A line end in a value would put a line of its own into the note.
  for (const value of [one.agreementId, ...applications]) if (!fitsInNote(value)) refuse('permanent', 'line-value', { about: 'opening.note' });
  parseOpening(openingText(one));
  return one;
}

// That the device has certified what was asked for, and nothing else.
function checkCertificate(note: string, request: CertificateRequest, { verifier }: Certifier): void {
  const said = parseCertificate(verifiedText(note, verifier));
  const same = (Object.keys(said) as (keyof Certificate)[]).every((key) => key === 'device' || key === 'number' || key === 'previous' || said[key] === request[key]);
  if (!same || said.device !== verifier.name) refuse('denied', 'other-certificate', { about: 'certificate.note' });
}

/**
 * Has the recording's signing key, which is nowhere else, cannot be read, and is forgotten when the recording is closed. Calls may come at any time: they are done one after the
 * other.
 */
export class RecordingWriter {
  private readonly list: ChunkRecord[] = [];
  private readonly journal: JournalChain;
  private last: Promise<unknown> = Promise.resolve();
  private sum = 0;
  private failure: { error: unknown; file: string } | undefined;

  private constructor(
    private readonly stored: StoredRecording,
    private key: Signer | undefined,
    readonly opening: Opening,
  ) {
    this.journal = new JournalChain(opening.id);
  }

  /**
   * Makes the recording's keys, has the signing key certified, and stores what it begins with, whole or not at all. `denied` where it is not certified, `full` where there is no
   * room.
   */
  static async begin(store: RecordingStore, certifier: Certifier, beginning: Beginning): Promise<RecordingWriter> {
    const id = newRecordingId();
    const { signer } = await BrowserSigner.generate(id);
    const key = signer.verifier.text;
    const keys = await makeRecordingKeys(beginning.agreement, beginning.agentKeys);
    const opening = openingOf(id, key, beginning, keys);
    const openingNote = await signNote(openingText(opening), signer);
    const { agent, call, kind, queue, begin, beginMonotonic, roster } = beginning;
    const request: CertificateRequest = { id, key, agent, call, kind, queue, begin, beginMonotonic, agreement: opening.agreement, roster };
    const certificate = await certifier.certify(request);
    checkCertificate(certificate, request, certifier);
    const stored = await store.begin(id, [
      ...keys.files,
      // Random, so that nothing stores it in less room than it reserves.
      { name: reserveFile, bytes: randomBytes(reserveBytes) },
      { name: 'certificate.note', bytes: bytesOf(certificate) },
      { name: 'opening.note', bytes: bytesOf(openingNote) },
    ]);
    return new RecordingWriter(stored, signer, opening);
  }

  get id(): string {
    return this.opening.id;
  }
  get chunks(): readonly ChunkRecord[] {
    return this.list;
  }
  /** Of all chunks, sealed. */
  get bytes(): number {
    return this.sum;
  }

  /** Seals a piece of a pages track to R, or of events to E. It is stored when this returns. After an error it is not part of the recording, and all that is left is close(). */
  append(kind: 'pages' | 'events', plain: Uint8Array): Promise<ChunkRecord> {
    const recipient = kind === 'pages' ? this.opening.recipient : this.opening.eventsRecipient;
    return this.add(kind, recipient ?? refuse('permanent', 'nothing-of-this', { about: kind }), plain);
  }
  /** The same of what a call source has said of the call: its notes as they came, at most 64 of them. */
  appendStatements(notes: readonly string[]): Promise<ChunkRecord> {
    return this.add('calls', this.opening.callsRecipient, bytesOf(callStatementsText({ id: this.id, notes: [...notes] })));
  }

  /**
   * Seals the end statement as the last chunk, writes the closing note of the chunks that were appended, takes the journal away, and forgets the signing key. After an error the
   * recording is not closed, and stands by its journal.
   */
  close(ending: Ending): Promise<void> {
    return this.inTurn(async () => {
      const key = this.signingKey();
      this.key = undefined;
      try {
        const text = endText({ ...ending, id: this.id });
        parseEnd(text);
        const end = await this.sealed('calls', this.opening.callsRecipient, bytesOf(text));
        const chunks = [...this.list, end.record];
        const closing = closingText({ id: this.id, withheldPercent: this.opening.recipient === undefined ? undefined : (withheldPercent(ending) ?? 0), chunks });
        parseClosing(closing);
        const note = await signNote(closing, key);
        await this.stored.removeReserve();
        await this.stored.finish({ name: chunkFile(end.record), bytes: end.bytes }, { name: closingFile, bytes: bytesOf(note) }, this.failure?.file);
        this.count(end.record);
      } finally {
        this.stored.release();
      }
    });
  }

  private add(kind: ChunkKind, recipient: string, plain: Uint8Array): Promise<ChunkRecord> {
    return this.inTurn(async () => {
      const key = this.signingKey();
      if (this.failure !== undefined) throw this.failure.error;
      // The last one is the end statement's.
      if (this.list.length + 1 >= mostChunks) refuse('full', 'too-many-chunks', { about: this.id });
      const { record, bytes } = await this.sealed(kind, recipient, plain);
      const line = await this.journal.lineOf(record, key);
      const name = chunkFile(record);
      try {
        await this.stored.append(line, { name, bytes });
      } catch (error) {
        this.failure = { error, file: name };
        throw error;
      }
      this.journal.add(line);
      this.count(record);
      return record;
    });
  }
  private async sealed(kind: ChunkKind, recipient: string, plain: Uint8Array): Promise<{ record: ChunkRecord; bytes: Uint8Array }> {
    const bytes = await sealTo([recipient], plain);
    if (bytes.length > largestChunk) refuse('permanent', 'too-long', { about: kind });
    return { record: { index: this.list.length, kind, sha256: await hashOfFile(bytes), length: bytes.length }, bytes };
  }
  private count(record: ChunkRecord): void {
    this.list.push(record);
    this.sum += record.length;
  }
  private signingKey(): Signer {
    if (this.key === undefined) throw new Error(`the recording ${this.id} is closed: a bug in Insyn itself`);
    return this.key;
  }
  private inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.last.then(action);
    this.last = result.catch(() => undefined);
    return result;
  }
}
