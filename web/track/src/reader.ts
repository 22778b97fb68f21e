// Decodes tracks as docs/track-format.md describes them, from bytes that may be anything.
import { AdaptiveBits, NumberModel } from './bit_models.js';
import { type Chunk, unpack } from './chunk.js';
import { RangeDecoder } from './range_decoder.js';
import { type Cursor, isLossy, limits, reasons, type Rect, Scene, type Surface, tileAt, tileSide, TrackError } from './scene.js';
import { TileDecoder } from './tile_decoder.js';

export { split, unpack } from './chunk.js';
export { type Cursor, Image, isLossy, reasons, type Rect, Scene, type Surface, tileSide, TrackError } from './scene.js';

export type What =
  | { what: 'opened' | 'moved' | 'closed'; surface: number }
  | { what: 'stacked'; surfaces: number[] }
  | { what: 'pixels'; surface: number; area: Rect; lossless: boolean; change: Change }
  | { what: 'withheld'; surface: number; area: Rect; reason: number }
  | { what: 'time withheld'; from: number; to: number; reason: number }
  | { what: 'cursor' }
  | { what: 'index point' };

/** What changed the pixels: tiles, by their numbers in row-major order, or a copy from `from` to the area. */
export type Change = { tiles: readonly number[] } | { from: Rect };

/** `lossless`: no lossy tile was decoded, or copied from. `endsMoment`: no further event of the same chunk has the same time. */
export type TrackEvent = What & { time: number; endsMoment: boolean };

/** `until`: when the next record of the chunk is, or its end. The picture stays as it is from `from` until before that. */
export type OnStill = (from: number, until: number) => void;

const fieldsOfKind = 8;
const recordWork = 256;
const codedPixelWork = 16;
const tilesAStep = 8;
const timeWithheld = 8;

/** The models of record kinds and fields. */
class RecordModels {
  kind = 0;
  private readonly kinds = new AdaptiveBits(16 * 16);
  private readonly fields = Array.from({ length: 16 * fieldsOfKind }, () => new NumberModel());

  reset(): void {
    this.kind = 0;
    this.kinds.reset();
    for (const field of this.fields) field.reset();
  }
  begin(coder: RangeDecoder): number {
    return (this.kind = this.kinds.tree(coder, 4, this.kind * 16));
  }
  field(number: number): NumberModel {
    return this.fields[this.kind * fieldsOfKind + number]!;
  }
}

/** Decodes the records of one chunk and applies them to a scene. */
class RecordDecoder {
  private readonly coder: RangeDecoder;
  private time: number;
  private inState: boolean;
  private field = 0;
  private elapsed = 0;
  private work = 0;

  constructor(
    private readonly chunk: Chunk,
    private readonly scene: Scene,
    private readonly models: RecordModels,
    private readonly tiles: TileDecoder,
  ) {
    this.coder = new RangeDecoder(chunk.body);
    this.time = chunk.begin;
    this.inState = chunk.indexPoint;
  }

  *steps(onEvent: (event: TrackEvent) => void, onStill: OnStill): Generator<void, void> {
    let record = 0;
    let offset = 0;
    try {
      let kind = this.begin();
      this.still(kind, onStill);
      while (kind !== 0) {
        this.time += this.elapsed;
        const { time } = this;
        const what = kind === 5 ? yield* this.changedTiles() : this.apply(kind);
        const isEvent = !this.inState;
        ++record;
        offset = this.coder.offset - 4;
        kind = this.begin();
        if (isEvent) this.still(kind, onStill);
        if (isEvent) onEvent({ ...what, time, endsMoment: kind === 0 || this.elapsed > 0 });
        yield;
      }
    } catch (error) {
      if (!(error instanceof TrackError)) throw error;
      throw new TrackError(`track record ${record} at byte ${offset} of the body: ${error.message}`);
    }
    if (this.inState) throw new TrackError('the state of its index point has no end');
    if (this.coder.hasUnreadBytes) throw new TrackError('bytes after its last record');
  }

  // A record may follow that says that nothing was kept of this time: then there is nothing to be shown of it.
  private still(nextKind: number, onStill: OnStill): void {
    const until = nextKind === 0 ? this.chunk.end : this.time + this.elapsed;
    if (!this.inState && until > this.time && nextKind !== timeWithheld) onStill(this.time, until);
  }

  private begin(): number {
    const kind = this.models.begin(this.coder);
    if (this.coder.overrun) throw new TrackError('the chunk ends within it');
    if (kind === 0) return kind;
    this.field = 0;
    this.elapsed = this.number();
    if (this.elapsed > this.chunk.end - this.time) throw new TrackError('it lies after the end of its chunk');
    this.charge(recordWork);
    return kind;
  }

  private apply(kind: number): What {
    const { scene } = this;
    switch (kind) {
      case 1: {
        const surface = this.surface();
        const popup = this.upTo(1, 'surface kind');
        scene.open(surface, popup ? 'popup' : 'window', this.charged(this.rect()));
        return { what: 'opened', surface };
      }
      case 2: {
        const surface = this.surface();
        scene.move(surface, this.charged(this.rect()));
        return { what: 'moved', surface };
      }
      case 3: {
        const surface = this.surface();
        scene.close(surface);
        return { what: 'closed', surface };
      }
      case 4:
        return this.stacking();
      case 6: {
        const surface = this.surface();
        const from = this.charged(this.rect());
        const area = { ...from, x: from.x + this.coordinate(), y: from.y + this.coordinate() };
        scene.copy(surface, from, area.x, area.y);
        return { what: 'pixels', surface, area, lossless: !isLossy(scene.surface(surface), area), change: { from } };
      }
      case 7: {
        const surface = this.surface();
        const area = this.charged(this.rect());
        const reason = this.reason();
        scene.withhold(surface, area, reason);
        return { what: 'withheld', surface, area, reason };
      }
      case timeWithheld: {
        const from = this.number();
        const to = this.number();
        const reason = this.reason();
        if (from > to || to > 0xffffffff) throw new TrackError(`a time from ${from} to ${to} ms`);
        return { what: 'time withheld', from, to, reason };
      }
      case 9: {
        const visible = this.upTo(1, 'visibility') === 1;
        const x = this.coordinate(scene.cursor.x);
        scene.cursor = { visible, x, y: this.coordinate(scene.cursor.y) };
        return { what: 'cursor' };
      }
      case 10:
        if (!this.inState) throw new TrackError('the end of a state that was not begun');
        this.inState = false;
        return { what: 'index point' };
      default:
        throw new TrackError(`there is no record kind ${kind}`);
    }
  }

  private stacking(): What {
    const count = this.upTo(limits.surfaces, 'count of surfaces');
    const surfaces: number[] = [];
    for (let i = 0; i < count; ++i) {
      surfaces.push(this.surface());
      --this.field;
    }
    this.scene.stack(surfaces);
    return { what: 'stacked', surfaces };
  }

  private *changedTiles(): Generator<void, What> {
    const surface = this.surface();
    const { image, lossyTiles } = this.scene.surface(surface);
    const columns = Math.ceil(image.width / tileSide);
    const count = columns * Math.ceil(image.height / tileSide);
    let lossless = true;
    const tiles: number[] = [];
    let left = image.width;
    let top = image.height;
    let right = 0;
    let bottom = 0;
    for (const { first, end } of this.runs(count)) {
      for (let tile = first; tile < end; ++tile) {
        const x = (tile % columns) * tileSide;
        const y = Math.floor(tile / columns) * tileSide;
        const at = { x, y, width: Math.min(tileSide, image.width - x), height: Math.min(tileSide, image.height - y) };
        if (tiles.push(tile) % tilesAStep === 0) yield;
        this.charged(at);
        this.charge(this.tiles.decode(this.coder, image, at) * codedPixelWork);
        if (this.coder.overrun) throw new TrackError('the chunk ends within it');
        if (this.tiles.wasLossless) lossyTiles.delete(tileAt(x, y));
        else lossyTiles.add(tileAt(x, y));
        lossless &&= this.tiles.wasLossless;
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + at.width);
        bottom = Math.max(bottom, y + at.height);
      }
    }
    const area = right === 0 ? { x: 0, y: 0, width: 0, height: 0 }
      : { x: left, y: top, width: right - left, height: bottom - top };
    return { what: 'pixels', surface, area, lossless, change: { tiles } };
  }

  private runs(tiles: number): { first: number; end: number }[] {
    const count = this.upTo(tiles, 'count of runs');
    const runs: { first: number; end: number }[] = [];
    let next = 0;
    for (let i = 0; i < count; ++i) {
      const first = next + this.number();
      const length = this.number();
      this.field -= 2;
      if (length === 0 || first + length > tiles) throw new TrackError(`${length} tiles from ${first} on, of ${tiles}`);
      next = first + length;
      runs.push({ first, end: next });
    }
    return runs;
  }

  private number(): number {
    return this.models.field(this.field++).decode(this.coder);
  }
  private upTo(most: number, name: string): number {
    const value = this.number();
    if (value > most) throw new TrackError(`a ${name} of ${value}`);
    return value;
  }
  private surface(): number {
    return this.upTo(0xffffffff, 'surface number');
  }
  private coordinate(from = 0): number {
    const value = from + this.models.field(this.field++).decodeSigned(this.coder);
    if (Math.abs(value) > limits.farthest) throw new TrackError(`coordinate ${value} is too far away`);
    return value;
  }
  private side(): number {
    const value = this.upTo(limits.side, 'side');
    if (value === 0) throw new TrackError('a side of 0');
    return value;
  }
  private rect(): Rect {
    return { x: this.coordinate(), y: this.coordinate(), width: this.side(), height: this.side() };
  }
  private reason(): number {
    const value = this.number();
    if (!(value in reasons)) throw new TrackError(`there is no reason ${value}`);
    return value;
  }
  private charge(work: number): void {
    this.work += work;
    if (this.work > limits.work) throw new TrackError('decoding the chunk costs more than is allowed');
  }
  private charged(area: Rect): Rect {
    this.charge(area.width * area.height);
    return area;
  }
}

const damaged = 9;

export class TrackReader {
  /** The end of the last chunk; while an event is reported its time. In ms. */
  time = 0;
  /** Everything is withheld until the next index point. */
  inGap = false;
  private readonly scene = new Scene();
  private readonly models = new RecordModels();
  private readonly tiles = new TileDecoder();
  private expected: number | undefined;

  /** From the bottom up. */
  get surfaces(): readonly Surface[] {
    return this.scene.surfaces;
  }
  get cursor(): Readonly<Cursor> {
    return this.scene.cursor;
  }

  /**
   * Decodes the next chunk; `onEvent` is called after each record has been applied. Throws TrackError for a chunk that is
   * not valid, and is in a gap() then. Decoding may start at any index point.
   */
  feed(bytes: Uint8Array, onEvent: (event: TrackEvent) => void = () => {}): void {
    const steps = this.steps(bytes, onEvent);
    while (steps.next().done !== true);
  }

  /**
   * The same in steps of a millisecond or so, for whoever has something else to do meanwhile. `onStill` is called as soon as the
   * picture of a moment is whole, and what comes next is known: before the moment's last event is told.
   */
  *steps(bytes: Uint8Array, onEvent: (event: TrackEvent) => void = () => {}, onStill: OnStill = () => {}): Generator<void, void> {
    try {
      yield* this.decode(bytes, onEvent, onStill);
    } catch (error) {
      this.gap();
      throw error;
    }
  }

  /** As a new reader, with what that would have to make anew. */
  restart(): void {
    this.time = 0;
    this.inGap = false;
    this.expected = undefined;
    this.scene.clear();
  }

  /** To be called where a chunk is missing. */
  gap(): void {
    this.inGap = true;
    this.scene.withholdEverything(damaged);
  }

  private *decode(bytes: Uint8Array, onEvent: (event: TrackEvent) => void, onStill: OnStill): Generator<void, void> {
    const chunk = unpack(bytes);
    if (chunk.indexPoint) {
      this.scene.clear();
      this.models.reset();
      this.tiles.reset();
    } else if (this.inGap || this.expected === undefined) {
      this.inGap = true;
      this.finish(chunk);
      onEvent({ what: 'time withheld', from: chunk.begin, to: chunk.end, reason: damaged, time: chunk.end, endsMoment: true });
      return;
    } else if (chunk.number !== this.expected) {
      throw new TrackError(`chunk ${chunk.number} comes where chunk ${this.expected} was expected`);
    } else if (chunk.begin < this.time) {
      throw new TrackError(`chunk ${chunk.number} begins before the one before it ends`);
    }
    yield* new RecordDecoder(chunk, this.scene, this.models, this.tiles).steps((event) => {
      this.time = event.time;
      onEvent(event);
    }, onStill);
    this.inGap = false;
    this.finish(chunk);
  }

  private finish(chunk: { number: number; end: number }): void {
    this.expected = (chunk.number + 1) % 2 ** 32;
    this.time = chunk.end;
  }
}
