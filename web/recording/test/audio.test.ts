import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, hashOf, parseNote, parsePublicKeys, signNote, TextSigner } from 'insyn-note';
import { assertRefused, example, withEachByteChanged, withEachLineChanged } from 'insyn-note/testing';
import {
  type AudioNote, audioNoteText, type AudioOf, hashOfFile, largestAudioNote, openAudio, openingHash, parseAudio, parseAudioNote, parseIdentityFile, parseOpening, readAudio, recipientOf, sealTo, verifyAudioNote,
} from '../src/index.js';
import { bytes, makeRecording, newKeys, recordingId } from './made.js';

const importer = TextSigner.ofSeed('Samtalsarkivet', new Uint8Array(32).fill(7));
const audio: AudioNote = {
  id: recordingId, opening: hashOf('the opening note'), sides: 'both', afterBegin: 1500, duration: 60_000, cuts: [{ from: 5000, length: 2000 }, { from: 7000, length: 1 }],
  file: { sha256: hashOf('the file'), length: 8 }, date: '2026-12-01',
};
const of: AudioOf = { id: recordingId, opening: audio.opening, allowed: 'both', importers: [TextSigner.generate('another').verifier, importer.verifier] };
const signed = (changes: Partial<AudioNote> = {}, signer = importer): Promise<string> => signNote(audioNoteText({ ...audio, ...changes }), signer);

test('An audio note is read as it was written, in one way', async () => {
  const text = audioNoteText(audio);
  assert.deepEqual(parseAudioNote(text), audio);
  assert.deepEqual(verifyAudioNote(await signed(), of), audio);
  assert.deepEqual(parseAudioNote(audioNoteText({ ...audio, cuts: [] })).cuts, []);
  for (const [what, changed] of withEachLineChanged(text)) {
    // Without a cut, and without both, it is another note of the format.
    if (what === 'without line 7' || what === 'without line 8') continue;
    await assertRefused(() => parseAudioNote(changed), undefined, 'corrupt', what);
  }
  for (const [from, to, code] of [
    ['audio 1\n', 'audio 2\n', 'other-head'], ['sides both', 'sides agent', 'line-value'], ['duration-ms 60000', 'duration-ms 0', 'line-value'], ['duration-ms 60000', 'duration-ms 14400001', 'not-a-number'],
    ['after-begin-ms 1500', 'after-begin-ms 86400001', 'not-a-number'], ['after-begin-ms 1500', 'after-begin-ms -1', 'not-a-number'], ['cut 5000 2000', 'cut 5000 2001', 'out-of-order'], ['cut 5000 2000', 'cut 5000 0', 'out-of-order'],
    ['cut 7000 1\n', 'cut 59999 2\n', 'out-of-order'], ['cut 5000 2000', 'cut 5000', 'not-a-number'], ['cut 5000 2000', 'cut 5000  2000', 'not-a-number'], [' 8\n', ' 0\n', 'line-value'], [' 8\n', ' 268435457\n', 'not-a-number'], ['2026-12-01', '2026-12-32', 'not-a-time'],
    [`id ${recordingId}`, 'id x', 'line-value'],
  ] as const) {
    assert.ok(text.includes(from), from);
    await assertRefused(() => parseAudioNote(text.replace(from, to)), code, 'corrupt', `${from} → ${to}`);
  }
  const many = Array.from({ length: 1001 }, (_, i) => ({ from: i * 2, length: 1 }));
  await assertRefused(() => parseAudioNote(audioNoteText({ ...audio, cuts: many })), 'too-many');
  parseAudioNote(audioNoteText({ ...audio, cuts: many.slice(1) }));
});

test('An audio note is by an importer of the agreement, of this recording, and of voices that are agreed', async () => {
  const note = await signed();
  for (const [wrong, code, message] of [
    [signed({}, TextSigner.generate('Samtalsarkivet')), 'other-signer', 'another key of the same name'], [Promise.resolve(note.replace('1500', '1501')), 'wrong-signature', 'changed'],
    [Promise.resolve(note + note.split('\n\n')[1]!), 'other-number-of-signatures', 'twice'], [signed({ id: 'f'.repeat(32) }), 'other-recording', 'id'], [signed({ opening: hashOf('other') }), 'other-recording', 'opening'],
  ] as const)
    await assertRefused(async () => verifyAudioNote(await wrong, of), code, 'denied', message);
  for (const importers of [[], of.importers.slice(0, 1)]) await assertRefused(() => verifyAudioNote(note, { ...of, importers }), 'other-signer', 'denied');
  for (const [sides, allowed, is] of [
    ['customer', 'none', false], ['both', 'none', false], ['mixed', 'none', false], ['customer', 'customer', true], ['both', 'customer', false], ['mixed', 'customer', false],
    ['customer', 'both', true], ['both', 'both', true], ['mixed', 'both', true],
  ] as const) {
    const given = await signed({ sides });
    if (is) assert.equal(verifyAudioNote(given, { ...of, allowed }).sides, sides);
    else await assertRefused(() => verifyAudioNote(given, { ...of, allowed }), 'audio-not-agreed', 'denied', `${sides} ${allowed}`);
  }
  for (const [at, changed] of withEachByteChanged(note, 5)) await assertRefused(() => verifyAudioNote(changed, of), undefined, undefined, `byte ${at}`);
  await assertRefused(() => verifyAudioNote(`${' '.repeat(largestAudioNote)}${note}`, of), 'too-long', 'corrupt');
  const made = await makeRecording();
  assert.equal(openingHash(made.files.get('opening.note')!), hashOf(made.files.get('opening.note')!));
});

const file = (head: string, rest: Uint8Array | string = ''): Uint8Array => Uint8Array.from([...bytes(head), ...(typeof rest === 'string' ? bytes(rest) : rest)]);

test('What is sealed is a head, peaks and a WebM, and nothing else', async () => {
  const plain = file('insyn audio 1\npeaks 50 2 6\nwebm 4\n\n', 'abcdefWEBM');
  const { peaks, webm } = parseAudio(plain, { sides: 'both' });
  assert.deepEqual([peaks.rate, peaks.channels, new TextDecoder().decode(peaks.bytes), new TextDecoder().decode(webm)], [50, 2, 'abcdef', 'WEBM']);
  assert.equal(parseAudio(file('insyn audio 1\npeaks 1 1 0\nwebm 1\n\n', '\n'), { sides: 'mixed' }).webm.length, 1);
  for (const [wrong, sides] of [
    [plain, 'customer'], [plain, 'mixed'], [file('insyn audio 1\npeaks 50 1 6\nwebm 4\n\n', 'abcdefWEBM'), 'both'], [plain.slice(0, -1), 'both'], [file('', [...plain, 0] as unknown as Uint8Array), 'both'],
    [file('insyn audio 1\npeaks 50 2 5\nwebm 5\n\n', 'abcdefWEBM'), 'both'], [file('insyn audio 1\npeaks 0 1 6\nwebm 4\n\n', 'abcdefWEBM'), 'customer'], [file('insyn audio 1\npeaks 101 1 6\nwebm 4\n\n', 'abcdefWEBM'), 'customer'],
    [file('insyn audio 1\npeaks 50 1 06\nwebm 4\n\n', 'abcdefWEBM'), 'customer'], [file('insyn audio 1\npeaks 50 3 6\nwebm 4\n\n', 'abcdefWEBM'), 'customer'], [file('insyn audio 1\npeaks 50 1 10\nwebm 0\n\n', 'abcdefWEBM'), 'customer'],
    [file('insyn audio 1\npeaks 50 1 6 \nwebm 4\n\n', 'abcdefWEBM'), 'customer'], [file('insyn audio 1\npeaks 1 1 14402\nwebm 1\n\n', new Uint8Array(14_403)), 'customer'], [file('insyn audio 1\npeaks 50 1 99999999999999999999\nwebm 4\n\n'), 'customer'],
    [file(`insyn audio 1\n${'x'.repeat(300)}\n\n`), 'customer'], [new Uint8Array(), 'customer'], [file('\n\n'), 'customer'], [Uint8Array.from([0xff, 0x0a, 0x0a]), 'customer'],
  ] as const)
    await assertRefused(() => parseAudio(wrong, { sides }), ['audio-head', 'not-a-number'], 'corrupt', new TextDecoder().decode(wrong.slice(0, 60)));
});

test('The sealed file is the one that the note names, opens with R alone, and is read by ranges', async () => {
  const keys = await newKeys();
  const webm = Uint8Array.from({ length: 3 << 20 }, (_, i) => i * 31);
  const sealed = await sealTo([await recipientOf(keys.r)], file('insyn audio 1\npeaks 50 2 4\nwebm 3145728\n\n', Uint8Array.from([1, 2, 3, 4, ...webm])));
  const note = { ...audio, file: { sha256: await hashOfFile(sealed), length: sealed.length } };
  const asked: [number, number][] = [];
  const told: number[] = [];
  const serve = (from: Uint8Array) => (at: number, length: number) => (asked.push([at, length]), Promise.resolve(from.slice(at, at + Math.min(length, 700_000))));
  const read = await readAudio(note, serve(sealed), { progress: (part) => told.push(part) });
  assert.ok(asked.every(([at, length]) => length <= 1 << 20 && at + length <= sealed.length));
  assert.ok(told.at(-1) === 1 && told.length === asked.length);
  const opened = await openAudio(note, read, keys.r);
  assert.deepEqual([opened.peaks.bytes, opened.webm.length], [Uint8Array.from([1, 2, 3, 4]), webm.length]);
  assert.ok(Buffer.from(opened.webm).equals(Buffer.from(webm)));
  await assertRefused(() => openAudio(note, read, keys.e), 'no-key-opens', 'denied');
  const changed = sealed.slice();
  changed[changed.length >> 1]! ^= 1;
  await assertRefused(() => readAudio(note, serve(changed)), 'audio-changed', 'corrupt');
  await assertRefused(() => readAudio(note, serve(sealed.slice(0, -1))), 'file-missing', 'corrupt');
  await assertRefused(() => readAudio(note, () => Promise.resolve(new Uint8Array((1 << 20) + 1))), 'file-too-long', 'corrupt');
  // Whoever skips the hash still meets age's own checks.
  for (const wrong of [changed, sealed.slice(0, -1), sealed.slice(0, 100), new Uint8Array(100)]) await assertRefused(() => openAudio(note, wrong, keys.r), 'not-sealed', 'corrupt');
  await assertRefused(() => openAudio({ ...note, file: { ...note.file, length: 1000 } }, sealed, keys.r), 'too-long', 'corrupt');
  await assert.rejects(readAudio(note, () => Promise.reject(new RangeError('no'))), RangeError);
});

test("The page's example is verified, opened with its R, and says what it says", async () => {
  const opening = example('audio.md', 'opening.note');
  const { id } = parseOpening(parseNote(opening).text);
  const importers = [parsePublicKeys(example('audio.md', 'importer.pub')).verifier!];
  const text = example('audio.md', 'audio.note');
  const note = verifyAudioNote(text, { id, opening: openingHash(opening), allowed: 'both', importers });
  assert.equal(await signNote(audioNoteText(note), TextSigner.parse(example('audio.md', 'importer.sign').trim())), text);
  assert.deepEqual([note.sides, note.afterBegin, note.duration, note.cuts, note.date], ['both', 0, 200, [{ from: 100, length: 60 }], '2026-12-02']);
  const sealed = fromBase64(example('audio.md', 'audio.age').replaceAll('\n', ''));
  const read = await readAudio(note, (from, length) => Promise.resolve(sealed.slice(from, from + length)));
  const { peaks, webm } = await openAudio(note, read, parseIdentityFile(example('audio.md', 'recording.age'))[0]!);
  assert.deepEqual([peaks.rate, peaks.channels, peaks.bytes.length], [50, 2, 20]);
  // The cut, 100 to 160 ms, is silent on both sides; before it both are heard.
  for (let step = 0; step < 10; step += 1) assert.equal(peaks.bytes[2 * step] === 0, step >= 5 && step < 8, `${step}`);
  assert.deepEqual([...webm.subarray(0, 4)], [0x1a, 0x45, 0xdf, 0xa3]);
});
