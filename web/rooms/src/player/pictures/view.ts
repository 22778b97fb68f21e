// The picture at one moment, made from segments, and what of it has changed since it was last drawn.
import { type Cursor, Image, type Rect, Scene, type Surface, tileSide } from 'insyn-track';
import type { Area, Patch, Picture, Withheld } from '../source';
import { columnsOf, type Op, type Segment, type Snapshot, tileArea, touched } from './segment';
import { type Tile, unpack } from './tiles';

interface Shown {
  // Which tile lies where, by the last snapshot or change; null where pixels were moved.
  tiles: (Tile | null)[];
  // Tiles to be drawn.
  dirty: Uint8Array;
  // Tiles with withheld pixels, as they were last drawn.
  hatched: Uint8Array;
}

export class View {
  private readonly scene = new Scene();
  private readonly shown = new Map<number, Shown>();
  private segment: Segment | null = null;
  private op = 0;
  private spare: ArrayBuffer | null = null;

  // What was drawn is gone.
  drawAnew() {
    for (const { dirty } of this.shown.values()) dirty.fill(1);
  }

  // The segment is forgotten: its tiles may be others'.
  leave(segment: Segment) {
    if (this.segment === segment) this.segment = null;
  }

  // To the end of the last moment that is not after `time`.
  go(segment: Segment, time: number) {
    // The first that comes later.
    let end = 0;
    for (let high = segment.ops.length; end < high; ) {
      const middle = (end + high) >> 1;
      if (segment.ops[middle]!.time > time) high = middle;
      else end = middle + 1;
    }
    let best = segment.snapshots[0]!;
    for (const one of segment.snapshots) if (one.op <= end) best = one;
    if (this.segment !== segment || this.op > end || this.op < best.op) {
      this.restore(best.of);
      this.op = best.op;
      this.segment = segment;
    }
    while (this.op < end) {
      this.apply(segment.ops[this.op]!);
      this.op += 1;
    }
  }

  // What stands there now, of whoever decodes it.
  copy(surfaces: readonly Surface[], cursor: Cursor) {
    const { scene } = this;
    this.segment = null;
    this.keepOnly(surfaces);
    for (const { id, kind, place, image } of surfaces) {
      const own = this.hold(id, kind, place);
      own.image.signed.set(image.signed);
      const shown = this.shown.get(id)!;
      shown.tiles.fill(null);
      shown.dirty.fill(1);
    }
    scene.stack(surfaces.map(({ id }) => id));
    scene.cursor = { ...cursor };
  }

  picture(time: number, reach: Area): Picture {
    const patches: Patch[] = [];
    const { surfaces, cursor } = this.scene;
    let size = 0;
    for (const surface of surfaces)
      for (const area of this.changed(surface)) {
        patches.push({ surface: surface.id, area, begin: size });
        size += area.width * area.height * 4;
      }
    const pixels = this.room(size);
    for (const patch of patches) this.rgba(patch, pixels);
    return {
      time,
      surfaces: surfaces.map(({ id, kind, place }) => ({ id, kind, place })),
      patches,
      pixels,
      withheld: surfaces.flatMap((surface) => this.withheld(surface)),
      pointer: { ...cursor },
      reach,
    };
  }

  // What pictures are drawn from is large, and would be garbage after each: the largest that comes back is kept.
  useAgain(pixels: ArrayBuffer) {
    if (this.spare === null || pixels.byteLength > this.spare.byteLength) this.spare = pixels;
  }

  private room(size: number): ArrayBuffer {
    const { spare } = this;
    if (spare === null || spare.byteLength < size) return new ArrayBuffer(size);
    this.spare = null;
    return spare;
  }

  // 0x00RRGGBB, 0xWW000000 where withheld.
  get surfaces(): readonly Surface[] {
    return this.scene.surfaces;
  }
  get cursor() {
    return this.scene.cursor;
  }

  private restore(snapshot: Snapshot) {
    const { scene } = this;
    this.keepOnly(snapshot.surfaces);
    for (const { id, kind, place, tiles } of snapshot.surfaces) {
      const surface = this.hold(id, kind, place);
      const shown = this.shown.get(id)!;
      tiles.forEach((tile, number) => this.put(surface, shown, number, tile));
    }
    scene.stack(snapshot.surfaces.map(({ id }) => id));
    scene.cursor = { ...snapshot.cursor };
  }

  private keepOnly(surfaces: readonly { id: number }[]) {
    for (const { id } of [...this.scene.surfaces]) if (!surfaces.some((one) => one.id === id)) this.close(id);
  }

  // A surface of this kind and size, of which all pixels are to be set.
  private hold(id: number, kind: Surface['kind'], place: Rect): Surface {
    const { scene } = this;
    const before = scene.surfaces.find((one) => one.id === id);
    if (before === undefined || before.kind !== kind || before.place.width !== place.width || before.place.height !== place.height) {
      if (before !== undefined) this.close(id);
      scene.open(id, kind, place, new Image(place.width, place.height));
      this.show(id);
    }
    const surface = scene.surface(id);
    surface.place = place;
    return surface;
  }

  private apply(op: Op) {
    const { scene } = this;
    switch (op.op) {
      case 'tiles': {
        const surface = scene.surface(op.surface);
        const shown = this.shown.get(op.surface)!;
        op.numbers.forEach((number, i) => this.put(surface, shown, number, op.tiles[i]!));
        break;
      }
      case 'copy':
        scene.copy(op.surface, op.from, op.x, op.y);
        this.spoil(op.surface, { ...op.from, x: op.x, y: op.y });
        break;
      case 'withhold':
        scene.withhold(op.surface, op.area, op.reason);
        this.spoil(op.surface, op.area);
        break;
      case 'withhold all':
        scene.withholdEverything(op.reason);
        for (const { id, image } of scene.surfaces) this.spoil(id, { x: 0, y: 0, width: image.width, height: image.height });
        break;
      case 'open':
        this.open(op.surface, op.kind, op.place);
        break;
      case 'move': {
        const { width, height } = scene.surface(op.surface).place;
        scene.move(op.surface, op.place);
        if (width !== op.place.width || height !== op.place.height) this.show(op.surface);
        break;
      }
      case 'close':
        this.close(op.surface);
        break;
      case 'stack':
        scene.stack(op.surfaces);
        break;
      case 'cursor':
        scene.cursor = { visible: op.visible, x: op.x, y: op.y };
        break;
    }
  }

  private open(id: number, kind: 'window' | 'popup', place: Rect) {
    this.scene.open(id, kind, place);
    this.show(id);
  }

  private show(id: number) {
    const { width, height } = this.scene.surface(id).image;
    const count = columnsOf(width) * columnsOf(height);
    this.shown.set(id, { tiles: new Array<Tile | null>(count).fill(null), dirty: new Uint8Array(count).fill(1), hatched: new Uint8Array(count) });
  }

  private close(id: number) {
    this.scene.close(id);
    this.shown.delete(id);
  }

  private put(surface: Surface, shown: Shown, number: number, tile: Tile) {
    if (shown.tiles[number] === tile) return;
    const { image } = surface;
    const { x, y } = tileArea(image, number);
    unpack(tile, image.signed, image.width, y * image.width + x);
    shown.tiles[number] = tile;
    shown.dirty[number] = 1;
  }

  private spoil(id: number, area: Rect) {
    const { image } = this.scene.surface(id);
    const { tiles, dirty } = this.shown.get(id)!;
    for (const number of touched(image, area)) {
      tiles[number] = null;
      dirty[number] = 1;
    }
  }

  // A rectangle for each run of dirty tiles; runs that lie below one another are one.
  private changed({ id, image }: Surface): Area[] {
    const { dirty, hatched } = this.shown.get(id)!;
    const columns = columnsOf(image.width);
    const rows = columnsOf(image.height);
    const areas: { first: number; end: number; row: number; rows: number }[] = [];
    let open: typeof areas = [];
    for (let row = 0; row < rows; row += 1) {
      const here: typeof areas = [];
      for (let first = 0; first < columns; ) {
        if (dirty[row * columns + first] === 0) {
          first += 1;
          continue;
        }
        let end = first + 1;
        while (end < columns && dirty[row * columns + end] !== 0) end += 1;
        const above = open.find((one) => one.first === first && one.end === end);
        if (above === undefined) here.push({ first, end, row, rows: 1 });
        else here.push({ ...above, rows: above.rows + 1 });
        first = end;
      }
      areas.push(...open.filter((one) => !here.some((next) => next.first === one.first && next.end === one.end)));
      open = here;
    }
    areas.push(...open);
    dirty.fill(0);
    return areas.map((one) => {
      const x = one.first * tileSide;
      const y = one.row * tileSide;
      const area = { x, y, width: Math.min(image.width, one.end * tileSide) - x, height: Math.min(image.height, (one.row + one.rows) * tileSide) - y };
      for (const number of touched(image, area)) hatched[number] = 0;
      return area;
    });
  }

  private rgba({ surface, area, begin }: Patch, pixels: ArrayBuffer) {
    const { image } = this.scene.surface(surface);
    const { hatched } = this.shown.get(surface)!;
    const out = new Uint32Array(pixels, begin, area.width * area.height);
    const { signed, width: stride } = image;
    const columns = columnsOf(stride);
    let to = 0;
    for (let y = area.y; y < area.y + area.height; y += 1) {
      const row = Math.floor(y / tileSide) * columns;
      for (let x = area.x, at = y * stride + area.x; x < area.x + area.width; x += 1, at += 1, to += 1) {
        const pixel = signed[at]!;
        if (pixel >>> 24 === 0) out[to] = 0xff000000 | ((pixel & 0xff) << 16) | (pixel & 0xff00) | (pixel >>> 16);
        else {
          out[to] = 0;
          hatched[row + Math.floor(x / tileSide)] = 1;
        }
      }
    }
  }

  // Around withheld pixels that belong together: for the words, since each pixel is hatched by itself.
  private withheld({ id, image }: Surface): Withheld[] {
    const { hatched } = this.shown.get(id)!;
    if (!hatched.includes(1)) return [];
    const boxes: Box[] = [];
    hatched.forEach((one, number) => {
      if (one === 0) return;
      const { x, y, width, height } = tileArea(image, number);
      for (let row = y; row < y + height; row += 1)
        for (let at = row * image.width + x, column = x; column < x + width; ) {
          const reason = image.signed[at]! >>> 24;
          const left = column;
          while (column < x + width && image.signed[at]! >>> 24 === reason) {
            at += 1;
            column += 1;
          }
          if (reason !== 0) grow(boxes, { left, top: row, right: column, bottom: row + 1, reason });
        }
    });
    return boxes.map(({ left, top, right, bottom, reason }) => ({ surface: id, reason, area: { x: left, y: top, width: right - left, height: bottom - top } }));
  }
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
  reason: number;
}
const touch = (a: Box, b: Box) => a.reason === b.reason && a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;

const grow = (boxes: Box[], more: Box) => {
  let box = more;
  for (let i = boxes.length - 1; i >= 0; i -= 1) {
    const one = boxes[i]!;
    if (!touch(one, box)) continue;
    // Inside already, as most are.
    if (one.left <= box.left && one.right >= box.right && one.top <= box.top && one.bottom >= box.bottom) return;
    box = {
      left: Math.min(one.left, box.left),
      top: Math.min(one.top, box.top),
      right: Math.max(one.right, box.right),
      bottom: Math.max(one.bottom, box.bottom),
      reason: box.reason,
    };
    boxes.splice(i, 1);
    i = boxes.length;
  }
  boxes.push(box);
};
