// Chromium with an extension whose service worker writes recordings, in a profile that outlives it.
import { mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type BrowserContext, chromium, type Worker } from 'playwright-core';

/** A folder with the extension: the least permissions that the real one has. */
export async function makeExtension(folder: string): Promise<string> {
  const at = join(folder, 'extension');
  mkdirSync(at, { recursive: true });
  await build({ entryPoints: [fileURLToPath(new URL('worker.js', import.meta.url))], outfile: join(at, 'worker.js'), bundle: true, format: 'iife', target: 'chrome120', logLevel: 'warning' });
  writeFileSync(join(at, 'page.html'), '<!doctype html><title>x</title>');
  writeFileSync(
    join(at, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name: 'recorder', version: '1', permissions: ['storage', 'nativeMessaging'], background: { service_worker: 'worker.js' } }),
  );
  return at;
}

export interface Running {
  context: BrowserContext;
  worker: Worker;
  /** As a crash does: nobody is told, and nothing is written any more. */
  kill(): Promise<void>;
}

export async function start(extension: string, profile: string): Promise<Running> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium', headless: false, ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }));
  // It is told of before its script has run.
  for (const deadline = Date.now() + 30_000; !(await worker.evaluate(() => 'recorder' in globalThis)); )
    if (Date.now() > deadline) throw new Error('the service worker did not start');
  // "host-pid".
  const process_ = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
  const kill = async (): Promise<void> => {
    const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
    process.kill(process_, 'SIGKILL');
    await gone;
  };
  return { context, worker, kill };
}
