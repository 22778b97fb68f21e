// A replay shows what the page showed, to the pixel, without network.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { encode } from './png';
import { Stage } from './stage';

/** At most so much of the picture may differ. */
const kMark = 0.0005;
const kFont = '/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf';
const picture = encode(32, 32, (x, y) => [x * 8, y * 8, (x ^ y) * 8]);
const vector = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 24"><rect width="48" height="24" fill="#236"/><circle cx="24" cy="12" r="8" fill="#fc3"/></svg>';

let stage: Stage;
before(async () => {
  stage = await Stage.open({
    '/picture.png': { type: 'image/png', body: picture },
    '/vector.svg': { type: 'image/svg+xml', body: vector },
    '/probe.ttf': { type: 'font/ttf', body: readFileSync(kFont) },
  });
});
after(async () => {
  await stage.close();
});

/** Turns the wheel, and waits until the page has followed. */
const wheel = async (by: number): Promise<void> => {
  const { page } = stage;
  const top = (): Promise<number> => page.locator('main').evaluate((main) => main.scrollTop);
  const before = await top();
  await page.mouse.wheel(0, by);
  for (let last = -1; ; ) {
    const now = await top();
    if (now === last && (now !== before || now + (await page.locator('main').evaluate((main) => main.clientHeight - main.scrollHeight)) >= -1)) return;
    last = now;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
};

const rows: { name: string; pixels: number; share: number }[] = [];
const look = async (name: string, mark = kMark): Promise<void> => {
  const found = await stage.compare(name);
  rows.push(found);
  console.log(`${name}: ${String(found.pixels)} pixels, ${(found.share * 100).toFixed(4)} %, ${found.box.join(' ')}, moved ${String(found.moved)}`);
  if (process.env['INSYN_PICTURES'] === undefined) assert.ok(found.share <= mark, `${name}: ${String(found.pixels)} pixels differ (${(found.share * 100).toFixed(3)} %), in ${found.box.join(' ')}`);
};

test('the probe looks the same after each step', async () => {
  await stage.go('/probe.html');
  await stage.page.evaluate(() => document.fonts.ready);
  await stage.begin();
  await look('probe-start');
  for (const step of ['text', 'rules', 'adopted', 'late', 'later', 'canvas', 'fields', 'blob', 'animate', 'scroll', 'details', 'progress', 'edit', 'dialog', 'closed', 'popover', 'hidden']) {
    await stage.page.evaluate((name) => (window as unknown as { steps: Record<string, () => unknown> }).steps[name]?.(), step);
    await look(`probe-${step}`);
  }
  await stage.page.hover('#hover');
  await look('probe-hover');
  await stage.page.click('#typed');
  await stage.page.keyboard.type('Typed by hand');
  await look('probe-typed');
  await stage.page.setViewportSize({ width: 1100, height: 420 });
  await stage.page.setViewportSize({ width: 1100, height: 700 });
  await look('probe-resized');
  await stage.check();
});

test('Kundstöd looks the same while somebody works in it', async () => {
  const { page } = stage;
  await stage.go('/kundstod/index.html');
  await stage.begin();
  await look('kundstod-start');
  await page.click('#query');
  await page.keyboard.type('faktura');
  await look('kundstod-search');
  await page.locator('main').hover();
  for (const [at, by] of [120, 333, 700].entries()) {
    await wheel(by);
    await look(`kundstod-scrolled-${String(at)}`);
  }
  await page.locator('.hit').first().click();
  await look('kundstod-article');
  for (const [at, by] of [90, 175].entries()) {
    await page.locator('main').hover();
    await wheel(by);
    await look(`kundstod-article-scrolled-${String(at)}`);
  }
  await page.selectOption('#reason', { index: 3 });
  await page.fill('#note', 'Kunden ringde om fakturan');
  await page.check('#mail');
  await look('kundstod-form');
  await page.click('#save');
  await look('kundstod-saved');
  await stage.check();
});

test('a replay asked the network for nothing', () => {
  assert.deepEqual(stage.asked, []);
});
