import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unpackChunk } from '../src/chunk.js';
import { hexOf } from './testing.js';
import { read, split, unpacked, vectors } from './vectors.js';

const folder = `${process.env['INSYN_GOLDEN'] ?? '../../tests/golden'}/pages`;
const made = await vectors();

test('every vector is read', () => {
  const files = made.flatMap(({ name }) => [`${name}.json`, `${name}.pages`]);
  assert.deepEqual(readdirSync(folder).sort(), files.sort());
});

for (const { name, chunks } of made) {
  test(`${name}: the writer gives the bodies of the vector`, () => {
    assert.deepEqual(split(readFileSync(`${folder}/${name}.pages`)).map(unpacked), chunks.map(unpacked));
  });
  test(`${name}: the reader has the states of the vector, and refuses what it says`, () => {
    const wanted = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as object[];
    assert.deepEqual(JSON.parse(JSON.stringify(read(split(readFileSync(`${folder}/${name}.pages`))))), wanted);
  });
}

test('the example of the document is the first vector', () => {
  const document = readFileSync(`${folder}/../../../docs/pages-format.md`, 'utf8');
  const [, packed = '', explained = ''] = /## Example[^]*?```\n([^]*?)```[^]*?```\n([^]*?)```/.exec(document) ?? [];
  const bytesOf = (hex: string): string => hex.split('\n').map((line) => line.split('|')[0]!.replaceAll(' ', '')).join('');
  const chunk = split(readFileSync(`${folder}/example.pages`))[0]!;
  assert.equal(bytesOf(packed), hexOf(chunk));
  assert.equal(bytesOf(explained), hexOf(chunk.subarray(0, 24)) + hexOf(unpackChunk(chunk).body));
});
