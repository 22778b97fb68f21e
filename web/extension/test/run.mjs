// Bundles the tests, and what they put into pages, and runs those whose names are given (all without).
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
// Tests that run at once do not write over each other's bundles.
const out = join(here, '../dist/test', (wanted[0] ?? 'all').replace(/\W/g, ''));
const bench = wanted[0]?.startsWith('cost');
const tests = readdirSync(here).filter((name) => (bench ? name === 'cost.bench.ts' : name.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((one) => name.startsWith(one)))));
const usual = { bundle: true, logLevel: 'warning', tsconfig: join(here, '../tsconfig.json') };
await build({ ...usual, entryPoints: ['content.ts', 'replay.ts'].map((name) => join(here, 'page', name)).concat(join(here, '../src/capture/bell.ts')), outdir: join(out, 'page'), entryNames: '[name]', format: 'iife', target: 'chrome120' });
await build({ ...usual, entryPoints: tests.map((name) => join(here, name)), outdir: out, outExtension: { '.js': '.mjs' }, platform: 'node', target: 'node18', format: 'esm', external: ['playwright-core', 'esbuild'] });
const made = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(process.execPath, bench ? made : ['--test', ...made], { stdio: 'inherit' });
process.exit(status ?? 1);
