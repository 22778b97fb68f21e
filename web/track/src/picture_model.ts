// Tiles of moving pictures, which are not exact.
import { Bits, Numbers, type RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const fineness = [128, 192, 256, 384, 512, 768, 1024, 1536];
const largest = 32767;
const side = 16;

const waves = [
  [64, 64, 64, 64, 64, 64, 64, 64], [89, 75, 50, 18, -18, -50, -75, -89],
  [83, 36, -36, -83, -83, -36, 36, 83], [75, -18, -89, -50, 50, 89, 18, -75],
  [64, -64, -64, 64, 64, -64, -64, 64], [50, -89, 18, 75, -75, -18, 89, -50],
  [36, -83, 83, -36, -36, 83, -83, 36], [18, -50, 75, -89, 89, -75, 50, -18],
];

/** Places of an 8×8 block by x + y, then by y. */
const order = Array.from({ length: 64 }, (_, i) => i).sort(
  (a, b) => (a % 8) + (a >> 3) - (b % 8) - (b >> 3) || a - b,
);

/** Columns become rows. */
function pass(block: Int32Array, shift: number): Int32Array {
  const out = new Int32Array(64);
  for (let column = 0; column < 8; ++column)
    for (let to = 0; to < 8; ++to) {
      let sum = 1 << (shift - 1);
      for (let from = 0; from < 8; ++from) sum += block[from * 8 + column]! * waves[from]![to]!;
      out[column * 8 + to] = sum >> shift;
    }
  return out;
}

interface Colour {
  y: number;
  o: number;
  g: number;
}

function colourOf(red: number, green: number, blue: number): Colour {
  const o = red - blue;
  const t = blue + (o >> 1);
  return { o, g: green - t, y: t + ((green - t) >> 1) };
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

function pixelOf({ y, o, g }: Colour): number {
  const t = y - (g >> 1);
  const blue = t - (o >> 1);
  return (clamped(blue + o) << 16) | (clamped(g + t) << 8) | clamped(blue);
}

export class PictureModel {
  private readonly fineness = new Bits(8);
  private readonly stays = new Bits(3);
  private readonly changed = new Bits(3);
  private readonly empty = new Bits(4);
  private readonly lasts = new Bits(4 * 64);
  private readonly levels = Array.from({ length: 4 * 5 * 4 }, () => new Numbers());
  private last = 0;

  reset(): void {
    for (const part of [this.fineness, this.stays, this.changed, this.empty, this.lasts, ...this.levels]) part.reset();
    this.last = 0;
  }

  read(coder: RangeDecoder, image: Image, x: number, y: number): void {
    const step = fineness[this.fineness.tree(coder, 3)]!;
    for (let quarter = 0; quarter < 4; ++quarter)
      this.readQuarter(coder, image, x + (quarter % 2) * side, y + (quarter >> 1) * side, step);
  }

  private readQuarter(coder: RangeDecoder, image: Image, x: number, y: number, step: number): void {
    const { last } = this;
    this.last = this.stays.decide(coder, last) ? 0 : this.changed.decide(coder, last) ? 1 : 2;
    if (this.last === 0) return;
    const fresh = this.last === 2;
    const blocks = Array.from({ length: 6 }, (_, i) => this.readBlock(coder, (i < 4 ? 0 : 2) + (fresh ? 1 : 0), step));
    const around = this.around(image, x, y);
    for (let j = 0; j < side; ++j)
      for (let i = 0; i < side; ++i) {
        const at = (y + j) * image.width + x + i;
        const pixel = image.signed[at]!;
        const had = fresh ? around : colourOf((pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255);
        const half = (j >> 1) * 8 + (i >> 1);
        image.signed[at] = pixelOf({
          y: had.y + blocks[(j >> 3) * 2 + (i >> 3)]![(j % 8) * 8 + (i % 8)]!,
          o: had.o + blocks[4]![half]!,
          g: had.g + blocks[5]![half]!,
        });
      }
  }

  private readBlock(coder: RangeDecoder, sort: number, step: number): Int32Array {
    const block = new Int32Array(64);
    if (this.empty.decide(coder, sort)) return block;
    const last = this.lasts.tree(coder, 6, sort * 64);
    let before = 0;
    let before2 = 0;
    for (let i = 0; i <= last; ++i) {
      const band = i === 0 ? 0 : i < 3 ? 1 : i < 6 ? 2 : i < 15 ? 3 : 4;
      const model = this.levels[(sort * 5 + band) * 4 + Math.min(3, before + before2)]!;
      const level = Math.min(largest, model.read(coder)) + (i === last ? 1 : 0);
      [before2, before] = [before, level];
      if (level === 0) continue;
      const wave = Math.min(largest, level * step);
      block[order[i]!] = coder.decide(32768) ? -wave : wave;
    }
    return pass(pass(block, 7), 12);
  }

  /** The average of the pixels above and to the left. */
  private around(image: Image, x: number, y: number): Colour {
    const sums = [0, 0, 0];
    let count = 0;
    const add = (pixel: number): void => {
      for (let i = 0; i < 3; ++i) sums[i]! += (pixel >> (16 - 8 * i)) & 255;
      ++count;
    };
    for (let i = 0; i < side; ++i) {
      if (y > 0) add(image.signed[(y - 1) * image.width + x + i]!);
      if (x > 0) add(image.signed[(y + i) * image.width + x - 1]!);
    }
    if (count === 0) return colourOf(128, 128, 128);
    const [red, green, blue] = sums.map((sum) => Math.trunc((sum + (count >> 1)) / count));
    return colourOf(red!, green!, blue!);
  }
}
