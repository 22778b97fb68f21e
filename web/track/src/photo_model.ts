// Decodes photo pixels: each channel as the residual of the median edge detector (LOCO-I, ITU-T T.87).
import { AdaptiveBits } from './bit_models.js';
import type { RangeDecoder } from './range_decoder.js';
import type { Image } from './scene.js';

const limit = 120;

function predict(west: number, north: number, northWest: number, shift: number): number {
  const w = (west >> shift) & 255;
  const n = (north >> shift) & 255;
  return Math.min(Math.max(w, n), Math.max(Math.min(w, n), w + n - ((northWest >> shift) & 255)));
}

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
const magnitudeOf = (difference: number): number => Math.min(7, 32 - Math.clz32(Math.abs(difference)));

export class PhotoModel {
  private readonly greens = new AdaptiveBits(8 * 256);
  private readonly reds = new AdaptiveBits(8 * 256);
  private readonly blues = new AdaptiveBits(8 * 256);

  reset(): void {
    for (const part of [this.greens, this.reds, this.blues]) part.reset();
  }

  decode(coder: RangeDecoder, image: Image, x: number, y: number): number {
    const { signed, width } = image;
    const here = y * width + x;
    const west = x > 0 ? signed[here - 1]! : 0;
    const north = y > 0 ? signed[here - width]! : west;
    const northWest = x > 0 && y > 0 ? signed[here - width - 1]! : north;
    const c = (northWest >> 8) & 255;
    const activity = Math.abs(((west >> 8) & 255) - c) + Math.abs(((north >> 8) & 255) - c);
    const predictedGreen = predict(west, north, northWest, 8);
    const green = (predictedGreen + this.greens.tree(coder, 8, magnitudeOf(activity) * 256, limit)) & 255;
    const residual = green - predictedGreen;
    const predictedRed = clamped(predict(west, north, northWest, 16) + residual);
    const red = (predictedRed + this.reds.tree(coder, 8, magnitudeOf(residual) * 256, limit)) & 255;
    const predictedBlue = clamped(predict(west, north, northWest, 0) + residual);
    const blue = (predictedBlue + this.blues.tree(coder, 8, magnitudeOf(red - predictedRed) * 256, limit)) & 255;
    return (red << 16) | (green << 8) | blue;
  }
}
