// What can be said of a recording without opening it, as `insyn verify` says it: by the device's certificate, or, for whoever may not know whose it is, by the note that the
// union signed when it peeled.
import { type Code, type Hash, hashOf, parseNote, refuse, Refused, verifiedText, type Verifier } from 'insyn-note';
import { parseJournal } from './journal.js';
import { chunkFile, chunkNamed, type ChunkRecord, isHandedOut, type KeyFile, keyFiles, largestChunk, largestJournal, largestKeyFile, largestNote } from './layout.js';
import { type Certificate, type Closing, type KeyFileRecord, type Opening, parseCertificate, parseClosing, parseOpening, parsePeel, type Peel, recordingKey } from './notes.js';

/** A recording as named bytes, wherever they lie. */
export interface RecordingFiles {
  /** Of all files. */
  names(): Promise<string[]>;
  /** Null where there is no such file. Rejects, with whatever it is, where it cannot be read; may do so where it is longer than `limit`. */
  read(name: string, limit: number): Promise<Uint8Array | null>;
}

/** Files in memory. */
export class FilesInMemory implements RecordingFiles {
  private readonly files: ReadonlyMap<string, Uint8Array>;
  constructor(files: Iterable<readonly [string, Uint8Array]>) {
    this.files = new Map(files);
  }
  names(): Promise<string[]> {
    return Promise.resolve([...this.files.keys()]);
  }
  read(name: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.files.get(name) ?? null);
  }
}

/** The names that C++ gives: docs/recording.md, "What verify proves". */
export const faults = ['missing', 'cut-short', 'too-long', 'changed', 'swapped', 'foreign', 'unreadable', 'not-of-its-key', 'key-missing', 'key-exchanged'] as const;
export interface Finding {
  fault: (typeof faults)[number];
  file: string;
  /** `swapped`: the file whose content it holds. */
  other?: string;
  /** `cut-short`, `too-long`: its length, and the listed one. */
  length?: number;
  listedLength?: number;
  /** `not-of-its-key`: the note closes another recording. */
  ofAnotherRecording?: boolean;
  /** How reading or checking it failed. */
  problem?: Code | 'not-read';
}
export interface Remark {
  remark: 'not-closed' | 'journal-torn' | 'being-written' | 'strange';
  file?: string;
}
export interface Verification {
  closed: boolean;
  /** The chunks that are proven, ascending, and how many are listed. What a peel does not hand out is neither. */
  proven: ChunkRecord[];
  listed: number;
  findings: Finding[];
  remarks: Remark[];
  opening: Opening;
  certificate?: Certificate;
  peel?: Peel;
  closing?: Closing;
}

async function readLimited(files: RecordingFiles, name: string, limit: number): Promise<Uint8Array | null> {
  const bytes = await files.read(name, limit);
  if (bytes !== null && bytes.length > limit) refuse('corrupt', 'file-too-long', { about: name });
  return bytes;
}

function about<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(error.kind, error.code, { about: name, ...(error.line !== undefined && { line: error.line }) });
  }
}

interface Notes {
  names: Set<string>;
  opening: Opening;
  openingNote: Uint8Array;
}

async function readOpening(files: RecordingFiles): Promise<Notes> {
  const names = new Set(await files.names());
  const openingNote = names.has('opening.note') ? await readLimited(files, 'opening.note', largestNote) : null;
  if (openingNote === null) return refuse('permanent', 'not-a-recording');
  // Whosever signature is on it: by what it says one knows which key has to have signed it.
  const opening = about('opening.note', () => parseOpening(parseNote(openingNote).text));
  return { names, opening, openingNote };
}

/** SHA-256 in hexadecimal digits; by the browser's own where it is large. */
export async function hashOfFile(bytes: Uint8Array): Promise<Hash> {
  if (bytes.length < 1 << 15) return hashOf(bytes);
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The key that signs the recording, where its opening note is signed with it. */
export function keyOfOpening(opening: Opening, note: Uint8Array | string): Verifier {
  return about('opening.note', () => {
    const key = recordingKey(opening.id, opening.key);
    verifiedText(note, key);
    return key;
  });
}

/** The recording's key, as the device has certified it. */
export function certifiedKey(certificateNote: Uint8Array | string, opening: Opening, openingNote: Uint8Array | string, device: Verifier): { key: Verifier; certificate: Certificate } {
  const certificate = about('certificate.note', () => parseCertificate(verifiedText(certificateNote, device)));
  if (certificate.device !== device.name) refuse('denied', 'other-device', { about: 'certificate.note' });
  if (certificate.id !== opening.id || certificate.key !== opening.key || certificate.agreement !== opening.agreement)
    refuse('denied', 'other-recording', { about: 'certificate.note' });
  return { key: keyOfOpening(opening, openingNote), certificate };
}

/** The recording's key, as the union has taken it when it peeled. `list` is the closing note, or the journal where the peel names that. */
export async function peeledKey(
  peelNote: Uint8Array | string,
  opening: Opening,
  openingNote: Uint8Array | string,
  listOf: (peel: Peel) => Promise<Uint8Array | string | null>,
  union: Verifier,
): Promise<{ key: Verifier; peel: Peel }> {
  const peel = about('peel.note', () => parsePeel(verifiedText(peelNote, union)));
  if (peel.id !== opening.id || peel.opening !== hashOf(openingNote)) refuse('denied', 'other-opening-note', { about: 'peel.note' });
  const list = await listOf(peel);
  const name = peel.closing === undefined ? 'chunks.journal' : 'closing.note';
  if (list === null) return refuse('denied', 'file-missing', { about: name });
  if (hashOf(list) !== (peel.closing ?? peel.journal)) refuse('denied', 'other-list', { about: name });
  return { key: keyOfOpening(opening, openingNote), peel };
}

class Check {
  readonly findings: Finding[] = [];
  readonly remarks: Remark[] = [];
  readonly proven: ChunkRecord[] = [];
  closing: Closing | undefined;
  private byJournal = false;

  constructor(
    private readonly files: RecordingFiles,
    private readonly notes: Notes,
    private readonly key: Verifier,
    private readonly peel: Peel | undefined,
    private readonly progress: ((part: number) => void) | undefined,
  ) {}

  async keyFiles(listed: readonly KeyFileRecord[]): Promise<void> {
    for (const { name, sha256 } of listed) await this.keyFile(name, sha256);
    for (const name of keyFiles) if (!listed.some((file) => file.name === name) && this.notes.names.has(name)) this.findings.push({ fault: 'foreign', file: name });
  }

  async chunks(): Promise<number> {
    const listed = await this.listed();
    await this.dropUnwrittenTail(listed);
    const here = listed.filter((chunk) => this.isHere(chunk));
    const byContent = new Map(here.map((chunk) => [chunk.sha256, chunkFile(chunk)] as const).reverse());
    for (const [i, chunk] of here.entries()) {
      this.progress?.(i / here.length);
      if (await this.chunk(chunk, byContent)) this.proven.push(chunk);
    }
    this.progress?.(1);
    this.unlisted(listed);
    for (const name of [...this.notes.names].sort()) if (isStrange(name)) this.remarks.push({ remark: 'strange', file: name });
    return here.length;
  }

  private isHere(chunk: ChunkRecord): boolean {
    return this.peel === undefined || isHandedOut(chunk.kind, this.peel.of);
  }

  private async keyFile(name: KeyFile, sha256: Hash): Promise<void> {
    let bytes: Uint8Array | null;
    try {
      bytes = await readLimited(this.files, name, largestKeyFile);
    } catch (error) {
      this.findings.push({ fault: 'unreadable', file: name, problem: problemOf(error) });
      return;
    }
    if (bytes === null) this.findings.push({ fault: 'key-missing', file: name });
    else if (hashOf(bytes) !== sha256) this.findings.push({ fault: 'key-exchanged', file: name });
  }

  private async listed(): Promise<ChunkRecord[]> {
    const note = this.notes.names.has('closing.note') ? await readLimited(this.files, 'closing.note', largestNote) : null;
    if (note === null || note.length === 0) {
      this.remarks.push({ remark: 'not-closed' });
      return this.journal();
    }
    try {
      this.closing = closingOf(note, this.notes.opening, this.key);
      return this.closing.chunks;
    } catch (error) {
      const finding: Finding = { fault: 'not-of-its-key', file: 'closing.note', problem: problemOf(error) };
      if (closesAnother(note, this.notes.opening.id)) finding.ofAnotherRecording = true;
      this.findings.push(finding);
    }
    return this.notes.names.has('chunks.journal') ? this.journal() : [];
  }

  private async journal(): Promise<ChunkRecord[]> {
    let bytes: Uint8Array | null;
    try {
      bytes = await readLimited(this.files, 'chunks.journal', largestJournal);
    } catch (error) {
      this.findings.push({ fault: 'missing', file: 'chunks.journal', problem: problemOf(error) });
      return [];
    }
    if (bytes === null) {
      this.findings.push({ fault: 'missing', file: 'chunks.journal', problem: 'file-missing' });
      return [];
    }
    try {
      const journal = parseJournal(bytes, this.notes.opening.id, this.key);
      this.byJournal = true;
      if (journal.torn) this.remarks.push({ remark: 'journal-torn' });
      return journal.chunks;
    } catch (error) {
      this.findings.push({ fault: 'not-of-its-key', file: 'chunks.journal', problem: problemOf(error) });
      return [];
    }
  }

  // It is written ahead: of its last chunk alone the file may never have come.
  private async dropUnwrittenTail(listed: ChunkRecord[]): Promise<void> {
    const last = listed.at(-1);
    if (!this.byJournal || last === undefined) return;
    if (this.peel !== undefined && this.isHere(last) && listed.filter((chunk) => this.isHere(chunk)).length <= this.peel.chunksListed) return;
    if (this.notes.names.has(chunkFile(last))) return;
    this.remarks.push({ remark: 'being-written', file: chunkFile(last) });
    listed.pop();
  }

  private async chunk(chunk: ChunkRecord, byContent: ReadonlyMap<Hash, string>): Promise<boolean> {
    const file = chunkFile(chunk);
    let bytes: Uint8Array | null;
    try {
      bytes = this.notes.names.has(file) ? await readLimited(this.files, file, largestChunk) : null;
    } catch (error) {
      this.findings.push({ fault: 'unreadable', file, problem: problemOf(error) });
      return false;
    }
    const fault = bytes === null ? ({ fault: 'missing', file } as const) : await faultOf(bytes, chunk, byContent);
    if (fault !== undefined) this.findings.push(fault);
    return fault === undefined;
  }

  private unlisted(listed: readonly ChunkRecord[]): void {
    for (const name of [...this.notes.names].sort()) {
      const chunk = chunkNamed(name);
      if (chunk === undefined || listed[chunk.index]?.kind === chunk.kind) continue;
      // On a full disk the end statement is written without its line, right before the closing note.
      if (this.byJournal && this.closing === undefined && chunk.kind === 'calls' && chunk.index === listed.length) this.remarks.push({ remark: 'being-written', file: name });
      else this.findings.push({ fault: 'foreign', file: name });
    }
  }
}

const problemOf = (error: unknown): Code | 'not-read' => (error instanceof Refused ? error.code : 'not-read');

/** What is wrong with a chunk's bytes; nothing where they are those that are listed. */
export async function faultOf(bytes: Uint8Array, chunk: ChunkRecord, byContent: ReadonlyMap<Hash, string> = new Map()): Promise<Finding | undefined> {
  const hash = await hashOfFile(bytes);
  if (hash === chunk.sha256 && bytes.length === chunk.length) return undefined;
  const file = chunkFile(chunk);
  const lengths = { length: bytes.length, listedLength: chunk.length };
  const other = byContent.get(hash);
  if (other !== undefined) return { fault: 'swapped', file, other };
  if (bytes.length < chunk.length) return { fault: 'cut-short', file, ...lengths };
  return bytes.length > chunk.length ? { fault: 'too-long', file, ...lengths } : { fault: 'changed', file };
}

/** A closing note that the recording's own key has signed for this recording. */
export function closingOf(note: Uint8Array | string, opening: Opening, key: Verifier): Closing {
  return about('closing.note', () => {
    const closing = parseClosing(verifiedText(note, key));
    return closing.id === opening.id ? closing : refuse('denied', 'other-recording');
  });
}

function closesAnother(note: Uint8Array, id: string): boolean {
  try {
    return parseClosing(parseNote(note).text).id !== id;
  } catch {
    return false;
  }
}

function isStrange(name: string): boolean {
  const plain = name.replace(/\.[0-9a-f]{8}\.tmp$/, '');
  const known: readonly string[] = ['certificate.note', 'opening.note', 'closing.note', 'peel.note', 'chunks.journal', 'reserve', ...keyFiles];
  return !known.includes(plain) && chunkNamed(plain) === undefined;
}

export type Progress = (part: number) => void;

/** By the certificate that `device` signed. Refused as a whole where nothing about the recording is proven. */
export async function verifyRecording(files: RecordingFiles, device: Verifier, progress?: Progress): Promise<Verification> {
  const notes = await readOpening(files);
  const note = notes.names.has('certificate.note') ? await readLimited(files, 'certificate.note', largestNote) : null;
  if (note === null) return refuse('denied', 'no-certificate');
  const { key, certificate } = certifiedKey(note, notes.opening, notes.openingNote, device);
  const check = new Check(files, notes, key, undefined, progress);
  await check.keyFiles(notes.opening.keyFiles);
  return { ...(await outcome(check, notes)), certificate };
}

/** By the peel note that `union` signed. */
export async function verifyPeeled(files: RecordingFiles, union: Verifier, progress?: Progress): Promise<Verification> {
  const notes = await readOpening(files);
  const note = notes.names.has('peel.note') ? await readLimited(files, 'peel.note', largestNote) : null;
  if (note === null) return refuse('denied', 'no-peel-note');
  const listOf = (peel: Peel): Promise<Uint8Array | null> =>
    peel.closing === undefined ? readLimited(files, 'chunks.journal', largestJournal) : readLimited(files, 'closing.note', largestNote);
  const { key, peel } = await peeledKey(note, notes.opening, notes.openingNote, listOf, union);
  const check = new Check(files, notes, key, peel, progress);
  await check.keyFiles([peel.keyFile]);
  return { ...(await outcome(check, notes)), peel };
}

async function outcome(check: Check, notes: Notes): Promise<Verification> {
  const listed = await check.chunks();
  return {
    closed: check.closing !== undefined,
    proven: check.proven,
    listed,
    findings: check.findings,
    remarks: check.remarks,
    opening: notes.opening,
    ...(check.closing !== undefined && { closing: check.closing }),
  };
}
