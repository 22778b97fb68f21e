// Bundles the bench of the player and runs it.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const outfile = join(here, '../dist/test/player_bench.mjs');
await build({
  entryPoints: [join(here, 'player_bench.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  external: ['playwright-core', 'axe-core', 'esbuild'],
  alias: { 'insyn-track': join(here, '../../track/src/reader.ts') },
  logLevel: 'warning',
});
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
