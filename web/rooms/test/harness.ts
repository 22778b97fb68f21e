// A page with nothing but the player, and a small server that serves it with the pages' policy.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types insyn; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

export interface Served {
  url: string;
  // What was asked, newest last.
  asked: { method: string; path: string; body: string }[];
  close(): void;
}

// `rooms/` of the source tree or of its copy in the build tree: tests run there.
const rooms = fileURLToPath(new URL('../..', import.meta.url));

// The harness, built as the pages are.
export const buildHarness = async (): Promise<string> => {
  // Whoever works on the tests builds it once.
  const built = process.env['INSYN_HARNESS'];
  if (built !== undefined) return built;
  const out = mkdtempSync(join(tmpdir(), 'insyn-player-'));
  await build({
    root: join(rooms, 'test/harness'),
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: Object.fromEntries([
        ['insyn-track', join(rooms, '../track/src/reader.ts')],
        ...['note', 'agreement', 'ledger', 'recording', 'opening'].map((name) => [`insyn-${name}`, join(rooms, `../${name}/src/index.ts`)]),
      ]) as Record<string, string>,
    },
    build: { target: 'es2022', outDir: out, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, minify: false },
    worker: { format: 'es' },
  });
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
    response.setHeader('content-security-policy', policy).setHeader('x-content-type-options', 'nosniff');
    if (path === '/favicon.ico') return response.writeHead(204).end();
    const file = files.get(path);
    if (file !== undefined) return response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(file);
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
      if (process.env['INSYN_HARNESS'] === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};
