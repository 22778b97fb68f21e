import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packChunk } from '../src/chunk.js';
import { type PageRecord, PagesError, PagesReader, PagesState, PagesWriter } from '../src/index.js';
import { bodyOf, page, type Refused, refusedBytes, refusedRecords } from './refusals.js';
import { type Put, shown } from './testing.js';

async function refusalOf(records: Parameters<typeof bodyOf>[0]): Promise<PagesError> {
  const bytes = await packChunk({ indexPoint: true, number: 1000, begin: 0, end: 10 }, bodyOf([...page, ...records]));
  const reader = new PagesReader();
  try {
    reader.feed(bytes);
  } catch (error) {
    assert.ok(error instanceof PagesError, String(error));
    assert.equal(reader.inGap, true);
    assert.equal(reader.state.nodes.size, 0);
    return error;
  }
  return assert.fail(`not refused: ${JSON.stringify(records)}`);
}

test('the page that refused records come after is a valid one', async () => {
  const reader = new PagesReader();
  reader.feed(await packChunk({ indexPoint: true, number: 0, begin: 0, end: 10 }, bodyOf([...page, { kind: 'look', elapsed: 0 }])));
  assert.equal(reader.state.nodes.size, 11);
});

async function checkRefused([reason, ...records]: Refused): Promise<void> {
  const error = await refusalOf(records);
  assert.match(error.reason, reason);
  assert.equal(error.at?.record, page.length + records.length - 1, error.message);
  assert.equal(error.at?.offset, bodyOf([...page, ...records.slice(0, -1)]).length, error.message);
}

test('bytes that are no records are refused by the reader, with their place', async () => {
  for (const one of refusedBytes) await checkRefused(one);
});

test('records that are not valid are refused by the reader, with their place', async () => {
  for (const one of refusedRecords) await checkRefused(one);
});

test('a state that refused a record has not changed, nor has a writer', () => {
  for (const [reason, ...records] of refusedRecords) {
    const state = new PagesState();
    const writer = new PagesWriter({ chunk: 1000, time: 0 });
    state.begin(1000);
    for (const record of [...page, ...(records.slice(0, -1) as Put[])]) {
      state.apply(record);
      writer.put(record);
    }
    const [before, size] = [JSON.stringify(shown(state)), writer.size];
    const last = records.at(-1) as Put;
    assert.throws(() => state.apply(last), (error) => error instanceof PagesError && reason.test(error.reason), JSON.stringify(last));
    assert.equal(JSON.stringify(shown(state)), before, JSON.stringify(last));
    if ((last as PageRecord).kind === 'look') continue;
    assert.throws(() => writer.put(last), PagesError);
    assert.equal(writer.size, size);
    assert.equal(JSON.stringify(shown(writer.state)), before);
  }
});

test('what is just within the rules is accepted', () => {
  const accepted: Put[] = [
    { kind: 'style', style: 9, declarations: Array.from({ length: 300 }, (_, i) => [`a${'bcdefghijk'[i % 10]}${'bcdefghijk'[Math.floor(i / 10) % 10]}${'bcdefghijk'[Math.floor(i / 100)]}`, '']) },
    { kind: 'style', style: 10, declarations: [['a'.repeat(60), 'a'.repeat(16384)]] },
    { kind: 'style', style: 11, declarations: [['content', '"!" \'"(\' "it\'s"'], ['width', '('.repeat(64) + ')'.repeat(64)], ['mask', 'node(9007199254740991), asset(1)'], ['background-image', 'linear-gradient(red, blue), asset(1)'], ['-', 'curl-y']] },
    { kind: 'text', node: 30, parent: 2, before: 3, text: 'a'.repeat(2 ** 18) },
    { kind: 'attribute', node: 2, attribute: 'd', value: 'a'.repeat(2 ** 16) },
    { kind: 'attribute', node: 2, attribute: 'size', value: '0x2147483648' },
    { kind: 'attribute', node: 2, attribute: 'multiple', value: null },
    { kind: 'bars', node: 31, parent: 2, before: 0, bars: Array.from({ length: 10_000 }, () => 250) },
    { kind: 'viewport', width: 2 ** 25, height: 0, scale: 10_000 },
    { kind: 'scrolled', node: 0, left: -(2 ** 25), top: 0 },
    { kind: 'moved', node: 1, parent: 0, before: 0 },
    { kind: 'document opened', document: 9, frameOf: 0, frameIn: 0, application: 'å'.repeat(100) },
    { kind: 'time withheld', from: 2 ** 32 - 1, to: 2 ** 32 - 1, reason: 19 },
  ];
  const state = new PagesState();
  state.begin(0);
  for (const record of [...page, ...accepted]) state.apply(record);
  assert.equal(state.assets.get(1)!.uses, 3);
});

test('a writer refuses what has no bytes', () => {
  const writer = new PagesWriter({ chunk: 1, time: 0 });
  for (const record of page) writer.put(record);
  const { size } = writer;
  for (const text of ['\ud800', 'a\udc00', '\0', `${'a'.repeat(30)}\ud800x`]) assert.throws(() => writer.put({ kind: 'text changed', node: 3, text }), PagesError);
  for (const text of ['\ud800', '\0']) assert.throws(() => writer.put({ kind: 'style', style: 40, declarations: [['content', `"${text}"`]] }), PagesError);
  const elsewhere = { kind: 'asset elsewhere', asset: 40, size: 1, chunk: 0 } as const;
  assert.throws(() => writer.put({ ...elsewhere, type: 6 as 1, hash: new Uint8Array(32) }), /no type of asset 6/);
  assert.throws(() => writer.put({ ...elsewhere, type: 1, hash: new Uint8Array(31) }), /a hash of another length/);
  for (const width of [1 / 128, NaN, Infinity]) assert.throws(() => writer.put({ kind: 'viewport', width, height: 1, scale: 1000 }), PagesError);
  for (const node of [-1, 1.5, 2 ** 53]) assert.throws(() => writer.put({ kind: 'text', node, parent: 2, before: 0, text: '' }), PagesError);
  assert.throws(() => writer.put({ kind: 'element', node: 40, parent: 2, before: 0, tag: 'script' as 'x', style: 0, pseudos: [], attributes: [] }), PagesError);
  assert.throws(() => writer.put({ kind: 'attribute', node: 2, attribute: 'onclick' as 'd', value: '' }), PagesError);
  assert.equal(writer.size, size);
});
