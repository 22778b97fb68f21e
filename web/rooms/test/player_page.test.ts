// The player as a person meets it, in Chromium, under the pages' policy, by keyboard and by mouse.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, type Visit, violations, visit } from './chromium';
import { type Answers, buildHarness, serve, type Served } from './harness';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
// Where pictures of every state go; none are made without it.
const pictures = process.env['INSYN_PICTURES'];
// A call to make pictures of; the golden pages without it.
const call = process.env['INSYN_CALL_TRACK'];

const hostile = '<img src=x onerror=document.title="OWNED">\u202e{0}</text><script>document.title="OWNED"</script>';
const second = 1000;
const kPatience = Number(process.env['INSYN_PATIENCE'] ?? 60) * second;
const items = {
  call: call === undefined ? [] : (JSON.parse(readFileSync(call.replace(/\.track$/, '.json'), 'utf8')) as unknown[]),
  screens: [
    { kind: 'screen', from: 0, to: 300, name: 'Flytt: ny adress' },
    { kind: 'search', from: 150, to: 150, words: 'flytta', hits: 0 },
    { kind: 'page', from: 320, to: 320, what: 'error', text: 'Adressen saknas.' },
    { kind: 'nothing', from: 500, to: 600, reason: 6 },
  ],
  hostile: [
    { kind: 'screen', from: 0, to: 400, name: hostile },
    { kind: 'search', from: 150, to: 150, words: hostile, hits: 3 },
    { kind: 'page', from: 200, to: 200, what: 'error', text: hostile },
  ],
};

const files = new Map<string, Uint8Array>();
for (const name of ['records', 'pages', 'video', 'missing']) files.set(`/tracks/${name}.track`, readFileSync(`${golden}/${name}.track`));
if (call !== undefined) files.set('/tracks/call.track', readFileSync(call));
for (const [name, list] of Object.entries(items)) files.set(`/items/${name}.json`, new TextEncoder().encode(JSON.stringify(list)));

// Findings, kept as the centre keeps them: it reads none.
interface Kept {
  id: string;
  recording: string;
  day: string;
  note: string;
  has_picture: boolean;
  own: boolean;
}
let kept: Kept[] = [];
const centre: Answers['centre'] = (method, path, body) => {
  const id = /^\/v1\/findings\/([^/?]+)$/.exec(path)?.[1];
  if (method === 'GET') return { status: 200, body: { findings: kept } };
  if (method === 'POST') {
    const { recording, note, picture } = JSON.parse(body) as { recording: string; note: string; picture: string | null };
    kept.push({ id: `f${kept.length}`, recording, day: '2026-11-24', note, has_picture: picture !== null, own: true });
    return { status: 200, body: { id: `f${kept.length - 1}`, entry: 1 } };
  }
  if (method === 'DELETE') kept = kept.filter((one) => one.id !== id);
  else kept = kept.map((one) => (one.id === id ? { ...one, note: (JSON.parse(body) as { note: string }).note } : one));
  return { status: 200, body: {} };
};

let browser: Browser;
let served: Served;
before(async () => {
  served = await serve(await buildHarness(), { files, centre });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  served?.close();
});

const open = async (query: string, look: Look = kUsualLook): Promise<Visit> => {
  const visited = await visit(browser, look);
  // However busy the computer is.
  visited.page.setDefaultTimeout(kPatience);
  await visited.page.goto(`${served.url}/?${query}`);
  return visited;
};
const picture = async (page: Page, name: string) => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const slider = (page: Page) => page.getByRole('slider', { name: /Tid i inspelningen|Time in the recording/ });
// Milliseconds, as it stands beside the controls.
const timeShown = async (page: Page): Promise<number> => {
  const [minutes, seconds] = (await page.locator('.tools .time').innerText()).split(/\s/)[0]!.replace(',', '.').split(':');
  return Math.round((Number(minutes) * 60 + Number(seconds)) * second);
};
const settles = (page: Page, milliseconds: number) =>
  page.waitForFunction((wanted) => {
    const text = document.querySelector('.tools .time')?.textContent ?? '';
    const [minutes, seconds] = text.split(/\s/)[0]!.replace(',', '.').split(':');
    return Math.abs(Number(minutes) * 60 + Number(seconds) - Math.floor(wanted / 100) / 10) < 0.001;
  }, milliseconds);
// The first picture, and the length.
const drawn = async (page: Page) => {
  await page.waitForSelector('.panel canvas');
  await page.locator('.tools .time').filter({ hasText: /av |of / }).waitFor();
};
const closed = async ({ context, complaints }: Visit) => {
  await context.close();
  assert.deepEqual(complaints, []);
};

test('by keyboard alone: play, step, go, speed, zoom, the list of keys; letters can be switched off', async () => {
  const visited = await open('track=pages&items=screens&findings=1');
  const { page } = visited;
  await drawn(page);
  await page.waitForFunction(() => document.querySelector('.tools .time')?.textContent?.includes('00:00') === true);
  await page.keyboard.press('.');
  await settles(page, 100);
  await page.keyboard.press('.');
  await settles(page, 150);
  await page.keyboard.press(',');
  await settles(page, 100);
  await page.keyboard.press('h');
  await settles(page, 150);
  await page.keyboard.press('h');
  await settles(page, 320);
  await page.keyboard.press('j');
  await settles(page, 150);
  await page.keyboard.press('End');
  await settles(page, 895);
  await page.keyboard.press('ArrowLeft');
  await settles(page, 0);
  await page.keyboard.press('1');
  assert.equal(await page.locator('.tools select').first().inputValue(), '0.5');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Stanna' }).waitFor();
  await settles(page, 895);
  await page.getByRole('button', { name: 'Spela' }).waitFor();

  const scale = () => page.locator('[data-scale]').getAttribute('data-scale').then(Number);
  const fitted = await scale();
  await page.keyboard.press('+');
  assert.ok((await scale()) > fitted * 1.01 || fitted >= 4);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  assert.ok((await scale()) < fitted);
  await page.keyboard.press('0');
  assert.equal(await scale(), fitted);

  await page.keyboard.press('?');
  await page.getByRole('alertdialog').waitFor();
  await page.getByLabel(/Använd tangenter med ett enda tecken/).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Home');
  await settles(page, 0);
  await page.keyboard.press('.');
  await page.keyboard.press('h');
  await page.keyboard.press('?');
  assert.equal(await timeShown(page), 0);
  assert.equal(await page.getByRole('alertdialog').count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem('insyn.player.letters')), 'off');
  // It is remembered, and so are the keys that are no letters.
  await page.reload();
  await drawn(page);
  await page.keyboard.press('.');
  await page.keyboard.press('End');
  await settles(page, 895);
  await closed(visited);
});

for (const { language, change, error, event } of [
  { language: 'sv', change: 'Ändring framåt', error: 'Felruta: Adressen saknas.', event: 'Nästa händelse' },
  { language: 'en', change: 'Next change', error: 'Error box: Adressen saknas.', event: 'Next event' },
] as const)
  test(`by mouse: the timeline, the buttons, the list of events: ${language}`, async () => {
    const visited = await open('track=pages&items=screens', { ...kUsualLook, language });
    const { page } = visited;
    await drawn(page);
    await page.getByRole('button', { name: change }).click();
    await settles(page, 100);
    // In every row.
    const box = (await slider(page).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + 20);
    await settles(page, 448);
    await page.mouse.click(box.x + box.width / 4, box.y + box.height - 20);
    await settles(page, 224);
    await page.getByRole('tab', { name: /Händelser|Events/ }).click();
    await page.getByRole('listitem').filter({ hasText: error }).getByRole('button').click();
    await settles(page, 320);
    await page.getByRole('button', { name: event }).click();
    await settles(page, 500);
    await closed(visited);
  });

test('nothing kept has its length and its reason, on the line, in the list, on the stage and in words', async () => {
  const visited = await open('track=pages&items=screens&at=0.5');
  const { page } = visited;
  await page.locator('.cover').filter({ hasText: 'Inget behölls: inspelningen var pausad' }).waitFor();
  assert.match((await slider(page).getAttribute('aria-valuetext'))!, /0? ?sekunder, Inget behölls: inspelningen var pausad/);
  await page.getByRole('listitem').filter({ hasText: 'Inget behölls: inspelningen var pausad' }).first().waitFor();
  // As long as it was: a hundred of 895 milliseconds.
  const share = await page.evaluate(() => {
    const rect = document.querySelector('.tl .f-paused')!.getBoundingClientRect();
    return rect.width / document.querySelector('.scrub')!.getBoundingClientRect().width;
  });
  assert.ok(Math.abs(share - 100 / 895) < 0.01, `${share}`);
  // Playing goes through it and takes its time.
  await page.locator('.tools select').first().selectOption('0.5');
  const began = Date.now();
  await page.getByRole('button', { name: 'Spela' }).click();
  await page.getByRole('button', { name: 'Stanna' }).waitFor();
  // The end itself: that it shows 00:00,8 is sooner.
  await page.getByRole('button', { name: 'Spela' }).waitFor();
  assert.equal(await timeShown(page), 800);
  assert.ok(Date.now() - began >= 700, 'it was skipped');
  await closed(visited);
});

test('a chunk that is damaged is a gap that says so', async () => {
  const visited = await open('track=records&damage=1');
  const { page } = visited;
  await page.getByRole('list', { name: 'Teckenförklaring' }).getByText('Inget behölls: inspelningen är skadad här').waitFor();
  await closed(visited);
});

test('an approval that ends while it plays ends the playing, and leaves nothing in the page', async () => {
  const visited = await open('track=records&at=2');
  const { page } = visited;
  await drawn(page);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Stanna' }).waitFor();
  await page.evaluate(() => window.expiresIn(300));
  await page.getByRole('alert').getByText('Godkännandet har gått ut').waitFor();
  assert.equal(await page.locator('canvas').count(), 0);
  assert.equal(await page.evaluate(() => window.source?.known().items.length), 0);
  assert.equal(await page.evaluate(() => window.source?.seek(0)), null);
  assert.deepEqual(await page.evaluate(async () => [(await indexedDB.databases()).length, (await caches.keys()).length, sessionStorage.length]), [0, 0, 0]);
  assert.equal(page.workers().length, 0);
  await picture(page, 'player-expired');
  await closed(visited);
});

for (const [code, status, says] of [
  ['expired', 403, 'Godkännandet har gått ut'],
  ['gone', 410, 'Inspelningen finns inte längre'],
  ['discarded', 410, 'Inspelningen är kastad'],
  ['shredded', 410, 'Inspelningen är gallrad'],
  ['who-is-it', 401, 'Du är utloggad'],
] as const)
  test(`what the centre refuses is said: ${code}`, async () => {
    const visited = await open(`track=records&refuse=2:${code}:${status}`);
    await visited.page.getByRole('alert').getByText(says).waitFor();
    assert.equal(await visited.page.locator('canvas').count(), 0);
    await closed(visited);
  });

test('texts from outside are texts', async () => {
  const visited = await open('track=pages&items=hostile&findings=1');
  const { page } = visited;
  await drawn(page);
  kept = [{ id: 'f0', recording: '', day: '2026-11-24', note: btoa(JSON.stringify({ version: 1, from: 100, to: 200, screen: '<b>x', article: '', kind: 'slow', text: '<img src=x onerror=document.title="OWNED">' })), has_picture: false, own: false }];
  await page.reload();
  await page.getByText('<img src=x onerror=document.title="OWNED">').first().waitFor();
  await page.getByRole('tab', { name: /Händelser/ }).click();
  assert.equal(await page.getByRole('listitem').filter({ hasText: hostile }).count(), 3);
  assert.equal(await page.locator('img, script:not([src])').count(), 0);
  assert.notEqual(await page.title(), 'OWNED');
  kept = [];
  await closed(visited);
});

test('a finding, by keyboard: written, with a cropped picture and a covered area, changed, removed', async () => {
  kept = [];
  const visited = await open('track=pages&items=screens&findings=1&at=0.1');
  const { page } = visited;
  await drawn(page);
  await settles(page, 100);
  await page.keyboard.press('i');
  await page.getByLabel('Vad är fel?').selectOption('slow');
  assert.equal(await page.getByLabel('Skärm', { exact: true }).inputValue(), 'Flytt: ny adress');
  await page.getByRole('button', { name: 'Spara' }).press('Enter');
  await page.getByText('Skriv vad som var fel.').waitFor();
  await page.getByLabel('Iakttagelse', { exact: true }).fill('Listan dröjer. h . ?');
  await page.getByRole('button', { name: /Lägg till bild/ }).press('Enter');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Lägg till täckt yta' }).press('Enter');
  const cover = dialog.getByRole('img', { name: /Täckt yta 1/ });
  const before = await cover.getAttribute('aria-label');
  await cover.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  assert.notEqual(await cover.getAttribute('aria-label'), before);
  await dialog.getByRole('img', { name: /Beskärning/ }).focus();
  await page.keyboard.press('Shift+ArrowUp');
  assert.deepEqual(await violations(page), []);
  await picture(page, 'player-crop');
  await dialog.getByRole('button', { name: 'Använd bilden' }).press('Enter');
  await page.getByText('1 yta täckt').waitFor();
  await page.getByRole('button', { name: 'Spara' }).press('Enter');
  await page.getByText('Iakttagelsen är sparad').waitFor();
  assert.equal(kept.length, 1);
  const posted = JSON.parse(served.asked.findLast(({ method }) => method === 'POST')!.body) as { note: string; picture: string };
  const note = JSON.parse(Buffer.from(posted.note, 'base64').toString()) as Record<string, unknown>;
  assert.deepEqual(note, { version: 1, from: 100, to: 100, screen: 'Flytt: ny adress', article: '', kind: 'slow', text: 'Listan dröjer. h . ?' });
  // The covered area is black in what was handed in, and nothing under it is left.
  const colours = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(Math.floor(bitmap.width / 2), Math.floor(bitmap.height / 2) - 4, 1, 1);
    return { size: [bitmap.width, bitmap.height], middle: [...data] };
  }, posted.picture);
  assert.deepEqual(colours.size, [220, 142]);
  assert.deepEqual(colours.middle, [0x14, 0x18, 0x1e, 255]);

  await page.getByRole('button', { name: 'Ändra', exact: true }).press('Enter');
  await page.getByLabel('Iakttagelse', { exact: true }).fill('Listan dröjer tio sekunder.');
  await page.getByRole('button', { name: 'Spara' }).press('Enter');
  await page.getByText('Listan dröjer tio sekunder.').waitFor();
  await page.getByRole('button', { name: 'Ta bort' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Ta bort' }).press('Enter');
  await page.getByText('Ingen iakttagelse än').waitFor();
  assert.equal(kept.length, 0);
  await closed(visited);
});

test('the address of a moment opens that moment', async () => {
  const visited = await open('track=pages&items=screens');
  const { page, context } = visited;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await drawn(page);
  await page.keyboard.press('h');
  await settles(page, 150);
  await page.keyboard.press('l');
  await page.getByText(/Adressen till 00:00,1 är kopierad/).waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(address, /at=0\.1/);
  await page.goto(address);
  await drawn(page);
  await settles(page, 100);
  await page.goto(`${served.url}/?track=pages&items=screens&event=flytta`);
  await settles(page, 150);
  await closed(visited);
});

test('nothing is left when the page is left', async () => {
  const visited = await open('track=records&at=2');
  const { page } = visited;
  await drawn(page);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  assert.equal(await page.evaluate(() => window.source?.seek(0)), null);
  assert.equal(page.workers().length, 0);
  await closed(visited);
});

const every: Look[] = (['sv', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).flatMap((theme) => [{ language, theme, width: 1440, height: 1000 }, { language, theme, width: 390, height: 844 }]));
// Every two of language, theme and width together; all of them where pictures are made.
const looks = pictures === undefined ? every.filter((_, i) => [0, 3, 5, 6].includes(i)) : every;
for (const look of looks)
  test(`axe-core finds nothing: ${look.language}, ${look.theme}, ${look.width}`, async () => {
    kept = [{ id: 'f0', recording: '', day: '2026-11-24', note: btoa(JSON.stringify({ version: 1, from: call === undefined ? 100 : 36000, to: call === undefined ? 100 : 36000, screen: 'Flytt', article: '', kind: 'no-hit', text: 'Felstavat sokord ger ingen traff och inget forslag.' })), has_picture: false, own: true }];
    const track = call === undefined ? 'track=pages&items=screens&at=0.4' : 'track=call&items=call&at=123.4';
    const visited = await open(`${track}&findings=1&name=Kundst%C3%B6d`, look);
    const { page } = visited;
    await drawn(page);
    await page.waitForFunction(() => document.querySelector('.waiting') === null);
    const name = `player-${look.width}-${look.theme}-${look.language}`;
    for (const tab of [/Iakttagelser|Findings/, /Händelser|Events/, /^Om$|^About$/]) {
      await page.getByRole('tab', { name: tab }).click();
      assert.deepEqual(await violations(page), [], String(tab));
      if (String(tab).includes('Händelser')) await picture(page, name);
    }
    await page.keyboard.press('?');
    await page.getByRole('alertdialog').waitFor();
    assert.deepEqual(await violations(page), [], 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.keyboard.press('i');
    await page.getByRole('button', { name: /Spara|Save/ }).waitFor();
    assert.deepEqual(await violations(page), [], 'a finding');
    await picture(page, `${name}-finding`);
    // No part of the page is wider than the page.
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
    kept = [];
    await closed(visited);
  });
