// npm age-encryption (the web rooms' age) and src/seal open what the other sealed.
// node age_encryption_test.mjs SEAL_TOOL
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { test } from "node:test";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

const sealTool = process.argv[2];

function runTool(input, ...args) {
  return spawnSync(sealTool, args, { input, maxBuffer: 64 << 20 });
}

function tool(input, ...args) {
  const done = runTool(input, ...args);
  assert.equal(done.status, 0, `${args[0]}: ${done.stderr}`);
  return new Uint8Array(done.stdout);
}

async function sealedByThem(plain, ...recipients) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

async function openedByThem(sealed, identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
}

function randomBytes(size) {
  const bytes = new Uint8Array(size);
  for (let start = 0; start < size; start += 65536) randomFillSync(bytes, start, Math.min(65536, size - start));
  return bytes;
}

async function newKey() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

for (const size of [0, 1, 65535, 65536, 65537, 131072, 1000000]) {
  test(`${size} bytes, both directions`, async () => {
    const key = await newKey();
    const plain = randomBytes(size);
    assert.deepEqual(await openedByThem(tool(plain, "seal", key.recipient), key.identity), plain);
    assert.deepEqual(tool(await sealedByThem(plain, key.recipient), "open", key.identity), plain);
  });
}

test("any one of two recipients opens, a stranger does not", async () => {
  const [one, two, stranger] = [await newKey(), await newKey(), await newKey()];
  const plain = randomBytes(1000);
  const ours = tool(plain, "seal", one.recipient, two.recipient);
  const theirs = await sealedByThem(plain, one.recipient, two.recipient);
  for (const key of [one, two]) {
    assert.deepEqual(await openedByThem(ours, key.identity), plain);
    assert.deepEqual(tool(theirs, "open", key.identity), plain);
  }
  await assert.rejects(openedByThem(ours, stranger.identity));
  assert.equal(runTool(theirs, "open", stranger.identity).status, 1);
});

test("the union takes off its layer in a browser, the employer opens the rest", async () => {
  const [recording, union, employer] = [await newKey(), await newKey(), await newKey()];
  const keyAge = tool(new Uint8Array(), "wrap", recording.identity, union.recipient, employer.recipient);
  const handedBack = await openedByThem(keyAge, union.identity);
  const file = new TextDecoder().decode(await openedByThem(handedBack, employer.identity));
  assert.ok(file.split("\n").includes(recording.identity));
});

test("two layers sealed in a browser open with both keys, in order", async () => {
  const [recording, union, employer] = [await newKey(), await newKey(), await newKey()];
  const inner = await sealedByThem(`${recording.identity}\n`, employer.recipient);
  const keyAge = await sealedByThem(inner, union.recipient);
  const file = new TextDecoder().decode(tool(keyAge, "unlock", union.identity, employer.identity));
  assert.ok(file.includes(recording.identity));
  const swapped = runTool(keyAge, "unlock", employer.identity, union.identity);
  assert.equal(swapped.status, 1);
  assert.match(swapped.stderr.toString(), /wrong order/);
});
