// The state of a track at one time.

export class TrackError extends Error {}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Why pixels are withheld, by the number of the reason. */
export const reasons: Readonly<Record<number, string>> = {
  1: 'not yet drawn',
  2: "another program's window inside",
  3: 'program not verified',
  4: 'hidden',
  5: 'unsupported pixel format',
  6: 'paused',
  7: 'not allowed by the agreement',
  8: 'could not be read',
  9: 'recording damaged',
  10: 'screen locked',
  11: 'call on hold',
  12: 'no indicator',
  13: 'call not confirmed',
  14: 'card data',
};
const notYetDrawn = 1 << 24;

export const limits = {
  surfaces: 64,
  side: 16384,
  pixels: 64 * 2 ** 20,
  farthest: 2 ** 20,
  body: 32 * 2 ** 20,
  work: 2 ** 31,
} as const;

/** Pixels, 0x00RRGGBB where kept and 0xWW000000 where withheld for reason WW; rows without gaps. */
export class Image {
  readonly pixels: Uint32Array;
  /** The same memory, as signed numbers. */
  readonly signed: Int32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint32Array(width * height);
    this.signed = new Int32Array(this.pixels.buffer);
  }
  fill(area: Rect, pixel: number): void {
    for (let y = area.y; y < area.y + area.height; ++y) {
      const begin = y * this.width + area.x;
      this.signed.fill(pixel, begin, begin + area.width);
    }
  }
  /** The two areas may overlap. */
  copy(from: Rect, toX: number, toY: number): void {
    for (let i = 0; i < from.height; ++i) {
      const row = toY > from.y ? from.height - 1 - i : i;
      const begin = (from.y + row) * this.width + from.x;
      this.signed.copyWithin((toY + row) * this.width + toX, begin, begin + from.width);
    }
  }
  contains(area: Rect): boolean {
    return area.x >= 0 && area.y >= 0 && area.width > 0 && area.height > 0 &&
      area.x + area.width <= this.width && area.y + area.height <= this.height;
  }
}

export interface Surface {
  readonly id: number;
  readonly kind: 'window' | 'popup';
  place: Rect;
  image: Image;
  /** Tiles whose pixels are an approximation, of a playing video: the numbers column + 512 · row. */
  readonly lossyTiles: Set<number>;
}

export const tileSide = 32;
const tilesASide = 512;
export const tileAt = (x: number, y: number): number => Math.floor(x / tileSide) + tilesASide * Math.floor(y / tileSide);

function* tilesOf(area: Rect): Generator<number> {
  for (let row = Math.floor(area.y / tileSide); row * tileSide < area.y + area.height; ++row)
    for (let column = Math.floor(area.x / tileSide); column * tileSide < area.x + area.width; ++column)
      yield column + tilesASide * row;
}

/** Whether `area` overlaps a lossy tile. */
export function isLossy(surface: Surface, area: Rect): boolean {
  if (surface.lossyTiles.size === 0) return false;
  for (const tile of tilesOf(area)) if (surface.lossyTiles.has(tile)) return true;
  return false;
}

export interface Cursor {
  visible: boolean;
  x: number;
  y: number;
}

function blank(width: number, height: number): Image {
  const image = new Image(width, height);
  image.signed.fill(notYetDrawn);
  return image;
}

export class Scene {
  /** From the bottom up. */
  surfaces: Surface[] = [];
  cursor: Cursor = { visible: false, x: 0, y: 0 };

  surface(id: number): Surface {
    const found = this.surfaces.find((one) => one.id === id);
    if (!found) throw new TrackError(`surface ${id} is not open`);
    return found;
  }
  /** `image`: what is there to begin with, of the same size; without it nothing is drawn yet. */
  open(id: number, kind: Surface['kind'], place: Rect, image?: Image): void {
    if (this.surfaces.some((one) => one.id === id)) throw new TrackError(`surface ${id} is open already`);
    this.checkRoom(this.surfaces, place);
    this.surfaces.push({ id, kind, place, image: image ?? blank(place.width, place.height), lossyTiles: new Set() });
  }
  move(id: number, place: Rect): void {
    const surface = this.surface(id);
    this.checkRoom(this.surfaces.filter((one) => one !== surface), place);
    surface.place = place;
    const before = surface.image;
    if (before.width === place.width && before.height === place.height) return;
    surface.image = blank(place.width, place.height);
    for (const tile of surface.lossyTiles)
      if ((tile % tilesASide) * tileSide >= place.width || Math.floor(tile / tilesASide) * tileSide >= place.height)
        surface.lossyTiles.delete(tile);
    const width = Math.min(before.width, place.width);
    for (let y = 0; y < Math.min(before.height, place.height); ++y)
      surface.image.signed.set(before.signed.subarray(y * before.width, y * before.width + width), y * place.width);
  }
  close(id: number): void {
    const surface = this.surface(id);
    this.surfaces = this.surfaces.filter((one) => one !== surface);
  }
  stack(bottomToTop: readonly number[]): void {
    const named = bottomToTop.map((id) => this.surface(id));
    if (new Set(named).size !== named.length) throw new TrackError('a surface is named twice in one stack');
    this.surfaces = [...this.surfaces.filter((one) => !named.includes(one)), ...named];
  }
  withhold(id: number, area: Rect, reason: number): void {
    const { image } = this.surface(id);
    checkInside(image, area);
    image.fill(area, reason << 24);
  }
  copy(id: number, from: Rect, toX: number, toY: number): void {
    const surface = this.surface(id);
    const { image } = surface;
    const to = { ...from, x: toX, y: toY };
    checkInside(image, from);
    checkInside(image, to);
    image.copy(from, toX, toY);
    if (surface.lossyTiles.size > 0 && isLossy(surface, from)) for (const tile of tilesOf(to)) surface.lossyTiles.add(tile);
  }
  withholdEverything(reason: number): void {
    for (const { image } of this.surfaces) image.signed.fill(reason << 24);
  }
  clear(): void {
    this.surfaces = [];
    this.cursor = { visible: false, x: 0, y: 0 };
  }

  private checkRoom(others: readonly Surface[], place: Rect): void {
    if (others.length >= limits.surfaces) throw new TrackError(`more than ${limits.surfaces} surfaces`);
    let pixels = place.width * place.height;
    for (const one of others) pixels += one.place.width * one.place.height;
    if (pixels > limits.pixels) throw new TrackError(`surfaces of ${pixels} pixels together`);
  }
}

function checkInside(image: Image, area: Rect): void {
  if (!image.contains(area)) throw new TrackError('an area is not inside its surface');
}
