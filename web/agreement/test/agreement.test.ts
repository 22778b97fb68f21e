import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSignature, hashOf, isSignedBy, parseNote, parsePublicKeys, type PublicKeys, publicKeysText, signNote, TextSigner } from 'insyn-note';
import { assertRefused, example, withEachByteChanged } from 'insyn-note/testing';
import {
  deviceNamed, instantsOf, mayBeOneCall, normalisedCallId, parseRoster, parseTerms, previewAgreement, signedSoFar, signWithdrawal, unionThatSigned, signPresence, verifyAgreement, verifyRoster, verifyWithdrawal, wallTime, weekStart,
} from '../src/index.js';

const note = example('agreement.md', 'agreement.note');
const { text } = parseNote(note);
const [employer, union] = ['employer', 'union'].map((name) => parsePublicKeys(example('agreement.md', `${name}.pub`))) as [PublicKeys, PublicKeys];
const [employerKey, unionKey] = ['employer', 'union'].map((name) => TextSigner.parse(example('agreement.md', `${name}.sign`))) as [TextSigner, TextSigner];
const pins = [employer, union];
const bothSign = async (terms: string): Promise<string> => addSignature(await signNote(terms, employerKey), unionKey);

test("The page's agreement is verified, and says what it says", () => {
  const agreement = verifyAgreement(note, pins);
  assert.equal(agreement.hash, example('agreement.md', 'hash').trim());
  assert.equal(verifyAgreement(note, [union, employer]).employer.name, 'Kundcenter Nord AB');
  const { terms } = agreement;
  assert.equal(new Date(terms.notBefore).toISOString(), '2026-11-30T23:00:00.000Z');
  assert.equal(new Date(terms.notAfter).toISOString(), '2027-01-31T23:00:00.000Z');
  assert.deepEqual(terms.hours, { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 480, to: 1080, zone: 'Europe/Stockholm' });
  assert.deepEqual(terms.applications.map(({ name, kind }) => [name, kind]), [['Kundstöd', 'native'], ['Wiki', 'web']]);
  assert.deepEqual([terms.level, terms.sample, terms.retentionDays, terms.minGroup, terms.manualCalls, terms.ledger], ['full', 0.2, 30, 10, true, undefined]);
  assert.deepEqual(agreement.openers.map(({ layer, name, vouchedBy, pinned }) => [layer, name, vouchedBy, pinned]), [
    ['union', 'Unionen, klubben vid Kundcenter Nord', 'Unionen, klubben vid Kundcenter Nord', true], ['reviewers', 'Kundcenter Nord AB', 'Kundcenter Nord AB', true],
    ['reviewers', 'Anna Ek', 'Kundcenter Nord AB', false],
  ]);
});

test('An agreement that is changed in any byte is refused', async () => {
  for (const [at, changed] of withEachByteChanged(note, 17)) await assertRefused(() => verifyAgreement(changed, pins), undefined, undefined, `byte ${at}`);
});

test('Every party has signed, with pinned keys that differ', async () => {
  const one = await signNote(text, employerKey);
  const other = TextSigner.generate('other');
  await assertRefused(() => verifyAgreement(one, pins), 'party-has-not-signed', 'denied');
  await assertRefused(async () => verifyAgreement(await addSignature(one, other), pins), 'party-has-not-signed', 'denied');
  const wrongUnion = (await signNote(`${text}x = 1\n`, unionKey)).split('\n\n').at(-1)!;
  await assertRefused(() => verifyAgreement(one + wrongUnion, pins), 'wrong-signature', 'denied');
  for (const [wrong, code] of [
    [[employer], 'pins'], [[union], 'pins'], [[], 'pins'], [[employer, employer], 'pins'], [[employer, union, { ...union, verifier: other.verifier, name: 'Another' }], 'party-has-not-signed'],
    [[employer, { ...union, verifier: employer.verifier! }], 'pins-with-the-same-key'], [[employer, { ...union, role: 'reviewer' as const }], 'pins'],
  ] as const)
    await assertRefused(() => verifyAgreement(note, [...wrong]), code, 'denied', code);
  assert.deepEqual(signedSoFar(one, pins).map(({ role }) => role), ['employer']);
  assert.deepEqual(signedSoFar(text, pins), []);
  assert.equal(previewAgreement(text, pins).hash, hashOf(text));
  assert.equal(unionThatSigned(await signNote('x\n', unionKey), verifyAgreement(note, pins)).name, union.name);
  await assertRefused(async () => unionThatSigned(await signNote('x\n', employerKey), verifyAgreement(note, pins)), 'not-signed', 'denied');
});

test('Several unions each sign, and are named as they are pinned', async () => {
  const second = TextSigner.generate('Andra');
  const pin: PublicKeys = { role: 'union', name: 'Andra klubben', verifier: second.verifier, recipient: `age1${'3'.repeat(58)}` };
  const names = ['Andra klubben', union.name];
  const terms = text.replace(/^union = .*$/m, `union = ${JSON.stringify(names)}`);
  const all = await addSignature(await bothSign(terms), second);
  assert.deepEqual(verifyAgreement(all, [employer, union, pin]).unions.map(({ name }) => name), names);
  await assertRefused(() => verifyAgreement(all, pins), 'union-not-pinned', 'denied');
  await assertRefused(() => verifyAgreement(all, [employer, union, { ...pin, name: 'Tredje' }]), 'union-not-pinned', 'denied');
  await assertRefused(async () => verifyAgreement(await bothSign(terms), [employer, union, pin]), 'party-has-not-signed', 'denied');
});

test('Whoever opens is a party, or a party vouches for them', async () => {
  const anna = /\[\[recipient\]\][^]*$/.exec(text)![0];
  const annaAge = 'age1mtp772uh39wludjc86cm7c6z8s236qsq5mfu5tnx42r928af7fas2zmjqq';
  for (const [terms, code, kind] of [
    [text.replace(anna, ''), 'opener-not-vouched-for', 'denied'], [text.replace(`, "${annaAge}"`, ''), 'opener-unused', 'denied'], [text.replace('vouched = "Kund', 'vouched = "kund'), 'opener-not-vouched-for', 'denied'],
    [text.replace('name = "Anna Ek"', 'name = "Anna Al"'), 'wrong-signature', 'denied'], [text.replace(`"${annaAge}"]`, `"${annaAge}"]\nunion = ["${union.recipient}", "${employer.recipient}"]`), 'field-value', 'corrupt'],
    [text.replace('[retention]', `[retention]`).replace('open = "both"', `open = "both"\nunion = ["age1${'q'.repeat(58)}"]`), 'opener-not-vouched-for', 'denied'], [`${text}\n${anna}`, 'opener-twice', 'denied'],
    [text.replace('vouched = "', 'vouched = "x '), 'vouched-not-as-written', 'corrupt'], [text.replace('role = "reviewer"', 'role = "agent"'), 'field-value', 'corrupt'],
    [text.replace('min_calls = 30', `min_calls = 30\nrecipient = "${union.recipient}"`), 'opener-on-both-sides', 'denied'],
    [text.replace('min_calls = 30', `min_calls = 30\nrecipient = "age1${'q'.repeat(58)}"`), 'opener-not-vouched-for', 'denied'],
  ] as const) {
    assert.notEqual(terms, text);
    await assertRefused(async () => verifyAgreement(await bothSign(terms), pins), code, kind, code);
  }
  // A spare key of the union's reviews nothing, whoever vouches for it.
  const asUnion = publicKeysText({ ...parsePublicKeys(example('agreement.md', 'anna.pub')), role: 'union' });
  const spare = (await signNote(asUnion, employerKey)).split('\n\n')[1]!.slice(2).trim();
  const spareTerms = text.replace('role = "reviewer"', 'role = "union"').replace(/vouched = ".*"/, `vouched = "${spare}"`);
  await assertRefused(async () => verifyAgreement(await bothSign(spareTerms), pins), 'opener-not-vouched-for', 'denied');
  // Vouched for by the union: not good for the employer's side.
  const byUnion = await signNote(publicKeysText(parsePublicKeys(example('agreement.md', 'anna.pub'))), unionKey);
  const line = byUnion.split('\n\n')[1]!.slice(2).trim();
  await assertRefused(async () => verifyAgreement(await bothSign(text.replace(/vouched = ".*"/, `vouched = "${line}"`)), pins), 'opener-not-vouched-for', 'denied');
});

test('An importer is vouched for by the employer, opens nothing and is nobody else', async () => {
  const signer = TextSigner.generate('Inspelning');
  const pub = publicKeysText({ role: 'importer', name: 'Samtalsinspelningen', verifier: signer.verifier });
  const table = async (by: TextSigner, of = pub): Promise<string> => {
    const [fields, signature] = (await signNote(of, by)).split('\n\n') as [string, string];
    return `\n[[importer]]\n${fields.slice(fields.indexOf('\n') + 1)}\nvouched = "${signature.slice(2).trim()}"\n`;
  };
  const good = await table(employerKey);
  const agreement = verifyAgreement(await bothSign(text + good), pins);
  assert.deepEqual(agreement.terms.importers.map(({ keys }) => keys.verifier.text), [signer.verifier.text]);
  assert.equal(agreement.openers.length, 3);
  assert.deepEqual(verifyAgreement(note, pins).terms.importers, []);
  const as = (keys: Partial<PublicKeys>): Promise<string> => table(employerKey, publicKeysText({ role: 'importer', name: 'Samtalsinspelningen', verifier: signer.verifier, ...keys }));
  for (const [tables, code, kind] of [
    [await table(unionKey), 'importer-not-vouched-for', 'denied'], [good + good, 'importer-twice', 'denied'], [await as({ verifier: unionKey.verifier }), 'importer-twice', 'denied'],
    [await as({ name: 'Anna Ek' }), 'importer-twice', 'denied'], [await as({ recipient: `age1${'q'.repeat(58)}` }), 'field-value', 'corrupt'],
    [await as({ role: 'device' }), 'field-value', 'corrupt'], [good.replace('[[importer]]', '[[recipient]]'), 'field-value', 'corrupt'],
  ] as const)
    await assertRefused(async () => verifyAgreement(await bothSign(text + tables), pins), code, kind, code);
});

test('Terms are refused where a key is unknown or a value out of its bounds', async () => {
  for (const [from, to, code] of [
    ['insyn = 1', 'insyn = 2', 'field-value'], ['purpose = ', 'purpos = ', 'field-missing'], ['negotiation = ', 'negotiations = ', 'field-unknown'], ['level = "full"', 'level = "all"', 'field-value'], ['level = "full"', '', 'field-missing'],
    ['sample = 0.2', 'sample = 0', 'field-value'], ['sample = 0.2', 'sample = 1.1', 'field-value'], ['sample = 0.2', 'sample = nan', 'field-value'], ['max_fps = 10', 'max_fps = 31', 'field-value'], ['max_fps = 10', 'max_fps = "10"', 'field-value'],
    ['pause = true', 'pause = false', 'field-value'], ['open = "both"', 'open = "one"', 'field-value'], ['days = 30', 'days = 366', 'field-value'], ['min_group = 10', 'min_group = 4', 'field-value'],
    ['not_after = 2027-01-31', 'not_after = 2026-11-30', 'field-value'], ['not_after = 2027-01-31', 'not_after = 2028-01-31', 'field-value'], ['not_before = 2026-12-01', 'not_before = "2026-12-01"', 'field-value'],
    ['from = "08:00"', 'from = "24:01"', 'field-value'], ['from = "08:00"', 'from = "19:00"', 'field-value'], ['"fri"]', '"fry"]', 'field-value'], ['Europe/Stockholm', 'Europe/Stockholmen', 'field-value'], ['Europe/Stockholm', '+01:00', 'field-value'],
    ['exe = "/opt/', 'exe = "opt/', 'field-value'], ['/kundstod/bin', '/kundstod/../bin', 'field-value'], ['https://wiki.example', 'http://wiki.example', 'field-value'], ['https://wiki.example', 'https://wiki.example/', 'field-value'],
    ['https://wiki.example', 'https://Wiki.example', 'field-value'], ['https://wiki.example', 'https://wiki.example:443', 'field-value'], ['"/personal/*"', '"personal"', 'field-value'], ['name = "Wiki"', 'name = "Kundstöd"', 'field-value'],
    ['kind = "web"', 'kind = "cloud"', 'field-value'], ['employer = "Kundcenter Nord AB"', 'employer = "Kundcenter  Nord AB"', 'name-spaces'], ['[calls]', '[[call_source]]\nname = "a"\nkey = "a+b"\n[calls]', 'not-a-key'],
    ['[calls]', '[ledger]\norigin = "a"\nkey = "a+b+c"\n[calls]', 'not-base64'], ['[calls]', '[[screen]]\nname = "s"\ntitle = "*"\n[calls]', 'field-missing'], ['[calls]', '[more]\n[calls]', 'field-unknown'], ['[recording]', '[recordings]', 'field-missing'],
    ['reviewers = ["age1', 'reviewers = ["age2', 'not-a-recipient'],
  ] as const) {
    assert.ok(text.includes(from), from);
    await assertRefused(() => parseTerms(text.replace(from, to)), code, 'corrupt', `${from} → ${to}`);
  }
  const whole = parseTerms(
    text.replace('[calls]', `[ledger]\norigin = "l"\nkey = ${JSON.stringify(employerKey.verifier.text)}\nwitnesses = [${JSON.stringify(unionKey.verifier.text)}]\n[[call_source]]\nname = "pbx"\nkey = ${JSON.stringify(unionKey.verifier.text)}\n[calls]`)
      .replace('open = "both"', 'open = "both"\npurposes = ["search-fails"]').replace('insyn = 1', `insyn = 1\nsupersedes = ["${'A'.repeat(64)}"]`));
  assert.deepEqual([whole.ledger?.graceHours, whole.ledger?.witnesses.length, whole.callSources[0]?.leaseSeconds, whole.purposes, whole.supersedes], [4, 1, 5, ['search-fails'], ['a'.repeat(64)]]);
});

test('Wall-clock times are those of the zone, also where clocks are set', () => {
  const iso = (date: string, minute: number, zone = 'Europe/Stockholm'): string[] => Object.values(instantsOf(date, minute, zone)).map((time) => new Date(time).toISOString().slice(0, 16));
  assert.deepEqual(iso('2026-12-01', 0), ['2026-11-30T23:00', '2026-11-30T23:00']);
  assert.deepEqual(iso('2026-07-01', 1440), ['2026-07-01T22:00', '2026-07-01T22:00']);
  assert.deepEqual(iso('2026-10-25', 150), ['2026-10-25T00:30', '2026-10-25T01:30']);
  assert.deepEqual(iso('2026-03-29', 150), ['2026-03-29T01:00', '2026-03-29T01:00']);
  assert.deepEqual(iso('2026-03-29', 150, 'UTC'), ['2026-03-29T02:30', '2026-03-29T02:30']);
  // Midnight comes twice in Havana, and not at all in Santiago.
  assert.deepEqual(iso('2026-11-01', 0, 'America/Havana'), ['2026-11-01T04:00', '2026-11-01T05:00']);
  assert.deepEqual(iso('2026-09-06', 0, 'America/Santiago'), ['2026-09-06T04:00', '2026-09-06T04:00']);
  assert.equal(new Date(wallTime(Date.UTC(2026, 6, 1), 'Europe/Stockholm')).toISOString().slice(0, 16), '2026-07-01T02:00');
});

// The same cases as in src/agreement/zone_test.cc and call_id_test.cc.
test('A week begins on Monday where the clocks of the zone show midnight', () => {
  const start = (at: string, zone = 'Europe/Stockholm'): string => new Date(weekStart(Date.parse(at), zone)).toISOString();
  assert.equal(start('2026-12-06T22:59:59.999Z'), '2026-11-29T23:00:00.000Z');
  assert.equal(start('2026-12-06T23:00:00.000Z'), '2026-12-06T23:00:00.000Z');
  assert.equal(start('2026-12-06T23:00:00.000Z', 'UTC'), '2026-11-30T00:00:00.000Z');
  assert.equal(start('2026-10-25T12:00:00.000Z'), '2026-10-18T22:00:00.000Z');
});

test('Two ids are one call where they differ in case, white space, or a short ending', () => {
  for (const id of ['ab-12 x', 'AB-12 X', ' ab-12 x', 'ab-12 x\t', 'ab-12 \n x']) assert.equal(normalisedCallId(id), 'ab-12 x', id);
  for (const id of ['ab-12x', 'ab12 x', 'ab-12 x-1', 'ab-012 x']) assert.notEqual(normalisedCallId(id), 'ab-12 x', id);
  assert.deepEqual([normalisedCallId('Årende'), normalisedCallId(' \t'), normalisedCallId('a\u00a0b')], ['Årende', '', 'a\u00a0b']);
  for (const id of ['4711', '4711-1', '4711-2', '4711/b', '4711 123', '4711_x', '4711-å']) assert.ok(mayBeOneCall(id, '4711') && mayBeOneCall('4711-7', id), id);
  for (const id of ['4712', '47111', '4711-1234', 'x-4711', '4712-1', '471-1', '4711-åä', '4711å']) assert.ok(!mayBeOneCall(id, '4711'), id);
  assert.ok(!mayBeOneCall('-1', '-2'));
});

test("The page's roster is verified, and names the workstations", async () => {
  const { roster } = verifyRoster(example('agreement.md', 'roster.note'), pins);
  assert.deepEqual([roster.id, roster.version, roster.agents.map(({ name, numbers, keys }) => [name, numbers, keys.length])], ['kundcenter-nord', 1, [['agent-7', ['201'], 1]]]);
  assert.equal(deviceNamed(roster, 'desk-12')?.text, 'desk-12+a961a248+Ae1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR');
  const next = verifyRoster(example('agreement.md', 'roster.next'), pins);
  assert.equal(next.hash, example('agreement.md', 'roster.hash').trim());
  assert.equal(next.roster.before[0], hashOf(verifyRoster(example('agreement.md', 'roster.note'), pins).text));
  const { text: rosterText } = parseNote(example('agreement.md', 'roster.next'));
  for (const [from, to, code] of [
    ['version = 2', 'version = 1', 'field-value'], ['name = "agent-8"', 'name = "agent-7"', 'field-value'], ['"202"', '"201"', 'field-value'], ['agent = "agent-8"', 'agent = "agent-9"', 'field-value'],
    ['agent = "agent-8"', 'agent = "agent-7"', 'field-missing'], ['[[device]]', '[[devices]]', 'field-unknown'], ['age12ld5kdvlywh9u9rwfcj3ypt8q3ez2p353s2sc9r485xfx0gy6sss5uskuv', 'age1zwlyl6h27gzv0lfntr7fcqrjrzqazap8sy5zylkxwneh7llf0dksu37mwt', 'field-value'],
  ] as const)
    await assertRefused(() => parseRoster(rosterText.replace(from, to)), code, 'corrupt', to);
  const key = TextSigner.parse(example('agreement.md', 'agent.sign'));
  const presence = parseNote(`insyn_presence = 1\nagent = "agent-7"\nnonce = "17"\n\n— ${await signPresence('agent-7', '17', key)}\n`);
  assert.ok(isSignedBy(presence, roster.agents[0]!.keys[0]!.sign));
  await assertRefused(async () => verifyRoster(await signNote(rosterText, employerKey), pins), 'party-has-not-signed', 'denied');
});

test('A withdrawal is signed by a party, and by nobody else', async () => {
  const withdrawal = example('agreement.md', 'agreement.withdrawal');
  const { employer: first, unions } = verifyAgreement(note, pins);
  const said = verifyWithdrawal(withdrawal, [first, ...unions]);
  assert.deepEqual([said.signedBy.name, said.agreement, said.reason], [union.name, hashOf(text), 'Klubbens årsmöte 2026-12-09, §4']);
  assert.equal(await signWithdrawal(said, unionKey), withdrawal);
  for (const [at, changed] of withEachByteChanged(withdrawal, 3)) await assertRefused(() => verifyWithdrawal(changed, [first, ...unions]), undefined, undefined, `byte ${at}`);
  await assertRefused(() => verifyWithdrawal(withdrawal, [first]), 'not-signed', 'denied');
  await assertRefused(() => signWithdrawal({ ...said, party: 'a  b' }, unionKey), 'name-spaces');
  await assertRefused(() => verifyWithdrawal('x'.repeat(70_000), [first]), 'too-long');
});
