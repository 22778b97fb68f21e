// The properties that a capture reads are those of the browser, with its initial values; another browser's are noticed here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { cssProperties, svgProperties } from '../src/capture/properties';

let browser: Browser;
let page: Page;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage();
  await page.setContent('<!doctype html><i id="x" style="all: initial"></i>');
});
after(async () => {
  await browser.close();
});

/**
 * Left out: what a replay has no use for (animations, which are kept by what they came to; scrolling and snapping; printing; pointers; names), and other names of the same.
 */
const left = [
  /^(animation|transition|timeline|view-t|view-transition|scroll-(?!bar)|trigger|interest)/, /^(anchor|position-)/, /^(break-|orphans|widows|page)/, /^(caret-|cursor$|pointer-events$|user-select$|touch-action$|app-region$|window-drag$|interactivity$|speak$)/,
  /^(inset-|block-size|inline-size|min-(block|inline)|max-(block|inline)|(margin|padding|scroll-margin)-(block|inline)|border-(block|inline|start|end)|corner-(end|start)|contain-intrinsic-)/, /^overflow-(anchor|block|inline)$/, /^overscroll-/,
  /^(contain-intrinsic-size|container-name|content-visibility|reading-|overlay|dynamic-range-limit|forced-color-adjust|print-color-adjust|interpolate-size|margin-trim|math-depth|image-orientation)/,
  /^(column-rule-(break|inset|visibility)|row-rule-|rule-overlap|flex-line-count|frame-sizing|text-fit|text-size-adjust)/, /^(buffered-rendering|color-rendering|color-interpolation-filters|flood-|lighting-color)/, /^offset-(?!path)/,
  /^(font-variant|text-decoration)$/, /^-webkit-(border-|box-decoration|box-reflect|font-smoothing|line-break|locale|mask-|rtl-|ruby-|tap-|text-combine|text-decorations|text-orientation|user-|writing-)/,
];

test('each property that is read is there, with its initial value', async () => {
  const found = await page.evaluate((names) => names.map((name) => getComputedStyle(document.getElementById('x') as Element).getPropertyValue(name)), [...cssProperties, ...svgProperties].map(([name]) => name));
  // `all` leaves these two as they are; a renderer says them.
  for (const [at, [name, value]] of [...cssProperties, ...svgProperties].entries()) if (name !== 'unicode-bidi' && name !== 'direction') assert.equal(found[at], value, name);
});

test('what is not read is left out on purpose', async () => {
  const all = await page.evaluate(() => [...getComputedStyle(document.body)]);
  const read = new Set([...cssProperties, ...svgProperties].map(([name]) => name));
  assert.deepEqual(all.filter((name) => !name.startsWith('--') && !read.has(name) && !left.some((one) => one.test(name))), []);
});
