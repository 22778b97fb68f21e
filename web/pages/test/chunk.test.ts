import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { packChunk, unpackChunk } from '../src/chunk.js';
import { limits, type PageRecord, PagesError, PagesReader, PagesWriter } from '../src/index.js';
import { bodyOf, page } from './refusals.js';
import { shown } from './testing.js';

const look: PageRecord = { kind: 'look', elapsed: 0 };
const header = { indexPoint: true, number: 0, begin: 0, end: 100 };
const changed = (bytes: Uint8Array, change: (bytes: Uint8Array) => void): Uint8Array => {
  const copy = bytes.slice();
  change(copy);
  return copy;
};
const refusal = (bytes: Uint8Array): string => {
  try {
    new PagesReader().feed(bytes);
  } catch (error) {
    assert.ok(error instanceof PagesError, String(error));
    return error.reason;
  }
  return '';
};
function chunkOf(packed: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(24 + packed.length);
  bytes.set([0x49, 0x4e, 0x50, 0x47, 1, 1]);
  new DataView(bytes.buffer).setUint32(20, size, true);
  bytes.set(packed, 24);
  return bytes;
}

test('headers that are none are refused', async () => {
  const chunk = await packChunk(header, bodyOf([...page, look]));
  assert.equal(refusal(chunk), '');
  assert.match(refusal(chunk.subarray(0, 23)), /shorter than its header/);
  assert.match(refusal(new Uint8Array()), /shorter than its header/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[3] = 0x48))), /INPG/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[4] = 2))), /version 2/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[5] = 3))), /unknown flags/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[6] = 1))), /unknown flags/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[12] = 101))), /ends before it begins/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[23] = 2))), /larger than is allowed/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[20] = bytes[20]! + 1))), /smaller than its header says/);
  assert.match(refusal(changed(chunk, (bytes) => (bytes[20] = bytes[20]! - 1))), /larger than its header says/);
});

test('bodies that are no DEFLATE stream, or more or less than one, are refused', async () => {
  const body = bodyOf([...page, look]);
  const packed = deflateRawSync(body);
  assert.equal(refusal(chunkOf(packed, body.length)), '');
  assert.match(refusal(chunkOf(packed.subarray(0, -1), body.length)), /cut off/);
  assert.match(refusal(chunkOf(new Uint8Array(), 0)), /cut off/);
  assert.match(refusal(chunkOf(Buffer.concat([packed, Buffer.of(0)]), body.length)), /bytes after/);
  assert.match(refusal(chunkOf(Buffer.concat([packed, packed]), body.length)), /bytes after/);
  assert.match(refusal(chunkOf(Uint8Array.of(7), 0)), /not a DEFLATE stream/); // the kind of block that there is not
  for (const level of [0, 1, 9]) assert.equal(refusal(chunkOf(deflateRawSync(body, { level }), body.length)), '');
});

test('a chunk is not longer than one of the largest body that does not pack', () => {
  const body = new Uint8Array(limits.body);
  const emptyBlocks = (count: number): Buffer => Buffer.alloc(5 * count, Buffer.of(0, 0, 0, 0xff, 0xff)); // each unpacks to nothing
  const packed = Buffer.concat([emptyBlocks(1000), deflateRawSync(body, { level: 0 })]);
  assert.match(refusal(chunkOf(packed, body.length)), /no record kind 0/);
  assert.match(refusal(chunkOf(Buffer.concat([emptyBlocks(250_000), packed]), body.length)), /more than a chunk has/);
});

test('a body of more than it says is not unpacked, and one of as much as is allowed is', () => {
  const bomb = deflateRawSync(new Uint8Array(200 * 2 ** 20), { level: 9 });
  const began = performance.now();
  for (const size of [0, 1, 1000, limits.body]) assert.match(refusal(chunkOf(bomb, size)), /larger than its header says/);
  assert.ok(performance.now() - began < 20_000);
  for (const size of [0, 1, 65_535, 65_536, 65_537, limits.body]) assert.equal(unpackChunk(chunkOf(deflateRawSync(new Uint8Array(size)), size)).body.length, size);
});

test('looks are not after the end, and nothing comes after the last look', async () => {
  const of = async (...records: PageRecord[]): Promise<string> => refusal(await packChunk(header, bodyOf(records)));
  assert.equal(await of(...page, { kind: 'look', elapsed: 60 }, { kind: 'look', elapsed: 40 }), '');
  assert.match(await of(...page, { kind: 'look', elapsed: 60 }, { kind: 'look', elapsed: 41 }), /after the end/);
  assert.match(await of(...page), /no look after them/);
  assert.match(await of(look, { kind: 'time withheld', from: 0, to: 1, reason: 1 }), /no look after them/);
  assert.equal(await of(), '');
});

test('a chunk that is missing, refused or out of order: all is withheld until the next index point', async () => {
  const writer = new PagesWriter();
  const chunks: Uint8Array[] = [];
  for (let i = 0; i < 6; ++i) {
    writer.put({ kind: 'document opened', document: i + 1, frameOf: 0, frameIn: 0, application: '' });
    writer.look(i * 10 + 5);
    chunks.push((await writer.cut(i * 10 + 10, { thenIndexPoint: i === 3 })).bytes);
  }
  const reader = new PagesReader();
  const withheld = (i: number): void => {
    assert.deepEqual(reader.feed(chunks[i]!).looks, [{ time: i * 10 + 10, records: [{ kind: 'time withheld', from: i * 10, to: i * 10 + 10, reason: 9 }] }]);
    assert.equal(reader.inGap, true);
    assert.equal(reader.state.documents.size, 0);
  };
  withheld(2);
  reader.feed(chunks[0]!);
  assert.equal(reader.state.documents.size, 1);
  assert.throws(() => reader.feed(chunks[2]!), /chunk 2 comes where chunk 1 was expected/);
  withheld(3);
  reader.feed(chunks[4]!);
  assert.equal(reader.state.documents.size, 5);
  reader.feed(chunks[5]!);
  assert.deepEqual(shown(reader.state), shown(writer.state));
  reader.feed(chunks[0]!);
  reader.gap();
  withheld(1);
  reader.feed(chunks[0]!);
  assert.throws(() => reader.feed(changed(chunks[1]!, (bytes) => (bytes[12] = 9))), /begins before the one before it ends/);
  withheld(1);
  reader.feed(chunks[0]!);
  assert.throws(() => reader.feed(changed(chunks[0]!, (bytes) => (bytes[30] = bytes[30]! ^ 255))), PagesError);
  withheld(1);
});
