// Tiles of decoded pictures, packed, each kept once however often it is shown: a screen that comes back costs nothing.
export interface Tile {
  readonly width: number;
  readonly height: number;
  // Colours, numbered by `data`; null where `data` has the pixels themselves, in three bytes each where nothing of them is withheld.
  readonly colours: Int32Array | null;
  readonly data: Uint8Array | Int32Array | null;
  // Bit n is set where a pixel is withheld for reason n.
  readonly reasons: number;
  readonly hash: number;
  uses: number;
}

// What an entry takes beside its data: an object, two views, its place in the map.
const kOverhead = 200;
const sizeOf = (tile: Tile) => kOverhead + (tile.colours?.byteLength ?? 0) + (tile.data?.byteLength ?? 0);

export const unpack = (tile: Tile, to: Int32Array, stride: number, begin: number) => {
  const { width, height, colours, data } = tile;
  if (colours === null && data instanceof Uint8Array) {
    for (let y = 0, i = 0; y < height; y += 1)
      for (let x = 0, at = begin + y * stride; x < width; x += 1, i += 3) to[at + x] = data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16);
  } else if (colours === null) {
    const pixels = data as Int32Array;
    for (let y = 0; y < height; y += 1) to.set(pixels.subarray(y * width, (y + 1) * width), begin + y * stride);
  } else if (data === null) {
    for (let y = 0; y < height; y += 1) to.fill(colours[0]!, begin + y * stride, begin + y * stride + width);
  } else if (colours.length <= 16) {
    for (let y = 0, i = 0; y < height; y += 1)
      for (let x = 0, at = begin + y * stride; x < width; x += 1, i += 1) to[at + x] = colours[(data[i >> 1]! >> ((i & 1) << 2)) & 15]!;
  } else {
    for (let y = 0, i = 0; y < height; y += 1) for (let x = 0, at = begin + y * stride; x < width; x += 1, i += 1) to[at + x] = colours[data[i]!]!;
  }
};

const inThreeBytes = (pixels: Int32Array, count: number): Uint8Array => {
  const bytes = new Uint8Array(count * 3);
  for (let i = 0, to = 0; i < count; i += 1, to += 3) {
    const pixel = pixels[i]!;
    bytes[to] = pixel;
    bytes[to + 1] = pixel >> 8;
    bytes[to + 2] = pixel >> 16;
  }
  return bytes;
};

const kTable = 1024;

export class TileShelf {
  bytes = 0;
  private readonly byHash = new Map<number, Tile[]>();
  private readonly pixels = new Int32Array(32 * 32);
  private readonly other = new Int32Array(32 * 32);
  private readonly numbers = new Uint8Array(32 * 32);
  private readonly palette = new Int32Array(256);
  private readonly keys = new Int32Array(kTable);
  private readonly stamps = new Uint32Array(kTable);
  private readonly values = new Uint8Array(kTable);
  private stamp = 0;

  // The tile at `begin` of an image, with one use more.
  take(image: Int32Array, stride: number, begin: number, width: number, height: number): Tile {
    const count = width * height;
    const pixels = this.pixels;
    let hash = count;
    for (let y = 0, i = 0; y < height; y += 1)
      for (let x = 0, at = begin + y * stride; x < width; x += 1, i += 1) {
        const pixel = image[at + x]!;
        pixels[i] = pixel;
        hash = Math.imul(hash ^ pixel, 0x9e3779b1);
        hash ^= hash >>> 15;
      }
    const alike = this.byHash.get(hash);
    for (const tile of alike ?? [])
      if (tile.width === width && tile.height === height && this.isSame(tile, count)) {
        tile.uses += 1;
        return tile;
      }
    const tile = this.pack(width, height, hash);
    if (alike === undefined) this.byHash.set(hash, [tile]);
    else alike.push(tile);
    this.bytes += sizeOf(tile);
    return tile;
  }

  keep(tile: Tile) {
    tile.uses += 1;
  }

  release(tile: Tile) {
    tile.uses -= 1;
    if (tile.uses > 0) return;
    this.bytes -= sizeOf(tile);
    const alike = this.byHash.get(tile.hash);
    if (alike === undefined || alike.length <= 1) this.byHash.delete(tile.hash);
    else alike.splice(alike.indexOf(tile), 1);
  }

  private isSame(tile: Tile, count: number): boolean {
    unpack(tile, this.other, tile.width, 0);
    for (let i = 0; i < count; i += 1) if (this.other[i] !== this.pixels[i]) return false;
    return true;
  }

  private pack(width: number, height: number, hash: number): Tile {
    const { pixels, numbers, palette, keys, stamps, values } = this;
    const count = width * height;
    const stamp = (this.stamp += 1);
    let reasons = 0;
    let colours = 0;
    let before = 0;
    let number = -1;
    for (let i = 0; i < count; i += 1) {
      const pixel = pixels[i]!;
      if (number < 0 || pixel !== before) {
        before = pixel;
        let slot = (Math.imul(pixel, 0x9e3779b1) >>> 22) & (kTable - 1);
        while (stamps[slot] === stamp && keys[slot] !== pixel) slot = (slot + 1) & (kTable - 1);
        if (stamps[slot] !== stamp) {
          if (colours === 256) {
            colours = 257;
            break;
          }
          stamps[slot] = stamp;
          keys[slot] = pixel;
          values[slot] = colours;
          palette[colours] = pixel;
          colours += 1;
        }
        number = values[slot]!;
      }
      numbers[i] = number;
    }
    if (colours > 256) {
      for (let i = 0; i < count; i += 1) if (pixels[i]! >>> 24 !== 0) reasons |= 1 << (pixels[i]! >>> 24);
      return { width, height, colours: null, data: reasons === 0 ? inThreeBytes(pixels, count) : pixels.slice(0, count), reasons, hash, uses: 1 };
    }
    for (let i = 0; i < colours; i += 1) if (palette[i]! >>> 24 !== 0) reasons |= 1 << (palette[i]! >>> 24);
    let data: Uint8Array | null = null;
    if (colours > 16) data = numbers.slice(0, count);
    else if (colours > 1) {
      data = new Uint8Array((count + 1) >> 1);
      for (let i = 0; i < count; i += 1) data[i >> 1]! |= numbers[i]! << ((i & 1) << 2);
    }
    return { width, height, colours: palette.slice(0, colours), data, reasons, hash, uses: 1 };
  }
}
