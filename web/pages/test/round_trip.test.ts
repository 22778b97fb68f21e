import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PagesReader, PagesWriter, recordKinds, type WrittenChunk } from '../src/index.js';
import { Random, RandomRecords, shown } from './testing.js';

interface Made {
  chunks: WrittenChunk[];
  /** At the end of each chunk. */
  states: object[];
}

/** Random records in random looks and chunks, every third chunk an index point. */
async function made(seed: number, count: number, kinds = new Set<string>()): Promise<Made> {
  const random = new Random(seed);
  const writer = new PagesWriter();
  const records = new RandomRecords(random, writer.state);
  const [chunks, states]: [WrittenChunk[], object[]] = [[], []];
  let time = 0;
  for (let chunk = 0; chunk < count; ++chunk) {
    for (let looks = random.below(6); looks > 0; --looks) {
      for (let i = random.below(40); i > 0; --i) {
        const record = records.record();
        kinds.add(record.kind);
        writer.put(record);
      }
      writer.look((time += random.below(500)));
    }
    chunks.push(await writer.cut((time += random.below(100)), { thenIndexPoint: chunk % 3 === 2 }));
    states.push(shown(writer.state));
  }
  return { chunks, states };
}

test('random records: a reader has the state of the writer after each chunk', async () => {
  const kinds = new Set<string>(['look', 'asset elsewhere']);
  for (let seed = 1; seed <= 40; ++seed) {
    const { chunks, states } = await made(seed, 8, kinds);
    const reader = new PagesReader();
    chunks.forEach(({ bytes, number, begin, end }, i) => {
      const read = reader.feed(bytes);
      assert.deepEqual([read.number, read.begin, read.end], [number, begin, end]);
      assert.deepEqual(shown(reader.state), states[i], `seed ${seed}, chunk ${i}`);
      assert.deepEqual(reader.missing, [], 'a reader that saw all chunks has all assets');
    });
  }
  assert.deepEqual([...kinds].sort(), [...recordKinds].sort(), 'every kind was made');
});

test('random records: a reader that begins at any index point has the same state, and its assets from earlier chunks', async () => {
  let lent = 0;
  for (let seed = 100; seed < 130; ++seed) {
    const { chunks, states } = await made(seed, 10);
    for (let first = 3; first < 10; first += 3) {
      const reader = new PagesReader();
      for (let i = first; i < 10; ++i) {
        reader.feed(chunks[i]!.bytes);
        assert.deepEqual(shown(reader.state), states[i], `seed ${seed}, chunk ${i} from ${first}`);
        for (const chunk of new Set(reader.missing.map((one) => one.chunk))) lent += reader.lend(chunks[chunk]!.bytes).length;
        assert.deepEqual(reader.missing, []);
      }
    }
  }
  assert.ok(lent > 100, `${lent} assets`);
});

test('random records: chunks that are dropped, and what was written after them, are not missed', async () => {
  for (let seed = 200; seed < 230; ++seed) {
    const random = new Random(seed);
    const writer = new PagesWriter();
    const records = new RandomRecords(random, writer.state);
    const track: WrittenChunk[] = [];
    const states: object[] = [];
    let time = 0;
    const go = (looks: number): void => {
      for (; looks > 0; --looks) {
        for (let i = random.below(30); i > 0; --i) writer.put(records.record());
        writer.look((time += 10));
      }
    };
    for (let i = 0; i < 12; ++i) {
      go(3);
      track.push(await writer.cut(time, { thenIndexPoint: random.below(4) === 0 }));
      states.push(shown(writer.state));
      if (random.below(3) === 0) {
        go(2);
        if (random.below(2) === 0) writer.put(records.record()); // and no look
        const from = random.below(3) === 0 && track.length > 1 ? track.length - 2 : track.length - 1;
        writer.dropped(from);
        track.length = states.length = from;
      } else if (random.below(3) === 0 && track.length > 2) {
        const stored = track.length - 3;
        assert.doesNotThrow(() => writer.stored(stored));
      }
    }
    const reader = new PagesReader();
    track.forEach(({ bytes }, i) => {
      reader.feed(bytes);
      assert.deepEqual(shown(reader.state), states[i], `seed ${seed}, chunk ${i}`);
      assert.deepEqual(reader.missing, []);
    });
  }
});
