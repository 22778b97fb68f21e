import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addSignature, BrowserSigner, fromBase64, fromHex, isKeyName, isSignedBy, keyNameFrom, parseNote, parsePublicKeys, parseToml, parseUtc, publicKeysText, signNote,
  signOrAddSignature, TextSigner, toBase64, toHex, utcText, verifiedText, Verifier, verifyEd25519, verifyNote,
} from '../src/index.js';
import { assertRefused, example, withEachByteChanged } from './testing.js';

const [employer, union] = ['employer.sign', 'union.sign'].map((name) => TextSigner.parse(example('agreement.md', name))) as [TextSigner, TextSigner];
const agreement = example('agreement.md', 'agreement.note');

test("The agreement's example is signed by both, and signs to the same bytes", async () => {
  const note = parseNote(agreement);
  assert.deepEqual(verifyNote(note, [employer.verifier, union.verifier]), [employer.verifier, union.verifier]);
  assert.equal(await addSignature(await signNote(note.text, employer), union), agreement);
  assert.equal(await signOrAddSignature(await signOrAddSignature(note.text, employer), union), agreement);
});

test('Keys are those of the page, and come back as text', () => {
  for (const [name, signer] of [['employer', employer], ['union', union]] as const) {
    const keys = parsePublicKeys(example('agreement.md', `${name}.pub`));
    assert.ok(keys.verifier?.equals(signer.verifier));
    assert.equal(publicKeysText(keys), example('agreement.md', `${name}.pub`));
    assert.equal(`${signer.secretText}\n`, example('agreement.md', `${name}.sign`));
  }
});

test('A byte that was changed anywhere is refused', async () => {
  const note = await signNote('what is signed\n', union);
  for (const [at, changed] of withEachByteChanged(note)) await assertRefused(() => verifiedText(changed, union.verifier), undefined, undefined, `byte ${at}`);
  const pub = example('recording.md', 'union.pub');
  const same = publicKeysText(parsePublicKeys(pub));
  // A letter of the name may be another; what must not happen is that the key or the recipient does.
  for (const [at, changed] of withEachByteChanged(pub)) {
    try {
      const keys = parsePublicKeys(changed);
      const other = publicKeysText(keys);
      const where = other.split('\n').findIndex((line, i) => line !== same.split('\n')[i]);
      assert.ok(where === 2 || where === 4 || other === same, `byte ${at}`);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Refused') throw error;
    }
  }
});

test('A signature that names a known key and is wrong is refused beside right ones', async () => {
  const text = 'two lines\nof text\n';
  const note = await signNote(text, employer);
  const other = await signNote('another text\n', union);
  const mixed = note + other.split('\n\n')[1]!;
  await assertRefused(() => verifyNote(parseNote(mixed), [employer.verifier, union.verifier]), 'wrong-signature', 'denied');
  assert.deepEqual(verifyNote(parseNote(mixed), [employer.verifier]), [employer.verifier]);
  await assertRefused(() => verifiedText(mixed, employer.verifier), 'other-number-of-signatures', 'denied');
  await assertRefused(() => verifiedText(note, union.verifier), 'other-signer', 'denied');
  await assertRefused(() => verifyNote(parseNote(note), [union.verifier]), 'not-signed', 'denied');
  await assertRefused(() => verifyNote(parseNote(note), [employer.verifier, employer.verifier]), 'key-given-twice', 'denied');
  await assertRefused(() => addSignature(note, employer), 'signed-already', 'denied');
  assert.equal(isSignedBy(parseNote(note), union.verifier), false);
});

test('What is no note is refused, with the reason', async () => {
  const line = (await signNote('x\n', employer)).split('\n\n')[1]!;
  for (const [note, code] of [
    ['', 'no-signatures'], ['x\n', 'no-signatures'], ['x\n\n', 'no-signatures'], [`x\n\n${line.slice(0, -1)}`, 'cut-off'], [`x\n\nx${line}`, 'not-a-signature'],
    [`x\r\n\n${line}`, 'control-character'], [`x\n\n${line.replace('— ', '- ')}`, 'not-a-signature'], [`x\n\n${line.replace('=', '')}`, 'not-base64'],
    ['x\n\n— a AAAAAA==\n', 'not-a-signature'], ['x\n\n— a+b AAAAAAAA\n', 'not-a-signature'], ['x\n\n— a\n', 'not-a-signature'],
    [`x\n\n${line.repeat(101)}`, 'too-many-signatures'], [`${'x'.repeat(1 << 20)}\n\n${line}`, 'too-long'], ['x\ud800\n\n— a AAAAAAAA\n', 'not-utf8'],
  ] as const)
    await assertRefused(() => parseNote(note), code, 'corrupt', note.slice(0, 40));
  assert.equal(parseNote(`x\n\n${line.repeat(100)}`).signatures.length, 100);
  await assertRefused(() => parseNote(Uint8Array.of(0xc0, 0x80)), 'not-utf8');
  await assertRefused(() => signNote('', employer), 'empty');
  await assertRefused(() => signNote('x', employer), 'no-line-end');
  await assertRefused(() => signOrAddSignature(`x\n\n${line.slice(0, -9)}`, employer));
  // The text ends at the last empty line.
  assert.equal(parseNote(`a\n\nb\n\n${line}`).text, 'a\n\nb\n');
});

test('Keys that are damaged, of another type or named otherwise are refused', async () => {
  const text = union.verifier.text;
  for (const [wrong, code] of [
    [text.replace('49355b80', '49355b81'), 'key-damaged'], [text.replace('49355b80', '49355B80'), 'key-damaged'], [text.replace('Unionen', 'unionen'), 'key-damaged'],
    [text.slice(0, -4), 'not-a-key'], [`${text}=`, 'not-base64'], [text.replace('+', '-'), 'not-a-key'], ['', 'not-a-key'], [`${'x'.repeat(400)}+a+b`, 'not-a-key'],
    [text.replace('Unionen', 'Uni onen'), 'key-name'],
  ] as const)
    await assertRefused(() => Verifier.parse(wrong), code, 'corrupt', wrong);
  await assertRefused(() => TextSigner.parse(text), 'not-a-signing-key');
  await assertRefused(() => TextSigner.parse(union.secretText.replace('49355b80', '49355b81')), 'key-damaged');
  assert.ok(isKeyName('Kundtjänst') && !isKeyName('') && !isKeyName('a b') && !isKeyName('a+b') && !isKeyName('a\u200b') && !isKeyName('å'.repeat(128)));
  assert.equal(keyNameFrom('Kundtjänst AB'), 'Kundtjänst-AB');
  assert.equal(keyNameFrom(''), '-');
});

// Numbers 0 to 4 of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko 2020), with what libsodium says of each by its table: a key of small order; R of small order; both
// of mixed order, which fits without the cofactor; the same, which fits with the cofactor alone. noble's own verify() takes the last three.
test('Ed25519 is as strict as in the other programs', () => {
  const vectors: [message: string, key: string, signature: string, fits: boolean][] = [
    ['8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000', false],
    ['9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04', false],
    ['aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab', 'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e', false],
    ['9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79', 'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      '9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009', true],
    ['e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c', 'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      '160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09', false],
  ];
  for (const [message, key, signature, fits] of vectors)
    assert.equal(verifyEd25519(fromHex(signature, 64), fromHex(message, 32), fromHex(key, 32)), fits, signature.slice(0, 16));
  const [, rfcKey, rfcSignature] = ['', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'];
  assert.ok(verifyEd25519(fromHex(rfcSignature!, 64), new Uint8Array(), fromHex(rfcKey!, 32)));
  const high = fromHex(rfcSignature!, 64);
  high[63]! |= 0x10;
  assert.ok(!verifyEd25519(high, new Uint8Array(), fromHex(rfcKey!, 32)));
});

test('A key that the browser keeps signs what others verify, and is not given out', async () => {
  assert.ok(await BrowserSigner.isPossible());
  const { signer, keys } = await BrowserSigner.generate('browser');
  const note = await signNote('signed in the browser\n', signer);
  assert.equal(verifiedText(note, Verifier.parse(signer.verifier.text)), 'signed in the browser\n');
  await assert.rejects(crypto.subtle.exportKey('pkcs8', keys.privateKey));
  assert.ok((await BrowserSigner.of('browser', keys)).verifier.equals(signer.verifier));
  await assertRefused(() => BrowserSigner.generate('two words'), 'key-name');
});

test('A .pub file is refused where a field is unknown, missing or malformed', async () => {
  const pub = example('recording.md', 'union.pub');
  for (const [from, to, code, line] of [
    ['age = ', 'aeg = ', 'field-unknown', 5], ['insyn_keys = 1', 'insyn_keys = 2', 'field-value', 1], ['"union"', '"boss"', 'field-value', 2],
    ['62f154f8', '62f154f9', 'key-damaged', 4], ['age12', 'age1b', 'not-a-recipient', 5], ['name', '# name', 'field-missing', 1],
    ['Klubben"\n', 'Klubb\u200ben"\n', 'invisible-character', 3], ['"Klubben"', '"Klubb\u0435n"', 'name-mixed-scripts', 3], ['sign', '# sign', 'field-missing', 1],
    ['"Klubben"', '"Klubben', 'not-toml', 3], ['"Klubben"', '"Klubben" "', 'not-toml', 3], ['role', 'name', 'not-toml', 3],
  ] as const) {
    const refused = await assertRefused(() => parsePublicKeys(pub.replace(from, to)), code, 'corrupt', to);
    assert.equal(refused.line, line, `${to}: ${refused.message}`);
  }
  assert.equal(parsePublicKeys(example('agreement.md', 'anna.pub')).name, 'Anna Ek');
  const signed = await signNote(pub.replace('role = ', 'role =  '), employer);
  await assertRefused(() => parsePublicKeys(signed), 'not-as-written');
  assert.equal(parsePublicKeys(await signNote(pub, employer)).role, 'union');
});

test('Base64, hexadecimal digits and times have one way to be written', async () => {
  for (let length = 0; length < 70; ++length) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    assert.deepEqual(fromHex(toHex(bytes), length), bytes);
  }
  for (const wrong of ['A', 'AA', 'AAA', 'AA=A', 'A===', '====', 'AB==', 'AAB=', 'AA==\n', ' AA==', 'AA-_', 'AAé=']) await assertRefused(() => fromBase64(wrong), 'not-base64', 'corrupt', wrong);
  for (const wrong of ['0', 'AB', '0x', 'g0', '00 ']) await assertRefused(() => fromHex(wrong, 1), 'not-hex');
  assert.equal(utcText(parseUtc('2026-12-01T08:15:03.250Z')), '2026-12-01T08:15:03.250Z');
  assert.equal(utcText(parseUtc('0000-01-01T00:00:00.000Z')), '0000-01-01T00:00:00.000Z');
  for (const wrong of ['2026-02-29T00:00:00.000Z', '2026-12-01T24:00:00.000Z', '2026-12-01T08:15:60.000Z', '2026-12-01T08:15:03.25Z', '2026-12-01 08:15:03.250Z', '2026-12-01T08:15:03.250+00:00', '2026-12-01T08:15:03.250Z\n'])
    await assertRefused(() => parseUtc(wrong), 'not-a-time', 'corrupt', wrong);
});

const plain = (toml: string): unknown => {
  const of = (value: ReturnType<typeof parseToml> | any): unknown =>
    value.kind === 'table' ? Object.fromEntries([...value.fields].map(([key, item]) => [key, of(item)])) : value.kind === 'array' ? value.items.map(of) : value[value.kind === 'float' || value.kind === 'integer' ? 'number' : value.kind] ?? value.kind;
  return of(parseToml(toml));
};

test('TOML is read as the standard says', () => {
  assert.deepEqual(plain('# c\na = 1 # c\n"b c" = \'x\\n\'\nd.e.f = true\nd.e."g" = [1, [2, "]"], # c\n { x = 1, y.z = 2 },\n]\n'),
    { a: 1, 'b c': 'x\\n', d: { e: { f: true, g: [1, [2, ']'], { x: 1, y: { z: 2 } }] } } });
  assert.deepEqual(plain('[a.b]\nc = 1\n[a]\nd = 2\n[[e]]\nf = 1\n[[e.g]]\n[e.h]\ni = 1\n[[e]]\nf = 2\n'), { a: { b: { c: 1 }, d: 2 }, e: [{ f: 1, g: [{}], h: { i: 1 } }, { f: 2 }] });
  assert.deepEqual(plain('a = """\nx\\\n   y""z"""\nb = \'\'\'\n\'q\'\'\'\nc = "\\u00e5\\U0001F600\\t"\nd = """a"""""\n'), { a: 'xy""z', b: "'q", c: 'å😀\t', d: 'a""' });
  assert.deepEqual(plain('a = 0xFF\nb = 1_000\nc = -1.5e3\nd = 0b11\ne = +7\nf = 0o17\ng = inf\n'), { a: 255, b: 1000, c: -1500, d: 3, e: 7, f: 15, g: Number.POSITIVE_INFINITY });
  assert.deepEqual(plain('a = 2026-12-01\nb = 2026-12-01T01:00:00+01:00\nc = 2026-12-01 00:00:00.5Z\nd = 2026-12-01T00:00:00\ne = 07:00:00\n'),
    { a: '2026-12-01', b: Date.UTC(2026, 11, 1), c: Date.UTC(2026, 11, 1) + 500, d: 'other', e: 'other' });
  assert.equal((parseToml('\n\n[a]\nb = 1\n').fields.get('a') as { line: number }).line, 3);
});

test('What is not TOML is refused', async () => {
  for (const wrong of ['a', 'a =', 'a = 1 b = 2', 'a = 1\na = 2', '[a]\n[a]', 'a = 01', 'a = 1__0', 'a = .5', 'a = 5.', 'a = "x', 'a = "\\q"', 'a = "\\ud800"', "a = 'x\ny'", 'a = [1', 'a = [1,,2]', 'a = { b = 1,\n c = 2 }', 'a = { b = 1, }',
    '[a.b]\n[a]\nb.c = 1', 'a.b = 1\n[a]', 'a = [1]\n[[a]]', '[[a]]\n[a]', 'a = {}\n[a.b]', 'a = {}\na.b = 1', 'a = 2026-13-01', 'a = 2026-02-30', 'a = 25:00:00', 'a = +0x1', 'a = 99999999999999999999', '= 1', '[]', '[[a]', '"""a""" = 1', 'a = tru', 'a = truex', 'a = 1x', 'a.b.c = 1\na.b = 2', '[a]\n[[a]]', 'a = """x"""""""'])
    await assertRefused(() => parseToml(wrong), 'not-toml', 'corrupt', wrong);
  await assertRefused(() => parseToml(`a = ${'['.repeat(40)}${']'.repeat(40)}`), 'nested-too-deep');
  await assertRefused(() => parseToml('a = "\u202e"'), 'invisible-character');
  await assertRefused(() => parseToml(`a = "${'.'.repeat(2001)}"`), 'too-many');
  await assertRefused(() => parseToml('a = "\0"'), 'control-character');
});
