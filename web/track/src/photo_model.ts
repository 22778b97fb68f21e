// Pixels of photos: each channel as what it is off from where its neighbours point.
import { Bits, type RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const limit = 120;

function expected(west: number, north: number, northWest: number, shift: number): number {
  const w = (west >> shift) & 255;
  const n = (north >> shift) & 255;
  return Math.min(Math.max(w, n), Math.max(Math.min(w, n), w + n - ((northWest >> shift) & 255)));
}

const sizeOf = (difference: number): number => Math.min(7, 32 - Math.clz32(Math.abs(difference)));

export class PhotoModel {
  private readonly greens = new Bits(8 * 256);
  private readonly reds = new Bits(8 * 256);
  private readonly blues = new Bits(8 * 256);

  reset(): void {
    for (const part of [this.greens, this.reds, this.blues]) part.reset();
  }

  read(coder: RangeDecoder, image: Image, x: number, y: number): number {
    const { signed, width } = image;
    const here = y * width + x;
    const west = x > 0 ? signed[here - 1]! : 0;
    const north = y > 0 ? signed[here - width]! : west;
    const northWest = x > 0 && y > 0 ? signed[here - width - 1]! : north;
    const channel = (bits: Bits, size: number, value: number): number =>
      (value + bits.tree(coder, 8, size * 256, limit)) & 255;

    const c = (northWest >> 8) & 255;
    const unrest = Math.abs(((west >> 8) & 255) - c) + Math.abs(((north >> 8) & 255) - c);
    const greenExpected = expected(west, north, northWest, 8);
    const green = channel(this.greens, sizeOf(unrest), greenExpected);
    const off = green - greenExpected;
    const withGreen = (shift: number): number =>
      Math.min(255, Math.max(0, expected(west, north, northWest, shift) + off));
    const redExpected = withGreen(16);
    const red = channel(this.reds, sizeOf(off), redExpected);
    const blue = channel(this.blues, sizeOf(red - redExpected), withGreen(0));
    return (red << 16) | (green << 8) | blue;
  }
}
