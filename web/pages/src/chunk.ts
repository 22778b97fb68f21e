// The container of a chunk: a header, then the body, packed.
//
// Bodies are packed by the browser's own CompressionStream, and unpacked by pako: it is zlib, so it refuses what src/pages refuses
// (native decompressors do not agree about bytes after the end), stops where the stated size is reached, and needs no promise.
import { Inflate } from 'pako';
import { PagesError } from './error.js';
import { limits } from './limits.js';

export interface ChunkHeader {
  indexPoint: boolean;
  number: number;
  /** Milliseconds since the recording's start. */
  begin: number;
  end: number;
}

export const headerSize = 24;
const magic = 0x47504e49; // INPG
const version = 1;

export async function packChunk(header: ChunkHeader, body: Uint8Array): Promise<Uint8Array> {
  const packed = await deflated(body);
  const bytes = new Uint8Array(headerSize + packed.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint8(4, version);
  view.setUint8(5, header.indexPoint ? 1 : 0);
  view.setUint32(8, header.number, true);
  view.setUint32(12, header.begin, true);
  view.setUint32(16, header.end, true);
  view.setUint32(20, body.length, true);
  bytes.set(packed, headerSize);
  return bytes;
}

async function deflated(body: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads the header; does not look at the body. */
export function readHeader(bytes: Uint8Array): ChunkHeader & { size: number } {
  if (bytes.length < headerSize) throw new PagesError('shorter than its header');
  if (bytes.length > limits.chunk) throw new PagesError(`${bytes.length} bytes are more than a chunk has`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== magic) throw new PagesError('it does not begin with INPG');
  if (view.getUint8(4) !== version) throw new PagesError(`version ${view.getUint8(4)} is another than ${version}`);
  const flags = view.getUint8(5);
  if (flags > 1 || view.getUint16(6, true) !== 0) throw new PagesError('unknown flags');
  const header = {
    indexPoint: flags === 1,
    number: view.getUint32(8, true),
    begin: view.getUint32(12, true),
    end: view.getUint32(16, true),
    size: view.getUint32(20, true),
  };
  if (header.end < header.begin) throw new PagesError('it ends before it begins');
  if (header.size > limits.body) throw new PagesError(`a body of ${header.size} bytes is larger than is allowed`);
  return header;
}

export function unpackChunk(bytes: Uint8Array): { header: ChunkHeader; body: Uint8Array } {
  const { size, ...header } = readHeader(bytes);
  return { header, body: inflated(bytes.subarray(headerSize), size) };
}

class Full extends Error {}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  const body = new Uint8Array(size);
  let filled = 0;
  const inflate = new Inflate({ raw: true, chunkSize: Math.min(65_536, size + 1) });
  inflate.onData = (part) => {
    const bytes = part as Uint8Array;
    if (bytes.length > size - filled) throw new Full();
    body.set(bytes, filled);
    filled += bytes.length;
  };
  let ended = false;
  inflate.onEnd = (status) => {
    ended = true;
    if (status !== 0) throw new PagesError('its body is not a DEFLATE stream');
  };
  try {
    inflate.push(packed, false); // pako loses what is left in its window where it is told that this is all
  } catch (error) {
    if (error instanceof Full) throw new PagesError('its body is larger than its header says');
    throw error;
  }
  const { strm } = inflate as unknown as { strm: { avail_in: number } };
  if (!ended) throw new PagesError('its body is cut off');
  if (strm.avail_in > 0) throw new PagesError('bytes after its body');
  if (filled !== size) throw new PagesError('its body is smaller than its header says');
  return body;
}
