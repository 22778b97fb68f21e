// Measures the player with an hour of made-up work in a support system: bench/player runs it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { split, TrackReader } from 'insyn-track';
import { startBrowser } from './chromium';
import { recordByRrweb, rrwebPage } from './bench_rrweb';
import { actsOf, high, random, type Screens, screensOf, scriptOf, wide } from './bench_work';
import { buildHarness, serve } from './harness';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const minutes = Number(option('--minutes') ?? 60);
const withWebm = !process.argv.includes('--no-webm');
// A folder in which npm has installed rrweb-player.
const packages = option('--rrweb');
const length = minutes * 60_000;
const videoRate = 10;
const kScreens = 12;

// Screens as PPM files.
const paint = async (browser: Browser, folder: string, screens: Screens) => {
  const page = await browser.newPage();
  const save = async (name: string, body: string, width: number, height: number) => {
    await page.setViewportSize({ width, height });
    await page.setContent(`<style>${screens.style}</style>${body}`);
    const png = join(folder, `${name}.png`);
    await page.screenshot({ path: png });
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', png, '-pix_fmt', 'rgb24', join(folder, `${name}.ppm`)]);
  };
  for (const [i, body] of screens.bodies.entries()) await save(`screen${i}`, body, wide, high);
  await save('article', `<div style="padding:16px">${screens.article}</div>`, 760, 6000);
  await page.close();
};

const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
const say = (values: number[]) => `${at(values, 0.5).toFixed(0)} / ${at(values, 0.95).toFixed(0)} / ${Math.max(...values).toFixed(0)}`;

// Of the process that runs the page, in MiB.
const memory = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as { processInfo: { type: string; id: number }[] };
  await session.detach();
  const of = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
  return Math.max(...of) / 1024;
};

type Timed = { timed: (times: number[]) => Promise<number[]>; readAll: () => Promise<number> };
const times = (count: number, seed: number) => {
  const next = random(seed);
  return Array.from({ length: count }, () => Math.floor(next() * length));
};
const timed = (page: Page, all: number[]) => page.evaluate((list) => (window as unknown as Timed).timed(list), all);

// Ten frames a second, as `insyn export` makes them.
const makeWebm = async (track: Uint8Array, to: string) => {
  const encoder = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'bgr0', '-s', `${wide}x${high}`, '-r', String(videoRate), '-i', '-', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-crf', '30', '-b:v', '0', to], { stdio: ['pipe', 'inherit', 'inherit'] });
  const reader = new TrackReader();
  let frame = 0;
  const write = async (until: number) => {
    for (; (frame * 1000) / videoRate < until; frame += 1) {
      const surface = reader.surfaces[0];
      const pixels = surface === undefined ? Buffer.alloc(wide * high * 4) : Buffer.from(surface.image.pixels.slice().buffer);
      if (!encoder.stdin.write(pixels)) await once(encoder.stdin, 'drain');
    }
  };
  for (const chunk of split(track)) {
    reader.feed(chunk);
    await write(reader.time);
  }
  encoder.stdin.end();
  await once(encoder, 'close');
};

const kilo = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
interface Row {
  what: string;
  size: string;
  first: number[];
  warm: number[];
  cold: number[];
  memory: number;
}
const middle = (values: number[]) => at(values, 0.5);
const worst = (values: number[]) => at(values, 0.95);

const folder = mkdtempSync(join(tmpdir(), 'insyn-player-bench-'));
const browser = await startBrowser();
try {
  const screens = screensOf(kScreens);
  const work = actsOf(length, kScreens);
  await paint(browser, folder, screens);
  execFileSync(process.env['INSYN_MADE_TRACKS'] ?? 'made_tracks', ['script', folder, 'hour'], { input: scriptOf(work, (name) => join(folder, `${name}.ppm`)) });
  const track = readFileSync(join(folder, 'hour.track'));
  const files = new Map<string, Uint8Array>([['/tracks/hour.track', track]]);
  let events = '';
  if (packages !== undefined) {
    events = await recordByRrweb(browser, packages, work.acts, screens);
    for (const [path, bytes] of rrwebPage(packages, events)) files.set(path, bytes);
  }
  if (withWebm) {
    await makeWebm(track, join(folder, 'hour.webm'));
    files.set('/hour.webm', readFileSync(join(folder, 'hour.webm')));
  }
  const served = await serve(await buildHarness('production'), { files });

  const first: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const page = await browser.newPage();
    await page.goto(`${served.url}/?track=hour&at=1`);
    await page.waitForFunction(() => 'firstPicture' in window);
    first.push(await page.evaluate(() => (window as unknown as { firstPicture: number }).firstPicture));
    await page.close();
  }
  const cold: number[] = [];
  for (const time of times(12, 3)) {
    const page = await browser.newPage();
    await page.goto(`${served.url}/?track=hour&bare=1`);
    await page.waitForFunction(() => 'timed' in window);
    cold.push(...(await timed(page, [time])));
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(`${served.url}/?track=hour&bare=1`);
  await page.waitForFunction(() => 'timed' in window);
  const reading = await page.evaluate(() => (window as unknown as Timed).readAll());
  const warm = await timed(page, times(300, 5));
  const rows: Row[] = [{ what: "Insyn's player", size: kilo(track.length), first, warm, cold, memory: await memory(browser) }];
  await page.close();

  // Others have one kind of seek.
  const other = async (what: string, size: number, address: string) => {
    const shown: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const one = await browser.newPage();
      await one.goto(served.url + address);
      await one.waitForFunction(() => 'timed' in window);
      shown.push(await one.evaluate(() => (window as unknown as { firstPicture: number }).firstPicture));
      await one.close();
    }
    const one = await browser.newPage();
    await one.goto(served.url + address);
    await one.waitForFunction(() => 'timed' in window);
    const seeks = await timed(one, times(60, 5));
    rows.push({ what, size: kilo(size), first: shown, warm: seeks, cold: seeks, memory: await memory(browser) });
    await one.close();
  };
  if (packages !== undefined) await other('rrweb-player', events.length, '/free/index.html');
  if (withWebm) await other('WebM (VP9) in <video>', statSync(join(folder, 'hour.webm')).size, '/?track=hour&video=/hour.webm');
  served.close();

  console.log(`${minutes} minutes, read to the end in ${(reading / 1000).toFixed(1)} s\n`);
  console.log('| | size | first picture, ms (median / p95 / most) | seek where decoded, ms | seek where not, ms | memory of the page, MiB |\n|---|---|---|---|---|---|');
  for (const row of rows) console.log(`| ${row.what} | ${row.size} | ${say(row.first)} | ${say(row.warm)} | ${row.cold === row.warm ? 'the same' : say(row.cold)} | ${row.memory.toFixed(0)} |`);
  const [own, ...others] = rows;
  if (own !== undefined)
    for (const row of others)
      console.log(
        `| **Insyn's to ${row.what}'s** | | ${(middle(own.first) / middle(row.first)).toFixed(2)} (median) | ${(worst(own.warm) / worst(row.warm)).toFixed(2)} (p95) | ${(worst(own.cold) / worst(row.cold)).toFixed(2)} (p95) | ${(own.memory / row.memory).toFixed(2)} |`,
      );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
