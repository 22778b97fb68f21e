// A recording as the one stream of bytes in which it is uploaded, from any byte on: docs/recording.md, "The bundle".
import { bytesOf, type Hash, hashOf, parseNote, refuse, Refused, textOf } from 'insyn-note';
import {
  chunkFile, type ChunkRecord, largestChunk, largestJournal, largestKeyFile, largestNote, parseChunk, parseClosing, parseOpening, type RecordingFiles,
} from 'insyn-recording';
import { closingFile, journalFile } from './storage.js';

export const bundleType = 'application/x-insyn-recording';
const head = 'insyn bundle 1\n';

export interface BundleFile {
  name: string;
  length: number;
}
export const bundleHead = (files: readonly BundleFile[]): string => `${head}${files.map(({ name, length }) => `${name} ${length}\n`).join('')}\n`;

async function needed(files: RecordingFiles, name: string, limit: number): Promise<Uint8Array> {
  const bytes = (await files.read(name, limit)) ?? refuse('permanent', 'file-missing', { about: name });
  if (bytes.length > limit) refuse('corrupt', 'file-too-long', { about: name });
  return bytes;
}

/** Of whole lines. Their signatures are for whoever verifies it. */
function listedIn(journal: Uint8Array): ChunkRecord[] {
  const chunks: ChunkRecord[] = [];
  for (const line of textOf(journal.subarray(0, journal.lastIndexOf(0x0a) + 1)).split('\n').slice(0, -1)) {
    const chunk = parseChunk(line.slice(0, Math.max(line.lastIndexOf(' '), 0)));
    if (chunk.index !== chunks.length) refuse('corrupt', 'out-of-order', { line: chunks.length + 1, about: journalFile });
    chunks.push(chunk);
  }
  return chunks;
}

export class Bundle {
  private kept: { name: string; bytes: Uint8Array } | undefined;

  private constructor(
    private readonly source: RecordingFiles,
    readonly id: string,
    readonly files: readonly BundleFile[],
    private readonly text: Uint8Array,
    /** What a receipt has to be about: SHA-256 of opening.note, and of closing.note or chunks.journal. */
    readonly openingHash: Hash,
    readonly closingHash: Hash,
    readonly chunks: number,
  ) {}

  /**
   * Refused where `files` are no recording's, lack a file that a bundle has, or list chunks that cannot be read; with `key-file-missing` (`denied`) where the recording was shredded.
   * Chunks are not read yet, and nobody's signature is checked.
   */
  static async of(files: RecordingFiles): Promise<Bundle> {
    const names = new Set(await files.names());
    const list: BundleFile[] = [];
    const take = async (name: string, limit: number): Promise<Uint8Array> => {
      const bytes = await needed(files, name, limit);
      if (bytes.length === 0 && name !== journalFile) refuse('permanent', 'empty', { about: name });
      list.push({ name, length: bytes.length });
      return bytes;
    };
    await take('certificate.note', largestNote);
    const openingNote = await take('opening.note', largestNote);
    const opening = parseOpening(parseNote(openingNote).text);
    // An empty closing note counts as none.
    const closed = names.has(closingFile) && (await files.read(closingFile, largestNote))?.length !== 0;
    const closing = closed ? await take(closingFile, largestNote) : await take(journalFile, largestJournal);
    for (const { name } of opening.keyFiles) {
      if (!names.has(name)) refuse('denied', 'key-file-missing', { about: name });
      await take(name, largestKeyFile);
    }
    const chunks = closed ? parseClosing(parseNote(closing).text).chunks : listedIn(closing);
    // The journal is written ahead: of its last line the chunk may never have come.
    if (!closed && chunks.length > 0 && !names.has(chunkFile(chunks.at(-1)!))) chunks.pop();
    for (const chunk of chunks) list.push({ name: chunkFile(chunk), length: chunk.length });
    return new Bundle(files, opening.id, list, bytesOf(bundleHead(list)), hashOf(openingNote), hashOf(closing), chunks.length);
  }

  /** In bytes, the head included. */
  get size(): number {
    return this.files.reduce((sum, { length }) => sum + length, this.text.length);
  }

  /** At most `most` bytes from byte `from` on; none only at the end. Refused where a file has another length now. The file that was read last is kept in memory. */
  async read(from: number, most: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(most, this.size - from)));
    let have = 0;
    const take = (part: Uint8Array, begin: number): void => {
      const at = from + have - begin;
      if (at < 0 || at >= part.length) return;
      const taken = part.subarray(at, at + bytes.length - have);
      bytes.set(taken, have);
      have += taken.length;
    };
    take(this.text, 0);
    let begin = this.text.length;
    for (const file of this.files) {
      if (have === bytes.length) break;
      if (from + have < begin + file.length) take(await this.content(file), begin);
      begin += file.length;
    }
    return bytes;
  }
  /** All from byte `from` on, in pieces of at most `most` bytes. */
  async *pieces(from = 0, most = 1 << 20): AsyncGenerator<Uint8Array> {
    for (let at = from; at < this.size; ) {
      const piece = await this.read(at, most);
      at += piece.length;
      yield piece;
    }
  }

  private async content({ name, length }: BundleFile): Promise<Uint8Array> {
    if (this.kept?.name === name) return this.kept.bytes;
    this.kept = undefined;
    const bytes = await needed(this.source, name, largestChunk);
    if (bytes.length !== length) throw new Refused('corrupt', 'chunk-changed', { about: name });
    this.kept = { name, bytes };
    return bytes;
  }
}
