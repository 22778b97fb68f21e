// Parts of the administration that need no page: the form of an agreement and the text that it makes, and documents for a word processor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync, strFromU8 } from 'fflate';
import { parseTerms } from 'insyn-agreement';
import { parseNote } from 'insyn-note';
import { emptyForm, formOf, tomlOf } from '../src/administration/draft_form';
import { odtOf } from '../src/administration/odt';
import { agreements as en } from '../src/words/en/agreements';
import { agreements as sv } from '../src/words/sv/agreements';

const source = process.env['INSYN_SOURCE'] ?? '../..';
const zone = 'Europe/Stockholm';
const from = {
  employer: 'Kundcenter Nord AB',
  unions: ['Unionen, klubben vid Kundcenter Nord'],
  // Two keys that are there: docs/agreement.md has them.
  ledger: { origin: 'Kundcenter-Nord-AB', key: 'Kundcenter-Nord-AB+c36901b0+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c' },
  witnesses: ['Unionen-klubben+49355b80+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU'],
};
// The agreement that docs/agreement.md shows.
const documented = () => {
  const page = readFileSync(`${source}/docs/agreement.md`, 'utf8');
  const begin = page.indexOf('```agreement.note\n') + '```agreement.note\n'.length;
  return parseNote(page.slice(begin, page.indexOf('```', begin))).text;
};

test('a form that is filled in makes terms that say the same', () => {
  const form = { ...emptyForm(from, zone), id: 'kundtjanst-2027-1', purpose: 'Att se var "Kundstöd"\\inte hjälper.', from: '2027-01-01', to: '2027-03-31', samplePercent: '12,5', hoursFrom: '09:30' };
  form.programs = [
    { name: 'Kundstöd', kind: 'native', where: ' /opt/kundstod/bin/kundstod ' },
    { name: 'Handbok', kind: 'web', where: 'https://handbok.example\n\nhttps://wiki.example' },
  ];
  const terms = parseTerms(tomlOf(form));
  assert.equal(terms.id, 'kundtjanst-2027-1');
  assert.equal(terms.purpose, 'Att se var "Kundstöd"\\inte hjälper.');
  assert.equal(terms.sample, 0.125);
  assert.deepEqual(
    terms.applications.map((one) => [one.name, one.kind]),
    [
      ['Kundstöd', 'native'],
      ['Handbok', 'web'],
    ],
  );
  assert.equal(terms.hours?.from, 9 * 60 + 30);
  assert.equal(terms.ledger?.origin, from.ledger.origin);
});

test('all calls are a share too, and what is no number comes to the reader as it was typed', () => {
  const text = tomlOf({ ...emptyForm(from, zone), samplePercent: '100', maxMinutes: 'sextio', retentionDays: '30 dagar' });
  assert.match(text, /^sample = 1\.0$/m);
  assert.match(text, /^max_minutes = "sextio"$/m);
  assert.match(text, /^days = "30 dagar"$/m);
});

test('a form that begins as an earlier agreement makes that agreement again', () => {
  const before = documented();
  const { form, left } = formOf(before, from, zone);
  const was = parseTerms(before);
  const again = parseTerms(tomlOf({ ...form, id: was.id, from: '2026-12-01', to: '2027-01-31' }));
  for (const name of ['id', 'employer', 'unions', 'purpose', 'negotiation', 'dpia', 'notBefore', 'notAfter', 'level', 'sample', 'audio', 'manualCalls', 'screens', 'callSources', 'reviewers'] as const)
    assert.deepEqual(again[name], was[name], name);
  // What it has no field for is named.
  assert.ok(left.includes('application.except'), String(left));
});

test('the sections that it has no field for are kept', () => {
  const { form, left } = formOf(`${documented()}\n[[screen]]\nname = "Sök"\ntitle = "Sök – *"\n`, from, zone);
  assert.match(form.rest, /\[\[screen\]\]\nname = "Sök"\ntitle = "Sök – \*"/);
  assert.ok(!left.includes('screen'));
});

test('both languages have words for each field', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(sv).sort());
  for (const name of Object.keys(emptyForm(from, zone)))
    if (!['programs', 'days'].includes(name)) assert.ok(`agreements.form.${name}` in sv, name);
});

test('a document for a word processor has its type first, and nothing in it is markup', async () => {
  const blob = odtOf(
    [
      { kind: 'title', cells: ['T & <b>'] },
      { kind: 'blank', cells: ['write'] },
      { kind: 'row', cells: ['a', 'b'] },
      { kind: 'row', cells: ['c\u0001', '"d"'] },
      { kind: 'item', cells: ['one'] },
      { kind: 'item', cells: ['two'] },
    ],
    'sv',
  );
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // A local file header, and what follows its name: stored, not compressed.
  assert.equal(strFromU8(bytes.subarray(30, 38)), 'mimetype');
  assert.equal(strFromU8(bytes.subarray(38, 38 + 39)), 'application/vnd.oasis.opendocument.text');
  const content = strFromU8(unzipSync(bytes)['content.xml'] ?? new Uint8Array());
  assert.ok(content.includes('T &#38; &#60;b&#62;'));
  assert.ok(content.includes('>[write]<'));
  assert.ok(content.includes('>c<') && content.includes('&#34;d&#34;'));
  assert.equal(content.match(/<table:table-row>/g)?.length, 2);
  assert.equal(content.match(/<text:list>|<text:list /g)?.length, 1);
  assert.equal(content.match(/<text:list-item>/g)?.length, 2);
});
