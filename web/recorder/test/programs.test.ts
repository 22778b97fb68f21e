// What is written here is taken by the C++ programs and by Debian's age.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateIdentity } from 'age-encryption';
import { bytesOf, equalBytes, idText, publicKeysText, TextSigner } from 'insyn-note';
import { checkPeel, chunkFile, ChunkReader, FilesInMemory, openPeel, parseEnd, recipientOf, verifyRecording } from 'insyn-recording';
import { Bundle } from '../src/index.js';
import { events, exportTo, inFolder, insyn, insynDoes, makeProfile, makeWorld, pagesOf, record, run, statement, type World, writeKey } from './made.js';

const keysIn = (folder: string, world: World): Record<'union' | 'employer' | 'insight' | 'agent' | 'home', string> => {
  const write = (who: 'union' | 'employer' | 'insight' | 'agent' | 'home'): string => writeKey(folder, `${who}.age`, `${world[who].age}\n`);
  return { union: write('union'), employer: write('employer'), insight: write('insight'), agent: write('agent'), home: write('home') };
};

test('insyn verifies, shows, lists and unlocks a recording', () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const profile = await makeProfile();
    const keys = keysIn(folder, world);
    const pub = writeKey(folder, 'device.pub', profile.device.pub);
    const spool = join(folder, 'spool');
    const whole = await record(world, profile);
    const open = await record(world, profile, { closed: false, more: { call: '4712', agent: undefined, kind: undefined, queue: undefined } });
    const [closedAt, openAt] = [await exportTo(spool, whole.id, profile.store.files(whole.id)), await exportTo(spool, open.id, profile.store.files(open.id))];
    const verified = insynDoes('verify', closedAt, '--pin', pub);
    assert.match(verified, /Kassa-3/);
    assert.match(insynDoes('verify', openAt, '--pin', pub), /not closed/);
    const listed = insynDoes('list', spool);
    for (const said of [whole.id, open.id, '4711', '4712', 'closed', 'cut off']) assert.ok(listed.includes(said), `${said}: ${listed}`);
    const shown = insynDoes('show', closedAt, '--key', keys.union);
    for (const said of ['the call had ended', 'paused', 'Wiki', 'faktura', 'kundtjänst', 'Kundtjänst']) assert.ok(shown.includes(said), `${said}: ${shown}`);
    for (const own of [keys.agent, keys.home]) assert.match(insynDoes('show', closedAt, '--key', own), /the call had ended/);
    const key = join(folder, 'rec.key');
    insynDoes('unlock', closedAt, '--key', keys.union, '--key', keys.employer, '--out', key);
    assert.equal(run('age-keygen', ['-y', key]).stdout.trim(), whole.opening.recipient);
    assert.equal(run('age', ['-d', '-i', key, join(closedAt, '000001.pages.age')]).status, 0);
    for (const one of ['union', 'employer'] as const)
      assert.notEqual(insyn('unlock', closedAt, '--key', keys[one], '--out', join(folder, 'none.key')).status, 0, `${one} alone`);
    // Another device's .pub takes nothing.
    const other = writeKey(folder, 'other.pub', (await makeProfile()).device.pub);
    assert.equal(insyn('verify', closedAt, '--pin', other).status, 1);
    // What is changed is found.
    writeFileSync(join(closedAt, '000001.pages.age'), 'x');
    const damaged = insyn('verify', closedAt, '--pin', pub);
    assert.equal(damaged.status, 1);
    assert.match(damaged.stdout + damaged.stderr, /000001\.pages\.age/);
  }));

test('A union peels it, and a reviewer opens what was peeled; an agent collects the own events', () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const profile = await makeProfile();
    const keys = keysIn(folder, world);
    const pub = writeKey(folder, 'device.pub', profile.device.pub);
    for (const closed of [true, false]) {
      const writer = await record(world, profile, { closed });
      const at = await exportTo(folder, writer.id, profile.store.files(writer.id));
      const request = await generateIdentity();
      const asks = TextSigner.generate('request');
      const requestPub = writeKey(folder, 'request.pub', publicKeysText({ role: 'reviewer', name: 'Ärende 17', verifier: asks.verifier, recipient: await recipientOf(request) }));
      const out = join(folder, `peeled-${closed}`);
      const sign = writeKey(folder, 'union.sign', `${world.union.signer.secretText}\n`);
      insynDoes('peel', at, '--key', keys.union, '--sign', sign, '--pin', pub, '--for', requestPub, '--out', out);
      insynDoes('verify', out, '--pin', writeKey(folder, 'union.pub', publicKeysText(world.union.pub)));
      const read = (name: string): string => readFileSync(join(out, name)).toString();
      const list = closed ? { closing: read('closing.note') } : { journal: read('chunks.journal') };
      const checked = await checkPeel({ peel: read('peel.note'), opening: read('opening.note'), ...list, key: readFileSync(join(out, 'key.age')) }, world.union.signer.verifier);
      assert.deepEqual(checked.chunks.map(({ kind, index }) => [kind, index]), [['pages', 0], ['pages', 1]]);
      const sealed = new Uint8Array(Buffer.concat(checked.chunks.map((chunk) => readFileSync(join(out, chunkFile(chunk))))));
      const reader = new ChunkReader(checked.chunks, (from, length) => Promise.resolve(sealed.slice(from, from + length)), [await openPeel(checked, [request, world.employer.age])]);
      const opened: Uint8Array[] = [];
      for await (const { bytes } of reader.read('pages')) opened.push(bytes);
      assert.ok(opened.length === 2 && opened.every((bytes, number) => equalBytes(bytes, pagesOf(number))));
      const csv = join(folder, `events-${closed}.csv`);
      insynDoes('events', at, '--key', keys.agent, '--pin', pub, '--out', csv);
      assert.ok(readFileSync(csv).toString().includes('screen,sök'));
    }
  }));

test("Debian's age opens each key file by its two layers, and each chunk by its key", () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const profile = await makeProfile();
    const keys = keysIn(folder, world);
    const writer = await record(world, profile);
    const at = await exportTo(folder, writer.id, profile.store.files(writer.id));
    const opened = (path: string, ...identities: string[]): Uint8Array => {
      const { status, stderr, bytes } = run('age', ['-d', ...identities.flatMap((one) => ['-i', one]), path]);
      assert.equal(status, 0, `${path}: ${stderr}`);
      return bytes;
    };
    const twoLayers = (name: string, inner: string): string => {
      const rest = join(folder, `${name}.inner`);
      writeFileSync(rest, opened(join(at, name), keys.union));
      for (const one of [keys.union, keys.agent]) assert.notEqual(run('age', ['-d', '-i', one, rest]).status, 0, 'the inner layer is not the outer key');
      writeFileSync(`${rest}.key`, opened(rest, inner));
      return `${rest}.key`;
    };
    const r = twoLayers('key.age', keys.employer);
    const e = twoLayers('key.events.age', keys.insight);
    const c = join(folder, 'c.key');
    writeFileSync(c, opened(join(at, 'key.calls.age'), keys.union));
    for (const [key, recipient] of [[r, writer.opening.recipient], [e, writer.opening.eventsRecipient], [c, writer.opening.callsRecipient]] as const)
      assert.equal(run('age-keygen', ['-y', key]).stdout.trim(), recipient);
    for (const own of [keys.agent, keys.home]) {
      const all = join(folder, 'own.keys');
      writeFileSync(all, opened(join(at, 'key.agent.age'), own));
      for (const name of ['000000.pages.age', '000002.events.age', '000003.calls.age']) opened(join(at, name), all);
    }
    for (const number of [0, 1]) assert.ok(equalBytes(opened(join(at, `00000${number}.pages.age`), r), pagesOf(number)));
    assert.ok(equalBytes(opened(join(at, '000002.events.age'), e), bytesOf(events)));
    assert.equal(Buffer.from(opened(join(at, '000003.calls.age'), c)).toString(), `insyn call statements 1\nid ${writer.id}\nnote ${bytesOf(statement).length}\n${statement}`);
    assert.equal(parseEnd(Buffer.from(opened(join(at, '000004.calls.age'), c)).toString()).reason, 'call-ended');
    for (const [name, key] of [['000000.pages.age', e], ['000000.pages.age', c], ['000002.events.age', r], ['000004.calls.age', r]] as const)
      assert.notEqual(run('age', ['-d', '-i', key, join(at, name)]).status, 0, `${name} by another of the recording's keys`);
  }));

test('insyn takes the usage journal as that of the device, and counts as it is counted here', () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const profile = await makeProfile();
    const { device } = profile;
    for (const call of ['1', '2', '3']) await record(world, profile, { more: { call } });
    await device.writeDown({ what: 'refused', time: Date.now(), agreement: world.agreement.hash, agent: 'a17', call: ' A  B ' });
    await device.writeDown({ what: 'discarded', time: Date.now(), agreement: world.agreement.hash, agent: 'a17', call: '2' });
    const { journal, newest } = await device.exportUsage();
    const at = join(folder, 'journals', `${device.verifier.name}+${idText(device.verifier.id)}`);
    mkdirSync(at, { recursive: true, mode: 0o700 });
    writeFileSync(join(at, 'usage.journal'), journal, { mode: 0o600 });
    writeFileSync(join(at, 'usage.newest'), newest, { mode: 0o600 });
    const pub = (name: 'employer' | 'union'): string => writeKey(folder, `${name}.pub`, publicKeysText(world[name].pub));
    const status = (): ReturnType<typeof insyn> =>
      insyn('agreement', 'status', writeKey(folder, 'agreement.note', world.agreementNote), '--pin', pub('employer'), '--pin', pub('union'), '--device',
        writeKey(folder, 'device.pub', device.pub), '--journal', join(folder, 'journals'));
    const said = status();
    assert.equal(said.status, 0, said.stdout + said.stderr);
    assert.match(said.stdout, /a17\s.*3/, said.stdout);
    // A line that is changed in the middle, which only a reader of every signature finds.
    writeFileSync(join(at, 'usage.journal'), journal.replace('\trefused\t', '\tdiscarded\t').replace('\t1\t2', '\t1\t3'), { mode: 0o600 });
    const changed = status();
    assert.match(changed.stdout + changed.stderr, /altered|shorter/);
  }));

test('A bundle is what the files are, and what TypeScript verifies C++ verifies', () =>
  inFolder(async (folder) => {
    const world = await makeWorld();
    const profile = await makeProfile();
    const writer = await record(world, profile);
    const bundle = await Bundle.of(profile.store.files(writer.id));
    const stream = await bundle.read(0, bundle.size);
    // As docs/recording.md has it: a head, and the files one after the other.
    const end = Buffer.from(stream).indexOf('\n\n') + 2;
    const lines = Buffer.from(stream.subarray(0, end)).toString().trim().split('\n');
    assert.equal(lines.shift(), 'insyn bundle 1');
    const files = new Map<string, Uint8Array>();
    let at = end;
    for (const line of lines) {
      const [name, length] = line.split(' ') as [string, string];
      files.set(name, stream.subarray(at, at + Number(length)));
      at += Number(length);
    }
    assert.equal(at, stream.length);
    assert.deepEqual(lines.map((line) => line.split(' ')[0]), [
      'certificate.note', 'opening.note', 'closing.note', 'key.age', 'key.events.age', 'key.calls.age', 'key.agent.age', '000000.pages.age', '000001.pages.age', '000002.events.age', '000003.calls.age',
      '000004.calls.age',
    ]);
    const unpacked = new FilesInMemory(files);
    const verified = await verifyRecording(unpacked, profile.device.verifier);
    assert.deepEqual([verified.findings, verified.remarks, verified.proven.length], [[], [], 5]);
    const there = await exportTo(folder, writer.id, unpacked);
    insynDoes('verify', there, '--pin', writeKey(folder, 'device.pub', profile.device.pub));
    assert.equal(readFileSync(join(there, 'closing.note')).toString().includes('withheld-percent 30\n'), true);
  }));
