// Writes pages tracks: records and looks in, chunks out.
import { ByteWriter } from './bytes.js';
import { workOf } from './checks.js';
import { type ChunkHeader, packChunk } from './chunk.js';
import { PagesError } from './error.js';
import { limits } from './limits.js';
import type { PageRecord } from './records.js';
import { PagesState } from './state.js';
import { recordsOf } from './state_records.js';
import { encodeRecord } from './wire.js';

export interface WrittenChunk extends ChunkHeader {
  bytes: Uint8Array;
}

/**
 * Refuses what a reader would refuse: PagesError then, and nothing has changed.
 *
 * A recorder that drops a chunk says so by dropped(). What was written after it falls with it, and the next chunk is an index point.
 */
export class PagesWriter {
  /** With all that was put. */
  readonly state = new PagesState();
  /** Of the chunk that is being written, and how many its body has by now. */
  number: number;
  /** Something was put after the last look. */
  pending = false;
  private body = new ByteWriter();
  private begin: number;
  private time: number;
  private indexPoint = true;
  private begun = false;
  /** Which chunk holds the bytes of each asset. */
  private readonly holders = new Map<number, number>();

  /** `from`: where a recording goes on that has chunks already, by another writer. */
  constructor(from: { chunk: number; time: number } = { chunk: 0, time: 0 }) {
    this.number = from.chunk;
    this.begin = this.time = from.time;
    this.state.begin(this.number);
  }

  /** Bytes of the body that is being written, before it is packed. */
  get size(): number {
    return this.body.size;
  }

  put(record: Exclude<PageRecord, { kind: 'look' }>): void {
    this.start();
    this.write(record, () => this.state.apply(record));
    this.pending = true;
    if (record.kind === 'asset') this.holders.set(record.asset, this.number);
    else if (record.kind === 'asset elsewhere') this.holders.set(record.asset, record.chunk);
    else if (record.kind === 'asset forgotten') this.holders.delete(record.asset);
  }

  /** What was put is seen from this time on, in milliseconds since the recording's start. */
  look(time: number): void {
    if (!Number.isInteger(time) || time < this.time || time > 0xffffffff) throw new PagesError(`a look at ${time} ms, after ${this.time} ms`);
    this.start();
    const look: PageRecord = { kind: 'look', elapsed: time - this.time };
    this.write(look, () => this.state.apply(look));
    this.time = time;
    this.pending = false;
  }

  /**
   * Ends the chunk, at a time not before its last look. The next one begins then; it is an index point where `thenIndexPoint` says so.
   * Packing takes a while; all else is done at once, so that the next chunk may be written meanwhile.
   */
  cut(end: number, { thenIndexPoint = false }: { thenIndexPoint?: boolean } = {}): Promise<WrittenChunk> {
    if (this.pending) throw new PagesError('changes with no look after them');
    if (!Number.isInteger(end) || end < this.time || end > 0xffffffff) throw new PagesError(`an end at ${end} ms, after ${this.time} ms`);
    this.start();
    const header: ChunkHeader = { indexPoint: this.indexPoint, number: this.number, begin: this.begin, end };
    const body = this.body.view;
    this.restart(this.number + 1, end, thenIndexPoint);
    return packChunk(header, body).then((bytes) => ({ ...header, bytes }));
  }

  /**
   * The chunk of this number is not in the track, nor is any after it, nor what was put since. The next one has its number, and begins
   * at the last look, as an index point with the state as it is now.
   */
  dropped(chunk: number): void {
    if (!Number.isInteger(chunk) || chunk < 0 || chunk > this.number) throw new PagesError(`chunk ${chunk} was not written`);
    const fallen = [...this.holders].filter(([, holder]) => holder >= chunk).map(([asset]) => asset);
    for (const asset of fallen) if (!this.state.assets.get(asset)!.bytes) throw new PagesError(`chunk ${chunk} was said to be stored`);
    for (const asset of fallen) this.holders.delete(asset);
    this.restart(chunk, this.time, true);
  }

  /** The chunks up to this one are in the track for good: the writer keeps their assets' bytes no longer. */
  stored(chunk: number): void {
    for (const [asset, holder] of this.holders) if (holder <= chunk && holder < this.number) this.state.assets.get(asset)!.bytes = null;
  }

  private restart(number: number, time: number, indexPoint: boolean): void {
    this.body = new ByteWriter();
    this.number = number;
    this.begin = this.time = time;
    this.indexPoint = indexPoint;
    this.begun = false;
    this.state.begin(number);
  }

  /** An index point begins with the state, as of its begin. */
  private start(): void {
    if (this.begun) return;
    if (this.indexPoint) this.writeState();
    this.begun = true;
  }
  private writeState(): void {
    const added = new Map<number, number>();
    try {
      for (const record of recordsOf(this.state, (asset) => this.holders.get(asset) ?? null)) {
        this.write(record, () => this.state.charge(workOf(record)));
        if (record.kind === 'asset') added.set(record.asset, this.number);
      }
      const look: PageRecord = { kind: 'look', elapsed: 0 };
      if (this.body.size > 0 && !this.pending) this.write(look, () => this.state.charge(1));
    } catch (error) {
      this.body = new ByteWriter();
      this.state.begin(this.number);
      throw error;
    }
    for (const [asset, chunk] of added) this.holders.set(asset, chunk);
  }

  private write(record: PageRecord, applied: () => void): void {
    const before = this.body.size;
    try {
      encodeRecord(this.body, record);
      if (this.body.size > limits.body) throw new PagesError('a chunk larger than is allowed');
      applied();
    } catch (error) {
      this.body.size = before;
      throw error;
    }
  }
}
