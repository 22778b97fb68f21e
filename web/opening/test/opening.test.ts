import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Agreement, verifyAgreement } from 'insyn-agreement';
import { addSignature, type Code, hashOf, parseNote, parsePublicKeys, type PublicKeys, publicKeysText, signNote, TextSigner, verifiedText } from 'insyn-note';
import { assertRefused, example, withEachByteChanged, withEachLineChanged } from 'insyn-note/testing';
import { ChunkReader, openPeel, recipientOf } from 'insyn-recording';
import { makeRecording, newKeys, peel, recordingId, served, union as unionKey } from 'insyn-recording/testing';
import {
  approvalText, checkHandedOut, checkRefused, keyFor, KeysOfPage, makeOwnKeys, makeRequestKey, parseApproval, parseRefusal, parseRequest, parseRules, refusalText, type Request, requestText, rulesText, signApproval,
  signerOf, signRefusal, signRequest, signRules, verifyApproval, verifyRefusal, verifyRequest, verifyRules, whyNotAllowed,
} from '../src/index.js';

const day = 86_400_000;
const asked = Date.UTC(2026, 11, 2, 9);
const notes = [
  ['request.note', 'reviewer', parseRequest, requestText], ['approval.note', 'union', parseApproval, approvalText], ['refusal.note', 'union', parseRefusal, refusalText], ['rules.note', 'union', parseRules, rulesText],
] as const;
const signerOfPage = (whose: string): TextSigner => TextSigner.parse(example('opening.md', `${whose}.sign`));

test("The page's notes belong together, and are written and signed to the same bytes", async () => {
  for (const [name, whose, parse, write] of notes) {
    const signer = signerOfPage(whose);
    const said = parse(verifiedText(example('opening.md', name), signer.verifier));
    assert.equal(await signNote((write as (one: unknown) => string)(said), signer), example('opening.md', name), name);
  }
  const hash = hashOf(example('opening.md', 'request.note'));
  const union = signerOfPage('union').verifier;
  assert.equal(verifyApproval(example('opening.md', 'approval.note'), hash, recordingId, union).by, 'rules');
  assert.match(verifyRefusal(example('opening.md', 'refusal.note'), hash, recordingId, union).because, /^Samtalet/);
  assert.deepEqual(verifyRules(example('opening.md', 'rules.note'), union).kinds, ['faktura', 'flytt']);
  assert.equal(parsePublicKeys(example('opening.md', 'reviewer.pub')).verifier?.text, signerOfPage('reviewer').verifier.text);
});

test('A note that is changed in a byte is refused, and a text that is written otherwise in any line', async () => {
  for (const [name, whose, parse, write] of notes) {
    const note = example('opening.md', name);
    for (const [at, changed] of withEachByteChanged(note, 5)) await assertRefused(() => parse(verifiedText(changed, signerOfPage(whose).verifier)), undefined, undefined, `${name} ${at}`);
    for (const [what, changed] of withEachLineChanged(parseNote(note).text)) {
      try {
        const said = parse(changed);
        assert.ok(name === 'rules.note' && what.startsWith('without'), `${name} ${what}`);
        assert.equal((write as (one: unknown) => string)(said), changed);
      } catch (error) {
        if ((error as Error).name !== 'Refused') throw error;
      }
    }
  }
});

test('What a note may not say is refused', async () => {
  const [request, approval, refusal, rules] = notes.map(([name]) => parseNote(example('opening.md', name)).text) as [string, string, string, string];
  const cases: [(text: string) => unknown, string, string, string, Code][] = [
    [parseRequest, request, 'opens pictures', 'opens all', 'line-value'], [parseRequest, request, 'request age1', 'request age2', 'not-a-recipient'], [parseRequest, request, 'search-fails', 'Search', 'not-a-code'],
    [parseRequest, request, 'search-fails', 'x'.repeat(65), 'not-a-code'], [parseRequest, request.replace(/^request age1.*$/m, `request ${/reader (.*)/.exec(request)![1]}`), '', '', 'line-value'],
    [parseRequest, request, 'until 2026-12-09', 'until 2026-12-02', 'line-value'], [parseRequest, request, 'until 2026-12-09', 'until 2027-03-03', 'line-value'], [parseRequest, request, /because .*/.exec(request)![0], 'because ', 'empty'],
    [parseRequest, request, 'request 1', 'request 2', 'other-head'], [parseRequest, request, 'because Tre', 'because Tre\u202e', 'invisible-character'],
    [parseApproval, approval, 'by rules', 'by person', 'line-value'], [parseApproval, approval.replace(/rules-sha256.*\n/, ''), '', '', 'line-value'], [parseApproval, approval, 'entry 5', 'entry 6', 'line-value'],
    [parseApproval, approval, 'entry 5', 'entry 05', 'not-a-number'], [parseApproval, approval, 'by rules', 'by chance', 'line-value'], [parseRefusal, refusal, /because .*/.exec(refusal)![0], 'because  x', 'line-value'],
    [parseRules, rules, 'a-week 20', 'a-week 0', 'line-value'], [parseRules, rules, 'a-week 20', 'a-week 10001', 'not-a-number'], [parseRules, rules, 'kind faktura\nkind flytt', 'kind flytt\nkind faktura', 'out-of-order'],
    [parseRules, rules, 'opens pictures\n', 'opens events\nopens pictures\n', 'out-of-order'], [parseRules, rules, 'opens pictures\n', 'opens pictures\nopens pictures\n', 'out-of-order'], [parseRules, rules, 'opens pictures\n', '', 'line-missing'],
    [parseRules, rules, 'until 2027', 'until 2026', 'line-value'], [parseRules, rules.replace(/purpose.*\n/, ''), '', '', 'line-missing'],
    [parseRules, rules.replace(/purpose.*\n/, Array.from({ length: 101 }, (_, i) => `purpose p${String(i).padStart(3, '0')}\n`).join('')), '', '', 'too-many'],
  ];
  for (const [parse, text, from, to, code] of cases) await assertRefused(() => parse(text.replace(from, to)), code, 'corrupt', `${from} → ${to}`);
});

interface World {
  agreement: Agreement;
  reviewer: TextSigner;
  request: Request;
  keys: Awaited<ReturnType<typeof newKeys>>;
}

/** An agreement of which the recording's keys are, with a reviewer who has a signing key, and an insight recipient for whom the employer signs. */
async function world(purposes = 'purposes = ["search-fails"]\n'): Promise<World> {
  const keys = await newKeys();
  const employer = TextSigner.generate('Employer');
  const reviewer = TextSigner.generate('Granskare-3');
  const vouched = async (pub: PublicKeys): Promise<string> => {
    const signed = await signNote(publicKeysText(pub), employer);
    const [text, line] = signed.split('\n\n') as [string, string];
    return `\n[[recipient]]\n${text.replace('insyn_keys = 1\n', '')}\nvouched = "${line.trim().slice(2)}"\n`;
  };
  const employerAge = await recipientOf((await newKeys()).r);
  const [reader, insight] = [await recipientOf(keys.reviewer), await recipientOf(keys.insight)];
  const terms = `insyn = 1\nid = "a"\nemployer = "Nord"\nunion = "Klubben"\npurpose = "x"\nnot_before = 2026-12-01\nnot_after = 2027-01-31\n[[application]]\nname = "K"\nkind = "native"\nexe = "/k"\n[recording]\nlevel = "full"\n[access]\nreviewers = ["${reader}"]\n${purposes}[insight]\nrecipient = "${insight}"\n${await vouched({ role: 'reviewer', name: 'Granskare 3', verifier: reviewer.verifier, recipient: reader })}${await vouched({ role: 'insight', name: 'Analys', recipient: insight })}`;
  const pins: PublicKeys[] = [{ role: 'employer', name: 'Nord', verifier: employer.verifier, recipient: employerAge }, { role: 'union', name: 'Klubben', verifier: unionKey.verifier, recipient: await recipientOf(keys.union) }];
  const agreement = verifyAgreement(await addSignature(await signNote(terms, employer), unionKey), pins);
  const request: Request = {
    recording: recordingId, opens: 'pictures', request: await recipientOf(keys.request), requestName: 'Ärende 17', reader, purpose: 'search-fails', because: 'Tre kunder samma dag.', asked, until: asked + 7 * day, agreement: agreement.hash,
  };
  return { agreement, reviewer, request, keys };
}

test('A request is signed by the reader whom the agreement has, for an agreed purpose', async () => {
  const { agreement, reviewer, request, keys } = await world();
  const note = await signRequest(request, reviewer);
  assert.deepEqual(verifyRequest(note, agreement), { request, hash: hashOf(note), askedBy: 'Granskare 3' });
  const stranger = TextSigner.generate('Granskare-3');
  for (const [changes, signer, code] of [
    [{}, stranger, 'other-signer'], [{}, unionKey, 'other-signer'], [{ agreement: hashOf('another') }, reviewer, 'other-agreement'], [{ reader: await recipientOf(keys.union) }, reviewer, 'no-such-reader'],
    [{ opens: 'events' }, reviewer, 'no-such-reader'], [{ purpose: 'curiosity' }, reviewer, 'purpose-not-agreed'],
    // Where a reader has no signing key, the party signs that vouches for them.
    [{ opens: 'events', reader: await recipientOf(keys.insight) }, reviewer, 'other-signer'],
  ] as [Partial<Request>, TextSigner, Code][])
    await assertRefused(async () => verifyRequest(await signRequest({ ...request, ...changes }, signer), agreement), code, 'denied', JSON.stringify(changes));
  await assertRefused(async () => verifyRequest(await addSignature(note, stranger), agreement), 'other-number-of-signatures', 'denied');
  await assertRefused(() => verifyRequest(`${'x'.repeat(17_000)}`, agreement), 'too-long', 'corrupt');
  await assertRefused(() => verifyRequest('å'.repeat(9000), agreement), 'too-long', 'corrupt');
  await assertRefused(() => signRequest({ ...request, because: 'a\nb' }, reviewer), undefined, 'corrupt');
  await assertRefused(() => signRequest({ ...request, until: asked + 91 * day }, reviewer), 'line-value');
  const open = await world('');
  verifyRequest(await signRequest({ ...open.request, purpose: 'curiosity' }, open.reviewer), open.agreement);
});

test('What a server hands out is opened only where it is what the union approved and peeled for this request', async () => {
  const { agreement, reviewer, request, keys } = await world();
  const store = new KeysOfPage();
  const requestKey = await makeRequestKey(store, 'Ärende 17', asked);
  const asking = { ...request, request: requestKey.recipient };
  const requestNote = await signRequest(asking, reviewer);
  const made = await makeRecording(undefined, { keys, agreement: agreement.hash });
  const approval = (changes = {}): Parameters<typeof signApproval>[0] =>
    ({ request: hashOf(requestNote), recording: recordingId, entry: 5, by: 'person', checkpointSize: 6, checkpointRoot: hashOf('root'), checkpointTime: asked, time: asked + 1000, ...changes });
  // The key file is sealed to a key of which the store has the secret half alone.
  const { sealTo } = await import('insyn-recording');
  const key = await sealTo([requestKey.recipient], await sealTo([await recipientOf(keys.reviewer)], `${keys.r}\n`));
  const peeledWith = async (changes: Parameters<typeof peel>[2] = {}, signer = unionKey): Promise<Map<string, Uint8Array>> =>
    (await peel(made, 'pictures', { request: requestKey.recipient, keyFile: { name: 'key.age', sha256: hashOf(key) }, ...changes }, signer)).files;
  const out = async (approvalNote: Promise<string> = signApproval(approval(), unionKey), files = peeledWith()): Promise<Parameters<typeof checkHandedOut>[0]> => {
    const text = async (name: string): Promise<string> => new TextDecoder().decode((await files).get(name));
    return { approval: await approvalNote, peel: await text('peel.note'), opening: await text('opening.note'), closing: await text('closing.note'), key };
  };
  const granted = await checkHandedOut(await out(), requestNote, agreement);
  assert.deepEqual([granted.union.name, granted.approval.entry, granted.asked.askedBy], ['Klubben', 5, 'Granskare 3']);
  const stored = await keyFor(store, granted.asked.request.request);
  const reader = new ChunkReader(granted.peel.chunks, served(made.files, granted.peel.chunks).fetch, [await openPeel(granted.peel, [stored.opens, keys.reviewer])]);
  assert.equal(new TextDecoder().decode(await reader.open(0)), 'track 0');

  const stranger = TextSigner.generate('Klubben');
  await assertRefused(async () => checkHandedOut(await out(signApproval(approval(), stranger)), requestNote, agreement), 'not-signed', 'denied');
  await assertRefused(async () => checkHandedOut(await out(signApproval(approval(), reviewer)), requestNote, agreement), 'not-signed', 'denied');
  await assertRefused(async () => checkHandedOut(await out(signApproval(approval({ request: hashOf('another') }), unionKey)), requestNote, agreement), 'other-request', 'denied');
  await assertRefused(async () => checkHandedOut(await out(signApproval(approval({ recording: 'f'.repeat(32) }), unionKey)), requestNote, agreement), 'other-request', 'denied');
  await assertRefused(async () => checkHandedOut(await out(undefined, peeledWith({ request: request.request })), requestNote, agreement), 'other-request', 'denied');
  await assertRefused(async () => checkHandedOut(await out(undefined, peeledWith({}, stranger)), requestNote, agreement), 'other-signer', 'denied');
  await assertRefused(async () => checkHandedOut({ ...(await out()), key: made.files.get('key.age')! }, requestNote, agreement), 'not-what-was-peeled', 'denied');
  const events = (await peel(made, 'events', { request: requestKey.recipient })).files;
  await assertRefused(async () => checkHandedOut({ ...(await out(undefined, Promise.resolve(events))), key: events.get('key.events.age')! }, requestNote, agreement), 'other-request', 'denied');
  await assertRefused(async () => checkHandedOut(await out(), await signRequest({ ...asking, because: 'Another.' }, reviewer), agreement), 'other-request', 'denied');
  await store.remove(requestKey.recipient);
  await assertRefused(() => keyFor(store, requestKey.recipient), 'no-such-key', 'denied');
});

test("A refusal is the union's own signed word on this request", async () => {
  const { agreement, reviewer, request } = await world();
  const requestNote = await signRequest(request, reviewer);
  const refusal = { request: hashOf(requestNote), recording: recordingId, entry: 5, because: 'Samtalet rör en annan fråga.', time: asked };
  const { union, refusal: said } = checkRefused(await signRefusal(refusal, unionKey), requestNote, agreement);
  assert.deepEqual([union.name, said], ['Klubben', refusal]);
  await assertRefused(async () => checkRefused(await signRefusal(refusal, reviewer), requestNote, agreement), 'not-signed', 'denied');
  await assertRefused(async () => checkRefused(await signRefusal({ ...refusal, request: hashOf('x') }, unionKey), requestNote, agreement), 'other-request', 'denied');
});

test('Rules approve what they name, in their time and number', async () => {
  const { request } = await world();
  const rules = { agreement: request.agreement, opens: ['pictures' as const], purposes: ['search-fails'], kinds: ['faktura'], aWeek: 2, from: asked, until: asked + 30 * day };
  const note = await signRules(rules, unionKey);
  assert.deepEqual(verifyRules(note, unionKey.verifier), rules);
  assert.equal(whyNotAllowed(rules, request, 'faktura', 1, asked), undefined);
  assert.equal(whyNotAllowed({ ...rules, kinds: [] }, request, '', 1, asked), undefined);
  for (const [changes, kind, approved, now, why] of [
    [{ agreement: hashOf('x') }, 'faktura', 0, asked, 'other-agreement'], [{}, 'faktura', 0, asked - 1, 'not-in-time'], [{}, 'faktura', 0, asked + 30 * day, 'not-in-time'],
    [{ opens: ['events' as const] }, 'faktura', 0, asked, 'opens'], [{ purposes: ['other'] }, 'faktura', 0, asked, 'purpose'], [{}, 'flytt', 0, asked, 'kind'], [{}, 'faktura', 2, asked, 'enough-this-week'],
  ] as const)
    assert.equal(whyNotAllowed({ ...rules, ...changes } as typeof rules, request, kind, approved, now), why);
});

test("A reader's own keys are made in the browser, and their .pub file is what a party vouches for", async () => {
  const store = new KeysOfPage();
  const { key, pub } = await makeOwnKeys(store, 'reviewer', 'Granskare 4', 'Granskare-4', asked);
  const keys = parsePublicKeys(pub);
  assert.deepEqual([keys.role, keys.name, keys.recipient], ['reviewer', 'Granskare 4', key.recipient]);
  const signer = await signerOf((await store.all())[0]!);
  assert.equal(verifiedText(await signNote('x\n', signer), keys.verifier!), 'x\n');
  assert.equal(key.opens.extractable, false);
  assert.equal(key.signs!.keys.privateKey.extractable, false);
  await assertRefused(async () => signerOf(await makeRequestKey(store, 'x')), 'no-such-key');
});
