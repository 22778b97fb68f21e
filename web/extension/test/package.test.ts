// A package that insyn has made of an agreement, in a real browser: what its manifest lets it reach.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const programs = process.env['INSYN_BIN'] ?? fileURLToPath(new URL('../../../../../bin', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'insyn-package-'));
const at = (name: string): string => join(folder, name);
const insyn = (...given: string[]): string => execFileSync(join(programs, 'insyn'), given, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const kAgreed = ['--agreement', 'a.note', '--pin', 'employer.pub', '--pin', 'union.pub', '--scripts', 'scripts'];

const serve = async (): Promise<Server> => {
  const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>secret title</title>a page'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

// The files of an archive without compression.
const unpack = (zip: Buffer, to: string): void => {
  for (let from = 0; zip.readUInt32LE(from) === 0x04034b50; ) {
    const [size, name] = [zip.readUInt32LE(from + 22), zip.readUInt16LE(from + 26)];
    const file = join(to, zip.toString('utf8', from + 30, from + 30 + name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, zip.subarray(from + 30 + name, from + 30 + name + size));
    from += 30 + name + size;
  }
};

let agreed: Server;
let other: Server;
let context: BrowserContext;
let page: Page;

before(async () => {
  agreed = await serve();
  other = await serve();
  for (const role of ['employer', 'union']) insyn('keys', 'new', '--role', role, '--name', `The ${role}`, '--out', role);
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(
    at('a.toml'),
    `insyn = 1\nid = "a"\nemployer = "The employer"\nunion = "The union"\npurpose = "P"\nnot_before = ${today}\nnot_after = ${today}\n[[application]]\nname = "Wiki"\nkind = "web"\n` +
      `origins = ["http://127.0.0.1:${String(portOf(agreed))}"]\nexcept = ["/personal/*"]\n[recording]\nlevel = "full"\n${insyn('extension', 'key', '--out', 'union')}`,
  );
  insyn('agreement', 'sign', 'a.toml', '--key', 'employer.sign', '--out', 'a.note', '--yes');
  insyn('agreement', 'sign', 'a.note', '--key', 'union.sign', '--yes');
  mkdirSync(at('scripts'));
  writeFileSync(at('scripts/capture.js'), 'document.documentElement.dataset.seen = insynRules.applications[0].name;');
  writeFileSync(at('scripts/bell.js'), 'document.documentElement.dataset.bell = String(typeof insynRules);');
  // Tries what it is not allowed.
  writeFileSync(
    at('scripts/worker.js'),
    `globalThis.tried = async (url) => {
       const tabs = (await chrome.tabs.query({})).map(({ url, title }) => String(url) + String(title));
       const read = await fetch(url).then((answer) => answer.text(), () => 'refused');
       return { tabs, read, scripting: typeof chrome.scripting, cookies: typeof chrome.cookies, history: typeof chrome.history };
     };`,
  );
  insyn('extension', 'build', ...kAgreed, '--out', 'a.zip');
  unpack(readFileSync(at('a.zip')), at('unpacked'));
  context = await chromium.launchPersistentContext(at('profile'), {
    executablePath: process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--no-sandbox', '--disable-gpu', `--disable-extensions-except=${at('unpacked')}`, `--load-extension=${at('unpacked')}`],
  });
  page = context.pages()[0] ?? (await context.newPage());
});
after(async () => {
  await context.close();
  agreed.close();
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

const seen = async (port: number, path: string): Promise<(string | undefined)[]> => {
  await page.goto(`http://127.0.0.1:${String(port)}${path}`);
  return page.evaluate(() => [document.documentElement.dataset['seen'], document.documentElement.dataset['bell']]);
};

test('its scripts run on the agreed origin, and the page cannot see what they know', async () => {
  assert.deepEqual(await seen(portOf(agreed), '/x'), ['Wiki', 'undefined']);
  assert.equal(await page.evaluate(() => 'insynRules' in globalThis), false);
});

test('they run on no excepted path, and on no other port of the same host', async () => {
  assert.deepEqual(await seen(portOf(agreed), '/personal/x'), [undefined, undefined]);
  assert.deepEqual(await seen(portOf(other), '/x'), [undefined, undefined]);
});

test('its worker learns no address and no title of another tab, and reads no other page', async () => {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const mail = `http://127.0.0.1:${String(portOf(other))}/mail`;
  await page.goto(mail);
  type Tried = { tabs: string[]; read: string; scripting: string; cookies: string; history: string };
  const tried = await worker.evaluate((url) => (globalThis as unknown as { tried: (url: string) => Promise<Tried> }).tried(url), mail);
  assert.ok(tried.tabs.length > 0);
  assert.deepEqual(new Set(tried.tabs), new Set(['undefinedundefined']));
  assert.equal(tried.read, 'refused');
  assert.deepEqual([tried.scripting, tried.cookies, tried.history], ['undefined', 'undefined', 'undefined']);
});

test('the union signs it, and finds it to be the agreed one; a script more, and it is not', () => {
  insyn('extension', 'sign', 'a.zip', '--key', 'union.extension', '--out', 'a.crx');
  const check = (): { agreed: boolean; added: string[] } => JSON.parse(insyn('extension', 'check', 'a.crx', ...kAgreed, '--json')) as { agreed: boolean; added: string[] };
  assert.equal(check().agreed, true);
  rmSync(at('scripts/bell.js'));
  assert.throws(check, (error: { status: number; stdout: string }) => error.status === 1 && (JSON.parse(error.stdout) as { added: string[] }).added.join() === 'bell.js');
});
