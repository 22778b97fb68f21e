// The device, its usage journal, and what is counted by it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, parsePublicKeys, TextSigner, verifiedText, Verifier } from 'insyn-note';
import { assertRefused, example } from 'insyn-note/testing';
import { parseCertificate } from 'insyn-recording';
import { against, callsOf, type CertificateRequest, Device, DeviceOfPage, type Entry, type NotRecorded, RecordingsOfPage, type Usage, UsageJournal, usageOfWeek, weekOf } from '../src/index.js';
import { makeProfile, makeWorld, record } from './made.js';

const signer = TextSigner.parse(example('recording.md', 'device.sign'));
const page = example('usage-journal.md', 'usage.journal');
const newest = example('usage-journal.md', 'usage.newest');
const linesOf = (text: string): string[] => text.match(/[^\n]*\n/g)!;
const now = Date.UTC(2026, 11, 1, 9);

const hexId = (number: number): string => number.toString(16).padStart(32, '0');
function request(number: number, more: Partial<CertificateRequest> = {}): CertificateRequest {
  const id = hexId(number);
  const key = Verifier.of(id, TextSigner.generate(id).verifier.key).text;
  return { id, key, agent: 'a17', call: `call ${number}`, begin: now, beginMonotonic: 5, agreement: hashOf('the agreement'), ...more };
}
const refusal = (call: string, more: Partial<NotRecorded> = {}): NotRecorded => ({ what: 'refused', time: now, agreement: hashOf('the agreement'), agent: 'a17', call, ...more });
const deviceAt = (store = new DeviceOfPage(), at = (): number => now): Promise<Device> => Device.make(store, 'Kassa 3', at);

test("The page's journal is read, and written to the same bytes", async () => {
  const journal = UsageJournal.of(linesOf(page), newest, signer.verifier);
  assert.equal(journal.lastCertified?.certificate, '81acd762140fa692a142822d2fbe4dc6f54bcaa501f68ab37e5aeed0bafe4d99');
  const written = UsageJournal.empty(signer.verifier);
  let text = '';
  for (const entry of [undefined, ...journal.entries] as (Entry | undefined)[]) {
    const next = await written.next(entry, signer);
    written.add(next);
    text += next.line;
    assert.equal(next.mark, written.mark);
  }
  assert.equal(text, page);
  assert.equal(written.mark, newest);
});

test('A journal of which a byte is changed, or a line taken out, put in or moved, is refused', async () => {
  const lines = linesOf(page);
  const markOf = (text: string): string => `${Buffer.from(text).length} ${hashOf(text)}\n`;
  const refused = (changed: string[], what: string): Promise<unknown> =>
    assertRefused(() => UsageJournal.of(changed, markOf(changed.join('')), signer.verifier), 'usage-unreadable', 'denied', what);
  for (let i = 0; i < page.length; i += 3) {
    const code = page.charCodeAt(i);
    // A line end that is gone joins two lines, which the store would not.
    if (code === 0x0a) continue;
    await refused(linesOf(page.slice(0, i) + String.fromCharCode(code ^ 1) + page.slice(i + 1)), `byte ${i}`);
  }
  for (let i = 0; i < lines.length; ++i) {
    if (i + 1 < lines.length) await refused(lines.filter((_, j) => j !== i), `without line ${i}`);
    await refused(lines.flatMap((line, j) => (j === i ? [line, line] : [line])), `line ${i} twice`);
  }
  await refused([lines[0]!, lines[2]!, lines[1]!, lines[3]!], 'moved');
  await refused([], 'empty');
  // What is missing at the end is told by the mark alone.
  await assertRefused(() => UsageJournal.of(lines.slice(0, -1), newest, signer.verifier), 'usage-unreadable', 'denied');
  await assertRefused(() => UsageJournal.of(lines, undefined, signer.verifier), 'usage-unreadable', 'denied');
  await assertRefused(() => UsageJournal.of(lines, newest, TextSigner.generate('desk-12').verifier), 'usage-unreadable', 'denied');
  // Signed by the device, but without the first line; and that of the same key under another name.
  const entry = UsageJournal.of(lines, newest, signer.verifier).lastCertified!;
  const headless = await UsageJournal.empty(signer.verifier).next(entry, signer);
  await assertRefused(() => UsageJournal.of([headless.line], headless.mark, signer.verifier), 'usage-unreadable', 'denied');
  await assertRefused(() => UsageJournal.of(lines, newest, Verifier.of('desk-13', signer.verifier.key)), 'usage-unreadable', 'denied');
});

test('A running number that is out of order is refused, though the device signed it', async () => {
  const journal = UsageJournal.of(linesOf(page), newest, signer.verifier);
  const again = await journal.next({ ...journal.lastCertified!, number: 1 }, signer);
  await assertRefused(() => UsageJournal.of([...linesOf(page), again.line], again.mark, signer.verifier), 'usage-unreadable', 'denied');
});

test('What would make fields or lines of its own cannot stand in a journal or a certificate', async () => {
  const journal = UsageJournal.of(linesOf(page), newest, signer.verifier);
  for (const bad of ['a\tb', 'a\nb', 'x'.repeat(501), 'a\u007fb'])
    await assertRefused(() => journal.next(refusal('1', { agent: bad }), signer), 'line-value', 'denied', JSON.stringify(bad));
  for (const call of ['', 'A', ' a', 'a  b']) await assertRefused(() => journal.next(refusal(call), signer), 'line-value', 'denied', call);
  const device = await deviceAt();
  for (const more of [{ call: '4711\nkind x' }, { agent: 'a\ncall b' }, { call: '' }, { kind: 'x'.repeat(501) }, { queue: '\u001b[2J' }, { call: 'x ' }])
    await assertRefused(() => device.certify(request(1, more)), 'line-value', 'denied', JSON.stringify(more));
  assert.equal((await device.usageSince(0, new RecordingsOfPage())).calls.length, 0);
});

test('The key is not given out, and its public half is a .pub file of a device', async () => {
  const store = new DeviceOfPage();
  const device = await deviceAt(store);
  const { keys, name } = (await store.key())!;
  assert.equal(name, 'Kassa 3');
  await assert.rejects(crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const pub = parsePublicKeys(device.pub);
  assert.equal(pub.role, 'device');
  assert.ok(pub.verifier!.equals(device.verifier));
  assert.equal((await Device.open(store))!.pub, device.pub);
  await assertRefused(() => Device.make(store, 'Kassa 4'), 'device-there', 'denied');
  assert.equal(await Device.open(new DeviceOfPage()), undefined);
  for (const bad of ['', 'a\nb', 'a\u200bb', ' a']) await assertRefused(() => Device.make(new DeviceOfPage(), bad));
});

test('Each certificate has the next number and the hash of the one before, also after a restart', async () => {
  const store = new DeviceOfPage();
  await deviceAt(store);
  let before: string | undefined;
  for (const number of [1, 2, 3, 4]) {
    const device = (await Device.open(store, () => now))!;
    const note = await device.certify(request(number));
    const said = parseCertificate(verifiedText(note, device.verifier));
    assert.deepEqual([said.number, said.previous, said.device], [number, before, 'Kassa-3']);
    before = hashOf(note);
  }
});

test('Of certificates that are asked for at once, each has a number of its own', async () => {
  const store = new DeviceOfPage();
  const one = await deviceAt(store);
  const other = (await Device.open(store, () => now))!;
  const notes = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? one : other).certify(request(i))));
  const numbers = notes.map((note) => parseCertificate(verifiedText(note, one.verifier)).number).sort((a, b) => a - b);
  assert.deepEqual(numbers, Array.from({ length: 12 }, (_, i) => i + 1));
  const { journal, newest: mark } = await one.exportUsage();
  assert.equal(UsageJournal.of(linesOf(journal), mark, one.verifier).entries.length, 12);
});

// Ends, or fails, before or after a call has had its effect.
class BrokenStore extends DeviceOfPage {
  before = Infinity;
  after = Infinity;
  override async append(before: string, line: string, mark: string): Promise<boolean> {
    if (--this.before < 0) throw new Error('gone');
    const added = await super.append(before, line, mark);
    if (--this.after < 0) throw new Error('gone');
    return added;
  }
}

test('A crash at any moment gives no number twice, and skips none without a trace', async () => {
  for (const moment of ['before', 'after'] as const)
    for (let at = 0; at < 4; ++at) {
      const store = new BrokenStore();
      const device = await deviceAt(store);
      store[moment] = at;
      const given: string[] = [];
      for (let number = 1; number <= 4; ++number) await device.certify(request(number)).then((note) => given.push(note), () => undefined);
      store[moment] = Infinity;
      // Anew, as a worker is.
      const restarted = (await Device.open(store, () => now))!;
      given.push(await restarted.certify(request(9)));
      const numbers = given.map((note) => parseCertificate(verifiedText(note, device.verifier)).number);
      assert.equal(new Set(numbers).size, numbers.length);
      const { calls } = await restarted.usageSince(0, new RecordingsOfPage());
      assert.deepEqual(calls.map(({ number }) => number), calls.map((_, i) => i + 1), 'the journal has every number');
      for (const note of given) assert.ok(calls.some(({ certificate }) => certificate === hashOf(note)), 'what was handed out stands in the journal');
      assert.equal(calls.length, moment === 'after' ? 5 : at + 1);
    }
});

test('A recording is certified once, when it begins', async () => {
  const device = await deviceAt();
  await device.certify(request(1));
  await assertRefused(() => device.certify(request(1)), 'certified-already', 'denied');
  for (const off of [-60_001, 60_001, 86_400_000]) await assertRefused(() => device.certify(request(2, { begin: now + off })), 'not-now', 'denied');
  await device.certify(request(3, { begin: now + 60_000 }));
  await assertRefused(() => device.writeDown(refusal('1', { time: now - 60_001 })), 'not-now', 'denied');
});

test('More refused calls than anybody answers end what is certified of this agent, for a week', async () => {
  let at = now;
  const device = await deviceAt(new DeviceOfPage(), () => at);
  for (let i = 0; i < 2000; ++i) await device.writeDown(refusal(`${i}`));
  await device.writeDown(refusal('7'));
  await assertRefused(() => device.writeDown(refusal('2000')), 'too-many-refused', 'full');
  await assertRefused(() => device.certify(request(1)), 'too-many-refused', 'full');
  await device.writeDown(refusal('2000', { what: 'discarded' }));
  await device.certify(request(2, { agent: 'a18' }));
  at = now + 7 * 86_400_000;
  await device.certify(request(1, { begin: at }));
});

test('A week begins on Monday in the agreement\'s zone, and what was discarded is told whenever that was', async () => {
  const hours = { days: [], from: 0, to: 1, zone: 'Europe/Stockholm' };
  assert.equal(new Date(weekOf({ hours }, Date.UTC(2026, 11, 3, 12))).toISOString(), '2026-11-29T23:00:00.000Z');
  assert.equal(new Date(weekOf({}, Date.UTC(2026, 11, 6, 23))).toISOString(), '2026-11-30T00:00:00.000Z');
  let at = now;
  const device = await deviceAt(new DeviceOfPage(), () => at);
  await device.certify(request(1));
  await device.writeDown(refusal('B  2'));
  await device.writeDown(refusal('3', { what: 'discarded' }));
  at = now + 7 * 86_400_000;
  await device.certify(request(4, { begin: at }));
  const usage = await usageOfWeek(device, new RecordingsOfPage(), {}, at);
  assert.deepEqual(usage.calls.map(({ call }) => call), ['call 4']);
  assert.deepEqual(usage.notRecorded.map(({ call }) => call), ['3']);
  const all = await device.usageSince(0, new RecordingsOfPage());
  assert.deepEqual(all.notRecorded.map(({ call }) => call), ['b 2', '3']);
});

test('The cap counts the pseudonym; what stands against a call is of its agent, and a refusal of its agreement', () => {
  const agreement = hashOf('now');
  const before = hashOf('before');
  const certified = (agent: string): Usage['calls'][0] => ({ what: 'certified', number: 1, begin: now, recording: hexId(1), agreement, certificate: agreement, agent, call: '1' });
  const usage: Usage = {
    calls: [certified('a'), certified('a'), certified('b'), certified('')],
    notRecorded: [refusal('1', { agent: 'a', agreement }), refusal('2', { agent: 'a', agreement: before }), refusal('3', { agent: 'a', agreement: before, what: 'discarded' })],
  };
  assert.deepEqual(['a', 'b', 'c', ''].map((agent) => callsOf(usage, agent)), [2, 1, 0, 1]);
  const stands = (agent: string, call: string, at = now): boolean => against(usage, { agent, agreement, call }, at, 60_000) !== undefined;
  assert.deepEqual([stands('a', ' 1'), stands('b', '1'), stands('a', '2'), stands('a', '3'), stands('b', '3')], [true, false, false, true, false]);
  // One that differs in a short ending alone, for as long as a call may last.
  assert.deepEqual([stands('a', '1-2'), stands('a', '1-2', now + 60_000), stands('a', '1', now + 60_000), stands('a', '12')], [true, false, true, false]);
});

test('A recording with a higher number than the journal\'s last says that the journal is an old one', async () => {
  const world = await makeWorld();
  const old = new DeviceOfPage();
  const store = new RecordingsOfPage();
  const device = await Device.make(old, 'Kassa 3');
  await record(world, { device, store });
  const { lines, mark } = await old.usage();
  const writer = await record(world, { device, store });
  assert.equal((await device.usageSince(0, store)).calls.length, 2);
  // The profile of before, with the recordings of now.
  class Restored extends DeviceOfPage {
    override key = () => old.key();
    override usage = () => Promise.resolve({ lines, mark });
    override mark = () => Promise.resolve(mark);
  }
  const restored = (await Device.open(new Restored()))!;
  const refused = await assertRefused(() => restored.usageSince(0, store), 'usage-unreadable', 'denied');
  assert.equal(refused.about, writer.id);
  // Another device's recordings tell nothing of this one's.
  const other = await makeProfile();
  assert.equal((await other.device.usageSince(0, store)).calls.length, 0);
});
