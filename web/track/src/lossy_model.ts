// Decodes lossy tiles: a transform codec of 16×16 macroblocks in YCoCg-R with the integer DCT of HEVC.
import { AdaptiveBits, NumberModel } from './bit_models.js';
import type { RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const quantiserSteps = [128, 192, 256, 384, 512, 768, 1024, 1536];
const largestCoefficient = 32767;
const macroblockSide = 16;

/** Diagonal scan: the positions of a block by x + y, then by y. */
const scanOrder = Array.from({ length: 64 }, (_, i) => i).sort(
  (a, b) => (a % 8) + (a >> 3) - (b % 8) - (b >> 3) || a - b,
);

/** In how many columns the first n + 1 positions of the scan lie. */
const columnsUntil = Int32Array.from({ length: 64 }, (_, last) => 1 + Math.max(...scanOrder.slice(0, last + 1).map((position) => position % 8)));

/**
 * A one-dimensional inverse transform of the first `columns` columns, of 8, transposed; the others are 0. The rows of the matrix are even or
 * odd functions of the column, so each half of a sum is used twice.
 */
function transformColumns(from: Int32Array, columns: number, shift: number, to: Int32Array, toBegin: number): void {
  const half = 1 << (shift - 1);
  for (let column = 0; column < columns; ++column) {
    const a = from[column]!;
    const b = from[column + 8]!;
    const c = from[column + 16]!;
    const d = from[column + 24]!;
    const e = from[column + 32]!;
    const f = from[column + 40]!;
    const g = from[column + 48]!;
    const h = from[column + 56]!;
    const outer = 64 * (a + e) + half;
    const inner = 64 * (a - e) + half;
    const outer2 = 83 * c + 36 * g;
    const inner2 = 36 * c - 83 * g;
    const even0 = outer + outer2;
    const even1 = inner + inner2;
    const even2 = inner - inner2;
    const even3 = outer - outer2;
    const odd0 = 89 * b + 75 * d + 50 * f + 18 * h;
    const odd1 = 75 * b - 18 * d - 89 * f - 50 * h;
    const odd2 = 50 * b - 89 * d + 18 * f + 75 * h;
    const odd3 = 18 * b - 50 * d + 75 * f - 89 * h;
    const out = toBegin + column * 8;
    to[out] = (even0 + odd0) >> shift;
    to[out + 1] = (even1 + odd1) >> shift;
    to[out + 2] = (even2 + odd2) >> shift;
    to[out + 3] = (even3 + odd3) >> shift;
    to[out + 4] = (even3 - odd3) >> shift;
    to[out + 5] = (even2 - odd2) >> shift;
    to[out + 6] = (even1 - odd1) >> shift;
    to[out + 7] = (even0 - odd0) >> shift;
  }
  to.fill(0, toBegin + columns * 8, toBegin + 64);
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

export class LossyModel {
  private readonly quantiser = new AdaptiveBits(8);
  private readonly skip = new AdaptiveBits(3);
  private readonly inter = new AdaptiveBits(3);
  private readonly empty = new AdaptiveBits(4);
  private readonly lastPositions = new AdaptiveBits(4 * 64);
  private readonly magnitudes = Array.from({ length: 4 * 5 * 4 }, () => new NumberModel());
  private lastMode = 0;
  /** The blocks of a macroblock, one after the other, and what one is made from. */
  private readonly blocks = new Int32Array(6 * 64);
  private readonly coefficients = new Int32Array(64);
  private readonly halfway = new Int32Array(64);

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
    const { blocks, lastMode } = this;
    this.lastMode = this.skip.decode(coder, lastMode) ? 0 : this.inter.decode(coder, lastMode) ? 1 : 2;
    if (this.lastMode === 0) return;
    const intra = this.lastMode === 2;
    for (let i = 0; i < 6; ++i) this.decodeBlock(coder, (i < 4 ? 0 : 2) + (intra ? 1 : 0), step, i * 64);
    const { signed, width } = image;
    const average = intra ? averageAround(image, x, y) : 0;
    for (let j = 0; j < macroblockSide; ++j) {
      const row = (y + j) * width + x;
      const luma = (j >> 3) * 128 + (j & 7) * 8;
      const chroma = 256 + (j >> 1) * 8;
      for (let i = 0; i < macroblockSide; ++i) {
        // Predicted, in YCoCg-R, with the residual, and back.
        const pixel = intra ? average : signed[row + i]!;
        const green = (pixel >> 8) & 255;
        const co = ((pixel >> 16) & 255) - (pixel & 255);
        const t = (pixel & 255) + (co >> 1);
        const cg = green - t;
        const newCo = co + blocks[chroma + (i >> 1)]!;
        const newCg = cg + blocks[chroma + 64 + (i >> 1)]!;
        const newT = t + (cg >> 1) + blocks[luma + (i >> 3) * 64 + (i & 7)]! - (newCg >> 1);
        const blue = newT - (newCo >> 1);
        signed[row + i] = (clamped(blue + newCo) << 16) | (clamped(newCg + newT) << 8) | clamped(blue);
      }
    }
  }

  /** Decodes a block into `blocks` from `begin` on. */
  private decodeBlock(coder: RangeDecoder, modelSet: number, step: number, begin: number): void {
    const { blocks, coefficients, halfway } = this;
    if (this.empty.decode(coder, modelSet)) {
      blocks.fill(0, begin, begin + 64);
      return;
    }
    const last = this.lastPositions.tree(coder, 6, modelSet * 64);
    coefficients.fill(0);
    let before = 0;
    let before2 = 0;
    for (let i = 0; i <= last; ++i) {
      const band = i === 0 ? 0 : i < 3 ? 1 : i < 6 ? 2 : i < 15 ? 3 : 4;
      const model = this.magnitudes[(modelSet * 5 + band) * 4 + (before + before2 < 3 ? before + before2 : 3)]!;
      const level = Math.min(largestCoefficient, model.decode(coder)) + (i === last ? 1 : 0);
      before2 = before;
      before = level;
      if (level === 0) continue;
      const coefficient = Math.min(largestCoefficient, level * step);
      coefficients[scanOrder[i]!] = coder.decode(32768) ? -coefficient : coefficient;
    }
    transformColumns(coefficients, columnsUntil[last]!, 7, halfway, 0);
    transformColumns(halfway, 8, 12, blocks, begin);
  }
}

/** Intra DC: the average of the pixels above and to the left, as a pixel. */
function averageAround({ signed, width }: Image, x: number, y: number): number {
  let red = 0;
  let green = 0;
  let blue = 0;
  let count = 0;
  for (let side = 0; side < 2; ++side) {
    if ((side === 0 ? y : x) === 0) continue;
    let at = side === 0 ? (y - 1) * width + x : y * width + x - 1;
    for (let i = 0; i < macroblockSide; ++i, at += side === 0 ? 1 : width) {
      const pixel = signed[at]!;
      red += (pixel >> 16) & 255;
      green += (pixel >> 8) & 255;
      blue += pixel & 255;
    }
    count += macroblockSide;
  }
  if (count === 0) return 0x808080;
  const of = (sum: number): number => Math.trunc((sum + (count >> 1)) / count);
  return (of(red) << 16) | (of(green) << 8) | of(blue);
}
