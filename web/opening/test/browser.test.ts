// In Chromium, over loopback: that keys are kept and not given out, and that what Node verifies and opens is verified and opened there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { test } from 'node:test';

const source = process.env['INSYN_SOURCE'] ?? '../..';
const golden = process.env['INSYN_GOLDEN'] ?? join(source, 'tests/golden');
const chromium = process.env['INSYN_CHROMIUM'] ?? 'chromium';
// Of all packages: this one's folder is beside the others, and beside what is installed.
const web = '..';

const packages: Record<string, string> = Object.fromEntries(['note', 'agreement', 'ledger', 'recording', 'opening'].map((name) => [`insyn-${name}`, `/${name}/dist/src/index.js`]));
const installed = {
  '@noble/hashes/': '/node_modules/@noble/hashes/esm/', '@noble/curves/': '/node_modules/@noble/curves/esm/', '@noble/ciphers/': '/node_modules/@noble/ciphers/esm/',
  '@scure/base': '/node_modules/@scure/base/lib/esm/index.js', 'age-encryption': '/node_modules/age-encryption/dist/index.js',
};

const page = `<!doctype html><meta charset="utf-8"><pre id="said">nothing yet</pre>
<script type="importmap">${JSON.stringify({ imports: { ...packages, ...installed } })}</script><script type="module">
import { parsePublicKeys, signNote, verifiedText } from 'insyn-note';
import { ChunkReader, checkPeel, FilesInMemory, openPeel, recipientOf, sealTo, verifyPeeled } from 'insyn-recording';
import { KeysOfBrowser, keyFor, makeOwnKeys, makeRequestKey, signerOf } from 'insyn-opening';
import { LedgerReader, MemoryOfBrowser } from 'insyn-ledger';
const said = document.getElementById('said');
const lines = [];
const say = (what, is) => lines.push(what + ': ' + (is ? 'yes' : 'NO'));
const refused = (action) => action.then(() => false, () => true);
try {
  const bytes = async (name) => new Uint8Array(await (await fetch('/golden/recording/' + name)).arrayBuffer());
  const text = async (name) => (await fetch('/golden/recording/' + name)).text();
  const names = (await text('peeled')).split('\\n');
  const files = new Map(await Promise.all(names.map(async (name) => [name, await bytes('peeled/' + name)])));
  const union = parsePublicKeys(await text('keys/union.pub')).verifier;
  const whole = await verifyPeeled(new FilesInMemory(files), union);
  say('the golden recording is verified', whole.findings.length === 0 && whole.listed > 1 && whole.proven.length === whole.listed);

  const handedOut = { peel: await text('peeled/peel.note'), opening: await text('peeled/opening.note'), closing: await text('peeled/closing.note'), key: await bytes('peeled/key.age') };
  const checked = await checkPeel(handedOut, union);
  const key = await openPeel(checked, [(await text('keys/request.age')).trim(), (await text('keys/reviewer.age')).trim()]);
  const sealed = await Promise.all(checked.chunks.map(({ index }) => bytes('peeled/' + String(index).padStart(6, '0') + '.chunk.age')));
  const all = new Uint8Array(await new Blob(sealed).arrayBuffer());
  const opened = [];
  for await (const one of new ChunkReader(checked.chunks, async (from, length) => all.slice(from, from + length), [key]).read('chunk')) opened.push(one.bytes);
  const track = new Uint8Array(await (await fetch('/golden/pages.track')).arrayBuffer());
  const joined = new Uint8Array(await new Blob(opened).arrayBuffer());
  say('it opens to the same track', joined.length === track.length && joined.every((byte, i) => byte === track[i]));

  const store = await KeysOfBrowser.open();
  const { recipient } = await makeRequestKey(store, 'Ärende 17');
  const { pub } = await makeOwnKeys(store, 'reviewer', 'Granskare', 'Granskare');
  store.close();
  const again = await KeysOfBrowser.open();
  const request = await keyFor(again, recipient);
  say('keys are found again', (await again.all()).length === 2 && request.name === 'Ärende 17' && (await recipientOf(request.opens)) === recipient);
  say('an opening key is not given out', (await refused(crypto.subtle.exportKey('pkcs8', request.opens))) && (await refused(crypto.subtle.exportKey('jwk', request.opens))));
  const own = parsePublicKeys(pub);
  const kept = await keyFor(again, own.recipient);
  say('a signing key is not given out', await refused(crypto.subtle.exportKey('pkcs8', kept.signs.keys.privateKey)));
  say('it signs what others verify', verifiedText(await signNote('x\\n', await signerOf(kept)), own.verifier) === 'x\\n');
  const inner = await sealTo([own.recipient], 'AGE-SECRET-KEY-1QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSKMP32K\\n');
  const { openTwoLayers } = await import('insyn-recording');
  say('what is sealed to both opens with both', (await openTwoLayers(await sealTo([recipient], inner), [request.opens, kept.opens])).startsWith('AGE-SECRET-KEY-1QURSWPC8'));
  const extractable = await crypto.subtle.generateKey({ name: 'X25519' }, true, ['deriveBits']);
  say('a key that can be read is not stored', await refused((async () => again.put({ ...request, opens: extractable.privateKey }))()));
  await again.remove(recipient);
  say('a key that was removed is gone', await refused(keyFor(again, recipient)));

  const memory = await MemoryOfBrowser.open();
  say('nothing is remembered at first', (await memory.load('ledger.example')) === null);
  await memory.save('ledger.example', 'a note');
  memory.close();
  say('what was believed is remembered', (await (await MemoryOfBrowser.open()).load('ledger.example')) === 'a note' && LedgerReader !== undefined);
  said.textContent = lines.join('\\n') + '\\nall was looked at';
} catch (error) {
  said.textContent = lines.join('\\n') + '\\nfailed: ' + error + error.stack;
}
</script>`;

function content(path: string): [type: string, bytes: Uint8Array | string] {
  if (path === '/') return ['text/html', page];
  if (path === '/golden/recording/peeled') return ['text/plain', names().join('\n')];
  if (path.startsWith('/golden/')) return ['application/octet-stream', readFileSync(join(golden, path.slice('/golden/'.length)))];
  // noble's packages are imported without an ending.
  const file = /\.[a-z]+$/.test(path) ? path : `${path}.js`;
  return ['text/javascript', readFileSync(join(web, file))];
}
const names = (): string[] => ['opening.note', 'closing.note', 'peel.note', 'key.age', ...chunkNames()];
function chunkNames(): string[] {
  const closing = readFileSync(join(golden, 'recording/peeled/closing.note'), 'utf8');
  return [...closing.matchAll(/^chunk (\d{6}) /gm)].map(([, digits]) => `${digits}.chunk.age`);
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  try {
    const [type, bytes] = content(normalize(request.url ?? '/'));
    response.setHeader('content-type', type).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function dump(url: string, profile: string): Promise<string> {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', `--user-data-dir=${profile}`, '--virtual-time-budget=200000',
    '--timeout=200000', '--dump-dom', url];
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

test('Chromium keeps keys, verifies and opens', { timeout: 250_000 }, async () => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const profile = mkdtempSync(join(tmpdir(), 'insyn-chromium-'));
  try {
    const dom = await dump(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, profile);
    assert.match(dom, /all was looked at/, dom);
    assert.doesNotMatch(dom, /: NO/, dom);
  } finally {
    server.close();
    await remove(profile);
  }
});
