// Decodes tiles, and caches tiles and rows for references to them.
import { AdaptiveBits, NumberModel } from './bit_models.js';
import { LossyModel } from './lossy_model.js';
import { PhotoModel } from './photo_model.js';
import { PixelModel } from './pixel_model.js';
import type { RangeDecoder } from './range_decoder.js';
import { type Image, type Rect, reasons, tileSide, TrackError } from './scene.js';

interface Cached {
  width: number;
  height: number;
  pixels: Int32Array;
}

/** The last `capacity` entries, numbered from 0 in the order in which they were added. */
class Cache {
  private entries: Cached[] = [];
  private next = 0;

  constructor(private readonly capacity: number) {}
  add(entry: Cached): void {
    this.entries[this.next++ % this.capacity] = entry;
  }
  find(number: number): Cached | undefined {
    const present = number >= 0 && number < this.next && this.next - number <= this.capacity;
    return present ? this.entries[number % this.capacity] : undefined;
  }
  reset(): void {
    this.entries = [];
    this.next = 0;
  }
}

const noKind = 7;

export class TileDecoder {
  private readonly pixels = new PixelModel();
  private readonly photos = new PhotoModel();
  private readonly lossy = new LossyModel();
  private readonly kinds = new AdaptiveBits(8 * 8);
  private readonly tileDeltas = new NumberModel();
  private readonly rowKinds = new AdaptiveBits(8 * 8 * 8);
  private readonly rowDeltas = new NumberModel();
  private readonly tiles = new Cache(8192);
  private readonly rows = new Cache(65536);
  private kind = 0;
  private expectedTile = 0;
  private expectedRow = 0;
  private last = { x: 0, y: 0 };
  private kindsHere = new Uint8Array(tileSide).fill(noKind);
  private kindsLeft = new Uint8Array(tileSide).fill(noKind);

  /** To the state at an index point. */
  reset(): void {
    for (const part of [this.pixels, this.photos, this.lossy, this.kinds, this.tileDeltas, this.rowKinds, this.rowDeltas, this.tiles,
      this.rows]) part.reset();
    this.kind = this.expectedTile = this.expectedRow = 0;
    this.last = { x: 0, y: 0 };
    this.kindsHere.fill(noKind);
  }

  /** Whether the last tile has its source's exact pixels. */
  get wasLossless(): boolean {
    return this.kind !== 4;
  }

  /** Decodes one tile into `image`. Returns how many pixels were coded one by one. */
  decode(coder: RangeDecoder, image: Image, at: Rect): number {
    this.kind = this.kinds.tree(coder, 3, this.kind * 8);
    switch (this.kind) {
      case 0:
        this.decodeCached(coder, image, at);
        return 0;
      case 1:
        image.fill(at, this.pixel(coder, image, at.x, at.y));
        return 1;
      case 2:
        return this.decodeRows(coder, image, at);
      case 3:
        return this.decodePhoto(coder, image, at);
      case 4:
        if (at.width !== tileSide || at.height !== tileSide) throw new TrackError('a lossy tile of another size');
        this.lossy.decode(coder, image, at.x, at.y);
        return at.width * at.height;
      default:
        throw new TrackError('there is no such kind of tile');
    }
  }

  private pixel(coder: RangeDecoder, image: Image, x: number, y: number): number {
    const pixel = this.pixels.decode(coder, image, x, y);
    const reason = pixel >>> 24;
    if (reason !== 0 && !(reason in reasons)) throw new TrackError(`there is no reason ${reason}`);
    return pixel;
  }

  private decodeCached(coder: RangeDecoder, image: Image, at: Rect): void {
    const number = this.expectedTile + this.tileDeltas.decodeSigned(coder);
    const tile = this.tiles.find(number);
    if (!tile) throw new TrackError(`tile ${number} is not in the cache`);
    if (tile.width !== at.width || tile.height !== at.height) throw new TrackError('a tile of another size');
    this.expectedTile = number + 1;
    for (let y = 0; y < at.height; ++y)
      image.signed.set(tile.pixels.subarray(y * at.width, (y + 1) * at.width), (at.y + y) * image.width + at.x);
  }

  private decodePhoto(coder: RangeDecoder, image: Image, at: Rect): number {
    for (let y = at.y; y < at.y + at.height; ++y)
      for (let x = at.x; x < at.x + at.width; ++x)
        image.signed[y * image.width + x] = this.photos.decode(coder, image, x, y);
    this.cacheTile(image, at);
    return at.width * at.height;
  }

  private decodeRows(coder: RangeDecoder, image: Image, at: Rect): number {
    const left = this.last.x + tileSide === at.x && this.last.y === at.y;
    [this.kindsHere, this.kindsLeft] = [this.kindsLeft, this.kindsHere];
    if (!left) this.kindsLeft.fill(noKind);
    this.kindsHere.fill(noKind);
    this.last = { x: at.x, y: at.y };

    let codedPixels = 0;
    let kind = noKind;
    for (let row = 0; row < at.height; ++row) {
      kind = this.rowKinds.tree(coder, 3, (kind * 8 + this.kindsLeft[row]!) * 8);
      this.kindsHere[row] = kind;
      codedPixels += this.decodeRow(coder, kind, image, { x: at.x, y: at.y + row, width: at.width, height: 1 }, row === 0);
    }
    this.cacheTile(image, at);
    return codedPixels;
  }

  private decodeRow(coder: RangeDecoder, kind: number, image: Image, at: Rect, first: boolean): number {
    const begin = at.y * image.width + at.x;
    switch (kind) {
      case 0:
        for (let x = 0; x < at.width; ++x) image.signed[begin + x] = this.pixel(coder, image, at.x + x, at.y);
        this.rows.add({ width: at.width, height: 1, pixels: image.signed.slice(begin, begin + at.width) });
        return at.width;
      case 2:
        this.expectedRow += this.rowDeltas.decodeSigned(coder);
        this.copyCachedRow(image, begin, at.width);
        return 0;
      case 1:
        this.copyCachedRow(image, begin, at.width);
        return 0;
      case 3:
        image.fill(at, this.pixel(coder, image, at.x, at.y));
        return 1;
      case 4:
        if (first) throw new TrackError('the first row of a tile has none above it');
        image.signed.copyWithin(begin, begin - image.width, begin - image.width + at.width);
        return 0;
      default:
        throw new TrackError('there is no such kind of row');
    }
  }

  private copyCachedRow(image: Image, begin: number, width: number): void {
    const row = this.rows.find(this.expectedRow);
    if (!row) throw new TrackError(`row ${this.expectedRow} is not in the cache`);
    if (row.width !== width) throw new TrackError('a row of another width');
    image.signed.set(row.pixels, begin);
    ++this.expectedRow;
  }

  private cacheTile(image: Image, at: Rect): void {
    const pixels = new Int32Array(at.width * at.height);
    for (let y = 0; y < at.height; ++y) {
      const begin = (at.y + y) * image.width + at.x;
      pixels.set(image.signed.subarray(begin, begin + at.width), y * at.width);
    }
    this.tiles.add({ width: at.width, height: at.height, pixels });
  }
}
