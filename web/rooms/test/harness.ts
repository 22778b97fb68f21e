// A page with nothing but the player, and a small server that serves it with the pages' policy.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types insyn; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.webm': 'video/webm' };

export interface Served {
  url: string;
  // What was asked, newest last.
  asked: { method: string; path: string; body: string }[];
  close(): void;
}

// `rooms/` of the source tree or of its copy in the build tree: tests run there.
const rooms = fileURLToPath(new URL('../..', import.meta.url));

const aliases = Object.fromEntries([
  ['insyn-track', join(rooms, '../track/src/reader.ts')],
  ...['note', 'agreement', 'ledger', 'recording', 'opening'].map((name) => [`insyn-${name}`, join(rooms, `../${name}/src/index.ts`)]),
]) as Record<string, string>;

// What Vite makes of `?worker&url`: a file of its own, and its address.
const workers = (out: string): Plugin => ({
  name: 'workers',
  setup: (building) => {
    building.onResolve({ filter: /\?worker&url$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace(/\?.*$/, '')), namespace: 'worker' }));
    building.onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path }) => {
      await build({ entryPoints: { 'assets/worker': path }, outdir: out, bundle: true, format: 'esm', target: 'es2022', alias: aliases });
      return { contents: `export default '/assets/worker.js'`, loader: 'js' };
    });
  },
});

// By esbuild alone, which takes a tenth of the time that the pages' bundle takes; the rooms' own tests run that one.
// As a bundle is served with 'production'.
export const buildHarness = async (mode: 'development' | 'production' = 'development'): Promise<string> => {
  const out = mkdtempSync(join(tmpdir(), 'insyn-player-'));
  await build({
    entryPoints: { 'assets/main': join(rooms, 'test/harness/main.tsx') },
    outdir: out,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    alias: aliases,
    define: { 'import.meta.env.DEV': 'false', 'process.env.NODE_ENV': JSON.stringify(mode) },
    minify: mode === 'production',
    plugins: [workers(out)],
    logLevel: 'warning',
  });
  copyFileSync(join(rooms, 'test/harness/index.html'), join(out, 'index.html'));
  return out;
};

export interface Answers {
  // Bytes by path.
  files: Map<string, Uint8Array>;
  // What is asked of the centre.
  centre?: (method: string, path: string, body: string) => { status: number; body: unknown } | null;
}

export const serve = async (folder: string, { files, centre }: Answers): Promise<Served> => {
  const asked: Served['asked'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(url.pathname);
    let body = '';
    for await (const piece of request) body += String(piece);
    asked.push({ method: request.method ?? 'GET', path: url.pathname + url.search, body });
    // Pages of others' players, for benches, keep no policy.
    if (!path.startsWith('/free/')) response.setHeader('content-security-policy', url.searchParams.has('video') ? policy.replace('media-src blob:', "media-src 'self'") : policy);
    response.setHeader('x-content-type-options', 'nosniff');
    if (path === '/favicon.ico') return response.writeHead(204).end();
    const file = files.get(path);
    if (file !== undefined) {
      response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').setHeader('accept-ranges', 'bytes');
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      if (range === null) return response.end(file);
      const from = Number(range[1]);
      const to = range[2] === '' ? file.length - 1 : Math.min(Number(range[2]), file.length - 1);
      return response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${file.length}` }).end(file.subarray(from, to + 1));
    }
    const said = path.startsWith('/v1/') ? centre?.(request.method ?? 'GET', url.pathname + url.search, body) : undefined;
    if (said !== null && said !== undefined) return response.writeHead(said.status, { 'content-type': 'application/json' }).end(JSON.stringify(said.body));
    try {
      const name = path === '/' ? '/index.html' : path;
      return response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(readFileSync(join(folder, name)));
    } catch {
      return response.writeHead(404).end();
    }
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
