import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PagesError, PagesReader, PagesWriter } from '../src/index.js';
import { page } from './refusals.js';
import { type Put, Random, sha256, shown } from './testing.js';

const open: Put = { kind: 'document opened', document: 1, frameOf: 0, frameIn: 0, application: '' };
function asset(number: number, size = 1000): Put {
  const random = new Random(number); // so that it does not pack: what DEFLATE looks back to is shorter
  const block = Uint8Array.from({ length: 2 ** 16 }, () => random.below(256));
  const bytes = Uint8Array.from({ length: size }, (_, i) => block[i % block.length]!);
  return { kind: 'asset', asset: number, type: 1, hash: sha256(bytes), bytes };
}

test('times do not go back, and a chunk does not end with changes that were not looked at', async () => {
  const writer = new PagesWriter();
  writer.put(open);
  assert.throws(() => writer.cut(10), /no look after them/);
  writer.look(10);
  assert.throws(() => writer.look(9), /a look at 9 ms/);
  assert.throws(() => writer.look(10.5), PagesError);
  assert.throws(() => writer.cut(9), /an end at 9 ms/);
  assert.deepEqual([(await writer.cut(20)).begin, writer.number], [0, 1]);
  assert.throws(() => writer.look(19), /a look at 19 ms/);
  assert.equal((await writer.cut(30)).begin, 20);
});

test('a writer that goes on where another one was begins with an index point of that number and time', async () => {
  const chunk = await new PagesWriter({ chunk: 7, time: 1234 }).cut(2000);
  assert.deepEqual([chunk.number, chunk.begin, chunk.indexPoint], [7, 1234, true]);
});

test('the next chunk is written while one is being packed', async () => {
  const writer = new PagesWriter();
  for (const record of page) writer.put(record);
  writer.look(1);
  const first = writer.cut(2);
  writer.put({ kind: 'text changed', node: 3, text: 'nytt' });
  writer.look(3);
  const second = writer.cut(4, { thenIndexPoint: true });
  writer.put({ kind: 'text changed', node: 3, text: 'nyare' });
  writer.look(5);
  const chunks = await Promise.all([first, second, writer.cut(6)]);
  const reader = new PagesReader();
  const looks = chunks.map(({ bytes }) => reader.feed(bytes).looks.map(({ time }) => time));
  assert.deepEqual(looks, [[1], [3], [4, 5]]);
  assert.deepEqual(shown(reader.state), shown(writer.state));
});

test('an asset is in one chunk; where that was dropped it is written again, and its bytes are let go when it is stored', async () => {
  const writer = new PagesWriter();
  writer.put(asset(1));
  writer.look(1);
  const first = await writer.cut(2, { thenIndexPoint: true });
  assert.ok(first.bytes.length > 1000);
  writer.put(asset(2));
  writer.look(3);
  const dropped = await writer.cut(4, { thenIndexPoint: true });
  assert.ok(dropped.bytes.length > 1000 && dropped.bytes.length < 1200);
  writer.look(5);
  assert.ok((await writer.cut(6)).bytes.length < 200, 'both are elsewhere');
  writer.stored(0);
  assert.deepEqual([writer.state.assets.get(1)!.bytes, writer.state.assets.get(2)!.bytes?.length], [null, 1000]);
  assert.throws(() => writer.dropped(0), /was said to be stored/);
  writer.dropped(1);
  assert.equal(writer.number, 1);
  writer.look(7);
  const second = await writer.cut(8, { thenIndexPoint: true });
  assert.ok(second.indexPoint && second.number === 1 && second.begin === 6 && second.bytes.length > 1000 && second.bytes.length < 1300);
  const third = await writer.cut(9);
  const reader = new PagesReader();
  reader.feed(third.bytes);
  assert.deepEqual(reader.missing.map(({ asset: number, chunk }) => [number, chunk]), [[1, 0], [2, 1]]);
  assert.throws(() => reader.lend(third.bytes.subarray(0, 30)), PagesError);
  assert.deepEqual([reader.lend(dropped.bytes), reader.lend(first.bytes)], [[2], [1]], 'the one that was dropped has the same number and bytes');
  assert.deepEqual(reader.missing, []);
});

test('an asset that is lent has the hash and size that were said', async () => {
  const writer = new PagesWriter();
  writer.put(asset(1));
  writer.look(1);
  await writer.cut(2, { thenIndexPoint: true });
  const index = await writer.cut(3);
  const other = new PagesWriter();
  other.put({ ...asset(9), asset: 1 } as Put);
  other.look(1);
  const foreign = await other.cut(2);
  const reader = new PagesReader();
  reader.feed(index.bytes);
  assert.throws(() => reader.lend(foreign.bytes), /another than the one/);
  assert.equal(reader.missing.length, 1);
  assert.deepEqual(reader.lend(index.bytes), []);
});

test('what was put and not looked at when a chunk was dropped is seen with the next look', async () => {
  const writer = new PagesWriter();
  for (const record of page) writer.put(record);
  writer.look(1);
  await writer.cut(2);
  writer.put({ kind: 'text changed', node: 3, text: 'nytt' });
  writer.dropped(0);
  assert.throws(() => writer.cut(3), /no look after them/);
  writer.look(5);
  const { bytes } = await writer.cut(6);
  const { looks } = new PagesReader().feed(bytes);
  assert.deepEqual(looks.map(({ time }) => time), [5]);
  assert.throws(() => writer.dropped(2), /was not written/);
  assert.throws(() => writer.dropped(-1), PagesError);
});

test('a state whose assets do not fit into an index point is refused, again and again, until it is smaller', async () => {
  const writer = new PagesWriter();
  for (let number = 1; number <= 5; ++number) {
    writer.put(asset(number, 8 * 2 ** 20));
    writer.look(number);
    await writer.cut(number);
  }
  writer.dropped(0);
  assert.throws(() => writer.look(10), /larger than is allowed/);
  assert.throws(() => writer.put({ kind: 'asset forgotten', asset: 1 }), /larger than is allowed/);
  assert.equal(writer.size, 0);
});
