// The sound beside the pictures as a person meets it, in Chromium under the pages' policy: in step, each side by itself, silent where nothing was kept.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, type Visit, violations, visit } from './chromium';
import { type Answers, buildHarness, serve, type Served } from './harness';
import { type AudioWish, clicks, flippingTrack, madeAudio, talk, tone, wav } from './sound_made';
import { claps, furthestOff, kApart, watch } from './watching';

const pictures = process.env['INSYN_PICTURES'];
const program = process.env['INSYN_MADE_TRACKS'] ?? '';
const second = 1000;
const kPatience = Number(process.env['INSYN_PATIENCE'] ?? 60) * second;

// So unevenly that one is not taken for another.
const flips = [1200, 2300, 3700, 4900, 6500, 7800, 9400, 10_700, 12_100, 13_500, 14_500, 16_300, 17_800, 19_100, 20_900, 22_300, 23_700, 25_200, 26_600, 28_200];
const seconds = 30;
const inSeconds = flips.map((at) => at / 1000);
const pause = { from: 3000, to: 6000 };

const files = new Map<string, Uint8Array>();
let kept: { ms: number; by: string | null; as: string | null; at: string | null } = { ms: 0, by: null, as: null, at: null };
let refused = 0;
const centre: Answers['centre'] = (method, path, body) => {
  if (path.startsWith('/v1/findings')) return { status: 200, body: { findings: [] } };
  if (!path.endsWith('/audio/offset')) return null;
  if (method === 'PUT' && refused > 0) return { status: 503, body: { code: 'unavailable' } };
  if (method === 'PUT') kept = { ms: (JSON.parse(body) as { ms: number }).ms, by: 'me', as: 'reviewer', at: '2026-11-24T08:31:00.000Z' };
  return { status: 200, body: kept };
};

let browser: Browser;
let served: Served;
before(async () => {
  assert.ok(program, 'INSYN_MADE_TRACKS names no program');
  files.set('/tracks/flips.track', flippingTrack(program, flips, seconds * 1000));
  files.set('/tracks/paused.track', flippingTrack(program, [1200, 8000], seconds * 1000, pause));
  const two = wav(seconds, [clicks(inSeconds), tone(330, 0.3)]);
  const one = wav(8, [tone(440, 0.3)]);
  const wishes: AudioWish[] = [
    { name: 'both', sides: 'both', sound: two, seconds },
    { name: 'early', sides: 'both', sound: wav(seconds, [clicks(inSeconds.map((at) => at - 0.5)), tone(330, 0.3)]), seconds },
    { name: 'customer', sides: 'customer', allowed: 'customer', sound: wav(seconds, [tone(440, 0.3)]), seconds },
    { name: 'mixed', sides: 'mixed', sound: one, seconds: 8, afterBegin: 2000, cuts: [{ from: 2000, length: 1500 }, { from: 5000, length: 500 }] },
    { name: 'talk', sides: 'both', sound: wav(seconds, [talk(0), talk(1)]), seconds: 26, afterBegin: 1500, cuts: [{ from: 16_000, length: 3000 }] },
    { name: 'not-agreed', sides: 'mixed', allowed: 'customer', sound: one, seconds: 8 },
    { name: 'not-signed', sides: 'mixed', sound: one, seconds: 8, spoil: { note: (note) => note.replace('duration-ms 8000', 'duration-ms 8001') } },
    { name: 'changed', sides: 'mixed', sound: one, seconds: 8, spoil: { sealed: (sealed) => sealed.map((byte, at) => (at === 5000 ? byte ^ 1 : byte)) } },
    { name: 'cut-short', sides: 'mixed', sound: one, seconds: 8, spoil: { sealed: (sealed) => sealed.slice(0, -1) } },
    { name: 'head', sides: 'mixed', sound: one, seconds: 8, spoil: { plain: (plain) => plain.slice(1) } },
    { name: 'junk', sides: 'mixed', sound: one, seconds: 8, spoil: { plain: (plain) => plain.map((byte, at) => (at > 500 ? 0x55 : byte)) } },
    { name: 'half', sides: 'mixed', sound: one, seconds: 8, spoil: { plain: (plain) => plain.map((byte, at) => (at > 3000 ? 0x55 : byte)) } },
  ];
  for (const wish of wishes) for (const [path, bytes] of (await madeAudio(wish)).files) files.set(path, bytes);
  served = await serve(await buildHarness(), { files, centre });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  served?.close();
});

const open = async (query: string, look: Look = kUsualLook): Promise<Visit> => {
  const visited = await visit(browser, look);
  visited.page.setDefaultTimeout(kPatience);
  await watch(visited.page);
  await visited.page.goto(`${served.url}/?${query}`);
  await visited.page.waitForSelector('.panel canvas');
  return visited;
};
const bar = (page: Page) => page.getByRole('group', { name: /^(Ljud|Sound)$/ });
const opened = async (query: string, look?: Look): Promise<Visit> => {
  const visited = await open(query, look);
  await bar(visited.page).waitFor();
  return visited;
};
const closed = async ({ context, complaints }: Visit) => {
  await context.close();
  assert.deepEqual(complaints, []);
};
const picture = async (page: Page, name: string) => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const says = (page: Page, words: string | RegExp) => bar(page).getByText(words).waitFor();
const loud = (page: Page) => page.evaluate(() => window.heard.loud);
const isLoud = (page: Page, place: 0 | 1, is: boolean) => page.waitForFunction(([at, wanted]) => (window.heard.loud[at as 0 | 1] > 0.02) === wanted, [place, is] as const);

const inStep = async (page: Page, places: readonly string[], least: number) => {
  const { off, all } = await furthestOff(page, places, least);
  assert.ok(off <= kApart, all.join(' '));
};

test('a clap that is seen and heard is one: at speed 1, and after each seek', async () => {
  const visited = await opened('track=flips&audio=both');
  const { page } = visited;
  await page.keyboard.press('Space');
  await inStep(page, ['Home', 'ArrowRight', 'ArrowRight', 'ArrowLeft'], 9);
  await closed(visited);
});

test('audio that was attached half a second early is moved, kept with who has done it, and in step', async () => {
  kept = { ms: 0, by: null, as: null, at: null };
  const visited = await opened('track=flips&audio=early');
  const { page } = visited;
  await says(page, 'Ljudet ligger där det lades till');
  await page.keyboard.press('z');
  await page.keyboard.press('x');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+X');
  await bar(page).getByRole('button', { name: 'Flytta ljudet 100 ms senare' }).click();
  await says(page, 'Ljudet är flyttat 500 ms senare, inte sparat');
  await page.getByRole('button', { name: 'Spela' }).click();
  await inStep(page, ['Home'], 4);
  refused = 1;
  await bar(page).getByRole('button', { name: 'Spara för alla' }).click();
  await bar(page).getByRole('alert').getByText('Servern kan inte göra det just nu.').waitFor();
  refused = 0;
  await bar(page).getByRole('button', { name: 'Spara för alla' }).click();
  await says(page, /^Ljudet är flyttat 500 ms senare, ställt av dig 24 nov/);
  assert.equal(kept.ms, 500);
  await page.reload();
  await says(page, /^Ljudet är flyttat 500 ms senare, ställt av dig 24 nov/);
  await page.keyboard.press('Space');
  await inStep(page, ['Home'], 4);
  await page.keyboard.press('z');
  await says(page, /490 ms senare, inte sparat/);
  await bar(page).getByRole('button', { name: 'Ångra' }).click();
  await says(page, /^Ljudet är flyttat 500 ms senare, ställt/);
  for (const [by, as, words] of [['Granskare 2', 'reviewer', 'ställt av Granskare 2'], [null, 'agent', 'ställt av handläggaren']] as const) {
    kept = { ms: -20, by, as, at: '2026-11-24T08:31:00.000Z' };
    await page.reload();
    await says(page, new RegExp(`^Ljudet är flyttat 20 ms tidigare, ${words} 24 nov`));
  }
  kept = { ms: 0, by: null, as: null, at: null };
  await closed(visited);
});

test('each side has a volume of its own, by keyboard and by mouse, and is told where it is silent', async () => {
  const visited = await opened('track=flips&audio=customer');
  const { page } = visited;
  await page.keyboard.press('Space');
  // One voice is heard in the middle.
  await isLoud(page, 0, true);
  await isLoud(page, 1, true);
  await page.goto(`${served.url}/?track=flips&audio=both`);
  await bar(page).waitFor();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => window.heard.clicks[0].length > 1);
  const [, agent] = await loud(page);
  assert.ok(Math.abs(agent - 0.3) < 0.05, `${agent}`);
  // The customer's is the left one alone.
  assert.deepEqual(await page.evaluate(() => window.heard.clicks[1]), []);
  await page.keyboard.press('b');
  await isLoud(page, 1, false);
  await page.getByText('Handläggare, tyst').waitFor();
  await claps(page, 1);
  await page.keyboard.press('v');
  await says(page, 'Tyst: du har stängt av ljudet');
  await page.getByText('Kund, tyst').waitFor();
  await bar(page).getByRole('button', { name: 'Tysta: Handläggare' }).click();
  await isLoud(page, 1, true);
  await isLoud(page, 0, false);
  const slider = bar(page).getByRole('slider', { name: 'Volym: Handläggare' });
  await slider.focus();
  for (let i = 0; i < 10; i += 1) await page.keyboard.press('ArrowLeft');
  assert.equal(await slider.getAttribute('aria-valuetext'), '50\u00a0%');
  await page.waitForFunction(() => Math.abs(window.heard.loud[1] - 0.3 * 0.25) < 0.02);
  // Other keys are the player's there, too.
  await page.keyboard.press('v');
  await isLoud(page, 0, true);
  await page.keyboard.press('v');
  // It is remembered.
  await page.reload();
  await bar(page).waitFor();
  assert.equal(await slider.getAttribute('aria-valuetext'), '50\u00a0%');
  await closed(visited);
});

test('while nothing was kept nothing is heard, and why stands there; moving the audio lets nobody hear it either', async () => {
  kept = { ms: 0, by: null, as: null, at: null };
  const visited = await opened('track=paused&audio=customer&at=2.2');
  const { page } = visited;
  await page.keyboard.press('Space');
  await isLoud(page, 0, true);
  await says(page, 'Tyst: inspelningen var pausad');
  await isLoud(page, 0, false);
  await says(page, 'Här hörs ljudet');
  await isLoud(page, 0, true);
  // Moved by four seconds, what was said in the pause would be heard from 7 to 10.
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('Shift+X');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await says(page, 'Här hörs ljudet');
  await isLoud(page, 0, true);
  await says(page, 'Tyst: inspelningen var pausad');
  await page.waitForFunction(() => document.querySelector('.tools .time')?.textContent?.includes('00:08') === true);
  assert.ok((await loud(page))[0] < 0.02);
  await closed(visited);
});

test('what was cut out, where the audio begins and ends, and speeds at which nobody understands it', async () => {
  const visited = await opened('track=flips&audio=mixed');
  const { page } = visited;
  await says(page, 'Tyst: ljudet börjar vid 00:02,0');
  await page.getByRole('list', { name: 'Teckenförklaring' }).getByText('Utklippt ur ljudet (00:04–00:05, 00:07,0–00:07,5)').waitFor();
  await page.getByRole('tab', { name: /Händelser/ }).click();
  await page.getByRole('listitem').filter({ hasText: 'Utklippt ur ljudet' }).getByRole('button', { name: '00:04' }).click();
  await says(page, 'Tyst: utklippt ur ljudet innan det lades till');
  await page.keyboard.press('End');
  await says(page, 'Tyst: ljudet slutade vid 00:10,0');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Spela' }).click();
  await isLoud(page, 0, true);
  await page.keyboard.press('Home');
  await page.keyboard.press('5');
  await says(page, 'Tyst: ljudet hörs upp till fyra gångers fart');
  await isLoud(page, 0, false);
  await closed(visited);
});

for (const [name, words] of [
  ['not-agreed', 'Avtalet tillåter inte de röster som ljudet har.'],
  ['not-signed', 'Det går inte att visa att ljudet hör till inspelningen'],
  ['changed', 'Ljudfilen hos centret är inte den som lades till.'],
  ['cut-short', 'Ljudfilen hos centret är inte den som lades till.'],
  ['head', 'Ljudfilen är inte gjord som den ska.'],
  ['junk', 'Webbläsaren kan inte läsa ljudfilen.'],
  ['half', 'Webbläsaren kan inte läsa ljudfilen.'],
] as const)
  test(`audio that fails stops no picture, and says why: ${name}`, async () => {
    const visited = await open(`track=flips&audio=${name}`);
    const { page } = visited;
    await page.keyboard.press('Space');
    await page.getByRole('alert').getByText(words).waitFor();
    await page.getByRole('alert').getByText('Bilderna spelas som vanligt.').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => (window.heard.flips.length = 0));
    await page.waitForFunction(() => window.heard.flips.length > 0);
    await closed(visited);
  });

test('without audio there is no word of it', async () => {
  const visited = await open('track=flips');
  const { page } = visited;
  await page.keyboard.press('Space');
  await page.waitForFunction(() => window.heard.flips.length > 0);
  assert.equal(await page.getByText(/Ljud/).count(), 0);
  await closed(visited);
});

test('nothing of it is left when the approval ends, or the page is left', async () => {
  for (const leave of ['window.expiresIn(0)', "window.dispatchEvent(new PageTransitionEvent('pagehide'))"]) {
    const visited = await visit(browser, kUsualLook);
    const { page } = visited;
    page.setDefaultTimeout(kPatience);
    await watch(page);
    await page.addInitScript(() => {
      const [make, end] = [URL.createObjectURL, URL.revokeObjectURL];
      const urls = new Set<string>();
      Object.assign(window, { urls });
      URL.createObjectURL = (one: Blob) => {
        const url = make.call(URL, one);
        urls.add(url);
        return url;
      };
      URL.revokeObjectURL = (url: string) => {
        urls.delete(url);
        end.call(URL, url);
      };
    });
    await page.goto(`${served.url}/?track=flips&audio=both`);
    await bar(page).waitFor();
    await page.keyboard.press('Space');
    await page.waitForFunction(() => window.heard.clicks[0].length > 0);
    const left = () => page.evaluate(() => (window as unknown as { urls: Set<string> }).urls.size);
    assert.equal(await left(), 1);
    await page.evaluate(leave);
    await page.waitForFunction(() => (window as unknown as { urls: Set<string> }).urls.size === 0);
    await page.waitForFunction(() => window.heard.context?.state === 'closed');
    await closed(visited);
  }
});

const looks: Look[] = (['sv', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).flatMap((theme) => [{ language, theme, width: 1440, height: 1000 }, { language, theme, width: 390, height: 844 }]));
for (const look of looks)
  test(`axe-core finds nothing: ${look.language}, ${look.theme}, ${look.width}`, async () => {
    kept = { ms: 180, by: 'me', as: 'reviewer', at: '2026-11-24T08:31:00.000Z' };
    const visited = await opened('track=paused&audio=talk&findings=1&at=2', look);
    const { page } = visited;
    await says(page, /180 ms/);
    assert.deepEqual(await violations(page), []);
    const name = `sound-${look.width}-${look.theme}-${look.language}`;
    await picture(page, name);
    await bar(page).getByRole('button', { name: /^(Flytta …|Move …)$/ }).click();
    await page.keyboard.press('x');
    await page.keyboard.press('b');
    await says(page, /190 ms/);
    assert.deepEqual(await violations(page), []);
    await picture(page, `${name}-moved`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
    kept = { ms: 0, by: null, as: null, at: null };
    await closed(visited);
  });
