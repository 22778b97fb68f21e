// In real Chromium, in an extension's service worker: killed at any moment, it loses at most what was not confirmed. INSYN_KILLS: how often.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromBase64, hashOf, parsePublicKeys, publicKeysText, textOf, type Verifier } from 'insyn-note';
import { FilesInMemory, openOneLayer, Opener, parseEnd, verifyRecording } from 'insyn-recording';
import { type Certified, UsageJournal } from '../src/index.js';
import { makeExtension, type Running, start } from './chromium.js';
import { exportTo, inFolder, insyn, makeWorld, type World, writeKey } from './made.js';
import type { Recorder } from './worker.js';

const kills = Number(process.env['INSYN_KILLS'] ?? 6);
declare const recorder: Recorder;
declare const chrome: { runtime: { sendMessage(asked: { what: string; id: string }): Promise<unknown> } };

const toldOf = ({ agreementNote, employer, union }: World): { agreement: string; pins: string[] } => ({ agreement: agreementNote, pins: [employer, union].map(({ pub }) => publicKeysText(pub)) });

async function exported({ worker }: Running, id: string): Promise<FilesInMemory> {
  return new FilesInMemory((await worker.evaluate((one) => recorder.export(one), id)).map(([name, base64]) => [name, fromBase64(base64)] as const));
}

interface Tried {
  id: string | undefined;
  confirmed: number;
  closed: 'no' | 'tried' | 'yes';
}
const moments = ['begin', 'append', 'close'] as const;
// A call of some chunks, whose browser is killed a random while after it comes to `moment`.
async function recordUntilKilled({ worker, kill }: Running, world: World, moment: (typeof moments)[number], chunks: number): Promise<Tried> {
  const tried: Tried = { id: undefined, confirmed: 0, closed: 'no' };
  const longest = { begin: 500, append: chunks * 25, close: 40 };
  let killed: Promise<void> | undefined;
  const comesTo = (one: typeof moment): void => {
    if (one === moment) killed = new Promise((done) => setTimeout(() => void kill().then(done), Math.random() * longest[one]));
  };
  try {
    comesTo('begin');
    tried.id = await worker.evaluate((told) => recorder.begin(told), toldOf(world));
    comesTo('append');
    for (let i = 0; i < chunks; ++i) {
      // Below and above the size from which Chromium keeps a value in a file of its own.
      await worker.evaluate((length) => recorder.append(length), i % 3 === 0 ? 200_000 : 5000);
      ++tried.confirmed;
    }
    tried.closed = 'tried';
    comesTo('close');
    await worker.evaluate(() => recorder.close());
    tried.closed = 'yes';
    // It waits to be killed.
    await worker.evaluate(() => new Promise(() => undefined));
  } catch (error) {
    if (killed === undefined) throw error;
  }
  await killed;
  return tried;
}

async function expectProven(folder: string, running: Running, id: string, device: Verifier, pub: string, tried: Tried): Promise<string> {
  const files = await exported(running, id);
  const said = await verifyRecording(files, device);
  const what = `${id} ${JSON.stringify(tried)}`;
  assert.deepEqual(said.findings, [], what);
  assert.deepEqual(said.remarks.map(({ remark }) => remark), said.closed ? [] : ['not-closed'], what);
  const pages = said.proven.filter(({ kind }) => kind === 'pages').length;
  assert.ok(pages === tried.confirmed || (tried.closed === 'no' && pages === tried.confirmed + 1), `${what}: ${pages} proven`);
  assert.ok(said.closed ? tried.closed !== 'no' : tried.closed !== 'yes', what);
  const at = await exportTo(folder, id, files);
  const { status, stdout, stderr } = insyn('verify', at, '--pin', pub);
  assert.equal(status, 0, `${what}: ${stdout}${stderr}`);
  assert.equal(/not closed/.test(stdout + stderr), !said.closed, what);
  return hashOf((await files.read('certificate.note'))!);
}

test(`Killed ${kills} times at random moments it loses at most what was not confirmed`, { timeout: 60_000 + kills * 20_000 }, (t) =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const extension = await makeExtension(folder);
    const profile = join(folder, 'profile');
    mkdirSync(profile);
    const tries: Tried[] = [];
    const certificates = new Map<string, string>();
    let key: string | undefined;
    for (let round = 0; round <= kills; ++round) {
      const running = await start(extension, profile);
      const { pub, journal, newest } = await running.worker.evaluate(() => recorder.device());
      assert.ok(key === undefined || key === pub, 'the device is the same');
      key = pub;
      const device = parsePublicKeys(pub).verifier!;
      const usage = UsageJournal.of(journal.match(/[^\n]*\n/g)!, newest, device).entries as Certified[];
      assert.deepEqual(usage.map(({ number }) => number), usage.map((_, i) => i + 1));
      const listed = new Map(await running.worker.evaluate(() => recorder.beingWritten()));
      for (const tried of tries) if (tried.id !== undefined) assert.ok(listed.has(tried.id), 'what had begun is there');
      // Each round began one, of which it may not have learned the id.
      assert.ok(listed.size <= tries.length && usage.length >= listed.size && usage.length <= tries.length, `${listed.size} recordings, ${usage.length} certificates, ${tries.length} tries`);
      const last = tries.at(-1);
      for (const [id, beingWritten] of listed) {
        assert.equal(beingWritten, false, 'nobody writes what was cut off');
        if (certificates.has(id)) continue;
        assert.ok(last !== undefined && (last.id ?? id) === id);
        certificates.set(id, await expectProven(folder, running, id, device, writeKey(folder, 'device.pub', pub), last));
      }
      for (const [id, hash] of certificates) assert.ok(usage.some((one) => one.recording === id && one.certificate === hash), 'each certificate stands in the journal');
      if (round === kills) {
        await running.context.close();
        break;
      }
      tries.push(await recordUntilKilled(running, world, moments[round % moments.length]!, Math.floor(1 + Math.random() * 29)));
    }
    assert.ok(certificates.size > 0);
    const count = (of: (tried: Tried) => boolean): number => tries.filter(of).length;
    t.diagnostic(`${kills} kills: ${count(({ id }) => id === undefined)} while it began, ${count(({ id, closed }) => id !== undefined && closed === 'no')} in between, ` +
      `${count(({ closed }) => closed === 'tried')} while it was closed, ${count(({ closed }) => closed === 'yes')} after; ${tries.reduce((sum, { confirmed }) => sum + confirmed, 0)} chunks confirmed, none lost`);
  }));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? filesBelow(join(folder, one.name)) : one.isFile() ? [join(folder, one.name)] : []));
const isBelow = (folder: string, bytes: Uint8Array): boolean => filesBelow(folder).some((file) => readFileSync(file).includes(Buffer.from(bytes)));

test('What was shredded is not in the profile any more', { timeout: 120_000 }, () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const extension = await makeExtension(folder);
    const profile = join(folder, 'profile');
    const running = await start(extension, profile);
    const id = await running.worker.evaluate((told) => recorder.begin(told), toldOf(world));
    await running.worker.evaluate(() => recorder.append(1000));
    await running.worker.evaluate(() => recorder.close());
    const files = await exported(running, id);
    const keys = await Promise.all(['key.age', 'key.events.age', 'key.calls.age'].map(async (name) => (await files.read(name))!.subarray(100)));
    const chunk = (await files.read('000000.pages.age'))!.subarray(100);
    await running.context.close();
    assert.deepEqual([...keys, chunk].map((bytes) => isBelow(profile, bytes)), [true, true, true, true], 'they are found where they are');
    const again = await start(extension, profile);
    await again.worker.evaluate((one) => recorder.shred(one), id);
    await again.context.close();
    assert.deepEqual(keys.map((bytes) => isBelow(profile, bytes)), [false, false, false]);
    assert.ok(isBelow(profile, chunk));
  }));

test('In a service worker: the key stays in, each change waits for the disk, and a full store closes what was begun', { timeout: 120_000 }, () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const extension = await makeExtension(folder);
    const running = await start(extension, join(folder, 'profile'));
    const { worker, context } = running;
    try {
      const page = await context.newPage();
      const origin = worker.url().replace('/worker.js', '');
      await page.goto(`${origin}/page.html`);
      const tools = await context.newCDPSession(page);
      // Before anything is stored: Chromium asks for the room that is left and goes by the answer for a while.
      await tools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 8e6 });
      assert.deepEqual(await worker.evaluate(() => recorder.keyGivenOut()), ['', '', '', '']);
      assert.deepEqual(await worker.evaluate(() => recorder.storing()), {
        halfBegun: 'storage-failed', begunIds: 0, stored: 3, halves: ['storage-failed', 'storage-failed'], left: [0, 2], twice: ['recording-there', 'recording-there', 'recording-there'],
        after: 'not-a-recording', names: 0, ids: 0,
      });
      const count = async (): Promise<number> => (await worker.evaluate(() => recorder.device())).journal.split('\n').length;
      const before = await count();
      await worker.evaluate(() => recorder.race());
      assert.equal(await count(), before + 6, 'each of two that write at once has its lines');
      const id = await worker.evaluate((told) => recorder.begin(told), toldOf(world));
      assert.deepEqual(await worker.evaluate(() => recorder.beingWritten()), [[id, true]]);
      await worker.evaluate(() => recorder.append(1000));
      await worker.evaluate(() => recorder.close());
      assert.deepEqual(await worker.evaluate(() => recorder.beingWritten()), [[id, false]]);

      const full = await worker.evaluate((told) => recorder.begin(told), toldOf(world));
      const filled = await worker.evaluate(() => recorder.fill(20_000));
      assert.ok(filled.appended > 20, `${filled.appended}`);
      assert.deepEqual([filled.code, filled.closed], ['storage-full disk-full', 'done']);
      const files = await exported(running, full);
      const pub = (await worker.evaluate(() => recorder.device())).pub;
      const said = await verifyRecording(files, parsePublicKeys(pub).verifier!);
      assert.deepEqual([said.closed, said.findings, said.proven.length], [true, [], filled.appended + 1]);
      const [c] = await openOneLayer((await files.read('key.calls.age'))!, [world.union.age]);
      const end = parseEnd(textOf(await new Opener([c!]).open((await files.read(`${`${filled.appended}`.padStart(6, '0')}.calls.age`))!, 1 << 20)));
      assert.equal(end.reason, 'disk-full');
      writeFileSync(join(folder, 'device.pub'), pub);
      assert.equal(insyn('verify', await exportTo(folder, full, files), '--pin', join(folder, 'device.pub')).status, 0);
      await tools.send('Storage.overrideQuotaForOrigin', { origin });
      const durabilities = await worker.evaluate(() => recorder.durabilities());
      assert.ok(durabilities.length > 30 && durabilities.every((one) => one === 'strict'), [...new Set(durabilities)].join());

      // A worker that ends while the browser goes on: the lock goes with it, and the recording stands by its journal.
      const cut = await worker.evaluate((told) => recorder.begin(told), toldOf(world));
      await worker.evaluate(() => recorder.append(1000));
      await tools.send('ServiceWorker.enable');
      await tools.send('ServiceWorker.stopAllWorkers');
      const ask = (what: string, id = ''): Promise<unknown> => page.evaluate(([name, about]) => chrome.runtime.sendMessage({ what: name!, id: about! }), [what, id]);
      assert.equal(new Map((await ask('beingWritten')) as [string, boolean][]).get(cut), false);
      const left = new FilesInMemory(((await ask('export', cut)) as [string, string][]).map(([name, base64]) => [name, fromBase64(base64)] as const));
      const proven = await verifyRecording(left, parsePublicKeys(pub).verifier!);
      assert.deepEqual([proven.closed, proven.findings, proven.proven.length], [false, [], 1]);
    } finally {
      await context.close();
    }
  }));
