// Parts of the union's room that need no page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { unionWhy as en } from '../src/words/en/union_why';
import { unionWhy as sv } from '../src/words/sv/union_why';

const source = process.env['INSYN_SOURCE'] ?? '../..';

test('each code by which a check fails has words in both languages, and none is left over', () => {
  const header = readFileSync(`${source}/src/opening/judge/why.h`, 'utf8');
  const list = header.slice(header.indexOf('kWhyCodes ='), header.indexOf('});'));
  const codes = [...list.matchAll(/"([a-z-]+)"/g)].map((one) => `union.why.${one[1]}`);
  assert.ok(codes.length > 30);
  assert.deepEqual(Object.keys(sv).sort(), codes.sort());
  const values = { entry: 7, count: 2, before: 3, most: 3, time: 't1', until: 't2', end: 't3', began: 't4', withdrawn: 't5', agent: 'a17', device: 'desk-12', recording: 'r1', file: 'closing.note', fault: 'missing', detail: 'why' };
  for (const [language, words] of [['sv', sv], ['en', en]] as const)
    for (const [id, text] of Object.entries(words)) assert.doesNotMatch(String(new IntlMessageFormat(text, language).format(values)), /[{}]|undefined/, id);
});
