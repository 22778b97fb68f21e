// What lies in the store at each moment, whatever fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, equalBytes, hashOf, Refused, textOf } from 'insyn-note';
import { assertRefused, example } from 'insyn-note/testing';
import { chunkFile, type ChunkRecord, Opener, openOneLayer, openTwoLayers, parseEnd, recipientOf, verifyRecording } from 'insyn-recording';
import { Bundle, bundleHead, type Certifier, endReasonOf, type NamedFile, type RecordingStore, RecordingsOfPage, RecordingWriter, type StoredRecording } from '../src/index.js';
import { beginning, ending, events, exportTo, inFolder, insyn, makeProfile, makeWorld, pagesOf, type Profile, record, statement, type World, writeKey } from './made.js';

const worldOf = makeWorld();

test('A recording is what its notes say, and each key opens what it is for', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await record(world, profile);
  const files = profile.store.files(writer.id);
  const said = await verifyRecording(files, profile.device.verifier);
  assert.deepEqual([said.closed, said.findings, said.remarks, said.proven.length], [true, [], [], 5]);
  const { opening, closing, certificate } = said;
  assert.deepEqual([certificate!.agent, certificate!.call, certificate!.kind, certificate!.queue, certificate!.number], ['a17', '4711', 'faktura', 'kundtjänst', 1]);
  assert.deepEqual([opening.level, opening.zone, opening.agreement, opening.retentionDays, opening.applications[0]!.name], ['full', 'UTC', world.agreement.hash, 30, 'Wiki']);
  assert.equal(closing!.withheldPercent, 30);
  const read = async (name: string): Promise<Uint8Array> => (await files.read(name, 1 << 30))!;
  const [r, e, [c]] = [
    await openTwoLayers(await read('key.age'), [world.union.age, world.employer.age]), await openTwoLayers(await read('key.events.age'), [world.union.age, world.insight.age]),
    await openOneLayer(await read('key.calls.age'), [world.union.age]),
  ];
  assert.deepEqual(await Promise.all([r, e, c!].map(recipientOf)), [opening.recipient, opening.eventsRecipient, opening.callsRecipient]);
  for (const own of [world.agent, world.home]) assert.deepEqual(await openOneLayer(await read('key.agent.age'), [own.age]), [r, e, c]);
  const open = async (key: string, { index, kind }: ChunkRecord): Promise<Uint8Array> => new Opener([key]).open(await read(chunkFile({ index, kind })), 1 << 20);
  const chunks = closing!.chunks;
  assert.ok(equalBytes(await open(r, chunks[1]!), pagesOf(1)));
  assert.ok(equalBytes(await open(e, chunks[2]!), bytesOf(events)));
  assert.ok(textOf(await open(c!, chunks[3]!)).endsWith(statement));
  assert.equal(parseEnd(textOf(await open(c!, chunks[4]!))).id, writer.id);
  assert.deepEqual((await files.names()).sort(), [
    '000000.pages.age', '000001.pages.age', '000002.events.age', '000003.calls.age', '000004.calls.age', 'certificate.note', 'closing.note', 'key.age', 'key.agent.age', 'key.calls.age', 'key.events.age',
    'opening.note',
  ]);
  assert.equal(writer.bytes, chunks.reduce((sum, { length }) => sum + length, 0));
});

test('Without pictures, events or see_own there are no keys for them', async () => {
  const filesOf = async (world: World): Promise<string[]> => {
    const profile = await makeProfile();
    const writer = await record(world, profile);
    await assertRefused(async () => (await RecordingWriter.begin(profile.store, profile.device, beginning(world))).append(writer.opening.recipient === undefined ? 'pages' : 'events', pagesOf(0)), 'nothing-of-this');
    return (await profile.store.files(writer.id).names()).filter((name) => name.startsWith('key.'));
  };
  assert.deepEqual(await filesOf(await makeWorld({ level: 'metrics' })), ['key.events.age', 'key.calls.age', 'key.agent.age']);
  assert.deepEqual(await filesOf(await makeWorld({ didNotHelp: false, seeOwn: false })), ['key.age', 'key.calls.age']);
});

test('Nothing that is not sealed, and no secret key, is ever stored', async () => {
  const world = await worldOf;
  const stored: NamedFile[] = [];
  class Watched extends RecordingsOfPage {
    override async begin(id: string, files: readonly NamedFile[]): Promise<StoredRecording> {
      stored.push(...files);
      const inner = await super.begin(id, files);
      return {
        ...inner,
        append: (line, chunk) => (stored.push(chunk, { name: 'journal', bytes: bytesOf(line) }), inner.append(line, chunk)),
        finish: (end, closing, failed) => (stored.push(end, closing), inner.finish(end, closing, failed)),
      };
    }
  }
  await record(world, await makeProfile(new Watched()));
  assert.equal(stored.length, 17);
  for (const { name, bytes } of stored) {
    const text = Buffer.from(bytes).toString('latin1');
    for (const canary of ['AGE-SECRET-KEY', 'PRIVATE+KEY', 'insyn_call_statement', 'screen,', 'insyn recording end', Buffer.from(pagesOf(0).subarray(0, 40)).toString('latin1')])
      assert.ok(!text.includes(canary), `${name}: ${canary}`);
    if (name.endsWith('.age')) assert.ok(text.startsWith('age-encryption.org/v1\n'), name);
  }
});

// Stops, or fails with an error, at its nth call: before it has had its effect, or after.
class Faulty extends RecordingsOfPage {
  calls = 0;
  constructor(private readonly at: number, private readonly moment: 'before' | 'after', private readonly error: Error, private readonly forever: boolean) {
    super();
  }
  private async call<T>(action: () => Promise<T>): Promise<T> {
    const number = this.calls++;
    const fails = number === this.at || (this.forever && number > this.at);
    if (fails && this.moment === 'before') throw this.error;
    const result = await action();
    if (fails) throw this.error;
    return result;
  }
  override async begin(id: string, files: readonly NamedFile[]): Promise<StoredRecording> {
    const inner = await this.call(() => super.begin(id, files));
    return {
      append: (line, chunk) => this.call(() => inner.append(line, chunk)), removeReserve: () => this.call(() => inner.removeReserve()),
      finish: (end, closing, failed) => this.call(() => inner.finish(end, closing, failed)), release: () => inner.release(),
    };
  }
}
const full = new Refused('full', 'storage-full');

// As a recorder does it: after an error it closes. How many chunks were accepted, and whether it was closed.
async function tryToRecord(world: World, { device, store }: { device: Certifier; store: RecordingStore }): Promise<{ begun: boolean; accepted: number; closed: boolean; error?: unknown; atClose?: unknown }> {
  let writer: RecordingWriter;
  try {
    writer = await RecordingWriter.begin(store, device, beginning(world));
  } catch (error) {
    return { begun: false, accepted: 0, closed: false, error };
  }
  let accepted = 0;
  let error: unknown;
  try {
    for (; accepted < 3; ++accepted) await writer.append('pages', pagesOf(accepted));
  } catch (one) {
    error = one;
    await assert.rejects(writer.append('pages', pagesOf(accepted)), one as Error, 'after an error there is nothing to do but to close');
  }
  const closed = writer.close(ending({ reason: error === undefined ? 'stopped' : endReasonOf(error) }));
  return closed.then(() => ({ begun: true, accepted, closed: true, error }), (atClose: unknown) => ({ begun: true, accepted, closed: false, error, atClose }));
}

test('Killed at any moment it loses at most what was not confirmed, and insyn verifies the rest', () =>
  inFolder(async (folder) => {
    const world = await worldOf;
    for (const moment of ['before', 'after'] as const)
      for (let at = 0; at <= 6; ++at) {
        // What is killed does not go on, nor close.
        const profile = await makeProfile(new Faulty(at, moment, new Error('killed'), true));
        const { accepted } = await tryToRecord(world, profile);
        await expectProven(folder, profile, at < 1 && moment === 'before' ? 0 : 1, [accepted, accepted + 1], `call ${at}, ${moment}`);
      }
  }));

async function expectProven(folder: string, { device, store }: Profile, recordings: number, [least, most]: readonly [number, number], what: string): Promise<void> {
  const ids = await store.ids();
  assert.equal(ids.length, recordings, what);
  for (const id of ids) {
    const said = await verifyRecording(store.files(id), device.verifier);
    assert.deepEqual(said.findings, [], what);
    assert.deepEqual(said.remarks.map(({ remark }) => remark), said.closed ? [] : ['not-closed'], what);
    const pages = said.proven.filter(({ kind }) => kind === 'pages').length;
    assert.ok(pages >= least && pages <= most, `${what}: ${pages} of ${least} to ${most}`);
    const at = await exportTo(folder, id, store.files(id));
    const verified = insyn('verify', at, '--pin', writeKey(folder, 'device.pub', device.pub));
    assert.equal(verified.status, 0, `${what}: ${verified.stdout}${verified.stderr}`);
    assert.equal(/not closed/.test(verified.stdout + verified.stderr), !said.closed, what);
    assert.equal((await Bundle.of(store.files(id))).chunks, said.proven.length);
  }
}

test('An error at any moment leaves what it says, and a full disk closes what was begun', () =>
  inFolder(async (folder) => {
    const world = await worldOf;
    for (const error of [full, new Refused('permanent', 'storage-failed')])
      for (const moment of ['before', 'after'] as const)
        for (let at = 0; at < 7; ++at) {
          const profile = await makeProfile(new Faulty(at, moment, error, false));
          const tried = await tryToRecord(world, profile);
          const what = `call ${at}, ${moment}, ${error.code}`;
          assert.equal(tried.begun, at !== 0, what);
          assert.equal(tried.closed, tried.begun && at !== 4 && at !== 5, what);
          if (at === 0 && moment === 'after') continue;
          await expectProven(folder, profile, tried.begun ? 1 : 0, [tried.accepted, tried.accepted], what);
          for (const id of await profile.store.ids()) {
            assert.equal(await profile.store.isBeingWritten(id), false, what);
            if (!tried.closed) continue;
            const files = profile.store.files(id);
            const [c] = await openOneLayer((await files.read('key.calls.age', 1 << 20))!, [world.union.age]);
            const last = (await files.names()).filter((name) => name.endsWith('.calls.age') && !name.startsWith('key')).at(-1)!;
            const end = parseEnd(textOf(await new Opener([c!]).open((await files.read(last, 1 << 20))!, 1 << 20)));
            assert.equal(end.reason, tried.error === undefined ? 'stopped' : error.kind === 'full' ? 'disk-full' : 'fault', what);
          }
        }
  }));

test('A recording that is not closed has its journal and its reserve, and is known as being written', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await record(world, profile, { closed: false });
  const files = profile.store.files(writer.id);
  assert.ok((await files.read('reserve', 1 << 30))!.length > 1 << 20);
  assert.ok((await files.read('chunks.journal', 1 << 30))!.length > 0);
  assert.equal(await profile.store.isBeingWritten(writer.id), true);
  await writer.close(ending());
  assert.equal(await profile.store.isBeingWritten(writer.id), false);
  await assert.rejects(writer.close(ending()), /bug in Insyn/);
  await assert.rejects(writer.append('pages', pagesOf(0)), /bug in Insyn/);
});

test('What comes at once is written one after the other', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await RecordingWriter.begin(profile.store, profile.device, beginning(world));
  const all = await Promise.all([...Array.from({ length: 8 }, (_, i) => writer.append('pages', pagesOf(i))), writer.append('events', bytesOf(events)), writer.appendStatements([statement]), writer.close(ending())]);
  assert.deepEqual(all.slice(0, 10).map((record) => (record as ChunkRecord).index), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const said = await verifyRecording(profile.store.files(writer.id), profile.device.verifier);
  assert.deepEqual([said.findings, said.proven.length, said.closed], [[], 11, true]);
});

test('Without its certificate, or with another one, nothing is recorded', async () => {
  const world = await worldOf;
  const { device } = await makeProfile();
  const other = (await makeProfile()).device;
  const bad: Certifier[] = [
    { verifier: device.verifier, certify: () => Promise.reject(new Refused('denied', 'certified-already')) },
    { verifier: device.verifier, certify: (request) => device.certify({ ...request, call: '4712' }) },
    { verifier: device.verifier, certify: (request) => device.certify({ ...request, agent: undefined }) },
    { verifier: device.verifier, certify: (request) => device.certify({ ...request, agreement: hashOf('other') }) },
    { verifier: device.verifier, certify: (request) => other.certify(request) },
  ];
  for (const [i, certifier] of bad.entries()) {
    const store = new RecordingsOfPage();
    await assertRefused(() => RecordingWriter.begin(store, certifier, beginning(world)), undefined, 'denied', `${i}`);
    assert.deepEqual(await store.ids(), []);
  }
});

test('A value that would put a line into a note is refused, and nothing is there', async () => {
  const world = await worldOf;
  for (const more of [{ call: '4711\nkind x', kind: undefined }, { agent: 'a\ncall b' }, { applications: ['Wiki\napplication - X'] }, { call: 'x'.repeat(501) }, { call: '' }, { applications: [] }, { agentKeys: ['age1x'] }]) {
    const { device, store } = await makeProfile();
    await assertRefused(() => RecordingWriter.begin(store, device, beginning(world, more)), undefined, undefined, JSON.stringify(more));
    assert.deepEqual(await store.ids(), []);
  }
});

test('No two recordings have a signing key, an identity or an id in common', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const [one, other] = [await record(world, profile), await record(world, profile)];
  const own = ({ opening }: RecordingWriter): (string | undefined)[] => [opening.id, opening.key.split('+')[2], opening.recipient, opening.eventsRecipient, opening.callsRecipient];
  assert.equal(new Set([...own(one), ...own(other)]).size, 10);
  await assertRefused(() => profile.store.begin(one.id, []), 'recording-there');
});

test('As many chunks as a closing note can list, and the end', { timeout: 240_000 }, async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await RecordingWriter.begin(profile.store, profile.device, beginning(world));
  // The list is what counts; so many are not sealed here.
  (writer as unknown as { list: ChunkRecord[] }).list.push(...Array.from({ length: 11_799 }, (_, index) => ({ index, kind: 'pages' as const, sha256: hashOf('x'), length: 1 })));
  const refused = await assertRefused(() => writer.append('pages', pagesOf(0)), 'too-many-chunks', 'full');
  assert.equal(endReasonOf(refused), 'disk-full');
  await writer.close(ending());
  const note = (await profile.store.files(writer.id).read('closing.note', 1 << 30))!;
  assert.ok(note.length <= 1 << 20 && textOf(note).includes('chunks 11800\n'));
  assert.equal((await Bundle.of(profile.store.files(writer.id))).chunks, 11_800);
});

test('What was shredded is uploaded no more, and what was removed is gone', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await record(world, profile);
  await profile.store.removeKeyFiles(writer.id);
  await assertRefused(() => Bundle.of(profile.store.files(writer.id)), 'key-file-missing', 'denied');
  await profile.store.remove(writer.id);
  assert.deepEqual(await profile.store.ids(), []);
  await assertRefused(() => Bundle.of(profile.store.files(writer.id)), 'file-missing');
  // Of one that is being written nothing comes back.
  const open = await record(world, profile, { closed: false });
  await profile.store.remove(open.id);
  await assertRefused(() => open.append('pages', pagesOf(0)), 'not-a-recording');
  await assert.rejects(open.close(ending()));
  assert.deepEqual(await profile.store.files(open.id).names(), []);
});

test("A bundle's head is the page's, and its bytes are the same from any offset and in any pieces", async () => {
  const page = example('recording.md', 'bundle');
  const files = page.split('\n').slice(1, -2).map((line) => ({ name: line.split(' ')[0]!, length: Number(line.split(' ')[1]) }));
  assert.equal(bundleHead(files), page);
  const world = await worldOf;
  const profile = await makeProfile();
  for (const closed of [true, false]) {
    const writer = await record(world, profile, { closed });
    const bundle = await Bundle.of(profile.store.files(writer.id));
    const whole = await bundle.read(0, bundle.size + 5);
    assert.equal(whole.length, bundle.size);
    assert.equal((await bundle.read(bundle.size, 10)).length, 0);
    assert.equal(bundle.openingHash, hashOf((await profile.store.files(writer.id).read('opening.note', 1 << 20))!));
    for (const [from, most] of [[0, 1], [0, 997], [1, 4096], [100, 64], [whole.length - 3, 2], [777, 1 << 20]] as const) {
      let at: number = from;
      for await (const piece of bundle.pieces(from, most)) {
        assert.ok(piece.length <= most && equalBytes(piece, whole.subarray(at, at + piece.length)), `${from} ${most} ${at}`);
        at += piece.length;
        if (most === 1 && at > 3000) break;
      }
      if (most !== 1) assert.equal(at, whole.length);
    }
  }
});

test('A bundle is refused where a file is missing, empty or has another length', async () => {
  const world = await worldOf;
  const profile = await makeProfile();
  const writer = await record(world, profile);
  const files = profile.store.files(writer.id);
  const changed = (name: string, bytes: Uint8Array | null) => ({
    names: async () => (await files.names()).filter((one) => bytes !== null || one !== name), read: async (one: string, limit: number) => (one === name ? bytes : files.read(one, limit)),
  });
  for (const name of ['certificate.note', 'opening.note', 'key.age']) {
    await assertRefused(() => Bundle.of(changed(name, null)), undefined, undefined, name);
    await assertRefused(() => Bundle.of(changed(name, new Uint8Array())), undefined, undefined, name);
  }
  const bundle = await Bundle.of(changed('000001.pages.age', pagesOf(0)));
  await assertRefused(() => bundle.read(0, bundle.size), 'chunk-changed', 'corrupt');
  // Of a journal's last line the chunk may never have come; of another it is missed when it is read.
  const open = await record(world, profile, { closed: false });
  const openFiles = profile.store.files(open.id);
  const without = (name: string) => ({ names: async () => (await openFiles.names()).filter((one) => one !== name), read: (one: string, limit: number) => (one === name ? Promise.resolve(null) : openFiles.read(one, limit)) });
  assert.equal((await Bundle.of(without('000003.calls.age'))).chunks, 3);
  const gap = await Bundle.of(without('000001.pages.age'));
  await assertRefused(() => gap.read(0, gap.size), 'file-missing');
  const lines = textOf((await openFiles.read('chunks.journal', 1 << 20))!).match(/[^\n]*\n/g)!;
  const withJournal = (journal: string) => ({ names: openFiles.names, read: (one: string, limit: number) => (one === 'chunks.journal' ? Promise.resolve(bytesOf(journal)) : openFiles.read(one, limit)) });
  assert.equal((await Bundle.of(withJournal(`${lines.join('')}chunk 0000`))).chunks, 4);
  for (const wrong of [[lines[1], lines[0]], [lines[0], lines[0]], [lines[0]!.replace('000000', '0')], [lines[0]!.replace(/ (\d+) (\S+)\n$/, ' 0$1 $2\n')]]) await assertRefused(() => Bundle.of(withJournal(wrong.join(''))));
});
