// Bytes that anything has happened to: they are refused as PagesError, or make a state that is valid, and soon.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { unpackChunk } from '../src/chunk.js';
import { PagesError, PagesReader, PagesState } from '../src/index.js';
import { recordsOf } from '../src/state_records.js';
import { Random, shown } from './testing.js';
import { vectors } from './vectors.js';

/** A state is valid where the records that make it are accepted, and make the same. */
function checkValid(state: PagesState): void {
  const again = new PagesState();
  again.begin(2 ** 32);
  const held = (asset: number): number | null => (state.assets.get(asset)!.bytes ? null : state.assets.get(asset)!.chunk);
  for (const record of recordsOf(state, held)) again.apply(record);
  assert.deepEqual(shown(again), shown(state));
}

/** Feeds all chunks, of which one was changed. */
function tryAll(chunks: readonly Uint8Array[]): 'refused' | 'read' {
  const reader = new PagesReader();
  let refused = false;
  for (const bytes of chunks) {
    try {
      reader.feed(bytes);
    } catch (error) {
      assert.ok(error instanceof PagesError, String((error as Error).stack));
      refused = true;
    }
  }
  if (!refused && !reader.inGap) checkValid(reader.state);
  return refused ? 'refused' : 'read';
}

/** The same header, and a body that is not packed: so that a change to it is one to a record. */
function repacked(chunk: Uint8Array, change: (body: Uint8Array) => Uint8Array): Uint8Array {
  const body = change(unpackChunk(chunk).body.slice());
  const bytes = Buffer.concat([chunk.subarray(0, 24), deflateRawSync(body, { level: 0 })]);
  bytes.writeUInt32LE(body.length, 20);
  return bytes;
}

const made = (await vectors()).filter(({ name }) => name !== 'refused' && name !== 'damaged');
const outcomes = { refused: 0, read: 0 };

test('each byte of small chunks, each bit of it: refused, or another state that is valid', () => {
  for (const { name, chunks } of made.filter((one) => one.name === 'example' || one.name === 'records')) {
    chunks.forEach((chunk, i) => {
      for (let at = 0; at < chunk.length; ++at)
        for (let bit = 0; bit < 8; bit += name === 'example' ? 1 : 3) ++outcomes[tryAll([...chunks.slice(0, i), Uint8Array.from(chunk, (byte, j) => (j === at ? byte ^ (1 << bit) : byte)), ...chunks.slice(i + 1)])];
    });
  }
});

test('each byte of bodies: refused, or another state that is valid', () => {
  const random = new Random(1);
  for (const { name, chunks } of made) {
    chunks.forEach((chunk, i) => {
      const { length } = unpackChunk(chunk).body;
      for (let at = 0; at < length; at += name === 'random' ? 1 + random.below(60) : 1 + random.below(3)) {
        const damaged = repacked(chunk, (body) => {
          body[at] = random.below(4) === 0 ? random.below(256) : body[at]! ^ (1 << random.below(8));
          return body;
        });
        ++outcomes[tryAll([...chunks.slice(0, i), damaged, ...chunks.slice(i + 1)])];
      }
    });
  }
  assert.ok(outcomes.refused > 1000 && outcomes.read > 100, JSON.stringify(outcomes));
});

test('bodies that are cut off, put together or mixed: refused, or another state that is valid', () => {
  const random = new Random(2);
  const bodies = made.flatMap(({ chunks }) => chunks.map((chunk) => unpackChunk(chunk).body));
  const [index] = made[1]!.chunks as [Uint8Array];
  for (let i = 0; i < 1500; ++i) {
    const [one, other] = [random.of(bodies), random.of(bodies)];
    const damaged = repacked(index, () => Buffer.concat([one.subarray(0, random.below(one.length + 1)), other.subarray(random.below(other.length + 1))]));
    ++outcomes[tryAll([damaged])];
  }
});

test('bytes that are no chunk at all', () => {
  const random = new Random(3);
  for (let i = 0; i < 2000; ++i) {
    const bytes = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
    bytes.set([0x49, 0x4e, 0x50, 0x47, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255].slice(0, bytes.length));
    tryAll([bytes]);
  }
});
