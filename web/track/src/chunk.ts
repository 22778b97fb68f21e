// The container of a chunk: header and body.
import { limits, TrackError } from './scene.js';

export interface Chunk {
  indexPoint: boolean;
  number: number;
  /** Milliseconds since the recording's start. */
  begin: number;
  end: number;
  body: Uint8Array;
}

const headerSize = 24;
const magic = 0x52544e49; // INTR
const version = 1;

export function unpack(bytes: Uint8Array): Chunk {
  if (bytes.length < headerSize) throw new TrackError('a chunk shorter than its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== magic) throw new TrackError('not a track chunk: it does not begin with INTR');
  if (view.getUint8(4) !== version) throw new TrackError(`version ${view.getUint8(4)} is another than ${version}`);
  const flags = view.getUint8(5);
  if (flags > 1 || view.getUint16(6, true) !== 0) throw new TrackError('unknown flags');
  const chunk = {
    indexPoint: flags === 1,
    number: view.getUint32(8, true),
    begin: view.getUint32(12, true),
    end: view.getUint32(16, true),
    body: bytes.subarray(headerSize),
  };
  if (chunk.end < chunk.begin) throw new TrackError('a chunk that ends before it begins');
  if (chunk.body.length > limits.body) throw new TrackError(`a body of ${chunk.body.length} bytes`);
  if (view.getUint32(20, true) !== chunk.body.length) throw new TrackError('a body of another size than its header says');
  return chunk;
}

/** The chunks of concatenated ones. */
export function* split(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < headerSize) throw new TrackError('a chunk shorter than its header');
    const size = headerSize + new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(20, true);
    if (bytes.length - at < size) throw new TrackError('a chunk that is cut off');
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
