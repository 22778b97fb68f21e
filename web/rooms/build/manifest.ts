// What the bundle consists of: `manifest.txt`, a line "sha256  path" for each other file but compressed ones, by their paths as bytes:
// docs/pages.md. Its own SHA-256 is the bundle's hash, which the server enters into the ledger and `insyn-room` compares.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );

export const manifest = (): Plugin => {
  let folder = '';
  return {
    name: 'insyn-manifest',
    apply: 'build',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: () => {
      const names = files(folder)
        .filter((path) => !/\.br$|[\\/]manifest\.txt$/.test(path))
        .map((path) => relative(folder, path).replaceAll('\\', '/'))
        .sort();
      const lines = names.map((name) => {
        const bytes = readFileSync(join(folder, name));
        if (/\.(html|js|css|svg|json)$/.test(name))
          writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
        return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
      });
      writeFileSync(join(folder, 'manifest.txt'), lines.join(''));
    },
  };
};
