// The player in Chromium, under the pages' policy.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildHarness, launch, serve, type Served } from './browser';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
const files = new Map<string, Uint8Array>();
for (const name of ['records', 'pages', 'video', 'lossy', 'missing']) files.set(`/tracks/${name}.track`, readFileSync(`${golden}/${name}.track`));

let browser: Browser;
let served: Served;
before(async () => {
  served = await serve(await buildHarness(), { files });
  browser = await launch();
});
after(async () => {
  await browser.close();
  served.close();
});

test('it opens under the policy', async () => {
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(`${served.url}/?track=pages`);
  await page.waitForTimeout(3000);
  console.log(said);
  console.log(await page.locator('body').innerText());
  await page.screenshot({ path: '/tmp/w/h-player-s1.png', fullPage: true });
  assert.deepEqual(said, []);
});
