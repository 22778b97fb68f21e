// Decodes tiles, and caches tiles and rows for references to them.
import { AdaptiveBits, NumberModel } from './bit_models.js';
import { LossyModel } from './lossy_model.js';
import { PhotoModel } from './photo_model.js';
import { PixelModel } from './pixel_model.js';
import type { RangeDecoder } from './range_decoder.js';
import { type Image, type Rect, reasons, tileSide, TrackError } from './scene.js';

/** Of entries whose pixels lie together, so that they are not objects each. */
const entriesABlock = 64;

/** The last `capacity` entries of at most `room` pixels, numbered from 0 in the order in which they were added. */
class Cache {
  private readonly blocks: Int32Array[] = [];
  private readonly widths: Uint8Array;
  private readonly heights: Uint8Array;
  private next = 0;

  constructor(
    private readonly capacity: number,
    private readonly room: number,
  ) {
    this.widths = new Uint8Array(capacity);
    this.heights = new Uint8Array(capacity);
  }
  add(image: Image, x: number, y: number, width: number, height: number): void {
    const place = this.next++ % this.capacity;
    this.widths[place] = width;
    this.heights[place] = height;
    const number = Math.floor(place / entriesABlock);
    const block = (this.blocks[number] ??= new Int32Array(entriesABlock * this.room));
    copyPixels(image.signed, y * image.width + x, image.width, block, (place % entriesABlock) * this.room, width, width, height);
  }
  /** Copies an entry to where it is to lie; `name` is what it is, for what is wrong with it. */
  copy(number: number, name: string, image: Image, x: number, y: number, width: number, height: number): void {
    if (!(number >= 0 && number < this.next && this.next - number <= this.capacity)) throw new TrackError(`${name} ${number} is not in the cache`);
    const place = number % this.capacity;
    if (this.widths[place] !== width || this.heights[place] !== height) throw new TrackError(`a ${name} of another size`);
    const block = this.blocks[Math.floor(place / entriesABlock)]!;
    copyPixels(block, (place % entriesABlock) * this.room, width, image.signed, y * image.width + x, image.width, width, height);
  }
  reset(): void {
    this.next = 0;
  }
}

function copyPixels(from: Int32Array, fromBegin: number, fromWidth: number, to: Int32Array, toBegin: number, toWidth: number, width: number,
  height: number): void {
  for (let row = 0; row < height; ++row) {
    const begin = fromBegin + row * fromWidth;
    const target = toBegin + row * toWidth;
    for (let i = 0; i < width; ++i) to[target + i] = from[begin + i]!;
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
  private readonly tiles = new Cache(8192, tileSide * tileSide);
  private readonly rows = new Cache(65536, tileSide);
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
    this.tiles.copy(number, 'tile', image, at.x, at.y, at.width, at.height);
    this.expectedTile = number + 1;
  }

  private decodePhoto(coder: RangeDecoder, image: Image, at: Rect): number {
    const { signed, width } = image;
    for (let y = at.y; y < at.y + at.height; ++y)
      for (let x = at.x; x < at.x + at.width; ++x) signed[y * width + x] = this.photos.decode(coder, image, x, y);
    this.tiles.add(image, at.x, at.y, at.width, at.height);
    return at.width * at.height;
  }

  private decodeRows(coder: RangeDecoder, image: Image, at: Rect): number {
    const left = this.last.x + tileSide === at.x && this.last.y === at.y;
    const { kindsHere: kindsLeft, kindsLeft: kindsHere } = this;
    this.kindsHere = kindsHere;
    this.kindsLeft = kindsLeft;
    if (!left) kindsLeft.fill(noKind);
    kindsHere.fill(noKind);
    this.last = { x: at.x, y: at.y };

    let codedPixels = 0;
    let kind = noKind;
    for (let row = 0; row < at.height; ++row) {
      kind = this.rowKinds.tree(coder, 3, (kind * 8 + kindsLeft[row]!) * 8);
      kindsHere[row] = kind;
      codedPixels += this.decodeRow(coder, kind, image, at.x, at.y + row, at.width, row === 0);
    }
    this.tiles.add(image, at.x, at.y, at.width, at.height);
    return codedPixels;
  }

  private decodeRow(coder: RangeDecoder, kind: number, image: Image, x: number, y: number, width: number, first: boolean): number {
    const { signed } = image;
    const begin = y * image.width + x;
    switch (kind) {
      case 0:
        for (let i = 0; i < width; ++i) signed[begin + i] = this.pixel(coder, image, x + i, y);
        this.rows.add(image, x, y, width, 1);
        return width;
      case 2:
        this.expectedRow += this.rowDeltas.decodeSigned(coder);
        this.copyCachedRow(image, x, y, width);
        return 0;
      case 1:
        this.copyCachedRow(image, x, y, width);
        return 0;
      case 3:
        signed.fill(this.pixel(coder, image, x, y), begin, begin + width);
        return 1;
      case 4:
        if (first) throw new TrackError('the first row of a tile has none above it');
        signed.copyWithin(begin, begin - image.width, begin - image.width + width);
        return 0;
      default:
        throw new TrackError('there is no such kind of row');
    }
  }

  private copyCachedRow(image: Image, x: number, y: number, width: number): void {
    this.rows.copy(this.expectedRow, 'row', image, x, y, width, 1);
    ++this.expectedRow;
  }
}
