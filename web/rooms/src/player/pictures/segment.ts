// A decoded chunk: the picture at its beginning, and what happened then, so that any moment in it is shown again without decoding.
import { type Image, type Rect, type Surface, tileSide, type TrackEvent } from 'insyn-track';
import type { Tile, TileShelf } from './tiles';

export interface KeptSurface {
  id: number;
  kind: 'window' | 'popup';
  place: Rect;
  tiles: readonly Tile[];
}
export interface Snapshot {
  surfaces: readonly KeptSurface[];
  cursor: { visible: boolean; x: number; y: number };
}

export type Op = { time: number } & (
  | { op: 'tiles'; surface: number; numbers: readonly number[]; tiles: readonly Tile[] }
  | { op: 'copy'; surface: number; from: Rect; x: number; y: number }
  | { op: 'withhold'; surface: number; area: Rect; reason: number }
  | { op: 'withhold all'; reason: number }
  | { op: 'open'; surface: number; kind: 'window' | 'popup'; place: Rect }
  | { op: 'move'; surface: number; place: Rect }
  | { op: 'close'; surface: number }
  | { op: 'stack'; surfaces: readonly number[] }
  | { op: 'cursor'; visible: boolean; x: number; y: number }
);

export interface Segment {
  begin: number;
  end: number;
  // The first is that of op 0, the beginning.
  snapshots: { op: number; of: Snapshot }[];
  ops: Op[];
}

export const columnsOf = (width: number) => Math.ceil(width / tileSide);

// The tiles that an area of an image touches.
export function* touched(image: { width: number; height: number }, area: Rect): Generator<number> {
  const columns = columnsOf(image.width);
  const right = Math.min(columns - 1, Math.floor((area.x + area.width - 1) / tileSide));
  const bottom = Math.floor((Math.min(image.height, area.y + area.height) - 1) / tileSide);
  for (let row = Math.floor(area.y / tileSide); row <= bottom; row += 1)
    for (let column = Math.floor(area.x / tileSide); column <= right; column += 1) yield row * columns + column;
}

export const tileArea = (image: { width: number; height: number }, tile: number): Rect => {
  const columns = columnsOf(image.width);
  const x = (tile % columns) * tileSide;
  const y = Math.floor(tile / columns) * tileSide;
  return { x, y, width: Math.min(tileSide, image.width - x), height: Math.min(tileSide, image.height - y) };
};

// So many pixels are moved again, at most, from a snapshot to a moment after it.
const kWork = 5_000_000;

interface Tiled {
  image: Image;
  // Which tile lies where; null where that is not known.
  tiles: (Tile | null)[];
  // The reasons for which pixels of each tile are withheld.
  reasons: Uint32Array;
}

// Follows a reader from event to event, and writes down segments. It holds no use of a tile but through the segments' lists.
export class Scribe {
  // Reasons for which anything is withheld now, as bits.
  withheldNow = 0;
  private readonly tiled = new Map<number, Tiled>();
  private segment: Segment | null = null;
  private last: Snapshot | null = null;
  private work = 0;

  constructor(private readonly shelf: TileShelf) {}

  // Before the first event of a chunk. `keeps`: whether its segment is wanted.
  begin(begin: number, end: number, keeps: boolean, indexPoint: boolean, surfaces: readonly Surface[], cursor: Snapshot['cursor']) {
    this.segment = keeps ? { begin, end, snapshots: [], ops: [] } : null;
    if (!indexPoint) this.snap(surfaces, cursor);
  }

  // After the event has been applied.
  event(event: TrackEvent, surfaces: readonly Surface[], cursor: Snapshot['cursor']) {
    const { time } = event;
    const find = (id: number) => surfaces.find((one) => one.id === id)!;
    switch (event.what) {
      case 'index point':
        this.tiled.clear();
        for (const surface of surfaces) this.tile(surface);
        this.snap(surfaces, cursor);
        break;
      case 'opened': {
        const { id, kind, place } = find(event.surface);
        this.tile(find(id));
        this.note({ time, op: 'open', surface: id, kind, place }, place.width * place.height);
        break;
      }
      case 'moved': {
        const surface = find(event.surface);
        this.tile(surface);
        this.note({ time, op: 'move', surface: surface.id, place: surface.place }, surface.place.width * surface.place.height);
        break;
      }
      case 'closed':
        this.tiled.delete(event.surface);
        this.note({ time, op: 'close', surface: event.surface });
        break;
      case 'stacked':
        if (event.surfaces.length > 0) this.note({ time, op: 'stack', surfaces: event.surfaces });
        break;
      case 'withheld': {
        const { surface, area, reason } = event;
        this.change(find(surface), area);
        this.note({ time, op: 'withhold', surface, area, reason }, area.width * area.height);
        break;
      }
      case 'cursor':
        this.note({ time, op: 'cursor', ...cursor });
        break;
      case 'pixels':
        if ('from' in event.change) {
          this.change(find(event.surface), event.area);
          this.note({ time, op: 'copy', surface: event.surface, from: event.change.from, x: event.area.x, y: event.area.y }, event.area.width * event.area.height);
        } else {
          this.pixels(time, find(event.surface), event.change.tiles);
        }
        break;
      case 'time withheld':
        break;
    }
    if (event.endsMoment) {
      this.withheldNow = 0;
      for (const { reasons } of this.tiled.values()) for (const one of reasons) this.withheldNow |= one;
      if (this.work > kWork) this.snap(surfaces, cursor);
    }
  }

  // The chunk could not be decoded to its end: everything is withheld from this time on.
  damaged(time: number, surfaces: readonly Surface[], reason: number) {
    this.tiled.clear();
    for (const surface of surfaces) this.tile(surface);
    this.withheldNow = surfaces.length === 0 ? 0 : 1 << reason;
    // Damage within the state of an index point: there is nothing before it.
    if (this.segment?.snapshots.length === 0) this.last = null;
    else this.note({ time, op: 'withhold all', reason });
  }

  finish(end: number, surfaces: readonly Surface[], cursor: Snapshot['cursor']): Segment | null {
    const { segment } = this;
    this.segment = null;
    if (segment === null) return null;
    segment.end = end;
    if (segment.snapshots.length === 0) {
      this.segment = segment;
      this.snap(surfaces, cursor);
      this.segment = null;
    }
    return segment;
  }

  // Without it nothing of a segment that is not finished would be forgotten.
  abandon() {
    if (this.segment !== null) forget(this.segment, this.shelf);
    this.segment = null;
    this.last = null;
    this.withheldNow = 0;
    this.tiled.clear();
  }

  private pixels(time: number, surface: Surface, numbers: readonly number[]) {
    const tiled = this.tiled.get(surface.id)!;
    const { image } = surface;
    const tiles: Tile[] = [];
    for (const number of numbers) {
      const { x, y, width, height } = tileArea(image, number);
      if (this.segment === null) {
        this.measure(tiled, number);
        tiled.tiles[number] = null;
        continue;
      }
      const tile = this.shelf.take(image.signed, image.width, y * image.width + x, width, height);
      tiles.push(tile);
      tiled.tiles[number] = null;
      tiled.reasons[number] = tile.reasons;
    }
    this.note({ time, op: 'tiles', surface: surface.id, numbers, tiles }, numbers.length * tileSide * tileSide);
  }

  private note(op: Op, work = 0) {
    this.last = op.op === 'cursor' ? this.last : null;
    this.work += work;
    this.segment?.ops.push(op);
  }

  private tile(surface: Surface) {
    const count = columnsOf(surface.image.width) * columnsOf(surface.image.height);
    const tiled = { image: surface.image, tiles: new Array<Tile | null>(count).fill(null), reasons: new Uint32Array(count) };
    this.tiled.set(surface.id, tiled);
    for (let number = 0; number < count; number += 1) this.measure(tiled, number);
  }

  private change(surface: Surface, area: Rect) {
    const tiled = this.tiled.get(surface.id)!;
    for (const number of touched(tiled.image, area)) {
      tiled.tiles[number] = null;
      this.measure(tiled, number);
    }
  }

  private measure(tiled: Tiled, number: number) {
    const { x, y, width, height } = tileArea(tiled.image, number);
    const { signed, width: stride } = tiled.image;
    // Hardly any tile has withheld pixels.
    let all = 0;
    for (let row = y; row < y + height; row += 1) for (let at = row * stride + x, end = at + width; at < end; at += 1) all |= signed[at]!;
    let reasons = 0;
    if (all >>> 24 !== 0)
      for (let row = y; row < y + height; row += 1)
        for (let at = row * stride + x, end = at + width; at < end; at += 1) if (signed[at]! >>> 24 !== 0) reasons |= 1 << (signed[at]! >>> 24);
    tiled.reasons[number] = reasons;
  }

  private snap(surfaces: readonly Surface[], cursor: Snapshot['cursor']) {
    if (this.segment === null) return;
    this.work = 0;
    // Nothing but the pointer has changed: the tiles are the same, each with a use more, unless they were forgotten meanwhile.
    const shared = this.last !== null && this.last.surfaces.every(({ tiles }) => tiles.every(({ uses }) => uses > 0)) ? this.last.surfaces : null;
    const kept = shared ?? surfaces.map((surface) => this.kept(surface));
    for (const { tiles } of shared ?? []) for (const tile of tiles) this.shelf.keep(tile);
    const of = { surfaces: kept, cursor: { ...cursor } };
    this.segment.snapshots.push({ op: this.segment.ops.length, of });
    this.last = of;
  }

  private kept({ id, kind, place, image }: Surface): KeptSurface {
    const tiled = this.tiled.get(id)!;
    const tiles = tiled.tiles.map((known, number) => {
      const { x, y, width, height } = tileArea(image, number);
      if (known !== null && known.uses > 0) {
        this.shelf.keep(known);
        return known;
      }
      return this.shelf.take(image.signed, image.width, y * image.width + x, width, height);
    });
    tiled.tiles = [...tiles];
    return { id, kind, place, tiles };
  }
}

// Gives back every use that the segment has of a tile.
export const forget = (segment: Segment, shelf: TileShelf) => {
  for (const { of } of segment.snapshots) for (const { tiles } of of.surfaces) for (const tile of tiles) shelf.release(tile);
  for (const op of segment.ops) if (op.op === 'tiles') for (const tile of op.tiles) shelf.release(tile);
  segment.snapshots = [];
  segment.ops = [];
};
