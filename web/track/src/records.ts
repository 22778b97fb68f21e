// The records of a chunk, read and applied to a scene.
import type { Chunk } from './chunk.js';
import { Bits, Numbers, RangeDecoder } from './range_decoder.js';
import { isRough, limits, reasons, type Rect, type Scene, tileAt, tileSide, TrackError } from './scene.js';
import type { TileReader } from './tiles.js';

export type What =
  | { what: 'opened' | 'moved' | 'closed'; surface: number }
  | { what: 'stacked'; surfaces: number[] }
  | { what: 'pixels'; surface: number; area: Rect; exact: boolean }
  | { what: 'withheld'; surface: number; area: Rect; reason: number }
  | { what: 'time withheld'; from: number; to: number; reason: number }
  | { what: 'cursor' }
  | { what: 'index point' };

/** `exact`: no tile that was written, or copied to, is part of a moving picture. `endsMoment`: no further event of the same chunk has the same time. */
export type TrackEvent = What & { time: number; endsMoment: boolean };

const fieldsOfKind = 8;
const recordWork = 256;
const toldPixelWork = 16;

/** How the fields of records are told. */
export class RecordModels {
  kind = 0;
  private readonly kinds = new Bits(16 * 16);
  private readonly fields = Array.from({ length: 16 * fieldsOfKind }, () => new Numbers());

  reset(): void {
    this.kind = 0;
    this.kinds.reset();
    for (const field of this.fields) field.reset();
  }
  begin(coder: RangeDecoder): number {
    return (this.kind = this.kinds.tree(coder, 4, this.kind * 16));
  }
  field(number: number): Numbers {
    return this.fields[this.kind * fieldsOfKind + number]!;
  }
}

export class RecordReader {
  private readonly coder: RangeDecoder;
  private time: number;
  private restating: boolean;
  private field = 0;
  private passed = 0;
  private work = 0;

  constructor(
    private readonly chunk: Chunk,
    private readonly scene: Scene,
    private readonly models: RecordModels,
    private readonly tiles: TileReader,
  ) {
    this.coder = new RangeDecoder(chunk.body);
    this.time = chunk.begin;
    this.restating = chunk.indexPoint;
  }

  read(tell: (event: TrackEvent) => void): void {
    let record = 0;
    let offset = 0;
    try {
      for (let kind = this.begin(); kind !== 0; ) {
        this.time += this.passed;
        const { time } = this;
        const what = this.apply(kind);
        const isEvent = !this.restating;
        ++record;
        offset = this.coder.offset - 4;
        kind = this.begin();
        if (isEvent) tell({ ...what, time, endsMoment: kind === 0 || this.passed > 0 });
      }
    } catch (error) {
      if (!(error instanceof TrackError)) throw error;
      throw new TrackError(`track record ${record} at byte ${offset} of the body: ${error.message}`);
    }
    if (this.restating) throw new TrackError('the state at its index point has no end');
    if (this.coder.hasRest) throw new TrackError('bytes behind its last record');
  }

  private begin(): number {
    const kind = this.models.begin(this.coder);
    if (this.coder.overrun) throw new TrackError('the chunk ends within it');
    if (kind === 0) return kind;
    this.field = 0;
    this.passed = this.number();
    if (this.passed > this.chunk.end - this.time) throw new TrackError('it lies after the end of its chunk');
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
      case 5:
        return this.changedTiles();
      case 6: {
        const surface = this.surface();
        const from = this.charged(this.rect());
        const area = { ...from, x: from.x + this.coordinate(), y: from.y + this.coordinate() };
        scene.copy(surface, from, area.x, area.y);
        return { what: 'pixels', surface, area, exact: !isRough(scene.surface(surface), area) };
      }
      case 7: {
        const surface = this.surface();
        const area = this.charged(this.rect());
        const reason = this.reason();
        scene.withhold(surface, area, reason);
        return { what: 'withheld', surface, area, reason };
      }
      case 8: {
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
        if (!this.restating) throw new TrackError('the end of an index point where none was begun');
        this.restating = false;
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

  private changedTiles(): What {
    const surface = this.surface();
    const { image, rough } = this.scene.surface(surface);
    const columns = Math.ceil(image.width / tileSide);
    const count = columns * Math.ceil(image.height / tileSide);
    let exact = true;
    let [left, top, right, bottom] = [image.width, image.height, 0, 0];
    for (const [first, end] of this.runs(count)) {
      for (let tile = first; tile < end; ++tile) {
        const x = (tile % columns) * tileSide;
        const y = Math.floor(tile / columns) * tileSide;
        const at = { x, y, width: Math.min(tileSide, image.width - x), height: Math.min(tileSide, image.height - y) };
        this.charged(at);
        this.charge(this.tiles.read(this.coder, image, at) * toldPixelWork);
        if (this.coder.overrun) throw new TrackError('the chunk ends within it');
        if (this.tiles.wasExact) rough.delete(tileAt(x, y));
        else rough.add(tileAt(x, y));
        exact &&= this.tiles.wasExact;
        [left, top] = [Math.min(left, x), Math.min(top, y)];
        [right, bottom] = [Math.max(right, x + at.width), Math.max(bottom, y + at.height)];
      }
    }
    const area = right === 0 ? { x: 0, y: 0, width: 0, height: 0 }
      : { x: left, y: top, width: right - left, height: bottom - top };
    return { what: 'pixels', surface, area, exact };
  }

  private runs(tiles: number): [first: number, end: number][] {
    const count = this.upTo(tiles, 'count of runs');
    const runs: [number, number][] = [];
    let next = 0;
    for (let i = 0; i < count; ++i) {
      const first = next + this.number();
      const length = this.number();
      this.field -= 2;
      if (length === 0 || first + length > tiles) throw new TrackError(`${length} tiles from ${first} on, of ${tiles}`);
      next = first + length;
      runs.push([first, next]);
    }
    return runs;
  }

  private number(): number {
    return this.models.field(this.field++).read(this.coder);
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
    const value = from + this.models.field(this.field++).readSigned(this.coder);
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
    if (this.work > limits.work) throw new TrackError('the chunk does more than is allowed');
  }
  private charged(area: Rect): Rect {
    this.charge(area.width * area.height);
    return area;
  }
}
