// The reel shows the same pixels at any moment as a reader that comes there from the beginning.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Surface, split, TrackError, TrackReader } from 'insyn-track';
import { type ChunkReader, plainTrack, remoteReader, serveReader } from '../src/player/pictures/chunk_reader';
import type { Facts } from '../src/player/pictures/facts';
import { Reel } from '../src/player/pictures/reel';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
const names = ['example', 'records', 'pages', 'colours', 'edges', 'cache', 'missing', 'video', 'lossy'];

const quiet = { length: () => undefined, facts: () => undefined, failed: (error: unknown) => assert.fail(String(error)) };

interface Scene {
  surfaces: readonly Surface[];
  cursor: { visible: boolean; x: number; y: number };
}
const copyOf = ({ surfaces, cursor }: Scene) => ({
  surfaces: surfaces.map(({ id, kind, place, image }) => ({ id, kind, place: { ...place }, pixels: image.signed.slice() })),
  cursor: { ...cursor },
});
type Copy = ReturnType<typeof copyOf>;

// After the last event of each time, and at the end of each chunk, as tests/golden/README.md has it.
const shownBy = (track: Uint8Array): { time: number; scene: Copy }[] => {
  const reader = new TrackReader();
  const shown: { time: number; scene: Copy }[] = [];
  const note = (time: number) => {
    if (shown.at(-1)?.time === time) shown.pop();
    shown.push({ time, scene: copyOf(reader) });
  };
  for (const chunk of split(track)) {
    try {
      reader.feed(chunk, (event) => event.endsMoment && note(event.time));
    } catch (error) {
      if (!(error instanceof TrackError)) throw error;
    }
    note(reader.time);
  }
  return shown;
};

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const check = async (reel: Reel, shown: { time: number; scene: Copy }[], times: number[]) => {
  for (const time of times) {
    const frame = await reel.show(time);
    assert.notEqual(frame, null);
    const wanted = shown.findLast((one) => one.time <= time);
    if (wanted === undefined) continue;
    const got = copyOf(reel.picture);
    assert.deepEqual(got.cursor, wanted.scene.cursor, `pointer at ${time}`);
    assert.deepEqual(got.surfaces.map(({ id, kind, place }) => ({ id, kind, place })), wanted.scene.surfaces.map(({ id, kind, place }) => ({ id, kind, place })), `surfaces at ${time}`);
    got.surfaces.forEach(({ pixels, id }, i) => assert.ok(Buffer.compare(Buffer.from(pixels.buffer), Buffer.from(wanted.scene.surfaces[i]!.pixels.buffer)) === 0, `pixels of ${id} at ${time}`));
  }
};

for (const name of names)
  for (const kept of [64 << 20, 300_000])
    test(`${name}: any moment, with ${kept} bytes`, async () => {
      const track = readFileSync(`${golden}/${name}.track`);
      const shown = shownBy(track);
      const next = random(name.length + kept);
      const end = shown.at(-1)!.time;
      const reel = new Reel(plainTrack(track), quiet, { kept });
      const times = Array.from({ length: 60 }, () => Math.floor(next() * (end + 2)));
      await check(reel, shown, times);
      reel.close();
    });

test('damage: a chunk that is gone is told, and what comes after an index point is shown', async () => {
  const track = readFileSync(`${golden}/records.track`);
  const whole = plainTrack(track);
  const facts: Facts[] = [];
  const broken: ChunkReader = {
    chunks: whole.chunks,
    open: (place) => (place === 1 ? Promise.reject(Object.assign(new Error('changed'), { kind: 'corrupt', code: 'chunk-changed' })) : whole.open(place)),
  };
  const reel = new Reel(broken, { ...quiet, facts: (one) => facts.push(one) });
  await reel.show(0);
  while (!reel.isAllRead) await new Promise((done) => setTimeout(done, 5));
  const damaged = facts.find(({ place }) => place === 1)!;
  assert.deepEqual(damaged.nothing.map(({ reason }) => reason), [9]);
  reel.close();
});

for (const gone of [[0], [1, 2], [29], [3, 28, 29]])
  test(`damage: any moment of what can be read, without chunks ${gone.join(', ')}`, async () => {
    const track = readFileSync(`${golden}/records.track`);
    const whole = plainTrack(track);
    const last = whole.chunks.length - 1;
    const missing = gone.map((place) => Math.min(place, last));
    const reader = new TrackReader();
    const shown: { time: number; scene: Copy }[] = [];
    let place = 0;
    for (const chunk of split(track)) {
      if (missing.includes(place)) {
        reader.gap();
        shown.push({ time: reader.time, scene: copyOf(reader) });
      } else {
        reader.feed(chunk, (event) => event.endsMoment && shown.push({ time: event.time, scene: copyOf(reader) }));
        shown.push({ time: reader.time, scene: copyOf(reader) });
      }
      place += 1;
    }
    const broken: ChunkReader = {
      chunks: whole.chunks,
      open: (at) => (missing.includes(at) ? Promise.reject(Object.assign(new Error('changed'), { kind: 'corrupt', code: 'chunk-changed' })) : whole.open(at)),
    };
    const reel = new Reel(broken, quiet);
    const next = random(gone.length);
    // Between moments: at the very end of a chunk before one that is gone, both what it showed and that nothing is known would be right.
    const times = Array.from({ length: 25 }, () => Math.floor(next() * (reader.time + 2)) + 0.5);
    await check(reel, shown, times);
    reel.close();
  });

test('what is withheld is told with its times', async () => {
  const track = readFileSync(`${golden}/pages.track`);
  const facts: Facts[] = [];
  const reel = new Reel(plainTrack(track), { ...quiet, facts: (one) => facts.push(one) });
  await reel.show(0);
  while (!reel.isAllRead) await new Promise((done) => setTimeout(done, 5));
  // Its first chunk begins with a window that is drawn at 100 ms.
  assert.deepEqual(facts.find(({ place }) => place === 0)!.areas, [{ from: 0, to: 100, reason: 1 }]);
  for (const { changes } of facts) assert.deepEqual(changes, [...changes].sort((a, b) => a - b));
  reel.close();
});

test('a refusal ends it, with what was refused', async () => {
  const whole = plainTrack(readFileSync(`${golden}/records.track`));
  const refusal = Object.assign(new Error('expired'), { code: 'expired', status: 403 });
  const failed: unknown[] = [];
  const reel = new Reel({ chunks: whole.chunks, open: (place) => (place > 1 ? Promise.reject(refusal) : whole.open(place)) }, { ...quiet, failed: (error) => failed.push(error) });
  await assert.rejects(reel.show(1e9), (error) => error === refusal);
  assert.deepEqual(failed, [refusal]);
  await assert.rejects(reel.show(0), (error) => error === refusal);
});

// Once it looked for room for the next part for ever, and read no further.
test('more than may be kept is read to its end all the same, wherever one looks', { timeout: 60_000 }, async () => {
  const track = readFileSync(`${golden}/records.track`);
  const end = shownBy(track).at(-1)!.time;
  for (const time of [0, end / 2, end]) {
    const reel = new Reel(plainTrack(track), quiet, { kept: 40_000 });
    await reel.show(time);
    while (!reel.isAllRead) await new Promise((done) => setTimeout(done, 5));
    // What one looks at is kept however large it is.
    assert.ok(reel.isKept(time));
    reel.close();
  }
});

test('the first chunk is on its way to the worker before it is asked for, and is opened once', async () => {
  const whole = plainTrack(new Uint8Array(readFileSync(`${golden}/records.track`)));
  const chunks = [{ kind: 'opening' }, ...whole.chunks];
  const opened: number[] = [];
  const { port1, port2 } = new MessageChannel();
  const stop = serveReader({ chunks, open: async (place) => (opened.push(place), whole.open(place - 1)) }, port1);
  assert.deepEqual(opened, [1]);
  const remote = remoteReader(chunks, port2);
  for (const place of [1, 2]) assert.deepEqual(Buffer.from(await remote.open(place)), Buffer.from(await whole.open(place - 1)));
  assert.deepEqual(opened, [1, 2]);
  // Once more it has to be asked for.
  await remote.open(1);
  assert.deepEqual(opened, [1, 2, 1]);
  stop();
});
