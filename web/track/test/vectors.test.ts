import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { names, shown } from './vectors.js';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> => createHash('sha256').update(bytes).digest();

test('every vector is read', () => {
  const files = readdirSync(golden).filter((file) => file.endsWith('.track'));
  assert.deepEqual(files.map((file) => file.slice(0, -'.track'.length)).sort(), [...names].sort());
});

for (const name of names)
  test(`${name}: the same pixels`, async () => {
    const text = await shown(readFileSync(`${golden}/${name}.track`), sha256);
    assert.equal(text, readFileSync(`${golden}/${name}.txt`, 'utf8'));
  });
