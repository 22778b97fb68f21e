// Bundles a bench and runs it: NAME and its options.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [name, ...options] = process.argv.slice(2);
const outfile = join(here, `../dist/test/${name}_bench.mjs`);
await build({
  entryPoints: [join(here, `${name}_bench.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  external: ['playwright-core', 'axe-core', 'vite', '@vitejs/plugin-react', 'esbuild'],
  alias: Object.fromEntries([
    ['insyn-track', join(here, '../../track/src/reader.ts')],
    ...['note', 'agreement', 'ledger', 'recording', 'opening'].map((one) => [`insyn-${one}`, join(here, `../../${one}/src/index.ts`)]),
  ]),
  logLevel: 'warning',
});
process.exit(spawnSync(process.execPath, [outfile, ...options], { stdio: 'inherit' }).status ?? 1);
