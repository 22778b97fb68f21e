// Random seeks in made recordings: the same pixels as the C++ reader, in the worker's own code and in a page.
//   INSYN_MADE_TRACKS: the program that makes them; INSYN_SEEKS, INSYN_TRACKS: how many (500 in 20 in the soak).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { plainTrack } from '../src/player/pictures/chunk_reader';
import { Reel } from '../src/player/pictures/reel';
import { startBrowser } from './chromium';
import { buildHarness, serve, type Served } from './harness';

const made = process.env['INSYN_MADE_TRACKS'];
const trackCount = Number(process.env['INSYN_TRACKS'] ?? 4);
const seekCount = Number(process.env['INSYN_SEEKS'] ?? 40);
const seed = Number(process.env['INSYN_SEED'] ?? 19);

const random = (state: number) => () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

interface Made {
  name: string;
  track: Uint8Array;
  // In order; of several at one time the last.
  moments: { time: number; whole: string; seen: string }[];
}

let folder = '';
let recordings: Made[] = [];
let browser: Browser | undefined;
let served: Served | undefined;

before(async () => {
  assert.ok(made, 'INSYN_MADE_TRACKS names no program');
  folder = mkdtempSync(join(tmpdir(), 'insyn-tracks-'));
  execFileSync(made, ['random', folder, String(trackCount), String(seed)]);
  recordings = readdirSync(folder)
    .filter((name) => name.endsWith('.track'))
    .map((file) => {
      const name = file.slice(0, -'.track'.length);
      const byTime = new Map<number, Made['moments'][number]>();
      for (const line of readFileSync(join(folder, `${name}.txt`), 'utf8').trim().split('\n')) {
        const [time, whole, seen] = line.split(' ') as [string, string, string];
        byTime.set(Number(time), { time: Number(time), whole, seen });
      }
      return { name, track: readFileSync(join(folder, file)), moments: [...byTime.values()] };
    });
  assert.equal(recordings.length, trackCount);
});
after(async () => {
  await browser?.close();
  served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const seeks = (one: Made, next: () => number): Made['moments'] =>
  Array.from({ length: Math.ceil(seekCount / trackCount) }, () => {
    const first = one.moments[0]!.time;
    const time = first + Math.floor(next() * (one.moments.at(-1)!.time - first + 1000));
    return { ...one.moments.findLast((moment) => moment.time <= time)!, time };
  });

const numbers = (parts: ArrayLike<number>[]): Buffer => {
  const bytes = Buffer.alloc(parts.reduce((sum, part) => sum + part.length, 0) * 4);
  let at = 0;
  for (const part of parts) for (let i = 0; i < part.length; i += 1, at += 4) bytes.writeUInt32LE(part[i]! >>> 0, at);
  return bytes;
};

test('what the reel shows is what the C++ reader shows', async () => {
  const next = random(seed);
  for (const one of recordings) {
    const reel = new Reel(plainTrack(one.track), { length: () => undefined, facts: () => undefined, failed: (error) => assert.fail(String(error)) }, { kept: 4 << 20 });
    for (const { time, whole } of seeks(one, next)) {
      assert.notEqual(await reel.show(time), null);
      const { surfaces, cursor } = reel.picture;
      const parts = surfaces.flatMap(({ id, kind, place, image }) => [[id, kind === 'popup' ? 1 : 0, place.x, place.y, place.width, place.height], image.pixels]);
      const digest = createHash('sha256').update(numbers([...parts, [cursor.visible ? 1 : 0, cursor.x, cursor.y]])).digest('hex');
      assert.equal(digest, whole, `${one.name} at ${time}`);
    }
    reel.close();
  }
});

test('what a page draws is what the C++ reader shows', async () => {
  const next = random(seed + 1);
  served = await serve(await buildHarness(), { files: new Map(recordings.map(({ name, track }) => [`/tracks/${name}.track`, track])) });
  browser = await startBrowser();
  const page = await browser.newPage();
  for (const one of recordings) {
    const wanted = seeks(one, next);
    await page.goto(`${served.url}/?track=${one.name}&bare=1`);
    await page.waitForFunction(() => 'seen' in window);
    const seen = await page.evaluate((times) => (window as unknown as { seen: (times: number[]) => Promise<string[]> }).seen(times), wanted.map(({ time }) => time));
    assert.deepEqual(seen, wanted.map((moment) => moment.seen), `${one.name} at ${wanted.map(({ time }) => time)}`);
    // Asked for before anybody could, and then another was wanted: what is drawn first is whole all the same.
    const last = one.moments.at(-1)!;
    for (const [first, then] of [[wanted[0]!.time, wanted[0]!], [last.time + 1e6, last]] as const) {
      await page.goto(`${served.url}/?track=${one.name}&bare=1&first=${first}`);
      await page.waitForFunction(() => 'seen' in window);
      const late = await page.evaluate(async (times) => {
        const here = window as unknown as { readAll: () => Promise<number>; seen: (times: number[]) => Promise<string[]> };
        await here.readAll();
        return here.seen(times);
      }, [then.time]);
      assert.deepEqual(late, [then.seen], `${one.name} at ${then.time}, asked for ${first}`);
    }
  }
  await page.close();
});
