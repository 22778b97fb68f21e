// Reads tracks as docs/track-format.md describes them, from bytes that may be anything.
import { unpack } from './chunk.js';
import { RecordModels, RecordReader, type TrackEvent } from './records.js';
import { type Cursor, Scene, type Surface, TrackError } from './scene.js';
import { TileReader } from './tiles.js';

export { split, unpack } from './chunk.js';
export type { TrackEvent } from './records.js';
export { type Cursor, type Image, isRough, reasons, type Rect, type Surface, TrackError } from './scene.js';

const damaged = 9;

export class TrackReader {
  /** The end of the last chunk, or while events are told the time of the event, in ms. */
  time = 0;
  /** Everything is withheld until the next index point. */
  inGap = false;
  private readonly scene = new Scene();
  private readonly models = new RecordModels();
  private readonly tiles = new TileReader();
  private expected: number | undefined;

  /** From the bottom up. */
  get surfaces(): readonly Surface[] {
    return this.scene.surfaces;
  }
  get cursor(): Readonly<Cursor> {
    return this.scene.cursor;
  }

  /**
   * Reads the next chunk; `tell` is called after each event has been applied. Throws TrackError for a chunk that is not
   * as it should be, which counts as a gap() then. Reading may start at any index point.
   */
  feed(bytes: Uint8Array, tell: (event: TrackEvent) => void = () => {}): void {
    try {
      this.read(bytes, tell);
    } catch (error) {
      this.gap();
      throw error;
    }
  }

  /** A chunk is missing. */
  gap(): void {
    this.inGap = true;
    this.scene.withholdEverything(damaged);
  }

  private read(bytes: Uint8Array, tell: (event: TrackEvent) => void): void {
    const chunk = unpack(bytes);
    if (chunk.indexPoint) {
      this.scene.clear();
      this.models.reset();
      this.tiles.reset();
    } else if (this.inGap || this.expected === undefined) {
      this.inGap = true;
      this.finish(chunk);
      tell({ what: 'time withheld', from: chunk.begin, to: chunk.end, reason: damaged, time: chunk.end, endsMoment: true });
      return;
    } else if (chunk.number !== this.expected) {
      throw new TrackError(`chunk ${chunk.number} comes where chunk ${this.expected} was expected`);
    } else if (chunk.begin < this.time) {
      throw new TrackError(`chunk ${chunk.number} begins before the one before it ends`);
    }
    new RecordReader(chunk, this.scene, this.models, this.tiles).read((event) => {
      this.time = event.time;
      tell(event);
    });
    this.inGap = false;
    this.finish(chunk);
  }

  private finish(chunk: { number: number; end: number }): void {
    this.expected = (chunk.number + 1) % 2 ** 32;
    this.time = chunk.end;
  }
}
