// Pixels of a PNG as browsers write them: eight bits, RGB or RGBA, not interlaced.
import { deflateSync, inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue of each. */
  rgb: Uint8Array;
}

export const decode = (png: Buffer): Pixels => {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const colours = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * colours;
  const all = new Uint8Array(row * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; ++x) {
      const left = x >= colours ? (all[y * row + x - colours] ?? 0) : 0;
      const above = y > 0 ? (all[(y - 1) * row + x] ?? 0) : 0;
      const corner = x >= colours && y > 0 ? (all[(y - 1) * row + x - colours] ?? 0) : 0;
      const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
      const guess = [0, left, above, (left + above) >> 1, a <= b && a <= c ? left : b <= c ? above : corner][filter] ?? 0;
      all[y * row + x] = (raw[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; ++i) for (let j = 0; j < 3; ++j) rgb[i * 3 + j] = all[i * colours + j] ?? 0;
  return { width, height, rgb };
};

/** Fewer steps of 255 than these are in how a gradient or a rounded corner is rounded, and nobody sees them. */
const kSeen = 3;
/** How many pixels differ, and where, from left, top to right, bottom. */
export const difference = (a: Pixels, b: Pixels): { pixels: number; share: number; box: [number, number, number, number] } => {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`pictures of ${String(a.width)} x ${String(a.height)} and ${String(b.width)} x ${String(b.height)}`);
  let pixels = 0;
  const box: [number, number, number, number] = [a.width, a.height, 0, 0];
  for (let i = 0; i < a.width * a.height; ++i) {
    if ([0, 1, 2].every((j) => Math.abs((a.rgb[i * 3 + j] ?? 0) - (b.rgb[i * 3 + j] ?? 0)) < kSeen)) continue;
    ++pixels;
    const [x, y] = [i % a.width, Math.floor(i / a.width)];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { pixels, share: pixels / (a.width * a.height), box };
};

const kCrcs = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (kCrcs[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const all = Buffer.alloc(body.length + 8);
  all.writeUInt32BE(data.length, 0);
  body.copy(all, 4);
  all.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return all;
};

/** A picture of a test's own. */
export const encode = (width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Buffer => {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) colour(x, y).forEach((value, at) => (rows[y * (width * 3 + 1) + 1 + x * 3 + at] = value & 255));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
};
