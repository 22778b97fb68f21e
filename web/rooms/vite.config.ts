import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { manifest } from './build/manifest.ts';

// The other packages as they are written, so that nothing has to be compiled before.
const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const packages = Object.fromEntries(['note', 'agreement', 'ledger', 'recording', 'opening'].map((name) => [`insyn-${name}`, source(`${name}/src/index.ts`)]));

// The bundle is the same to the byte wherever it is built from the same lock file: no dates, no absolute paths, names by content.
export default defineConfig({
  resolve: { alias: { ...packages, 'insyn-track': source('track/src/reader.ts') } },
  plugins: [react(), manifest()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // Small files too are files of their own: the pages' policy allows no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  worker: { format: 'es' },
  server: {
    // A centre that runs on this computer, for whoever works on the pages.
    proxy: Object.fromEntries(['/v1', '/ledger', '/room'].map((path) => [path, process.env['INSYN_SERVER'] ?? 'http://127.0.0.1:8080'])),
  },
});
