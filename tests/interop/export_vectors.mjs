// Writes each vector of npm cctv-age into a folder, one file each, with compressed ones inflated.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

const vectors = createRequire(import.meta.url)("cctv-age");
const folder = process.argv[2];

function inflated(vector) {
  const headerEnd = vector.indexOf("\n\n") + 2;
  const header = vector.subarray(0, headerEnd).toString("latin1");
  if (!header.includes("compressed: zlib\n")) return vector;
  return Buffer.concat([
    Buffer.from(header.replace("compressed: zlib\n", ""), "latin1"),
    inflateSync(vector.subarray(headerEnd)),
  ]);
}

mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(vectors)) writeFileSync(join(folder, name), inflated(Buffer.from(bytes)));
console.log(`${Object.keys(vectors).length} vectors`);
