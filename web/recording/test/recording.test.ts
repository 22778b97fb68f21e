import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, example, withEachByteChanged, withEachLineChanged } from 'insyn-note/testing';
import { addSignature, bytesOf, type Code, hashOf, parseNote, parsePublicKeys, signNote, TextSigner, verifiedText } from 'insyn-note';
import {
  callStatementsText, certificateText, checkOwn, checkPeel, chunkFile, chunkNamed, ChunkReader, closingText, endText, type FetchRange, journalText, keptUntil, openingText, openOneLayer, openOwn, openPeel, openTwoLayers, parseCallStatements,
  parseCertificate, parseClosing, parseDiscard, parseEnd, parseHold, parseIdentityFile, parseJournal, parseOpening, parsePeel, peelText, readEnd, readEvents, readStatements, recipientOf, sealTo, signDiscard, signHold, verifyDiscard, verifyHold, verifyPeeled, verifyRecording, withheldPercent, type WithheldReason,
} from '../src/index.js';
import { bytes, device, end, events, inMemory, makeRecording, newKeys, peel, pictures, recordingId, served, union } from './made.js';

const recordingSigner = TextSigner.parse(example('recording.md', 'recording.sign'));
const [deviceOfPage, unionOfPage] = ['device', 'union'].map((name) => parsePublicKeys(example('recording.md', `${name}.pub`)).verifier!) as [typeof union.verifier, typeof union.verifier];

const notesOfPage = [
  ['certificate.note', deviceOfPage, TextSigner.parse(example('recording.md', 'device.sign')), parseCertificate, certificateText],
  ['opening.note', recordingSigner.verifier, recordingSigner, parseOpening, openingText],
  ['closing.note', recordingSigner.verifier, recordingSigner, parseClosing, closingText],
  ['peel.note', unionOfPage, TextSigner.parse(example('recording.md', 'union.sign')), parsePeel, peelText],
] as const;

test("The page's notes are read, and written and signed to the same bytes", async () => {
  for (const [name, verifier, signer, parse, write] of notesOfPage) {
    const note = example('recording.md', name);
    const said = parse(verifiedText(note, verifier));
    assert.equal(await signNote((write as (one: unknown) => string)(said), signer), note, name);
  }
  assert.equal(endText(parseEnd(example('recording.md', 'end'))), example('recording.md', 'end'));
  const opening = parseOpening(parseNote(example('recording.md', 'opening.note')).text);
  assert.equal(keptUntil(opening), '2026-12-31');
  const closing = parseClosing(parseNote(example('recording.md', 'closing.note')).text);
  const journal = parseJournal(example('recording.md', 'chunks.journal'), recordingId, recordingSigner.verifier);
  assert.deepEqual(journal, { chunks: closing.chunks, torn: false });
  assert.equal(await journalText(closing.chunks, recordingId, recordingSigner), example('recording.md', 'chunks.journal'));
  const said = parseCallStatements(bytesOf(example('recording.md', 'statements')));
  assert.equal(said.notes.length, 1);
  assert.ok(said.notes[0]!.startsWith('insyn_call_statement = 1\n'));
  assert.equal(callStatementsText(said), example('recording.md', 'statements'));
  const peeled = parsePeel(parseNote(example('recording.md', 'peel.note')).text);
  assert.equal(peeled.opening, hashOf(example('recording.md', 'opening.note')));
  assert.equal(peeled.closing, hashOf(example('recording.md', 'closing.note')));
});

test('A note that is changed in a byte is refused, and a text that is written otherwise in any line', async () => {
  for (const [name, verifier, , parse, write] of notesOfPage) {
    const note = example('recording.md', name);
    for (const [at, changed] of withEachByteChanged(note, 5)) await assertRefused(() => parse(verifiedText(changed, verifier)), undefined, undefined, `${name} ${at}`);
    const { text } = parseNote(note);
    for (const [what, changed] of withEachLineChanged(text)) {
      // A line that may be left out is another note, which is well formed; then it is written as it is read.
      try {
        const said = parse(changed);
        assert.equal((write as (one: unknown) => string)(said), changed);
        assert.ok(what.startsWith('without') || changed.match(/^application /gm)!.length === 2, `${name} ${what}`);
      } catch (error) {
        if ((error as Error).name !== 'Refused') throw error;
      }
    }
    for (const [from, to] of [['1\n', '1\r\n'], ['id ', 'id  '], ['\nid', '\nId'], [recordingId, recordingId.toUpperCase()], ['insyn recording', 'insyn recordings']] as const)
      await assertRefused(() => parse(text.replace(from, to)), undefined, 'corrupt', to);
  }
  const journal = example('recording.md', 'chunks.journal');
  for (const [at, changed] of withEachByteChanged(journal, 3))
    try {
      // A line end that is gone at the very end leaves a line that was being written.
      const read = parseJournal(changed, recordingId, recordingSigner.verifier);
      assert.ok(read.torn && at === journal.length - 1, `byte ${at}`);
    } catch (error) {
      if ((error as Error).name !== 'Refused') throw error;
    }
});

test('What a note may not say is refused, with the line', async () => {
  const [certificate, opening, closing, peeled] = notesOfPage.map(([name]) => parseNote(example('recording.md', name)).text) as [string, string, string, string];
  const ended = example('recording.md', 'end');
  const cases: [(text: string) => unknown, string, string, string, Code][] = [
    [parseCertificate, certificate, 'number 17', 'number 1', 'line-value'], [parseCertificate, certificate, 'number 17', 'number 0', 'line-value'],
    [parseCertificate, certificate.replace(/previous.*\n/, ''), '', '', 'line-value'], [parseCertificate, certificate, 'number 17', 'number 017', 'not-a-number'],
    [parseCertificate, certificate, 'key 0', 'key 1', 'key-damaged'], [parseCertificate, certificate, 'call 4711', 'call ', 'empty'], [parseCertificate, certificate, 'call 4711', 'call 47\u200b11', 'invisible-character'],
    [parseCertificate, certificate, 'call 4711', `call ${'x'.repeat(501)}`, 'too-long'], [parseCertificate, certificate, '.250Z', 'Z', 'not-a-time'], [parseCertificate, certificate, 'id 01', 'id x1', 'line-value'],
    [parseOpening, opening, 'opening 1', 'opening 0', 'version-0'], [parseOpening, opening, 'opening 1', 'opening 2', 'other-head'], [parseOpening, opening, '2026-12-01', '2026-12-32', 'not-a-time'],
    [parseOpening, opening, 'level full', 'level most', 'line-value'], [parseOpening, opening, 'level full', 'level metrics', 'line-value'], [parseOpening, opening, 'retention-days 30', 'retention-days 366', 'not-a-number'],
    [parseOpening, opening, 'key-file key.age', 'key-file key.agee', 'line-value'], [parseOpening, opening.replace(/key-file key.calls.*\n/, ''), '', '', 'line-value'],
    [parseOpening, opening.replace(/key-file key.events.*\n/, ''), '', '', 'line-value'], [parseOpening, opening.replace(/application.*\n/, ''), '', '', 'line-missing'],
    [parseOpening, opening.replace(/(application.*\n)/, '$1'.repeat(51)), '', '', 'too-many'], [parseOpening, opening.replace(/(key-file key.age.*\n)(key-file key.events.*\n)/, '$2$1'), '', '', 'out-of-order'],
    [parseClosing, closing, 'withheld-percent 20', 'withheld-percent 25', 'line-value'], [parseClosing, closing, 'withheld-percent 20', 'withheld-percent 110', 'not-a-number'], [parseClosing, closing, 'chunks 4', 'chunks 5', 'line-missing'],
    [parseClosing, closing, 'chunks 4', 'chunks 3', 'too-many'], [parseClosing, closing, 'chunks 4', 'chunks 11801', 'not-a-number'], [parseClosing, closing, 'chunk 000001', 'chunk 000002', 'out-of-order'],
    [parseClosing, closing, 'chunk 000001', 'chunk 1', 'not-a-number'], [parseClosing, closing, ' 41230', ' 335544321', 'not-a-number'], [parseClosing, closing, 'events 000002', 'later 000002', 'unknown-line'],
    [parsePeel, peeled, 'of pictures', 'of events', 'line-value'], [parsePeel, peeled, 'of pictures', 'of all', 'line-value'], [parsePeel, peeled, 'chunks 2 2', 'chunks 3 2', 'line-value'], [parsePeel, peeled, 'chunks 2 2', 'chunks 2', 'not-a-number'],
    [parsePeel, peeled, 'key-files list', 'list', 'line-value'], [parsePeel, peeled.replace(/closing-sha256.*\n/, ''), '', '', 'line-value'], [parsePeel, peeled.replace(/closing-sha256 (.*)\n/, '$&journal-sha256 $1\n'), '', '', 'line-value'],
    [parseEnd, ended, 'call-ended', 'bored', 'line-value'], [parseEnd, ended, 'not yet drawn', 'not drawn', 'line-value'], [parseEnd, ended, '1 0 paused', '1 0 not yet drawn', 'out-of-order'], [parseEnd, ended, 'kept 12 ', 'kept 12.5 ', 'not-a-number'],
  ];
  for (const [parse, text, from, to, code] of cases) await assertRefused(() => parse(text.replace(from, to)), code, undefined, `${from} → ${to}`);
});

test('A journal proves its lines up to the last line end, each over all before it', async () => {
  const { chunks, key } = await makeRecording(undefined, { closed: false });
  const journal = await journalText(chunks, recordingId, key);
  const lines = journal.match(/[^\n]*\n/g)!;
  const parse = (text: string, id = recordingId): unknown => parseJournal(text, id, key.verifier);
  assert.deepEqual(parse(''), { chunks: [], torn: false });
  assert.deepEqual(parse(`${lines[0]}${lines[1]!.slice(0, 20)}`), { chunks: chunks.slice(0, 1), torn: true });
  assert.deepEqual(parseJournal(Uint8Array.of(...bytes(lines[0]!), 0xff), recordingId, key.verifier), { chunks: chunks.slice(0, 1), torn: true });
  for (const [wrong, code] of [
    [lines.slice(1).join(''), 'wrong-signature'], [lines[1]! + lines[0]!, 'wrong-signature'], [lines[0]! + lines[0]!, 'wrong-signature'], [lines[0]! + lines[2]!, 'wrong-signature'],
    [journal.replace('000000', '000001'), 'wrong-signature'], ['x\n', 'unknown-line'], [`chunk\n`, 'unknown-line'], [`${lines[0]!.slice(0, -90)}\n`, undefined],
  ] as const)
    await assertRefused(() => parse(wrong), code, 'corrupt', wrong.slice(0, 60));
  await assertRefused(() => parse(journal, 'f'.repeat(32)), 'wrong-signature');
  const outOfOrder = await journalText([chunks[1]!], recordingId, key);
  await assertRefused(() => parse(outOfOrder), 'out-of-order');
  await assertRefused(() => parse('x'.repeat(3_000_000)), 'too-long');
});

const faultsOf = (made: ReadonlyMap<string, Uint8Array>, how: 'device' | 'union' = 'device'): Promise<string[]> =>
  (how === 'device' ? verifyRecording(inMemory(made), device.verifier) : verifyPeeled(inMemory(made), union.verifier)).then(({ findings }) => findings.map(({ fault, file, other }) => `${file}: ${fault}${other === undefined ? '' : ` ${other}`}`));

test('A whole recording is proven by its certificate, closed or not, and a peeled one by its peel note', async () => {
  for (const closed of [true, false]) {
    const made = await makeRecording(undefined, { closed });
    const whole = await verifyRecording(inMemory(made.files), device.verifier);
    assert.deepEqual([whole.closed, whole.listed, whole.findings], [closed, 5, []]);
    assert.deepEqual(whole.remarks, closed ? [] : [{ remark: 'not-closed' }]);
    assert.deepEqual(whole.proven, made.chunks);
    assert.equal(whole.certificate?.agent, 'a17');
    for (const [of, count] of [['pictures', 3], ['events', 1]] as const) {
      const peeled = await peel(made, of);
      const seen = await verifyPeeled(inMemory(peeled.files), union.verifier);
      assert.deepEqual([seen.listed, seen.proven.length, seen.findings], [count, count, []], `${closed} ${of}`);
      assert.equal(seen.certificate, undefined);
    }
  }
});

test('Each fault of a chunk or key file is found and named as C++ names it', async () => {
  const made = await makeRecording();
  const peeled = (await peel(made)).files;
  const chunk = (i: number): string => chunkFile(made.chunks[i]!);
  const changed = (file: Uint8Array): Uint8Array => file.map((byte, i) => (i === file.length - 1 ? byte ^ 1 : byte));
  const cases: [string, (files: Map<string, Uint8Array>) => unknown, string[]][] = [
    ['missing', (files) => files.delete(chunk(1)), [`${chunk(1)}: missing`]],
    ['changed', (files) => files.set(chunk(0), changed(files.get(chunk(0))!)), [`${chunk(0)}: changed`]],
    ['cut short', (files) => files.set(chunk(0), files.get(chunk(0))!.slice(0, -1)), [`${chunk(0)}: cut-short`]],
    ['empty', (files) => files.set(chunk(0), new Uint8Array()), [`${chunk(0)}: cut-short`]],
    ['too long', (files) => files.set(chunk(0), Uint8Array.of(...files.get(chunk(0))!, 0)), [`${chunk(0)}: too-long`]],
    ['swapped', (files) => ([files, files.get(chunk(0))!, files.get(chunk(1))!] as const).slice(0, 1).forEach(() => { const [a, b] = [files.get(chunk(0))!, files.get(chunk(1))!]; files.set(chunk(0), b).set(chunk(1), a); }), [`${chunk(0)}: swapped ${chunk(1)}`, `${chunk(1)}: swapped ${chunk(0)}`]],
    ['foreign', (files) => files.set('000005.chunk.age', bytes('x')), ['000005.chunk.age: foreign']],
    ['of another kind', (files) => files.set('000000.pages.age', files.get(chunk(0))!), ['000000.pages.age: foreign']],
    ['key file missing', (files) => files.delete('key.age'), ['key.age: key-missing']],
    ['key file exchanged', (files) => files.set('key.age', changed(files.get('key.age')!)), ['key.age: key-exchanged']],
    ['nothing', () => 0, []],
  ];
  for (const [how, files] of [['device', made.files], ['union', peeled]] as const) {
    for (const [what, change, wanted] of cases) {
      const copy = new Map(files);
      change(copy);
      assert.deepEqual(await faultsOf(copy, how), wanted, `${how}: ${what}`);
    }
  }
  // What a peel does not hand out is foreign in it.
  assert.deepEqual(await faultsOf(new Map(peeled).set('key.calls.age', bytes('x')), 'union'), ['key.calls.age: foreign']);
  const unreadable = { names: () => Promise.resolve([...made.files.keys()]), read: (name: string) => (name === chunk(0) ? Promise.reject(new Error('disk')) : Promise.resolve(made.files.get(name) ?? null)) };
  assert.deepEqual((await verifyRecording(unreadable, device.verifier)).findings, [{ fault: 'unreadable', file: chunk(0), problem: 'not-read' }]);
});

test('The notes are those of this recording, and of its own key', async () => {
  const made = await makeRecording();
  const other = await makeRecording(pictures('other'), { id: 'f'.repeat(32) });
  const twin = await makeRecording(undefined, { keys: made.keys });
  const peeled = await peel(made);
  const stranger = TextSigner.generate('stranger');
  const verify = (changes: [string, Uint8Array | undefined][], by = device.verifier, files: ReadonlyMap<string, Uint8Array> = made.files): Promise<unknown> => {
    const copy = new Map(files);
    for (const [name, file] of changes) if (file === undefined) copy.delete(name); else copy.set(name, file);
    return by === device.verifier || files === made.files ? verifyRecording(inMemory(copy), by) : verifyPeeled(inMemory(copy), by);
  };
  await assertRefused(() => verify([['certificate.note', undefined]]), 'no-certificate', 'denied');
  await assertRefused(() => verify([], stranger.verifier), 'other-signer', 'denied');
  await assertRefused(() => verify([['certificate.note', other.files.get('certificate.note')]]), 'other-recording', 'denied');
  await assertRefused(() => verify([['certificate.note', twin.files.get('certificate.note')]]), 'other-recording', 'denied');
  await assertRefused(() => verify([['opening.note', undefined]]), 'not-a-recording', 'permanent');
  await assertRefused(() => verify([['opening.note', twin.files.get('opening.note')]]), 'other-recording', 'denied');
  const renamed = parseCertificate(parseNote(made.files.get('certificate.note')!).text);
  await assertRefused(async () => verify([['certificate.note', bytes(await signNote(certificateText({ ...renamed, device: 'desk-13' }), device))]]), 'other-device', 'denied');
  const stolen = bytes(await signNote(openingText(made.opening), TextSigner.generate(recordingId)));
  await assertRefused(() => verify([['opening.note', stolen]]), ['other-signer', 'wrong-signature'], 'denied');
  assert.deepEqual(await faultsOf(new Map(made.files).set('closing.note', other.files.get('closing.note')!)), [
    'closing.note: not-of-its-key', ...[...made.files.keys()].filter((name) => chunkNamed(name)).sort().map((name) => `${name}: foreign`),
  ]);
  // Where the closing note is damaged, the journal proves the chunks.
  const both = new Map(made.files).set('closing.note', bytes('damaged')).set('chunks.journal', bytes(await journalText(made.chunks, recordingId, made.key)));
  assert.deepEqual(await faultsOf(both), ['closing.note: not-of-its-key']);

  await assertRefused(() => verifyPeeled(inMemory(made.files), union.verifier), 'no-peel-note', 'denied');
  await assertRefused(() => verify([], stranger.verifier, peeled.files), 'other-signer', 'denied');
  const withPeel = async (changes: Parameters<typeof peel>[2]): Promise<unknown> => verifyPeeled(inMemory((await peel(made, 'pictures', changes)).files), union.verifier);
  await assertRefused(() => withPeel({ opening: hashOf('x') }), 'other-opening-note', 'denied');
  await assertRefused(() => withPeel({ id: 'f'.repeat(32) }), 'other-opening-note', 'denied');
  await assertRefused(() => withPeel({ closing: hashOf('x') }), 'other-list', 'denied');
  await assertRefused(() => withPeel({ closing: undefined, journal: hashOf('x') }), 'file-missing', 'denied');
  await assertRefused(() => verify([['closing.note', undefined]], union.verifier, peeled.files), 'file-missing', 'denied');
});

test('A journal whose last chunk never came is intact; one that lacks another is not', async () => {
  const made = await makeRecording(pictures('a', 'b', 'c'), { closed: false });
  const without = (i: number): Map<string, Uint8Array> => {
    const copy = new Map(made.files);
    copy.delete(chunkFile(made.chunks[i]!));
    return copy;
  };
  const last = await verifyRecording(inMemory(without(2)), device.verifier);
  assert.deepEqual([last.findings, last.listed], [[], 2]);
  assert.deepEqual(last.remarks.map(({ remark }) => remark), ['not-closed', 'being-written']);
  assert.deepEqual(await faultsOf(without(1)), ['000001.chunk.age: missing']);
  // Where the union had it before it, it is missing.
  const peeled = (await peel(made)).files;
  peeled.delete('000002.chunk.age');
  assert.deepEqual(await faultsOf(peeled, 'union'), ['000002.chunk.age: missing']);
});

const handedOut = (files: ReadonlyMap<string, Uint8Array>, name = 'key.age'): Parameters<typeof checkPeel>[0] => {
  const text = (file: string): string | undefined => (files.has(file) ? new TextDecoder().decode(files.get(file)) : undefined);
  return { peel: text('peel.note')!, opening: text('opening.note')!, closing: text('closing.note'), journal: text('chunks.journal'), key: files.get(name)! };
};

async function opened(files: ReadonlyMap<string, Uint8Array>, identities: readonly (string | CryptoKey)[]): Promise<{ reader: ChunkReader; asked: [number, number][] }> {
  const checked = await checkPeel(handedOut(files), union.verifier);
  const { fetch, asked } = served(files, checked.chunks);
  return { reader: new ChunkReader(checked.chunks, fetch, [await openPeel(checked, identities)]), asked };
}

async function texts(reader: ChunkReader, options = {}): Promise<string[]> {
  const all: string[] = [];
  for await (const one of reader.readAll('chunk', options)) all.push('finding' in one ? `! ${one.finding.file} ${one.finding.fault}` : `${one.gap ? 'gap ' : ''}${new TextDecoder().decode(one.bytes)}`);
  return all;
}

test("A peel opens with the request key and the reader's own, and with neither alone", async () => {
  for (const closed of [true, false]) {
    const made = await makeRecording(undefined, { closed });
    const { files } = await peel(made);
    const { reader } = await opened(files, [made.keys.request, made.keys.reviewer]);
    assert.deepEqual(await texts(reader), ['track 0', 'track 1', 'track 3']);
    assert.deepEqual(await texts(reader, { from: 1 }), ['track 1', 'track 3']);
    assert.equal(new TextDecoder().decode(await reader.open(2)), 'track 3');
    for (const [identities, about] of [
      [[made.keys.request], 'inner'], [[made.keys.reviewer], 'outer'], [[made.keys.union, made.keys.reviewer], 'outer'], [[made.keys.request, made.keys.insight], 'inner'], [[], 'outer'],
    ] as const)
      assert.equal((await assertRefused(() => opened(files, identities), 'no-key-opens', 'denied')).about, about);
  }
});

test('A request key that the browser keeps opens what was sealed to it, and is not given out', async () => {
  const made = await makeRecording();
  const pair = (await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])) as CryptoKeyPair;
  const recipient = await recipientOf(pair.privateKey);
  const inner = await sealTo([await recipientOf(made.keys.reviewer)], `${made.keys.r}\n`);
  const key = await sealTo([recipient], inner);
  const { files } = await peel(made, 'pictures', { request: recipient, keyFile: { name: 'key.age', sha256: hashOf(key) } });
  files.set('key.age', key);
  const { reader } = await opened(files, [pair.privateKey, made.keys.reviewer]);
  assert.deepEqual(await texts(reader), ['track 0', 'track 1', 'track 3']);
  await assert.rejects(crypto.subtle.exportKey('pkcs8', pair.privateKey));
});

test('What is handed out has to be what was peeled', async () => {
  const made = await makeRecording();
  const { files } = await peel(made);
  const good = handedOut(files);
  const another = await makeRecording(undefined, { keys: made.keys });
  const otherText = (name: string): string => new TextDecoder().decode(another.files.get(name));
  await checkPeel(good, union.verifier);
  for (const [changes, code] of [
    [{ key: made.files.get('key.age')! }, 'not-what-was-peeled'], [{ opening: otherText('opening.note') }, 'other-opening-note'], [{ closing: otherText('closing.note') }, 'other-list'],
    [{ closing: undefined }, 'file-missing'], [{ closing: good.opening }, 'other-list'], [{ peel: good.opening }, 'other-signer'], [{ opening: '' }, 'no-signatures'], [{ opening: 'x'.repeat(2 << 20) }, 'file-too-long'],
  ] as [object, Code][])
    await assertRefused(() => checkPeel({ ...good, ...changes }, union.verifier), code, undefined, JSON.stringify(Object.keys(changes)));
  await assertRefused(() => checkPeel(good, device.verifier), 'other-signer', 'denied');
  await assertRefused(async () => checkPeel(handedOut((await peel(made, 'pictures', { chunksProven: 2, chunksListed: 2 })).files), union.verifier), 'other-number-of-chunks');
  const stranger = await newKeys();
  const wrong = await peel({ ...made, keys: { ...made.keys, r: stranger.r } });
  await assertRefused(() => opened(wrong.files, [made.keys.request, made.keys.reviewer]), 'key-of-another-recording', 'corrupt');
  const once = await sealTo([await recipientOf(made.keys.request)], `${made.keys.r}\n`);
  await assertRefused(() => openTwoLayers(once, [made.keys.request]), 'not-sealed', 'corrupt');
});

test('Chunks that are exchanged, missing, changed, cut short or in another order are refused before they are opened', async () => {
  const made = await makeRecording(pictures('a', 'bb', 'ccc', 'dddd', 'e'));
  const { files } = await peel(made);
  const checked = await checkPeel(handedOut(files), union.verifier);
  const key = await openPeel(checked, [made.keys.request, made.keys.reviewer]);
  const sealed = checked.chunks.map((chunk) => files.get(chunkFile(chunk))!);
  const reader = (parts: Uint8Array[]): ChunkReader => {
    const all = Uint8Array.from(parts.flatMap((part) => [...part]));
    return new ChunkReader(checked.chunks, (from, length) => Promise.resolve(all.slice(from, from + length)), [key]);
  };
  assert.deepEqual(await texts(reader(sealed)), ['a', 'bb', 'ccc', 'dddd', 'e']);
  const [a, b, c, d, e] = sealed as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const flipped = b.map((byte, i) => (i === 150 ? byte ^ 1 : byte));
  for (const [parts, wanted] of [
    [[e, b, c, d, a], ['! 000000.chunk.age swapped', 'gap bb', 'ccc', 'dddd', '! 000004.chunk.age swapped']], [[a, flipped, c, d, e], ['a', '! 000001.chunk.age changed', 'gap ccc', 'dddd', 'e']],
    [[a, b, c, d], ['a', 'bb', 'ccc', 'dddd', '! 000004.chunk.age missing']], [[a, b, c, d, e.slice(0, -1)], ['a', 'bb', 'ccc', 'dddd', '! 000004.chunk.age cut-short']],
  ] as const) {
    assert.deepEqual(await texts(reader([...parts])), wanted);
    await assertRefused(async () => { for await (const _ of reader([...parts]).read('chunk')); }, 'chunk-changed', 'corrupt');
  }
  await assertRefused(() => reader([a, flipped, c, d, e]).open(1), 'chunk-changed', 'corrupt');
  await assertRefused(() => reader(sealed).open(9), 'chunk-not-listed');
  // A server that answers with more than was asked for.
  const generous = new ChunkReader(checked.chunks, () => Promise.resolve(new Uint8Array(5 << 20)), [key]);
  await assertRefused(() => generous.open(0), 'file-too-long');
});

test('Chunks are fetched by ranges, some at once, and where they are wanted', async () => {
  const made = await makeRecording(pictures(...Array.from({ length: 40 }, (_, i) => `track ${i}`)));
  const { files } = await peel(made);
  const { reader, asked } = await opened(files, [made.keys.request, made.keys.reviewer]);
  assert.equal((await texts(reader)).length, 40);
  assert.equal(asked.length, 1);
  const size = reader.chunks[0]!.length;
  await texts(reader, { from: 10, ahead: size * 4 });
  assert.ok(asked.length > 5 && asked.slice(1).every(([from, length]) => from >= 10 * size - 20 && length <= size * 4), JSON.stringify(asked.slice(1)));
  const small: FetchRange = (from, length) => Promise.resolve(Uint8Array.from([...files.get(chunkFile(reader.chunks[0]!))!].slice(from, from + Math.min(length, 7))));
  const slow = new ChunkReader(reader.chunks.slice(0, 1), small, [{ which: 'pictures', identity: made.keys.r }]);
  assert.equal(new TextDecoder().decode(await slow.open(0)), 'track 0');
});

test("An agent opens a recording of their own, by the device's certificate", async () => {
  const statements = bytes(`insyn call statements 1\nid ${recordingId}\nnote 2\na\nnote 3\nbå`.replace('bå', 'bc') + '\n');
  const made = await makeRecording([...pictures('track 0'), { kind: 'calls', plain: statements }, { kind: 'events', plain: bytes(events) }, { kind: 'calls', plain: bytes(endText(end)) }]);
  const text = (name: string): string => new TextDecoder().decode(made.files.get(name));
  const own = { certificate: text('certificate.note'), opening: text('opening.note'), closing: text('closing.note'), key: made.files.get('key.agent.age')! };
  const checked = checkOwn(own, device.verifier);
  const keys = await openOwn(checked, [made.keys.agent]);
  assert.deepEqual(keys.map(({ which }) => which), ['pictures', 'events', 'calls']);
  const reader = new ChunkReader(checked.chunks, served(made.files, checked.chunks).fetch, keys);
  assert.deepEqual(await texts(reader), ['track 0']);
  assert.equal(await readEvents(reader), '4711,2026-12-01T08:15:04.120Z,screen,sök\n');
  assert.deepEqual(await readEnd(reader, recordingId), end);
  assert.deepEqual(await readStatements(reader, recordingId), ['a\n', 'bc\n']);
  await assertRefused(() => readEnd(reader, 'f'.repeat(32)), 'other-recording');
  await assertRefused(() => openOwn(checked, [made.keys.reviewer, made.keys.union]), 'no-key-opens', 'denied');
  await assertRefused(() => checkOwn(own, union.verifier), 'other-signer', 'denied');
  await assertRefused(() => checkOwn({ ...own, key: made.files.get('key.age')! }, device.verifier), 'key-file-changed', 'denied');
  const other = await makeRecording(undefined, { keys: made.keys });
  await assertRefused(() => checkOwn({ ...own, closing: new TextDecoder().decode(other.files.get('closing.note')) }, device.verifier), ['other-signer', 'wrong-signature'], 'denied');
  const onlyEvents = new ChunkReader(checked.chunks, served(made.files, checked.chunks).fetch, keys.slice(1));
  await assertRefused(() => onlyEvents.open(0), 'no-key-opens', 'denied');
  const journal = await journalText(made.chunks, recordingId, made.key);
  assert.deepEqual(checkOwn({ ...own, closing: undefined, journal }, device.verifier).chunks, made.chunks);
  await assertRefused(() => checkOwn({ ...own, closing: undefined }, device.verifier), 'file-missing');
});

test('What is sealed wrongly is refused, and nothing hangs or grows', async () => {
  const keys = await newKeys();
  const sealed = await sealTo([await recipientOf(keys.r)], `${keys.e}\n`);
  assert.deepEqual(await openOneLayer(sealed, [keys.r]), [keys.e]);
  for (let at = 0; at < sealed.length; ++at)
    await assertRefused(() => openOneLayer(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)), [keys.r]), ['not-sealed', 'no-key-opens'], undefined, `byte ${at}`);
  for (let length = 0; length < sealed.length; length += 3) await assertRefused(() => openOneLayer(sealed.slice(0, length), [keys.r]), ['not-sealed', 'no-key-opens'], 'corrupt', `${length}`);
  const many = await sealTo(await Promise.all(Array.from({ length: 65 }, () => recipientOf(keys.r))), `${keys.e}\n`);
  await assertRefused(() => openOneLayer(many, [keys.r]), 'not-sealed');
  const two = await sealTo([await recipientOf(keys.r)], await sealTo([await recipientOf(keys.r)], `${keys.e}\n${keys.c}\n`));
  await assertRefused(() => openTwoLayers(two, [keys.r]), 'not-an-identity', 'corrupt');
  for (const wrong of ['', '# only\n', 'AGE-SECRET-KEY-1X\n', keys.e.toLowerCase(), `${keys.e} \n`, keys.e.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')), `${keys.e}\n`.repeat(65)]) await assertRefused(() => parseIdentityFile(wrong), 'not-an-identity', 'corrupt', wrong.slice(0, 30));
  assert.deepEqual(parseIdentityFile(`# created: now\r\n\r\n${keys.e}\r\n`), [keys.e]);
  await assertRefused(() => openOneLayer(sealed, ['AGE-SECRET-KEY-1X']), 'not-an-identity');
});

test('Statements have the length that they say, and are bounded', async () => {
  const begin = `insyn call statements 1\nid ${recordingId}\n`;
  for (const wrong of ['', 'note 0\n', 'note 3\na\n', 'note 2\nab', 'note 02\na\n', 'note 8193\na\n', 'not 2\na\n', 'note 2\na\nx', 'note 2\na\n'.repeat(65)]) await assertRefused(() => parseCallStatements(bytes(begin + wrong)), undefined, 'corrupt', wrong);
  assert.equal(parseCallStatements(bytes(begin + 'note 2\na\n'.repeat(64))).notes.length, 64);
  await assertRefused(() => parseCallStatements(bytes('insyn call statements 1\nid x\nnote 2\na\n')), 'line-value');
});

test('Discards and holds are signed by whom they need, and read only as they are written', async () => {
  const [agent, employer, stranger] = ['agent-7', 'Nord', 'agent-7'].map((name) => TextSigner.generate(name)) as [TextSigner, TextSigner, TextSigner];
  const discard = { id: recordingId, agent: 'a17', time: end.end };
  const note = await signDiscard(discard, agent);
  assert.deepEqual(verifyDiscard(note, [employer.verifier, agent.verifier]), discard);
  assert.equal(parseNote(note).text, `insyn recording discard 1\nid ${recordingId}\nagent a17\ntime 2026-12-01T08:15:06.750Z\n`);
  await assertRefused(() => verifyDiscard(note, [stranger.verifier]), 'not-signed', 'denied');
  await assertRefused(async () => verifyDiscard(await addSignature(note, employer), [agent.verifier]), 'other-number-of-signatures', 'denied');
  const hold = { id: recordingId, until: end.end, because: 'Tvist 7.' };
  const one = await signHold(hold, employer);
  const both = await addSignature(one, union);
  assert.deepEqual(verifyHold(both, [employer.verifier, union.verifier]), hold);
  await assertRefused(() => verifyHold(one, [employer.verifier, union.verifier]), 'party-has-not-signed', 'denied');
  await assertRefused(() => verifyHold(both, []), 'not-signed', 'denied');
  await assertRefused(() => verifyHold('x'.repeat(20_000), [union.verifier]), 'too-long');
  for (const [what, changed] of [...withEachLineChanged(parseNote(note).text), ...withEachLineChanged(parseNote(one).text)])
    for (const parse of [parseDiscard, parseHold]) await assertRefused(() => parse(changed), undefined, 'corrupt', what);
  await assertRefused(() => signDiscard({ ...discard, agent: '' }, agent), ['unknown-line', 'line-missing']);
});

// The same cases as in src/recording/format/closing_note_test.cc.
test('The share withheld is rounded to ten, and knows nothing of pauses', () => {
  const share = (kept: number, ...withheld: [reason: WithheldReason, pixels: number][]): number | undefined =>
    withheldPercent({ kept: { times: 1, pixels: kept }, withheld: withheld.map(([reason, pixels]) => ({ reason, pixels, times: 1 })) });
  assert.deepEqual([share(0), share(0, ['paused', 0]), share(1000, ['paused', 0]), share(1000, ['hidden', 40])], [undefined, undefined, 0, 0]);
  assert.deepEqual([share(1000, ['hidden', 40], ['not yet drawn', 960]), share(0, ['hidden', 1])], [50, 100]);
});
