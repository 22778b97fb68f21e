// The reviewer's own key in this browser: it signs requests, and opens what was approved together with the request's own. It lies in the
// browser's key store as an object that cannot be read; the parties' public keys, by which agreements and approvals are verified, beside it.
import { bech32 } from '@scure/base';
import { fromBase64, parsePublicKeys, type PublicKeys, TextSigner } from 'insyn-note';
import { KeysOfBrowser, type KeyStore, makeOwnKeys, type StoredKey } from 'insyn-opening';
import { parseIdentityFile, recipientOf } from 'insyn-recording';

const kPins = 'insyn.pins';

let opened: Promise<KeyStore> | null = null;
export const keyStore = (): Promise<KeyStore> => (opened ??= KeysOfBrowser.open());

export const ownKey = async (): Promise<StoredKey | null> => (await (await keyStore()).all()).find((key) => key.role === 'reviewer' && key.signs !== undefined) ?? null;

export const pins = (): PublicKeys[] => {
  const kept: unknown = JSON.parse(localStorage.getItem(kPins) ?? '[]');
  return Array.isArray(kept) ? kept.map((text) => parsePublicKeys(String(text))) : [];
};

// What is wrong with files that should be a key and the parties' .pub files.
export class KeyFilesError extends Error {
  constructor(readonly code: 'key-files' | 'key-needs-both' | 'pins-missing') {
    super(code);
  }
}

// PKCS #8 (RFC 8410) around 32 bytes, for a key that cannot be taken out again.
const pkcs8 = (algorithm: number, secret: Uint8Array) =>
  new Uint8Array([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, algorithm, 0x04, 0x22, 0x04, 0x20, ...secret]);
const kX25519 = 0x6e;
const kEd25519 = 0x70;

const openingKey = async (identity: string): Promise<{ opens: CryptoKey; recipient: string }> => {
  const secret = bech32.decodeToBytes(identity.toLowerCase()).bytes;
  const encoded = pkcs8(kX25519, secret);
  const opens = await crypto.subtle.importKey('pkcs8', encoded, { name: 'X25519' }, false, ['deriveBits']);
  secret.fill(0);
  encoded.fill(0);
  return { opens, recipient: await recipientOf(opens) };
};

const signingKeys = async (text: string): Promise<{ name: string; keys: CryptoKeyPair }> => {
  const signer = TextSigner.parse(text);
  // PRIVATE+KEY+NAME+ID+BASE64, and base64 has that sign too.
  const typed = fromBase64(signer.secretText.split('+').slice(4).join('+'));
  const encoded = pkcs8(kEd25519, typed.subarray(1));
  const privateKey = await crypto.subtle.importKey('pkcs8', encoded, { name: 'Ed25519' }, false, ['sign']);
  const publicKey = await crypto.subtle.importKey('raw', Uint8Array.from(signer.verifier.key), { name: 'Ed25519' }, true, ['verify']);
  typed.fill(0);
  encoded.fill(0);
  return { name: signer.verifier.name, keys: { privateKey, publicKey } };
};

const keepPins = (files: Map<string, string>) => {
  const parties = [...files].filter(([name]) => name.endsWith('.pub')).map(([, text]) => text);
  const roles = parties.map((text) => parsePublicKeys(text).role);
  if (!roles.includes('employer') || !roles.includes('union')) throw new KeyFilesError('pins-missing');
  localStorage.setItem(kPins, JSON.stringify(parties.filter((_, index) => roles[index] === 'employer' || roles[index] === 'union')));
};

const read = async (chosen: readonly File[]) => new Map(await Promise.all(chosen.map(async (file) => [file.name, await file.text()] as const)));

// From the files of `insyn keys new --role reviewer`, and the .pub file of each party. Nothing of the files is kept but the public halves.
export const loadOwnKey = async (chosen: readonly File[]): Promise<StoredKey> => {
  const files = await read(chosen);
  const opens = [...files].find(([name]) => name.endsWith('.age'))?.[1];
  const signs = [...files].find(([name]) => name.endsWith('.sign'))?.[1];
  if (opens === undefined || signs === undefined) throw new KeyFilesError('key-needs-both');
  let key: StoredKey;
  try {
    const [identity = ''] = parseIdentityFile(opens);
    const signing = await signingKeys(signs);
    key = { name: signing.name, made: Date.now(), role: 'reviewer', signs: signing, ...(await openingKey(identity)) };
  } catch {
    throw new KeyFilesError('key-files');
  }
  keepPins(files);
  await (await keyStore()).put(key);
  return key;
};

// A new one, and its .pub file, which the employer vouches for in the next agreement.
export const newOwnKey = async (name: string, chosen: readonly File[]): Promise<{ key: StoredKey; pub: string }> => {
  keepPins(await read(chosen));
  return makeOwnKeys(await keyStore(), 'reviewer', name, name.replaceAll(/[\s+]+/g, '-'));
};

