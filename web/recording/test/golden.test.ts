// The recording of tests/golden/recording/, which a C++ test (src/recording/peel/golden_test.cc) made and reads too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRefused } from 'insyn-note/testing';
import { parsePublicKeys } from 'insyn-note';
import {
  checkOwn, checkPeel, chunkFile, ChunkReader, type FetchRange, FilesInMemory, openOwn, openPeel, parseIdentityFile, readEnd, readEvents, readStatements, verifyPeeled, verifyRecording,
} from '../src/index.js';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';
const folder = (name: string): Map<string, Uint8Array> =>
  new Map(readdirSync(join(golden, 'recording', name)).map((file) => [file, new Uint8Array(readFileSync(join(golden, 'recording', name, file)))]));
const key = (name: string): string => readFileSync(join(golden, 'recording/keys', name), 'utf8');
const identity = (name: string): string => parseIdentityFile(key(`${name}.age`))[0]!;
const pinned = (role: string) => parsePublicKeys(key(`${role}.pub`)).verifier!;
const track = readFileSync(join(golden, 'pages.track'));
const text = (files: ReadonlyMap<string, Uint8Array>, name: string): string => new TextDecoder().decode(files.get(name));
const ranges = (files: ReadonlyMap<string, Uint8Array>, chunks: readonly { index: number; kind: 'chunk' | 'events' | 'calls' | 'pages' }[]): FetchRange => {
  const all = Buffer.concat(chunks.map((chunk) => files.get(chunkFile(chunk))!));
  return (from, length) => Promise.resolve(new Uint8Array(all.subarray(from, from + length)));
};

async function trackOf(reader: ChunkReader): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const { bytes } of reader.read('chunk')) chunks.push(bytes);
  assert.ok(chunks.length > 1);
  return Buffer.concat(chunks);
}

test('The golden recording is intact, and its agent opens all of it', async () => {
  const files = folder('whole');
  const whole = await verifyRecording(new FilesInMemory(files), pinned('device'));
  assert.deepEqual([whole.closed, whole.findings, whole.remarks, whole.proven.length], [true, [], [], whole.listed]);
  const own = { certificate: text(files, 'certificate.note'), opening: text(files, 'opening.note'), closing: text(files, 'closing.note'), key: files.get('key.agent.age')! };
  const checked = checkOwn(own, pinned('device'));
  const reader = new ChunkReader(checked.chunks, ranges(files, checked.chunks), await openOwn(checked, [identity('agent')]));
  assert.ok((await trackOf(reader)).equals(track));
  assert.equal(await readEvents(reader), '4711,2026-12-01T08:15:04.120Z,screen,sök\n');
  assert.deepEqual(await readStatements(reader, checked.opening.id), ['insyn_call_statement = 1\nsource = "pbx"\n']);
  const end = (await readEnd(reader, checked.opening.id))!;
  assert.deepEqual([end.reason, end.kept, end.withheld], [
    'stopped', { times: 2, pixels: 4096 }, [{ times: 1, pixels: 100, reason: "another program's window inside" }, { times: 3, pixels: 0, reason: 'paused' }],
  ]);
});

test('It is peeled for the request, whose key opens it with the reviewer', async () => {
  const files = folder('peeled');
  const peeled = await verifyPeeled(new FilesInMemory(files), pinned('union'));
  assert.deepEqual([peeled.closed, peeled.findings, peeled.remarks, peeled.proven.length], [true, [], [], peeled.listed]);
  const checked = await checkPeel({ peel: text(files, 'peel.note'), opening: text(files, 'opening.note'), closing: text(files, 'closing.note'), key: files.get('key.age')! }, pinned('union'));
  const reader = new ChunkReader(checked.chunks, ranges(files, checked.chunks), [await openPeel(checked, [identity('request'), identity('reviewer')])]);
  assert.ok((await trackOf(reader)).equals(track));
  await assertRefused(() => openPeel(checked, [identity('request'), identity('insight')]), 'no-key-opens', 'denied');
});
