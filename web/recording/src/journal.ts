// The journal: one line for each chunk, signed by the recording's key over all lines before it.
import { sha256 } from '@noble/hashes/sha2';
import { bytesOf, checkedText, fromBase64, refuse, type Signer, type Text, toBase64, toHex, type Verifier, within } from 'insyn-note';
import { type ChunkRecord, chunkText, largestJournal, mostChunks, parseChunk } from './layout.js';

const head = 'insyn chunk journal 1';

export interface Journal {
  chunks: ChunkRecord[];
  /** Its last line was being written when the recorder ended. */
  torn: boolean;
}

/** What the lines of one recording's journal are signed over, one after the other. */
export class JournalChain {
  private readonly lines = sha256.create();
  constructor(private readonly id: string) {}

  signedText(chunk: ChunkRecord): string {
    return `${head}\n${this.id}\n${toHex(this.lines.clone().digest())}\n${chunkText(chunk)}\n`;
  }
  /** The next line, with its line end. It counts once it is added. */
  async lineOf(chunk: ChunkRecord, key: Signer): Promise<string> {
    return `${chunkText(chunk)} ${toBase64(await key.sign(this.signedText(chunk)))}\n`;
  }
  add(line: string): void {
    this.lines.update(bytesOf(line));
  }
}

/** Refused, with the line, where a whole line is malformed, out of order, or not signed by `key` over all lines before it. */
export function parseJournal(given: Text, id: string, key: Verifier): Journal {
  if (given.length > largestJournal) refuse('corrupt', 'too-long');
  // What follows the last line end is ignored, be it what it may.
  const end = typeof given === 'string' ? given.lastIndexOf('\n') : given.lastIndexOf(0x0a);
  const text = checkedText(typeof given === 'string' ? given.slice(0, end + 1) : given.subarray(0, end + 1), '\n', largestJournal);
  const chain = new JournalChain(id);
  const chunks: ChunkRecord[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    within({ line: chunks.length + 1 }, () => {
      if (chunks.length === mostChunks) refuse('corrupt', 'too-many');
      const space = line.lastIndexOf(' ');
      const chunk = parseChunk(line.slice(0, Math.max(space, 0)));
      const signature = fromBase64(line.slice(space + 1));
      if (chunkText(chunk) !== line.slice(0, space)) refuse('corrupt', 'not-as-written');
      if (!key.fits(chain.signedText(chunk), signature)) refuse('corrupt', 'wrong-signature');
      if (chunk.index !== chunks.length) refuse('corrupt', 'out-of-order');
      chain.add(`${line}\n`);
      chunks.push(chunk);
    });
  }
  return { chunks, torn: end + 1 < given.length };
}

/** For tests: the journal of these chunks. */
export async function journalText(chunks: readonly ChunkRecord[], id: string, key: Signer): Promise<string> {
  const chain = new JournalChain(id);
  let text = '';
  for (const chunk of chunks) {
    const line = await chain.lineOf(chunk, key);
    chain.add(line);
    text += line;
  }
  return text;
}
