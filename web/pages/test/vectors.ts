// The vectors of tests/golden/pages, made by the writer, and what a reader makes of one.
import { packChunk, unpackChunk } from '../src/chunk.js';
import { type AssetType, assetTypes, attributes, fontDescriptors, isPicture, PagesError, PagesReader, PagesWriter, pseudos, tags } from '../src/index.js';
import { bodyOf, page, refusedBytes, refusedRecords } from './refusals.js';
import { hexOf, type Put, Random, RandomRecords, sha256, shown } from './testing.js';

export interface Vector {
  name: string;
  chunks: Uint8Array[];
}

const html: Put[] = [
  { kind: 'document opened', document: 1, frameOf: 0, frameIn: 0, application: 'Wiki' },
  { kind: 'element', node: 1, parent: 0, before: 0, tag: 'html', style: 0, pseudos: [], attributes: [] },
];

/** The example of docs/pages-format.md. */
async function example(): Promise<Uint8Array[]> {
  const writer = new PagesWriter();
  const records: Put[] = [
    html[0]!,
    { kind: 'viewport', width: 800, height: 600.5, scale: 1000 },
    { kind: 'style', style: 1, declarations: [['display', 'block']] },
    { kind: 'element', node: 1, parent: 0, before: 0, tag: 'html', style: 1, pseudos: [], attributes: [['lang', 'sv']] },
    { kind: 'text', node: 2, parent: 1, before: 0, text: 'Två' },
  ];
  for (const record of records) writer.put(record);
  writer.look(40);
  writer.put({ kind: 'text', node: 3, parent: 1, before: 2, text: 'Ett' });
  writer.put({ kind: 'scrolled', node: 0, left: 0, top: -1.5 });
  writer.look(300);
  return [(await writer.cut(1000)).bytes];
}

/** Each kind of record, in the order of the document's table where that is possible, and what each leaves. */
async function records(): Promise<Uint8Array[]> {
  const writer = new PagesWriter();
  const chunks: Uint8Array[] = [];
  let time = 0;
  const chunk = async (indexPoint: boolean, ...looks: Put[][]): Promise<void> => {
    for (const look of looks) {
      for (const record of look) writer.put(record);
      writer.look((time += 250));
    }
    chunks.push((await writer.cut((time += 250), { thenIndexPoint: indexPoint })).bytes);
  };
  const [still, font] = [Uint8Array.of(0xff, 0xd8, 0xff), Uint8Array.of(0x77, 0x4f, 0x46, 0x46)];
  await chunk(false, [...page], [
    { kind: 'viewport', width: 1280, height: 719.984375, scale: 1250 },
    { kind: 'asset', asset: 3, type: 2, hash: sha256(still), bytes: still },
    { kind: 'asset', asset: 4, type: 17, hash: sha256(font), bytes: font },
    { kind: 'font', family: 'Källa Sans 3', descriptors: fontDescriptors.map((descriptor) => [descriptor, 'normal']), asset: 4 },
    { kind: 'still', node: 6, asset: 3 },
    { kind: 'value', node: 5, value: 'fråga', checked: true, indeterminate: true, selected: [0, 2, 300] },
    { kind: 'pointer', x: 10.5, y: -1 / 64, visible: true, down: false },
    { kind: 'boxes', boxes: [{ node: 2, left: -8, top: 8, width: 100, height: 0 }, { node: 2, left: 0, top: 0, width: 0.5, height: 1 }] },
  ]);
  await chunk(true, [
    { kind: 'document withheld', reason: 16 },
    { kind: 'restyled', node: 2, style: 2, pseudos: [['after', 2], ['selection', 0]] },
    { kind: 'text changed', node: 3, text: '😀 å\n' },
    { kind: 'bars changed', node: 4, bars: [] },
    { kind: 'attribute', node: 2, attribute: 'dir', value: null },
    { kind: 'attribute', node: 2, attribute: 'asset', value: '1' },
    { kind: 'attribute', node: 2, attribute: 'lang', value: '' },
    { kind: 'moved', node: 3, parent: 2, before: 0 },
    { kind: 'moved', node: 8, parent: 1, before: 2 },
    { kind: 'scrolled', node: 2, left: -2, top: 2 ** 25 },
    { kind: 'scrolled', node: 0, left: 0, top: 1 / 64 },
    { kind: 'put back', kept: 1, parent: 1, before: 0 },
    { kind: 'text', node: 10, parent: 9, before: 0, text: 'x' },
    { kind: 'put aside', node: 2, kept: 2 }, // with the frame's element: document 2 closes
  ], [], [
    { kind: 'time withheld', from: 100, to: 1200, reason: 15 },
    { kind: 'pointer', x: 0, y: 0, visible: false, down: true },
  ]);
  await chunk(false); // an index point of nothing but the state: assets are elsewhere
  await chunk(false, [
    { kind: 'put back', kept: 2, parent: 9, before: 10 },
    { kind: 'document withheld', reason: 0 },
    { kind: 'put aside', node: 9, kept: 7 },
  ], [
    { kind: 'forgotten', kept: 7 },
    { kind: 'removed', node: 8 },
    { kind: 'document opened', document: 2, frameOf: 0, frameIn: 0, application: '' },
    { kind: 'document closed', document: 1 },
  ], [
    { kind: 'style forgotten', style: 1 },
    { kind: 'asset forgotten', asset: 1 },
    { kind: 'document selected', document: 2 },
  ]);
  await chunk(true);
  await chunk(false, [{ kind: 'document selected', document: 0 }]);
  return chunks;
}

/** Each tag, attribute, pseudo-element and type of asset. */
async function names(): Promise<Uint8Array[]> {
  const writer = new PagesWriter();
  for (const record of html) writer.put(record);
  for (const type of Object.keys(assetTypes).map(Number) as AssetType[]) {
    const bytes = Uint8Array.of(type);
    writer.put({ kind: 'asset', asset: type, type, hash: sha256(bytes), bytes });
    writer.put(isPicture(type)
      ? { kind: 'style', style: type, declarations: [['mask-image', `asset(${type})`], ['quotes', `"'(" '"['`]] }
      : { kind: 'font', family: `Font ${type}`, descriptors: [], asset: type });
  }
  const values: Partial<Record<string, string>> = { asset: '1', size: '64x2147483648', reason: '19', href: '9007199254740991' };
  tags.forEach((tag, i) => writer.put({
    kind: 'element', node: 10 + i, parent: 1, before: i % 3 === 2 ? 9 + i : 0, tag, style: i % 2, pseudos: i < pseudos.length ? [[pseudos[i]!, 1 + (i % 2)]] : [],
    attributes: i < attributes.length ? [[attributes[i]!, values[attributes[i]!] ?? `värde ${i}`]] : [],
  }));
  writer.put({ kind: 'restyled', node: 10, style: 5, pseudos: pseudos.map((pseudo) => [pseudo, 4]) });
  writer.look(0);
  return [(await writer.cut(0)).bytes];
}

async function random(): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const numbers = new Random(20);
  const writer = new PagesWriter();
  const made = new RandomRecords(numbers, writer.state);
  for (let chunk = 0, time = 0; chunk < 12; ++chunk) {
    for (let looks = numbers.below(4); looks > 0; --looks) {
      for (let i = numbers.below(60); i > 0; --i) writer.put(made.record());
      writer.look((time += numbers.below(500)));
    }
    chunks.push((await writer.cut(time, { thenIndexPoint: chunk % 4 === 3 })).bytes);
  }
  return chunks;
}

/** Each refusal as an index point of its own, which begins with the same page. The last one is whole. */
async function refused(): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  const add = async (records: Parameters<typeof bodyOf>[0]): Promise<unknown> =>
    chunks.push(await packChunk({ indexPoint: true, number: 1000, begin: 0, end: 1000 }, bodyOf([...page, ...records])));
  for (const [, ...bytes] of refusedBytes) await add(bytes);
  for (const [, ...more] of refusedRecords) await add([...more, { kind: 'look', elapsed: 0 }]);
  await add([]);
  await add([{ kind: 'look', elapsed: 1001 }]);
  await add([{ kind: 'look', elapsed: 1000 }]);
  return chunks;
}

/** Damaged chunks, and what comes between damage and the next index point. */
async function damaged(): Promise<Uint8Array[]> {
  const writer = new PagesWriter();
  for (const record of page) writer.put(record);
  const whole: Uint8Array[] = [];
  for (let i = 0; i < 6; ++i) {
    writer.put({ kind: 'text changed', node: 3, text: `nummer ${i}` });
    writer.look(i * 10 + 5);
    whole.push((await writer.cut(i * 10 + 10, { thenIndexPoint: i === 3 })).bytes);
  }
  const [first, second, third, fourth, fifth, last] = whole as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const changed = (at: number, byte: number): Uint8Array => Uint8Array.from(first, (old, i) => (i === at ? byte : old));
  const later = (chunk: Uint8Array, begin: number): Uint8Array => Uint8Array.from(chunk, (old, i) => (i === 12 ? begin : old));
  const { size } = { size: new DataView(first.buffer).getUint32(20, true) };
  return [
    second, first, second, third, fourth, first, third, fourth, fifth, last, // one that nothing came before; all; one left out; the rest of the gap; an index point, and on
    first, later(second, 9), second, // begins before the one before it ends
    changed(0, 0x4a), changed(4, 2), changed(5, 3), changed(6, 1), changed(7, 1), changed(12, 99), changed(23, 3), changed(20, (size & 255) - 1), changed(20, (size & 255) + 1),
    first.subarray(0, 23), first.subarray(0, 24), first.subarray(0, -1), Buffer.concat([first, Buffer.of(0)]), new Uint8Array(), changed(24, 7),
    fifth, last,
  ];
}

export async function vectors(): Promise<Vector[]> {
  const all = { example, records, names, random, refused, damaged };
  return Promise.all(Object.entries(all).map(async ([name, make]) => ({ name, chunks: await make() })));
}

/** As one file: each chunk after its length, a u32. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(chunks.flatMap((chunk) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(chunk.length);
    return [length, chunk];
  }));
}
export function split(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const length = new DataView(file.buffer, file.byteOffset + at).getUint32(0, true);
    chunks.push(file.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return chunks;
}

/** The header and the unpacked body, or the chunk itself where it has none. DEFLATE may pack the same body in other ways. */
export function unpacked(chunk: Uint8Array): string {
  try {
    const { header, body } = unpackChunk(chunk);
    return JSON.stringify(header) + hexOf(body);
  } catch {
    return hexOf(chunk.subarray(0, 24));
  }
}

/** What a reader says of each chunk: its looks and the state after it, or why it was refused. */
export function read(chunks: readonly Uint8Array[]): object[] {
  const reader = new PagesReader();
  return chunks.map((bytes) => {
    try {
      const { number, indexPoint, begin, end, looks } = reader.feed(bytes);
      if (reader.inGap) return { chunk: number, withheld: [begin, end] };
      const missing = reader.missing.map(({ asset, chunk }) => [asset, chunk]);
      return { chunk: number, indexPoint, begin, end, looks: looks.map(({ time, records: of }) => [time, of.length]), missing, state: shown(reader.state) };
    } catch (error) {
      if (!(error instanceof PagesError)) throw error;
      return { refused: error.reason, ...error.at };
    }
  });
}

