// Measures the player with an hour of made-up work in a support system: bench/player runs it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { split, TrackReader } from 'insyn-track';
import { startBrowser } from './chromium';
import { buildHarness, serve } from './harness';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const minutes = Number(option('--minutes') ?? 60);
const withWebm = !process.argv.includes('--no-webm');
const length = minutes * 60_000;
const [wide, high] = [1280, 800];
const videoRate = 10;

const random = (state: number) => () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const style = `<style>body{margin:0;font:15px/1.4 "DejaVu Sans",sans-serif;background:#f4f5f6;color:#222b33}.t{background:#274b5f;color:#fff;padding:14px 20px}
.b{display:grid;grid-template-columns:220px 1fr 280px;gap:16px;padding:16px}.x{background:#fff;border:1px solid #cfd6db;padding:16px;min-height:680px}</style>`;
const screen = (title: string, lines: number, seed: number) =>
  `${style}<div class="t"><b>Support</b> &nbsp; Customers &nbsp; Cases &nbsp; Articles</div><div class="b"><div class="x">Overview<br>Subscriptions<br>Moves<br>Invoices</div><div class="x"><h2>${title}</h2>${Array.from({ length: lines }, (_, i) => `<div>${i + 1}. Line ${(i * 7919 + seed) % 997} of ${title.toLowerCase()}, ${((i + seed) * 104_729) % 8831} in all.</div>`).join('')}</div><div class="x"><h3>Customer</h3>Number K-000 ${seed}</div></div>`;

// Screens as PPM files; `long` is an article to scroll in.
const paint = async (browser: Browser, folder: string): Promise<string[]> => {
  const page = await browser.newPage();
  const save = async (name: string, html: string, width: number, height: number) => {
    await page.setViewportSize({ width, height });
    await page.setContent(html);
    const png = join(folder, `${name}.png`);
    await page.screenshot({ path: png });
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', png, '-pix_fmt', 'rgb24', join(folder, `${name}.ppm`)]);
  };
  const names = Array.from({ length: 12 }, (_, i) => `screen${i}`);
  for (const [i, name] of names.entries()) await save(name, screen(`Screen ${i + 1}`, 4 + i * 2, i * 31 + 7), wide, high);
  await save('long', `${style}<body style="padding:16px">${Array.from({ length: 230 }, (_, i) => `<div>${i + 1}. The address ${(i * 7919) % 997} is looked up ${(i * 104_729) % 8831} times.</div>`).join('')}`, 760, 6000);
  await page.close();
  return names;
};

const scriptOf = (folder: string, names: string[]): string => {
  const next = random(7);
  const file = (name: string) => join(folder, `${name}.ppm`);
  const any = () => file(names[Math.floor(next() * names.length)]!);
  const lines = [`open 0 1 window 0 0 ${wide} ${high}`, `pixels 10 1 0 0 ${file(names[0]!)}`];
  let at = 20;
  const go = (milliseconds: number) => {
    at += Math.round(milliseconds);
  };
  while (at < length) {
    const what = next();
    if (what < 0.35) {
      lines.push(`pixels ${at} 1 0 0 ${any()}`);
      go(1500 + next() * 6000);
    } else if (what < 0.65) {
      // Typing.
      const y = 100 + Math.floor(next() * 500);
      for (let i = 0; i < 30; i += 1) {
        lines.push(`pixels ${at} 1 ${260 + i * 8} ${y} ${file('long')} ${20 + i * 8} ${Math.floor(next() * 5000)} 8 20`);
        go(80 + next() * 160);
      }
    } else if (what < 0.75) {
      // Scrolling.
      const step = next() < 0.5 ? 40 : -40;
      let y = Math.floor(next() * 4000);
      for (let i = 0; i < 25; i += 1) {
        y = Math.max(0, Math.min(5300, y + step));
        lines.push(`pixels ${at} 1 260 100 ${file('long')} 0 ${y} 720 650`);
        go(60);
      }
      go(3000 + next() * 9000);
    } else {
      for (let i = 0; i < 20; i += 1) {
        lines.push(`cursor ${at} ${Math.floor(next() * wide)} ${Math.floor(next() * high)}`);
        go(100);
      }
      go(2000 + next() * 8000);
    }
  }
  return `${lines.join('\n')}\nend ${at}\n`;
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

const folder = mkdtempSync(join(tmpdir(), 'insyn-player-bench-'));
const browser = await startBrowser();
try {
  const names = await paint(browser, folder);
  execFileSync(process.env['INSYN_MADE_TRACKS'] ?? 'made_tracks', ['script', folder, 'hour'], { input: scriptOf(folder, names) });
  const track = readFileSync(join(folder, 'hour.track'));
  const files = new Map<string, Uint8Array>([['/tracks/hour.track', track]]);
  if (withWebm) {
    await makeWebm(track, join(folder, 'hour.webm'));
    files.set('/hour.webm', readFileSync(join(folder, 'hour.webm')));
  }
  const served = await serve(await buildHarness(), { files });
  const rows: string[][] = [];

  const first: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const page = await browser.newPage();
    await page.goto(`${served.url}/?track=hour`);
    await page.waitForSelector('.panel canvas');
    first.push(await page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())))));
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
  rows.push(['player', `${(track.length / 2 ** 20).toFixed(1)} MiB`, say(first), say(warm), say(cold), `${(await memory(browser)).toFixed(0)} MiB`]);
  await page.close();

  if (withWebm) {
    const video = await browser.newPage();
    await video.goto(`${served.url}/?track=hour&video=/hour.webm`);
    await video.waitForFunction(() => 'timed' in window);
    const seeks = await timed(video, times(60, 5));
    const shown = await video.evaluate(() => (window as unknown as { firstPicture: number }).firstPicture);
    rows.push(['WebM in <video>', `${(statSync(join(folder, 'hour.webm')).size / 2 ** 20).toFixed(1)} MiB`, shown.toFixed(0), say(seeks), '', `${(await memory(browser)).toFixed(0)} MiB`]);
    await video.close();
  }
  served.close();
  console.log(`${minutes} minutes, read to the end in ${(reading / 1000).toFixed(1)} s\n`);
  console.log('| | size | first picture, ms | seek where decoded, ms (median / p95 / most) | seek where not | memory |\n|---|---|---|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
