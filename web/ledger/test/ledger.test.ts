import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSignature, bytesOf, parseNote, signatureLine, signNote, TextSigner, utcText } from 'insyn-note';
import { assertRefused, example, examples, page, withEachByteChanged, withEachLineChanged } from 'insyn-note/testing';
import {
  cosign, cosignerText, earliestCosignature, entryKinds, entryText, leafHash, LedgerReader, MemoryOfPage, Order, parseEntry, parseTreeHash, proveConsistency, proveInclusion, salted,
  saltedContents, tilePath, verifyCheckpoint, verifyConsistency, verifyGivenProof, verifyInclusion,
} from '../src/index.js';
import { bundleOf, ledgerKey, origin, ServedLedger, signedCheckpoint, trust, witnessKey } from './served.js';

const entryTexts = examples('ledger.md', 'entry');
const proofOf = (name: string): Uint8Array[] => example('ledger.md', name).trimEnd().split('\n').map(parseTreeHash);
const now = Date.UTC(2026, 11, 15, 13, 0, 30);

test('Keys, checkpoints and cosignatures are those of the page, byte for byte', async () => {
  for (const text of [ledgerKey.verifier.text, witnessKey.verifier.text, cosignerText(witnessKey.verifier)]) assert.ok(page('ledger.md').includes(`\`${text}\``), text);
  const believed = verifyCheckpoint(example('ledger.md', 'checkpoint'), trust);
  assert.equal(utcText(believed.cosigned[0]!), '2026-12-15T13:00:02.000Z');
  assert.equal(earliestCosignature(believed), believed.cosigned[0]);
  assert.equal(await signedCheckpoint(believed.checkpoint, believed.cosigned[0]!), example('ledger.md', 'checkpoint'));
});

test("The page's entries give its root and its proofs", async () => {
  const ledger = ServedLedger.of(entryTexts.slice(0, 16));
  const { checkpoint } = verifyCheckpoint(example('ledger.md', 'checkpoint'), trust);
  const before = verifyCheckpoint(example('ledger.md', 'before'), trust).checkpoint;
  assert.deepEqual(ledger.root(), checkpoint.root);
  assert.deepEqual(ledger.root(11), before.root);
  verifyInclusion(leafHash(bytesOf(entryTexts[5]!)), 5, 16, checkpoint.root, proofOf('inclusion'));
  verifyConsistency(11, before.root, 16, checkpoint.root, proofOf('consistency'));
  const reader = new LedgerReader(ledger, trust, new MemoryOfPage(), { now: () => now });
  await reader.refresh();
  assert.deepEqual(await reader.proof(5), proofOf('inclusion'));
});

test('Each entry of the page is read and written to the same bytes, and fits its salts', () => {
  const entries = entryTexts.map((text) => parseEntry(text));
  assert.deepEqual(new Set(entries.map(({ kind }) => kind)), new Set(entryKinds));
  entries.forEach((entry, i) => assert.equal(entryText(entry), entryTexts[i]));
  const salt = (number: number): string => number.toString(16).padStart(2, '0').repeat(32);
  const id = '0123456789abcdef0123456789abcdef';
  const received = entries[4]!;
  assert.ok(received.kind === 'received' && received.recording === salted(salt(4), id));
  assert.equal(received.contents, saltedContents(salt(4), 'an opening note', 'a closing note'));
  assert.equal(received.chunks, 184);
});

test('An entry that is written otherwise by a byte or a line is refused', async () => {
  for (const text of entryTexts) {
    for (const [what, changed] of withEachLineChanged(text)) await assertRefused(() => parseEntry(changed), undefined, 'corrupt', what);
    for (const [at, changed] of withEachByteChanged(text)) {
      // Another letter of a text, or digit, is another entry: then it is still written as it is read.
      try {
        assert.equal(entryText(parseEntry(changed)), new TextDecoder().decode(changed));
      } catch (error) {
        if ((error as Error).name !== 'Refused') throw new Error(`byte ${at}`, { cause: error });
      }
    }
  }
  for (const [from, to, code] of [
    ['version 1', 'version 01', 'not-a-number'], ['version 1', 'version 9007199254740993', 'not-a-number'], ['version 1', 'version -1', 'not-a-number'], ['version 1\n', 'version 1', 'not-a-number'],
    ['roster e', 'roster E', 'not-a-hash'], ['id kundtjanst', 'id  kundtjanst', 'name-spaces'], ['id kundtjanst', 'id kundtj\u0430nst', 'name-mixed-scripts'],
    ['12:00:01.000Z', '12:00:01Z', 'not-a-time'], ['1 roster', '1 poster', 'unknown-kind-of-entry'], ['ledger 1', 'ledger 2', 'not-an-entry'], ['id ', 'id\t', 'unknown-line'],
  ] as const)
    await assertRefused(() => parseEntry(entryTexts[1]!.replace(from, to)), code, 'corrupt', to);
  await assertRefused(() => parseEntry(`${entryTexts[1]}${'x'.repeat(5000)}`), 'too-long');
  await assertRefused(() => parseEntry(Uint8Array.of(0xff)), 'not-utf8');
});

test('What an entry says to follow from has to stand before it, and to allow it', async () => {
  const order = new Order();
  for (const text of entryTexts) assert.equal(order.take(parseEntry(text)), undefined);
  assert.equal(order.requestOf(8), 5);
  assert.equal(order.requestOf(1), undefined);
  const take = (from: string, to: string): unknown => {
    const again = new Order();
    let fault: unknown;
    for (const text of entryTexts.slice(0, 10)) fault ??= again.take(parseEntry(text.replace(from, to)));
    return fault;
  };
  assert.deepEqual(take('of 5', 'of 4'), { fault: 'follows-from-none', of: 4, wanted: 'request' });
  assert.deepEqual(take('of 5', 'of 6'), { fault: 'follows-from-none', of: 6, wanted: 'request' });
  assert.deepEqual(take('until 2026-12-09', 'until 2026-12-01'), { fault: 'after-its-time', request: 5, until: Date.UTC(2026, 11, 1, 9) });
  const refused = await assertRefused(() => parseEntry('no entry'));
  assert.deepEqual(new Order().take(refused), { fault: 'unreadable', refused });
});

test('A checkpoint is believed from the named ledger and enough of its witnesses alone', async () => {
  const good = example('ledger.md', 'checkpoint');
  const other = TextSigner.generate('other');
  const text = parseNote(good).text;
  const cosignature = (at: number, by = witnessKey): Promise<string> => cosign(text, at, by).then(signatureLine);
  const byLedger = await signNote(text, ledgerKey);
  for (const [note, changed, code, kind] of [
    [good, { origin: 'ledger.exampl' }, 'other-ledger', 'denied'], [good, { ledger: other.verifier }, 'not-signed-by-ledger', 'denied'],
    [good, { witnesses: [other.verifier] }, 'too-few-cosignatures', 'denied'], [good, { witnesses: [witnessKey.verifier, other.verifier], needed: 2 }, 'too-few-cosignatures', 'denied'],
    [good, { needed: 0 }, 'witnesses-needed', 'denied'], [good, { needed: 2 }, 'witnesses-needed', 'denied'], [good, { witnesses: [ledgerKey.verifier] }, 'same-key-of-ledger-and-witness', 'denied'],
    [good, { witnesses: [witnessKey.verifier, TextSigner.ofSeed('twin', new Uint8Array(32).fill(0x22)).verifier] }, 'same-key-of-witnesses', 'denied'],
    [byLedger, {}, 'too-few-cosignatures', 'denied'], [await signNote(text, witnessKey), {}, 'not-signed-by-ledger', 'denied'],
    // The witness's key signs notes too, which is no cosignature.
    [await addSignature(byLedger, witnessKey), {}, 'too-few-cosignatures', 'denied'],
    [good.replace('16\n', '016\n'), {}, 'not-a-number', 'corrupt'], [good.replace('16\n', '17\n'), {}, 'wrong-signature', 'denied'],
    [byLedger + signatureLine({ ...(await cosign('another\n', now, witnessKey)) }), {}, 'wrong-signature', 'denied'],
    [byLedger + (await cosignature(now)) + signatureLine(await cosign('another\n', now, witnessKey)), {}, 'wrong-signature', 'denied'],
    [`${'x'.repeat(70_000)}\n\n`, {}, 'too-long', 'corrupt'], ['', {}, 'no-signatures', 'corrupt'],
  ] as const)
    await assertRefused(() => verifyCheckpoint(note, { ...trust, ...changed }), code, kind, JSON.stringify(changed));
  for (const [at, changed] of withEachByteChanged(good)) await assertRefused(() => verifyCheckpoint(changed, trust), undefined, undefined, `byte ${at}`);
  const both = byLedger + (await cosignature(1000)) + (await cosignature(now)) + (await cosignature(2000));
  assert.deepEqual(verifyCheckpoint(both, trust).cosigned, [Math.floor(now / 1000) * 1000]);
  await assertRefused(async () => verifyCheckpoint(await signedCheckpoint({ origin, size: 0, root: new Uint8Array(32), extensions: [] }, now), trust), 'other-root-of-none');
});

test('A cosignature that is too old, or ahead of the clock, does not count as fresh', async () => {
  const good = example('ledger.md', 'checkpoint');
  const at = verifyCheckpoint(good, trust).cosigned[0]!;
  const fresh = (clock: number): unknown => verifyCheckpoint(good, trust, { now: clock, atMost: 600_000 });
  for (const clock of [at, at + 600_000, at - 300_000]) fresh(clock);
  for (const clock of [at + 600_001, at - 300_001]) await assertRefused(() => fresh(clock), 'not-fresh', 'denied', String(clock - at));
});

test('Proofs fit at every size, and nothing else does', async () => {
  const ledger = ServedLedger.of(Array.from({ length: 70 }, (_, i) => `entry ${i}`));
  const node = (level: number, index: number): Promise<Uint8Array> => {
    const leaves = ledger.leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
    return new ServedLedger(ledger.entries.slice(index * 2 ** level, (index + 1) * 2 ** level)).rootByNodes(leaves.length);
  };
  for (const size of [1, 2, 3, 4, 5, 7, 8, 16, 33, 70]) {
    const root = ledger.root(size);
    assert.deepEqual(await ledger.rootByNodes(size), root);
    for (let index = 0; index < size; ++index) {
      const proof = await proveInclusion(node, index, size);
      const leaf = ledger.leaves[index]!;
      verifyInclusion(leaf, index, size, root, proof);
      for (const [wrongIndex, wrongProof] of [[index + 1, proof], [index, [...proof, root]], [index, proof.slice(1)], [size, proof], [-1, proof], [index + 0.5, proof]] as const)
        if (wrongProof !== proof || wrongIndex !== index) {
          if (size === 1 && wrongIndex === index && wrongProof.length === 0) continue;
          await assertRefused(() => verifyInclusion(leaf, wrongIndex, size, root, wrongProof), 'proof-does-not-fit');
        }
      for (let i = 0; i < proof.length; ++i) {
        const flipped = proof.map((hash, j) => (i === j ? hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) : hash));
        await assertRefused(() => verifyInclusion(leaf, index, size, root, flipped), 'proof-does-not-fit');
      }
    }
    for (let old = 0; old <= size; ++old) {
      const proof = await proveConsistency(node, old, size);
      verifyConsistency(old, ledger.root(old), size, root, proof);
      await assertRefused(() => verifyConsistency(old, ledger.root(old), size, root, [...proof, root]), 'proof-does-not-fit');
      if (proof.length > 0) await assertRefused(() => verifyConsistency(old, ledger.root(old), size, root, proof.slice(1)), 'proof-does-not-fit');
      if (old > 0) await assertRefused(() => verifyConsistency(old, leafHash(bytesOf('other')), size, root, proof), 'proof-does-not-fit');
    }
  }
});

test('Paths of tiles are those of C2SP', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 1, index: 0, width: 17 }), 'tile/1/000.p/17');
  assert.equal(tilePath({ level: 'entries', index: 4, width: 256 }), 'tile/entries/004');
});

const text = (number: number): string => entryText({ kind: 'reading', time: now, of: number });

async function readAll(reader: LedgerReader): Promise<number[]> {
  const read: number[] = [];
  for await (const { entry } of reader.entries()) read.push(entry instanceof Error ? -1 : 'of' in entry ? entry.of : -2);
  return read;
}

test('A ledger of any size is read, and each entry has its proof', async () => {
  const all = Array.from({ length: 66_000 }, (_, i) => text(i));
  for (const size of [0, 1, 255, 256, 257, 700, 66_000]) {
    const ledger = ServedLedger.of(all.slice(0, size));
    ledger.at = now;
    const reader = new LedgerReader(ledger, trust, new MemoryOfPage(), { now: () => now });
    assert.equal((await reader.refresh()).checkpoint.size, size);
    assert.deepEqual(await readAll(reader), Array.from({ length: size }, (_, i) => i));
    for (const number of [0, 255, 256, size - 1].filter((one) => one >= 0 && one < size)) {
      const { believed, entry } = verifyGivenProof(
        { entry: number, text: text(number), proof: (await reader.proof(number)).map((hash) => Buffer.from(hash).toString('base64')), checkpoint: await ledger.checkpoint() }, trust);
      assert.equal(believed.checkpoint.size, size);
      assert.ok(!(entry instanceof Error) && entry.kind === 'reading');
    }
    await assertRefused(() => reader.entry(size), 'no-such-entry');
  }
});

test('A tile that is changed in any byte, exchanged, cut short, too long or missing is refused', async () => {
  const ledger = ServedLedger.of(Array.from({ length: 600 }, (_, i) => text(i)));
  ledger.at = now;
  const fresh = async (): Promise<LedgerReader> => {
    const reader = new LedgerReader(ledger, trust, new MemoryOfPage(), { now: () => now });
    await reader.refresh();
    return reader;
  };
  await readAll(await fresh());
  const paths = [...new Set(ledger.asked)];
  assert.ok(paths.length >= 5, paths.join(' '));
  for (const path of paths) {
    const honest = (await ledger.tile(path))!;
    for (let at = 0; at < honest.length; at += honest.length < 2000 ? 13 : 2999) {
      ledger.change = (asked, bytes) => (asked === path ? bytes!.map((byte, i) => (i === at ? byte ^ 1 : byte)) : bytes);
      await assertRefused(async () => readAll(await fresh()), ['tile-not-of-this-ledger', 'tile-length'], 'corrupt', `${path} at ${at}`);
    }
    for (const [other, code] of [
      [null, 'tile-missing'], [honest.slice(0, -1), 'tile-length'], [Uint8Array.from([...honest, 0]), 'tile-length'], [new Uint8Array(), 'tile-length'],
      [Uint8Array.from([...honest, ...honest]), 'tile-length'], [new Uint8Array(20_000_000), 'tile-length'],
    ] as const) {
      ledger.change = (asked, bytes) => (asked === path ? other : bytes);
      await assertRefused(async () => readAll(await fresh()), code, 'corrupt', `${path} ${other?.length}`);
    }
  }
  ledger.change = (asked, bytes) => (asked === 'tile/entries/000' ? bundleOf(ledger.entries.slice(256, 512)) : bytes);
  await assertRefused(async () => readAll(await fresh()), 'tile-not-of-this-ledger');
  // Once it is there again, the same reader goes on.
  ledger.change = (asked, bytes) => (asked.startsWith('tile/1/') ? null : bytes);
  const reader = await fresh();
  await assertRefused(() => readAll(reader), 'tile-missing');
  ledger.change = (_, bytes) => bytes;
  assert.equal((await readAll(reader)).length, 600);
});

test('A ledger that has grown goes on; an older one, and one with another history, are refused and remembered', async () => {
  const memory = new MemoryOfPage();
  const ledger = ServedLedger.of(Array.from({ length: 900 }, (_, i) => text(i)));
  ledger.at = now;
  const reader = (source = ledger): LedgerReader => new LedgerReader(source, trust, memory, { now: () => now });
  for (const size of [3, 3, 300, 512, 700]) {
    ledger.served = size;
    assert.equal((await reader().refresh()).checkpoint.size, size);
  }
  const kept = await memory.load(origin);
  ledger.served = 699;
  await assertRefused(() => reader().refresh(), 'older', 'denied');
  for (const at of [0, 299, 699]) {
    for (const size of [700, 701, 900]) {
      const other = ServedLedger.of(Array.from({ length: size }, (_, i) => text(i === at ? 5000 : i)));
      other.at = now;
      await assertRefused(() => reader(other).refresh(), 'fork', 'denied', `${at} of ${size}`);
    }
  }
  assert.equal(await memory.load(origin), kept, 'what proves the fork is kept');
  // Within one page too, whatever became of the memory.
  const lasting = new LedgerReader(ledger, trust, { load: () => Promise.resolve(null), save: () => Promise.resolve() }, { now: () => now });
  ledger.served = 700;
  await lasting.refresh();
  ledger.served = 500;
  await assertRefused(() => lasting.refresh(), 'older');
  ledger.served = 900;
  await lasting.refresh();
  assert.equal(lasting.size, 900);
});

test('Cosignatures that are too old end the reading, and what was believed stays', async () => {
  const ledger = ServedLedger.of([text(0), text(1)]);
  let clock = ledger.at;
  const reader = new LedgerReader(ledger, trust, new MemoryOfPage(), { now: () => clock });
  await reader.refresh();
  clock += 601_000;
  await assertRefused(() => reader.refresh(), 'not-fresh', 'denied');
  assert.equal(reader.size, 2);
});

test('Entries that this version does not know are shown as such, and not left out', async () => {
  const ledger = ServedLedger.of([text(0), 'insyn ledger 1 later-kind\ntime 2026-12-01T08:15:03.250Z\n', 'insyn ledger 2 reading\n', text(3)]);
  ledger.at = now;
  const reader = new LedgerReader(ledger, trust, new MemoryOfPage(), { now: () => now });
  await reader.refresh();
  const read = [];
  for await (const { number, entry } of reader.entries()) read.push([number, entry instanceof Error ? entry.code : entry.kind]);
  assert.deepEqual(read, [[0, 'reading'], [1, 'unknown-kind-of-entry'], [2, 'not-an-entry'], [3, 'reading']]);
});

test('A proof that the server gives fits this very entry, and no other', async () => {
  const given = { entry: 5, text: entryTexts[5]!, proof: example('ledger.md', 'inclusion').trimEnd().split('\n'), checkpoint: example('ledger.md', 'checkpoint') };
  assert.equal((verifyGivenProof(given, trust).entry as { kind: string }).kind, 'request');
  for (const wrong of [{ entry: 4 }, { text: entryTexts[4]! }, { proof: given.proof.slice(1) }, { proof: [...given.proof].reverse() }, { proof: Array.from({ length: 64 }, () => given.proof[0]!) }, { proof: ['x'.repeat(1e6)] }, { proof: ['AAAA', ...given.proof] }])
    await assertRefused(() => verifyGivenProof({ ...given, ...wrong }, trust), 'proof-does-not-fit', 'corrupt', Object.keys(wrong)[0]);
  await assertRefused(() => verifyGivenProof(given, trust, { now: now + 86_400_000, atMost: 600_000 }), 'not-fresh');
});
