// Decodes lossy tiles: a transform codec of 16×16 macroblocks in YCoCg-R with the integer DCT of HEVC.
import { AdaptiveBits, NumberModel } from './bit_models.js';
import type { RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const quantiserSteps = [128, 192, 256, 384, 512, 768, 1024, 1536];
const largestCoefficient = 32767;
const macroblockSide = 16;

const dct = [
  [64, 64, 64, 64, 64, 64, 64, 64], [89, 75, 50, 18, -18, -50, -75, -89],
  [83, 36, -36, -83, -83, -36, 36, 83], [75, -18, -89, -50, 50, 89, 18, -75],
  [64, -64, -64, 64, 64, -64, -64, 64], [50, -89, 18, 75, -75, -18, 89, -50],
  [36, -83, 83, -36, -36, 83, -83, 36], [18, -50, 75, -89, 89, -75, 50, -18],
];

/** Diagonal scan: the positions of a block by x + y, then by y. */
const scanOrder = Array.from({ length: 64 }, (_, i) => i).sort(
  (a, b) => (a % 8) + (a >> 3) - (b % 8) - (b >> 3) || a - b,
);

/** A one-dimensional inverse transform of each column, transposed. */
function transformColumns(block: Int32Array, shift: number): Int32Array {
  const out = new Int32Array(64);
  for (let column = 0; column < 8; ++column)
    for (let to = 0; to < 8; ++to) {
      let sum = 1 << (shift - 1);
      for (let from = 0; from < 8; ++from) sum += block[from * 8 + column]! * dct[from]![to]!;
      out[column * 8 + to] = sum >> shift;
    }
  return out;
}

interface Colour {
  y: number;
  co: number;
  cg: number;
}

function colourOf(red: number, green: number, blue: number): Colour {
  const co = red - blue;
  const t = blue + (co >> 1);
  return { co, cg: green - t, y: t + ((green - t) >> 1) };
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

function pixelOf({ y, co, cg }: Colour): number {
  const t = y - (cg >> 1);
  const blue = t - (co >> 1);
  return (clamped(blue + co) << 16) | (clamped(cg + t) << 8) | clamped(blue);
}

export class LossyModel {
  private readonly quantiser = new AdaptiveBits(8);
  private readonly skip = new AdaptiveBits(3);
  private readonly inter = new AdaptiveBits(3);
  private readonly empty = new AdaptiveBits(4);
  private readonly lastPositions = new AdaptiveBits(4 * 64);
  private readonly magnitudes = Array.from({ length: 4 * 5 * 4 }, () => new NumberModel());
  private lastMode = 0;

  reset(): void {
    for (const part of [this.quantiser, this.skip, this.inter, this.empty, this.lastPositions, ...this.magnitudes]) part.reset();
    this.lastMode = 0;
  }

  decode(coder: RangeDecoder, image: Image, x: number, y: number): void {
    const step = quantiserSteps[this.quantiser.tree(coder, 3)]!;
    for (let macroblock = 0; macroblock < 4; ++macroblock)
      this.decodeMacroblock(coder, image, x + (macroblock % 2) * macroblockSide, y + (macroblock >> 1) * macroblockSide, step);
  }

  private decodeMacroblock(coder: RangeDecoder, image: Image, x: number, y: number, step: number): void {
    const { lastMode } = this;
    this.lastMode = this.skip.decode(coder, lastMode) ? 0 : this.inter.decode(coder, lastMode) ? 1 : 2;
    if (this.lastMode === 0) return;
    const intra = this.lastMode === 2;
    const blocks = Array.from({ length: 6 }, (_, i) => this.decodeBlock(coder, (i < 4 ? 0 : 2) + (intra ? 1 : 0), step));
    const dc = this.dcPrediction(image, x, y);
    for (let j = 0; j < macroblockSide; ++j)
      for (let i = 0; i < macroblockSide; ++i) {
        const at = (y + j) * image.width + x + i;
        const pixel = image.signed[at]!;
        const predicted = intra ? dc : colourOf((pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255);
        const half = (j >> 1) * 8 + (i >> 1);
        image.signed[at] = pixelOf({
          y: predicted.y + blocks[(j >> 3) * 2 + (i >> 3)]![(j % 8) * 8 + (i % 8)]!,
          co: predicted.co + blocks[4]![half]!,
          cg: predicted.cg + blocks[5]![half]!,
        });
      }
  }

  private decodeBlock(coder: RangeDecoder, modelSet: number, step: number): Int32Array {
    const block = new Int32Array(64);
    if (this.empty.decode(coder, modelSet)) return block;
    const last = this.lastPositions.tree(coder, 6, modelSet * 64);
    let before = 0;
    let before2 = 0;
    for (let i = 0; i <= last; ++i) {
      const band = i === 0 ? 0 : i < 3 ? 1 : i < 6 ? 2 : i < 15 ? 3 : 4;
      const model = this.magnitudes[(modelSet * 5 + band) * 4 + Math.min(3, before + before2)]!;
      const level = Math.min(largestCoefficient, model.decode(coder)) + (i === last ? 1 : 0);
      [before2, before] = [before, level];
      if (level === 0) continue;
      const coefficient = Math.min(largestCoefficient, level * step);
      block[scanOrder[i]!] = coder.decode(32768) ? -coefficient : coefficient;
    }
    return transformColumns(transformColumns(block, 7), 12);
  }

  /** Intra DC: the average of the pixels above and to the left. */
  private dcPrediction(image: Image, x: number, y: number): Colour {
    const sums = [0, 0, 0];
    let count = 0;
    const add = (pixel: number): void => {
      for (let i = 0; i < 3; ++i) sums[i]! += (pixel >> (16 - 8 * i)) & 255;
      ++count;
    };
    for (let i = 0; i < macroblockSide; ++i) {
      if (y > 0) add(image.signed[(y - 1) * image.width + x + i]!);
      if (x > 0) add(image.signed[(y + i) * image.width + x - 1]!);
    }
    if (count === 0) return colourOf(128, 128, 128);
    const [red, green, blue] = sums.map((sum) => Math.trunc((sum + (count >> 1)) / count));
    return colourOf(red!, green!, blue!);
  }
}
