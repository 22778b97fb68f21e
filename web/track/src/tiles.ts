// A surface's changed tiles.
import { PhotoModel } from './photo_model.js';
import { PictureModel } from './picture_model.js';
import { PixelModel } from './pixel_model.js';
import { Bits, Numbers, type RangeDecoder } from './range_decoder.js';
import { type Image, type Rect, reasons, tileSide, TrackError } from './scene.js';

interface Stored {
  width: number;
  height: number;
  pixels: Int32Array;
}

/** The last `capacity` things, numbered in the order they came. */
class Memory {
  private things: Stored[] = [];
  private next = 0;

  constructor(private readonly capacity: number) {}
  remember(thing: Stored): void {
    this.things[this.next++ % this.capacity] = thing;
  }
  numbered(number: number): Stored | undefined {
    const remembered = number >= 0 && number < this.next && this.next - number <= this.capacity;
    return remembered ? this.things[number % this.capacity] : undefined;
  }
  reset(): void {
    this.things = [];
    this.next = 0;
  }
}

const noKind = 7;

export class TileReader {
  private readonly pixels = new PixelModel();
  private readonly photos = new PhotoModel();
  private readonly pictures = new PictureModel();
  private readonly kinds = new Bits(8 * 8);
  private readonly tileSteps = new Numbers();
  private readonly rowKinds = new Bits(8 * 8 * 8);
  private readonly rowSteps = new Numbers();
  private readonly tiles = new Memory(8192);
  private readonly rows = new Memory(65536);
  private kind = 0;
  private expectedTile = 0;
  private expectedRow = 0;
  private last = { x: 0, y: 0 };
  private kindsHere = new Uint8Array(tileSide).fill(noKind);
  private kindsLeft = new Uint8Array(tileSide).fill(noKind);

  /** Forgets everything, as an index point does. */
  reset(): void {
    for (const part of [this.pixels, this.photos, this.pictures, this.kinds, this.tileSteps, this.rowKinds, this.rowSteps, this.tiles,
      this.rows]) part.reset();
    this.kind = this.expectedTile = this.expectedRow = 0;
    this.last = { x: 0, y: 0 };
    this.kindsHere.fill(noKind);
  }

  /** Whether the tile read last shows what was there pixel by pixel. */
  get wasExact(): boolean {
    return this.kind !== 4;
  }

  /** Reads one tile into `image`. Returns how many pixels were told. */
  read(coder: RangeDecoder, image: Image, at: Rect): number {
    this.kind = this.kinds.tree(coder, 3, this.kind * 8);
    switch (this.kind) {
      case 0:
        this.readSeen(coder, image, at);
        return 0;
      case 1:
        image.fill(at, this.pixel(coder, image, at.x, at.y));
        return 1;
      case 2:
        return this.readRows(coder, image, at);
      case 3:
        return this.readPhoto(coder, image, at);
      case 4:
        if (at.width !== tileSide || at.height !== tileSide) throw new TrackError('a moving picture in a smaller tile');
        this.pictures.read(coder, image, at.x, at.y);
        return at.width * at.height;
      default:
        throw new TrackError('there is no such kind of tile');
    }
  }

  private pixel(coder: RangeDecoder, image: Image, x: number, y: number): number {
    const pixel = this.pixels.read(coder, image, x, y);
    const reason = pixel >>> 24;
    if (reason !== 0 && !(reason in reasons)) throw new TrackError(`there is no reason ${reason}`);
    return pixel;
  }

  private readSeen(coder: RangeDecoder, image: Image, at: Rect): void {
    const number = this.expectedTile + this.tileSteps.readSigned(coder);
    const tile = this.tiles.numbered(number);
    if (!tile) throw new TrackError(`no tile ${number} is remembered`);
    if (tile.width !== at.width || tile.height !== at.height) throw new TrackError('a tile of another size');
    this.expectedTile = number + 1;
    for (let y = 0; y < at.height; ++y)
      image.signed.set(tile.pixels.subarray(y * at.width, (y + 1) * at.width), (at.y + y) * image.width + at.x);
  }

  private readPhoto(coder: RangeDecoder, image: Image, at: Rect): number {
    for (let y = at.y; y < at.y + at.height; ++y)
      for (let x = at.x; x < at.x + at.width; ++x)
        image.signed[y * image.width + x] = this.photos.read(coder, image, x, y);
    this.remember(image, at);
    return at.width * at.height;
  }

  private readRows(coder: RangeDecoder, image: Image, at: Rect): number {
    const left = this.last.x + tileSide === at.x && this.last.y === at.y;
    [this.kindsHere, this.kindsLeft] = [this.kindsLeft, this.kindsHere];
    if (!left) this.kindsLeft.fill(noKind);
    this.kindsHere.fill(noKind);
    this.last = { x: at.x, y: at.y };

    let told = 0;
    let kind = noKind;
    for (let row = 0; row < at.height; ++row) {
      kind = this.rowKinds.tree(coder, 3, (kind * 8 + this.kindsLeft[row]!) * 8);
      this.kindsHere[row] = kind;
      told += this.readRow(coder, kind, image, { x: at.x, y: at.y + row, width: at.width, height: 1 }, row === 0);
    }
    this.remember(image, at);
    return told;
  }

  private readRow(coder: RangeDecoder, kind: number, image: Image, at: Rect, first: boolean): number {
    const begin = at.y * image.width + at.x;
    switch (kind) {
      case 0:
        for (let x = 0; x < at.width; ++x) image.signed[begin + x] = this.pixel(coder, image, at.x + x, at.y);
        this.rows.remember({ width: at.width, height: 1, pixels: image.signed.slice(begin, begin + at.width) });
        return at.width;
      case 2:
        this.expectedRow += this.rowSteps.readSigned(coder);
        this.readKnownRow(image, begin, at.width);
        return 0;
      case 1:
        this.readKnownRow(image, begin, at.width);
        return 0;
      case 3:
        image.fill(at, this.pixel(coder, image, at.x, at.y));
        return 1;
      case 4:
        if (first) throw new TrackError('no row is above the first one');
        image.signed.copyWithin(begin, begin - image.width, begin - image.width + at.width);
        return 0;
      default:
        throw new TrackError('there is no such kind of row');
    }
  }

  private readKnownRow(image: Image, begin: number, width: number): void {
    const row = this.rows.numbered(this.expectedRow);
    if (!row) throw new TrackError(`no row ${this.expectedRow} is remembered`);
    if (row.width !== width) throw new TrackError('a row of another width');
    image.signed.set(row.pixels, begin);
    ++this.expectedRow;
  }

  private remember(image: Image, at: Rect): void {
    const pixels = new Int32Array(at.width * at.height);
    for (let y = 0; y < at.height; ++y) {
      const begin = (at.y + y) * image.width + at.x;
      pixels.set(image.signed.subarray(begin, begin + at.width), y * at.width);
    }
    this.tiles.remember({ width: at.width, height: at.height, pixels });
  }
}
