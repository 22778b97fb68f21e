// Hostile text, and where it is planted by the formats themselves: agreements, rosters, what links say of themselves.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { hashOf, keyNameFrom, parseNote, quoted, signNote, TextSigner } from 'insyn-note';
import type { Centre } from './stage.js';

// Markup, the end of a script, markup without a space, a template's and a message's syntax, an address that runs, and a word without an end.
export const hostile = `<img src=x onerror=document.title='OWNED'></script><svg/onload=document.title='OWNED'>{{7*7}}{n}\${7*7} javascript:document.title='OWNED' =1+1 ${'w'.repeat(40)}`;
// What the name of a key, and so of a device, can have of it.
export const keyPart = keyNameFrom(hostile);
export const short = `<img src=x onerror="document.title='OWNED'"><b>{n}`;
// Turns what follows around.
export const turned = 'Bo\u202egpj.exe';

// In each text of an agreement that its readers leave free.
export const hostileTerms = async (terms: string, centre: Centre): Promise<string> => {
  const company = (name: string) => centre.path('company', name);
  const pub = await readFile(company('reviewer.pub'), 'utf8');
  const renamed = pub.replace(/^name = .*$/m, `name = ${quoted(`Granskare ${short}`)}`);
  await writeFile(company('reviewer.pub'), renamed);
  await centre.insyn('employer', ['keys', 'new', '--role', 'importer', '--name', `Arkivet ${short}`, '--out', company('importer')]);
  const [application = ''] = /(?<=^name = )".*"$/m.exec(terms.slice(terms.indexOf('[[application]]'))) ?? [];
  const changed = terms
    .replace('insyn = 1\n', 'insyn = 1\naudio = "both"\n')
    .replace(/^id = .*$/m, `id = ${quoted(`avtal ${hostile}`)}`)
    .replace(/^employer = .*$/m, `employer = ${quoted(`Bolaget ${hostile}`)}`)
    .replace(/^union = .*$/m, `union = ${quoted(`Facket ${hostile}`)}`)
    .replace(/^purpose = .*$/m, ['purpose', 'negotiation', 'dpia'].map((key) => `${key} = ${quoted(`${hostile} `.repeat(20).trim())}`).join('\n'))
    .replace(/^exe = .*$/m, `exe = ${quoted(`/opt/${hostile}`)}\nwm_class = ${quoted(`Klass ${short}`)}`)
    .replace(/\[\[recipient\]\]\nrole = "reviewer"\n(?:(?!\[).*\n)*/, await centre.vouched(company('reviewer.pub')));
  const web = ['except', 'masks', 'shown'].map((key) => `${key} = [${quoted(`/${hostile}`)}]`).join('\n');
  const tables = [
    `[[application]]\nname = ${quoted(`Webb ${hostile}`)}\nkind = "web"\norigins = ["https://wiki.example"]\n${web}`,
    `[[screen]]\nname = ${quoted(`Skärm ${hostile}`)}\ntitle = ${quoted(`* ${hostile}`)}\napplication = ${application}`,
    `[[call_source]]\nname = ${quoted(`Växel ${hostile}`)}\nkey = ${quoted(TextSigner.generate(keyNameFrom(`vaxel${hostile}`)).verifier.text)}`,
    await centre.vouched(company('importer.pub')),
  ];
  for (const planted of ['avtal', 'Bolaget', 'Facket', 'Klass', 'Granskare']) assert.match(changed, new RegExp(`"${planted} <img`));
  return `${changed}\n${tables.join('\n\n')}\n`;
};

const next = async (centre: Centre, file: string, change: (text: string) => string): Promise<string> =>
  signNote(change(parseNote(await readFile(centre.path('company', file), 'utf8')).text), await centre.signer('employer'));

// The next version of the roster, as the employer sends it to be signed: the first agent has another number and the second is left out.
export const hostileRoster = (centre: Centre): Promise<string> =>
  next(centre, 'roster.note', (text) => {
    const changed = text.replace('version = 1\n', `version = 2\nbefore = [${quoted(hashOf(text))}]\n`).replace(/^numbers = .*$/m, `numbers = [${quoted(`Anders ${hostile.slice(0, 42)}`)}]`);
    assert.match(changed, /before = [^]*Anders <img/);
    return changed;
  });
// The next agreement.
export const hostileAgreement = (centre: Centre): Promise<string> =>
  next(centre, 'agreement.note', (text) => text.replace(/^purpose = .*$/m, `purpose = ${quoted(`Nytt ${hostile}`)}\nsupersedes = ["${hashOf(text)}"]`).replace('"Växel ', '"Växeln '));

// What a link says of itself, signed as it signs (RFC 9421).
export const report = async (centre: Centre, workstation: string, body: unknown): Promise<number> => {
  const signer = await centre.signer(`${workstation}/link`);
  const digest = `sha-256=:${createHash('sha256').update(JSON.stringify(body)).digest('base64')}:`;
  const covered = '("@method" "@authority" "@path" "@query" "content-type" "content-digest")';
  const parameters = `${covered};created=${Math.floor(Date.now() / 1000)};keyid="${hashOf(signer.verifier.key)}";alg="ed25519";nonce="${randomBytes(16).toString('base64')}";tag="insyn"`;
  const base = [
    `"@method": POST`,
    `"@authority": ${new URL(centre.url).host}`,
    '"@path": /v1/report',
    '"@query": ?',
    '"content-type": application/json',
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signature = Buffer.from(await signer.sign(base)).toString('base64');
  const answer = await centre.ask('/v1/report', 'POST', { 'content-digest': digest, 'signature-input': `insyn=${parameters}`, signature: `insyn=:${signature}:` }, body);
  return answer.status;
};
