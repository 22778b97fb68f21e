// A recording is bytes from outside: what it shows runs nothing, loads nothing and reaches nothing, whatever its records say.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PageRecord } from 'insyn-pages/records';
import type { Replay } from './page/replay';

let browser: Browser;
let page: Page;
let server: Server;
let origin: string;
let asked: string[] = [];
before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    // An icon of its own, so that the browser asks for none when it likes.
    response.end('<!doctype html><link rel="icon" href="data:,"><body>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  browser = await chromium.launch({ executablePath: process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage();
});
after(async () => {
  await browser.close();
  server.close();
});

const show = async (records: readonly unknown[]): Promise<void> => {
  await page.goto(origin);
  await page.addScriptTag({ path: join(dirname(fileURLToPath(import.meta.url)), 'page/replay.js') });
  asked = [];
  await page.evaluate(async (json) => {
    const { replay } = globalThis as unknown as { replay: Replay };
    replay.clear();
    await replay.show(json);
  }, JSON.stringify(records));
};
const opened: PageRecord[] = [
  { kind: 'document opened', document: 1, frameOf: 0, frameIn: 0, application: 'x' },
  { kind: 'viewport', width: 400, height: 300, scale: 1000 },
];
const element = (node: number, parent: number, tag: string, more: object = {}): unknown => ({ kind: 'element', node, parent, before: 0, tag, style: 0, pseudos: [], attributes: [], ...more });
const html = element(1, 0, 'html');
const inside = <T>(run: (document: Document) => T): Promise<T> => page.evaluate(`(${run.toString()})(document.querySelector('iframe').contentDocument)`) as Promise<T>;

test('values of styles ask for nothing', async () => {
  const values = [`url(${origin}/a)`, `URL("${origin}/b")`, `image-set("${origin}/c" 1x)`, `-webkit-image-set(url(${origin}/d) 1x)`, `u\\72l(${origin}/e)`, `url/**/(${origin}/f)`, `red; background-image: url(${origin}/g)`, `src("${origin}/h")`, `cross-fade(url(${origin}/i), red)`];
  const declarations = values.flatMap((value) => ['background-image', 'content', 'list-style-image', 'cursor', 'mask-image', 'filter', 'border-image-source'].map((name) => [name, value]));
  await show([
    ...opened,
    { kind: 'style', style: 1, declarations },
    { kind: 'style', style: 2, declarations: [['} * { background', `url(${origin}/j)`], ['--x', `url(${origin}/k)`], ['--y', 'red'], ['background', `var(--x)`], ['@import', `"${origin}/l"`], ['display', 'block'], ['width', '9px']] },
    html,
    element(2, 1, 'body', { style: 1, pseudos: [['before', 1], ['marker', 2]] }),
    element(3, 2, 'div', { style: 2 }),
    { kind: 'font', family: 'x', descriptors: [['unicode-range', `url(${origin}/m)`]], asset: 7 },
    { kind: 'look', elapsed: 0 },
  ]);
  assert.equal(await inside((document) => getComputedStyle(document.querySelector('div') as Element).width), '9px');
  assert.equal(await inside((document) => document.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('')).join('').match(/http|url|--[xy]:/)?.[0] ?? 'nothing'), 'nothing');
  assert.deepEqual(asked, []);
});

test('texts and attributes are no markup, no address and no script', async () => {
  const evil = `"><img src=${origin}/a onerror=parent.hit=1><script>parent.hit=1</script>`;
  const js = 'javascript:parent.hit=1';
  await show([
    ...opened, html, element(2, 1, 'body'),
    { kind: 'text', node: 3, parent: 2, before: 0, text: evil },
    element(4, 2, 'input', { attributes: [['type', 'image'], ['placeholder', evil], ['value', evil]] }),
    element(5, 2, 'textarea', {}), { kind: 'value', node: 5, value: evil, checked: false, indeterminate: false, selected: [] },
    element(6, 2, 'a', { attributes: [['href', js]] }),
    element(7, 2, 'img', { attributes: [['asset', `1, ${origin}/b`], ['size', `9x9;background:url(${origin}/c)`]] }),
    element(8, 2, 'svg', { attributes: [['viewBox', evil], ['d', `url(${origin}/d)`]] }),
    element(9, 8, 'image', { attributes: [['href', `${origin}/e`], ['asset', '99']] }),
    element(10, 8, 'textPath', { attributes: [['href', `${origin}/f#x`]] }),
    element(11, 8, 'foreignObject'), element(12, 11, 'iframe', { attributes: [['lang', evil]] }),
    element(13, 8, 'path', { attributes: [['transform', evil], ['width', `${origin}/g`]] }),
    element(14, 2, 'iframe'), element(15, 2, 'video', { attributes: [['asset', '1']] }), element(16, 2, 'dialog', { attributes: [['modal', '']] }),
    { kind: 'look', elapsed: 0 },
  ]);
  const text = await inside((document) => document.body.firstChild?.nodeValue ?? '');
  assert.equal(text, evil);
  assert.equal(await page.evaluate(() => (globalThis as { hit?: number }).hit), undefined);
  assert.equal(await inside((document) => document.querySelectorAll('script, [onerror], [src^=http], [href^=http], [href^=javascript]').length), 0);
  assert.deepEqual(asked, []);
});

test('elements and attributes that are on no list are refused', async () => {
  for (const bad of [element(2, 1, 'script'), element(2, 1, 'link'), element(2, 1, 'object'), element(2, 1, 'use'), element(2, 1, 'body', { attributes: [['onload', 'parent.hit=1']] }), element(2, 1, 'body', { attributes: [['style', 'x']] }), element(2, 1, 'img', { attributes: [['src', 'x']] })])
    await assert.rejects(show([...opened, html, bad, { kind: 'look', elapsed: 0 }]), /unknown/);
});

test('every frame is without script, and its policy lets nothing in', async () => {
  await show([...opened, html, element(2, 1, 'body'), element(3, 2, 'iframe'), { kind: 'document opened', document: 2, frameOf: 1, frameIn: 3, application: 'x' }, element(4, 0, 'html'), { kind: 'look', elapsed: 0 }]);
  const frames = await page.evaluate(() => {
    const outer = document.querySelector('iframe');
    return [outer, outer?.contentDocument?.querySelector('iframe')].map((frame) => ({ sandbox: frame?.getAttribute('sandbox'), root: frame?.contentDocument?.documentElement.localName }));
  });
  assert.deepEqual(frames, [{ sandbox: 'allow-same-origin', root: 'html' }, { sandbox: 'allow-same-origin', root: 'html' }]);
  // Even one who could write into it gets nothing out of it.
  const got = await page.evaluate(async (address) => {
    const inner = document.querySelector('iframe')?.contentDocument;
    if (inner === null || inner === undefined) return 'no frame';
    const root = inner.documentElement;
    root.innerHTML = `<body><img src="${address}/x"><script>parent.hit = 1</script><img src="nothing:" onerror="parent.hit = 2"><iframe src="${address}/y"></iframe><link rel="stylesheet" href="${address}/z"><div style="background: url(${address}/w)">x</div>`;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (globalThis as { hit?: number }).hit ?? 'nothing';
  }, origin);
  assert.equal(got, 'nothing');
  assert.deepEqual(asked, []);
});
