// Writes tests/golden/pages anew: `npm run golden`. Where bytes change, the format has changed, or the writer makes other choices in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { joined, read, vectors } from './vectors.js';

// A test run executes every file of this folder.
if (process.argv[2] === 'write') {
  const folder = `${process.env['INSYN_GOLDEN'] ?? '../../tests/golden'}/pages`;
  mkdirSync(folder, { recursive: true });
  for (const { name, chunks } of await vectors()) {
    writeFileSync(`${folder}/${name}.pages`, joined(chunks));
    writeFileSync(`${folder}/${name}.json`, `[\n${read(chunks).map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
  }
}
