// Bundles the tests, so that they run in every Node.js, and runs those whose names are given (all without). With --pictures FOLDER it makes
// pictures of the rooms instead.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../dist/test');
const [first, folder] = process.argv.slice(2);
const pictures = first === '--pictures';
const wanted = process.argv.slice(2);
const tests = pictures ? ['pictures.ts'] : readdirSync(here).filter((name) => name.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((one) => name.startsWith(one))));
await build({
  entryPoints: tests.map((name) => join(here, name)),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  external: ['playwright-core', 'axe-core', 'vite', '@vitejs/plugin-react', 'esbuild'],
  alias: Object.fromEntries([
    ['insyn-track', join(here, '../../track/src/reader.ts')],
    ...['note', 'agreement', 'ledger', 'recording', 'opening'].map((name) => [`insyn-${name}`, join(here, `../../${name}/src/index.ts`)]),
  ]),
  logLevel: 'warning',
});
const made = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(process.execPath, pictures ? [...made, folder] : ['--test', ...made], { stdio: 'inherit' });
process.exit(status ?? 1);
