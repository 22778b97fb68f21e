// Reads pages tracks as docs/pages-format.md describes them, from bytes that may be anything.
import { ByteReader } from './bytes.js';
import { type ChunkHeader, unpackChunk } from './chunk.js';
import { PagesError } from './error.js';
import type { PageRecord } from './records.js';
import { PagesState } from './state.js';
import { decodeRecord } from './wire.js';

/** What changed up to a time, in milliseconds since the recording's start: records of all kinds but look. */
export interface Look {
  time: number;
  records: Exclude<PageRecord, { kind: 'look' }>[];
}
export interface ReadChunk extends ChunkHeader {
  looks: Look[];
}
/** An asset of the state whose bytes are in an earlier chunk, which this reader was not given. */
export interface MissingAsset {
  asset: number;
  chunk: number;
  hash: Uint8Array;
}

const damaged = 9;

export class PagesReader {
  /** What is shown at the end of the last chunk; of nothing while in a gap. */
  readonly state = new PagesState();
  /** The end of the last chunk. */
  time = 0;
  /** Everything is withheld until the next index point. */
  inGap = true;
  private expected: number | null = null;

  /**
   * Reads the next chunk, or any index point. In a gap another chunk has one look, which says that its time is withheld.
   * Throws PagesError for a chunk that is not valid, of which nothing is to be shown, and is in a gap then.
   */
  feed(bytes: Uint8Array): ReadChunk {
    try {
      const { header, body } = unpackChunk(bytes);
      if (!header.indexPoint && this.inGap) return this.skip(header);
      if (!header.indexPoint) this.checkFollows(header);
      else this.state.clear();
      const looks = this.read(header, body);
      this.inGap = false;
      this.finish(header);
      return { ...header, looks };
    } catch (error) {
      this.gap();
      throw error;
    }
  }

  /** To be called where a chunk is missing. */
  gap(): void {
    this.inGap = true;
    this.state.clear();
    this.state.end();
  }

  /** In the order of the chunks that hold them, and of their numbers. */
  get missing(): MissingAsset[] {
    const all: MissingAsset[] = [];
    for (const [asset, { bytes, chunk, hash }] of this.state.assets) if (!bytes) all.push({ asset, chunk, hash });
    return all.sort((a, b) => a.chunk - b.chunk || a.asset - b.asset);
  }

  /** Takes what is missing from an earlier chunk. Gives the assets that it had. Throws PagesError where the chunk is damaged. */
  lend(bytes: Uint8Array): number[] {
    const { header, body } = unpackChunk(bytes);
    const held = new PagesState();
    const reader = new ByteReader(body);
    const lent: number[] = [];
    held.begin(header.number);
    located(reader, (record) => {
      if (record.kind !== 'asset' || !this.wants(record.asset, header.number)) return;
      held.apply(record);
      const asset = this.state.assets.get(record.asset)!;
      if (record.type !== asset.type || record.bytes.length !== asset.size || record.hash.some((byte, i) => byte !== asset.hash[i])) throw new PagesError(`asset ${record.asset} is another than the one that is referred to`);
      asset.bytes = record.bytes;
      lent.push(record.asset);
    });
    return lent;
  }

  private wants(number: number, chunk: number): boolean {
    const asset = this.state.assets.get(number);
    return asset !== undefined && asset.bytes === null && asset.chunk === chunk;
  }

  private checkFollows({ number, begin }: ChunkHeader): void {
    if (number !== this.expected) throw new PagesError(`chunk ${number} comes where chunk ${this.expected} was expected`);
    if (begin < this.time) throw new PagesError(`chunk ${number} begins before the one before it ends`);
  }

  private skip(header: ChunkHeader): ReadChunk {
    const { begin, end } = header;
    this.finish(header);
    return { ...header, looks: [{ time: end, records: [{ kind: 'time withheld', from: begin, to: end, reason: damaged }] }] };
  }

  private read(header: ChunkHeader, body: Uint8Array): Look[] {
    const looks: Look[] = [];
    let records: Look['records'] = [];
    let time = header.begin;
    this.state.begin(header.number);
    located(new ByteReader(body), (record) => {
      this.state.apply(record);
      if (record.kind !== 'look') return records.push(record);
      time += record.elapsed;
      if (time > header.end) throw new PagesError('a look after the end of its chunk');
      looks.push({ time, records });
      return (records = []);
    });
    this.state.end();
    if (records.length > 0) throw new PagesError('changes with no look after them');
    return looks;
  }

  private finish({ number, end }: ChunkHeader): void {
    this.expected = number + 1;
    this.time = end;
  }
}

/** Calls `one` with each record of a body. Errors of both name the record. */
function located(reader: ByteReader, one: (record: PageRecord) => unknown): void {
  for (let record = 0; !reader.atEnd; ++record) {
    const { offset } = reader;
    try {
      one(decodeRecord(reader));
    } catch (error) {
      throw error instanceof PagesError ? new PagesError(error.reason, { record, offset }) : error;
    }
  }
}
