// Limits on how much there is, and that reading and writing cost no more than in proportion to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits, type PageRecord, PagesError, PagesReader, PagesState, PagesWriter } from '../src/index.js';
import { type Put, sha256 } from './testing.js';

const plain = { style: 0, pseudos: [], attributes: [] } as const;
const open = (document = 1): Put => ({ kind: 'document opened', document, frameOf: 0, frameIn: 0, application: '' });
const element = (node: number, parent: number, before = 0): Put => ({ kind: 'element', node, parent, before, tag: 'div', ...plain });
const text = (node: number, parent: number, before = 0): Put => ({ kind: 'text', node, parent, before, text: '' });

function stateOf(...records: readonly Put[]): PagesState {
  const state = new PagesState();
  state.begin(0);
  for (const record of records) state.apply(record);
  return state;
}
const refused = (state: PagesState, record: PageRecord, reason: RegExp): void => assert.throws(() => state.apply(record), (error) => error instanceof PagesError && reason.test(error.reason));

/** `add(i)` for i from 1 on is allowed so many times. */
function atMost(most: number, state: PagesState, add: (i: number) => Put[], reason: RegExp): void {
  for (let i = 1; i <= most; ++i) {
    state.begin(0);
    for (const record of add(i)) state.apply(record);
  }
  const [last, ...before] = add(most + 1).reverse() as [Put, ...Put[]];
  for (const record of before.reverse()) state.apply(record);
  refused(state, last, reason);
}

test('documents, styles, kept subtrees, fonts and assets are so many at most', () => {
  atMost(64, stateOf(), (i) => [open(i)], /more than 64 documents/);
  atMost(50_000, stateOf(), (style) => [{ kind: 'style', style, declarations: [] }], /more than 50000 styles/);
  atMost(1000, stateOf(open(), element(1, 0)), (i) => [element(i + 1, 1), { kind: 'put aside', node: i + 1, kept: i }], /more than 1000 kept/);
  const font = Uint8Array.of(1);
  const asset: Put = { kind: 'asset', asset: 1, type: 16, hash: sha256(font), bytes: font };
  atMost(1000, stateOf(asset, open()), () => [{ kind: 'font', family: 'A', descriptors: [], asset: 1 }], /more than 1000 fonts/);
  atMost(4096, stateOf(), (i) => [{ ...asset, asset: i }], /more than 4096 assets/);
});

test('a number is free again when what had it is gone', () => {
  const state = stateOf(open(), element(1, 0), element(2, 1), { kind: 'put aside', node: 2, kept: 1 }, { kind: 'forgotten', kept: 1 }, element(2, 1), { kind: 'put aside', node: 2, kept: 1 });
  for (const record of [{ kind: 'document closed', document: 1 }, open(), element(1, 0), element(2, 1), { kind: 'put aside', node: 2, kept: 1 }] as Put[]) state.apply(record);
  for (const record of [{ kind: 'document closed', document: 1 }, { kind: 'style', style: 1, declarations: [] }, { kind: 'style forgotten', style: 1 }, { kind: 'style', style: 1, declarations: [] }, { kind: 'style forgotten', style: 1 }] as Put[]) state.apply(record);
  assert.equal(state.weight, 0);
});

test('assets have so many bytes at most, one and all', () => {
  const bytes = new Uint8Array(limits.asset);
  const hash = sha256(bytes);
  atMost(32, stateOf(), (asset) => [{ kind: 'asset', asset, type: 1, hash, bytes }], /more bytes than is allowed/);
  const state = stateOf();
  state.begin(7);
  for (let asset = 1; asset <= 32; ++asset) state.apply({ kind: 'asset elsewhere', asset, type: 1, hash, size: limits.asset, chunk: 6 });
  refused(state, { kind: 'asset elsewhere', asset: 33, type: 1, hash, size: 1, chunk: 6 }, /more bytes/);
  state.apply({ kind: 'asset forgotten', asset: 1 });
  state.apply({ kind: 'asset elsewhere', asset: 33, type: 1, hash, size: 1, chunk: 6 });
  refused(state, { kind: 'asset', asset: 34, type: 1, hash: sha256(new Uint8Array(limits.asset + 1)), bytes: new Uint8Array(limits.asset + 1) }, /an asset of/);
});

test('elements are 512 within one another at most, however they came there', () => {
  const state = stateOf(open());
  for (let i = 1; i <= 512; ++i) state.apply(element(i, i - 1));
  refused(state, element(513, 512), /more than 512 elements/);
  state.apply(text(513, 512)); // texts do not count
  state.apply(element(514, 1));
  state.apply(element(515, 514));
  state.apply({ kind: 'moved', node: 514, parent: 510, before: 0 });
  refused(state, { kind: 'moved', node: 514, parent: 511, before: 0 }, /more than 512 elements/);
  state.apply({ kind: 'put aside', node: 514, kept: 1 });
  refused(state, { kind: 'put back', kept: 1, parent: 511, before: 0 }, /more than 512 elements/);
  state.apply({ kind: 'put back', kept: 1, parent: 510, before: 511 });
  refused(state, element(516, 515), /more than 512 elements/);
});

test('the state weighs so much at most, and what is taken away is not weighed', () => {
  const font = Uint8Array.of(1);
  const asset: Put = { kind: 'asset', asset: 1, type: 16, hash: sha256(font), bytes: font };
  const fields: Put = { kind: 'element', node: 300_001, parent: 1, before: 0, tag: 'input', ...plain };
  const state = stateOf(asset, open(), element(1, 0), fields, { kind: 'bars', node: 300_002, parent: 1, before: 0, bars: [] });
  const long = 'a'.repeat(limits.text);
  const weighed = state.weight;
  let node = 2;
  for (; state.weight + 80 + long.length <= limits.weight; ++node) state.apply({ ...text(node, 1), text: long } as Put);
  refused(state, { ...text(node, 1), text: long } as Put, /larger than is allowed/);
  const left = limits.weight - state.weight;
  refused(state, { kind: 'style', style: 1, declarations: Array.from({ length: 299 }, (_, i) => [`a${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}${'abcdefghij'[Math.floor(i / 100)]}`, 'b'.repeat(4000)]) }, /larger/);
  state.apply({ ...text(node, 1), text: 'a'.repeat(left - 80) } as Put);
  assert.equal(state.weight, limits.weight);
  refused(state, { kind: 'text changed', node, text: 'a'.repeat(left - 79) }, /larger/);
  refused(state, { kind: 'attribute', node: 1, attribute: 'dir', value: '' }, /larger/);
  refused(state, { kind: 'restyled', node: 1, style: 0, pseudos: [['before', 0]] }, /larger/);
  for (const record of [
    open(2), { ...asset, asset: 2 }, { kind: 'font', family: 'A', descriptors: [], asset: 1 }, { kind: 'put aside', node: 300_001, kept: 1 }, element(300_003, 1), text(300_003, 1),
    { kind: 'bars', node: 300_003, parent: 1, before: 0, bars: [] }, { kind: 'bars changed', node: 300_002, bars: [1] }, { kind: 'style', style: 1, declarations: [] },
    { kind: 'value', node: 300_001, value: 'a', checked: false, indeterminate: false, selected: [] },
  ] as Put[]) refused(state, record, /larger/);
  for (let one = 2; one <= node; ++one) state.apply({ kind: 'removed', node: one });
  assert.equal(state.weight, weighed);
});

test('a chunk is so much work at most', () => {
  const state = stateOf(open(), element(1, 0), element(2, 1));
  for (let node = 3; node < 100_003; ++node) state.apply(text(node, 2));
  state.begin(0);
  for (let i = 0; i < 20; ++i) {
    state.apply({ kind: 'put aside', node: 2, kept: 1 });
    state.apply({ kind: 'put back', kept: 1, parent: 1, before: 0 });
  }
  state.apply({ kind: 'moved', node: 2, parent: 1, before: 0 });
  const others: Put[] = [{ kind: 'put aside', node: 2, kept: 1 }, { kind: 'removed', node: 2 }, { kind: 'document closed', document: 1 }];
  for (const record of [{ kind: 'moved', node: 2, parent: 1, before: 0 } as const, ...others]) refused(state, record, /more steps/);
  state.begin(1);
  state.apply({ kind: 'moved', node: 2, parent: 1, before: 0 });
});

test('entries of lists are work too', () => {
  const state = stateOf(open(), element(1, 0), { kind: 'bars', node: 2, parent: 1, before: 0, bars: [] });
  state.begin(1);
  const bars = new Array<number>(limits.bars).fill(0);
  for (let i = 0; i < 419; ++i) state.apply({ kind: 'bars changed', node: 2, bars }); // 419 · 10,001
  refused(state, { kind: 'bars changed', node: 2, bars }, /more steps/);
  for (let i = 419 * 10_001; i < limits.work; ++i) state.apply({ kind: 'look', elapsed: 0 });
  refused(state, { kind: 'look', elapsed: 0 }, /more steps/);
});

// A machine that tests run on may be slow, but what is quadratic takes minutes for 200,000 nodes on any.
test('200,000 nodes: read, moved, removed, in no more time than so many nodes take', { timeout: 120_000 }, async () => {
  const writer = new PagesWriter();
  writer.put(open());
  writer.put(element(1, 0));
  const count = limits.nodes - 1;
  const began = performance.now();
  for (let node = 2; node <= count; ++node) writer.put(text(node, 1, node > 3 && node % 2 === 0 ? node - 2 : 0));
  writer.put(text(limits.nodes, 1));
  assert.throws(() => writer.put(text(limits.nodes + 1, 1)), /more than 200000 nodes/);
  writer.look(1);
  const whole = await writer.cut(2, { thenIndexPoint: true });
  for (let node = 2; node <= count; node += 2) writer.put({ kind: 'moved', node, parent: 1, before: node + 1 });
  writer.look(3);
  const moved = await writer.cut(4);
  for (let node = 2; node <= count; ++node) writer.put({ kind: 'removed', node });
  writer.look(5);
  const removed = await writer.cut(6);
  const written = performance.now();
  const reader = new PagesReader();
  for (const { bytes } of [whole, moved, removed]) reader.feed(bytes);
  const read = performance.now();
  assert.equal(reader.state.nodes.size, 2);
  console.log(`# 200,000 nodes, 3 chunks: written in ${Math.round(written - began)} ms, read in ${Math.round(read - written)} ms; index point of ${whole.bytes.length} bytes`);
});

test('a state of the greatest weight fits into an index point', { timeout: 120_000 }, async () => {
  const writer = new PagesWriter();
  const huge = 2 ** 52; // numbers of 8 bytes
  writer.put({ kind: 'style', style: huge, declarations: [] });
  writer.put({ ...open(huge), application: 'x' } as Put);
  writer.put(element(huge, 0));
  let node = huge;
  const pseudos = (['before', 'after', 'marker', 'placeholder', 'first-letter', 'first-line', 'backdrop', 'file-selector-button', 'selection'] as const).map((one) => [one, huge] as const);
  try {
    for (let i = 0; ; ++i) {
      node += 1;
      if (i % 15_000 === 14_999) {
        writer.look(i);
        await writer.cut(i);
      }
      writer.put({ kind: 'element', node, parent: huge, before: 0, tag: 'input', style: huge, pseudos, attributes: [] });
      writer.put({ kind: 'value', node, value: 'ab', checked: true, indeterminate: false, selected: [huge, huge + 1] });
      writer.put({ kind: 'scrolled', node, left: -(2 ** 25), top: 2 ** 25 });
    }
  } catch (error) {
    assert.match((error as PagesError).reason, /the state is larger/);
  }
  writer.look(0xfffffff);
  await writer.cut(0xfffffff, { thenIndexPoint: true });
  writer.look(0xfffffff);
  assert.ok(writer.size < limits.body - limits.asset, `${writer.size} bytes`);
  const reader = new PagesReader();
  reader.feed((await writer.cut(0xfffffff)).bytes);
  assert.equal(reader.state.weight, writer.state.weight);
});
