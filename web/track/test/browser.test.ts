// The same vectors in Chromium, over loopback.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { names } from './vectors.js';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
const chromium = process.env['INSYN_CHROMIUM'] ?? 'chromium';

const page = `<!doctype html><meta charset="utf-8"><pre id="said">nothing yet</pre><script type="module">
import { shown, names } from '/dist/test/vectors.js';
const said = document.getElementById('said');
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
try {
  let lines = '';
  for (const name of names) {
    const track = new Uint8Array(await (await fetch('/golden/' + name + '.track')).arrayBuffer());
    const wanted = await (await fetch('/golden/' + name + '.txt')).text();
    lines += name + ': ' + (await shown(track, sha256) === wanted ? 'the same' : 'OTHER PIXELS') + '\\n';
  }
  said.textContent = lines + navigator.userAgent;
} catch (error) {
  said.textContent = 'failed: ' + error;
}
</script>`;

const types: Record<string, string> = { '.js': 'text/javascript', '.txt': 'text/plain' };

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = normalize(request.url ?? '/');
  try {
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end(page);
      return;
    }
    const file = path.startsWith('/golden/') ? join(golden, path.slice('/golden/'.length)) : join('.', path);
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(readFileSync(file));
  } catch {
    response.writeHead(404).end();
  }
}

function dump(url: string, profile: string): Promise<string> {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    `--user-data-dir=${profile}`, '--virtual-time-budget=200000', '--timeout=200000', '--dump-dom', url];
  return new Promise((resolve, reject) => {
    execFile(chromium, flags, { timeout: 240_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

// What Chromium leaves running writes into its folder for a moment after its end.
async function remove(folder: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 50))) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

test('Chromium shows the same pixels of every vector', { timeout: 250_000 }, async () => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const profile = mkdtempSync(join(tmpdir(), 'insyn-chromium-'));
  try {
    const dom = await dump(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, profile);
    for (const name of names) assert.match(dom, new RegExp(`${name}: the same`), dom);
  } finally {
    server.close();
    await remove(profile);
  }
});
