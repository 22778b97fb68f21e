// What a reader shows of a vector, as tests/golden/README.md describes it. Runs in Node and in browsers.
import { split, TrackError, TrackReader } from '../src/reader.js';

export const names = ['example', 'records', 'pages', 'colours', 'edges', 'cache', 'missing', 'hostile', 'video', 'lossy'];

export type Sha256 = (bytes: Uint8Array) => Promise<Uint8Array>;

function sceneOf(reader: TrackReader): Uint8Array {
  const numbers: number[] = [];
  const parts: Uint32Array[] = [];
  for (const { id, kind, place, image } of reader.surfaces) {
    parts.push(Uint32Array.of(id, kind === 'popup' ? 1 : 0, place.x, place.y, place.width, place.height), image.pixels);
  }
  for (const { lossyTiles } of reader.surfaces)
    for (const tile of [...lossyTiles].sort((a, b) => (a % 512) - (b % 512) || a - b))
      parts.push(Uint32Array.of(tile % 512, Math.floor(tile / 512)));
  const { visible, x, y } = reader.cursor;
  parts.push(Uint32Array.of(visible ? 1 : 0, x, y));
  let size = 0;
  for (const part of parts) {
    numbers.push(size);
    size += part.length;
  }
  const bytes = new DataView(new ArrayBuffer(size * 4));
  parts.forEach((part, i) => part.forEach((value, j) => bytes.setUint32((numbers[i]! + j) * 4, value, true)));
  return new Uint8Array(bytes.buffer);
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export async function shown(track: Uint8Array, sha256: Sha256): Promise<string> {
  const lines: Promise<string>[] = [];
  const reader = new TrackReader();
  const say = (line: string): unknown => lines.push(Promise.resolve(line));
  const tell = (time: number): unknown => lines.push(sha256(sceneOf(reader)).then((digest) => `${time} ms ${hex(digest)}`));
  for (const chunk of split(track)) {
    say(`chunk of ${chunk.length} bytes`);
    try {
      reader.feed(chunk, (event) => event.endsMoment && tell(event.time));
    } catch (error) {
      if (!(error instanceof TrackError)) throw error;
      say(/^track record/.test(error.message) ? `refused: ${error.message.split(':')[0]}` : 'refused');
    }
    tell(reader.time);
  }
  return (await Promise.all(lines)).map((line) => `${line}\n`).join('');
}
