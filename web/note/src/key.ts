// The Ed25519 keys of signed notes and their text forms (https://c2sp.org/signed-note).
import { ed25519 } from '@noble/curves/ed25519';
import { sha512 } from '@noble/hashes/sha2';
import { refuse } from './refused.js';
import { sha256 } from './sha256.js';
import { bytesOf, equalBytes, fromBase64, misleads, toBase64, toHex } from './text.js';

const ed25519Type = 0x01;
const longestName = 255;
const longestKeyText = longestName + 100;
const secretPrefix = 'PRIVATE+KEY+';

// Unicode's White_Space and zero-width characters.
const isSpace = (code: number): boolean =>
  code <= 0x20 || code === 0x85 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200f) || code === 0x202f || code === 0x205f || code === 0x3000;

const fitsName = (character: string): boolean => {
  const code = character.codePointAt(0)!;
  return !isSpace(code) && !misleads(code) && character !== '+' && !(code >= 0xd800 && code <= 0xdfff);
};

/** Whether a note key may have this name: 1 to 255 bytes without white space, invisible characters and "+". */
export function isKeyName(name: string): boolean {
  if (name === '' || name.length > longestName) return false;
  for (const character of name) if (!fitsName(character)) return false;
  return bytesOf(name).length <= longestName;
}

/** "Kundtjänst AB" becomes "Kundtjänst-AB". */
export function keyNameFrom(name: string): string {
  let result = '';
  for (const character of name) {
    if (bytesOf(result).length + 4 > longestName) break;
    result += fitsName(character) ? character : '-';
  }
  return result === '' ? '-' : result;
}

/** The first four bytes, big-endian, of SHA-256(name ‖ 0A ‖ type ‖ public key). */
export function keyId(name: string, type: number, publicKey: Uint8Array): number {
  const begin = bytesOf(`${name}\n`);
  const bytes = new Uint8Array(begin.length + 1 + publicKey.length);
  bytes.set(begin);
  bytes[begin.length] = type;
  bytes.set(publicKey, begin.length + 1);
  return new DataView(sha256(bytes).buffer).getUint32(0);
}

export const idText = (id: number): string => id.toString(16).padStart(8, '0');

/** `type` and the key behind it, in base64. */
export function typedKey(type: number, key: Uint8Array): string {
  const bytes = new Uint8Array(1 + key.length);
  bytes[0] = type;
  bytes.set(key, 1);
  return toBase64(bytes);
}

interface KeyText {
  name: string;
  id: string;
  key: string;
}

// "<name>+<id>+<base64>". A name has no "+", but base64 may.
function splitKey(text: string): KeyText {
  const first = text.indexOf('+');
  const second = first < 0 ? -1 : text.indexOf('+', first + 1);
  if (text.length > longestKeyText || bytesOf(text).length > longestKeyText || second < 0) refuse('corrupt', 'not-a-key');
  const parts = { name: text.slice(0, first), id: text.slice(first + 1, second), key: text.slice(second + 1) };
  if (!isKeyName(parts.name)) refuse('corrupt', 'key-name');
  return parts;
}

function decodeKey(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes.length !== 33 || bytes[0] !== ed25519Type) refuse('corrupt', 'not-a-key');
  return bytes.subarray(1);
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);

const point = ed25519.Point;
type Point = InstanceType<typeof point>;

// Refused where the bytes are not the one way to write a point (RFC 8032, 5.1.3), or are one of the eight of small order.
function pointOf(bytes: Uint8Array): Point | undefined {
  try {
    const decoded = point.fromHex(toHex(bytes), false);
    return decoded.isSmallOrder() ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/**
 * Ed25519 as libsodium verifies it, so that a signature that one program takes is taken by all: RFC 8032 with canonical points and scalar, no point of small order, and the
 * equation without the cofactor. noble's own verify() has the cofactor in its equation, also with `zip215: false`.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const a = pointOf(publicKey);
  if (s >= order || a === undefined || pointOf(r) === undefined) return false;
  const k = littleEndian(sha512.create().update(r).update(publicKey).update(message).digest()) % order;
  const sB = s === 0n ? point.ZERO : point.BASE.multiplyUnsafe(s);
  return equalBytes(sB.subtract(k === 0n ? point.ZERO : a.multiplyUnsafe(k)).toBytes(), r);
}

/** The public half of a key. It checks signatures. */
export class Verifier {
  private constructor(
    readonly name: string,
    readonly key: Uint8Array,
    readonly id: number,
  ) {}

  static of(name: string, key: Uint8Array): Verifier {
    if (!isKeyName(name)) refuse('permanent', 'key-name');
    return new Verifier(name, Uint8Array.from(key), keyId(name, ed25519Type, key));
  }

  /** From "<name>+<key id, 8 hex digits>+<base64(01 ‖ public key)>". */
  static parse(text: string): Verifier {
    const parts = splitKey(text);
    const verifier = Verifier.of(parts.name, decodeKey(parts.key));
    if (idText(verifier.id) !== parts.id) refuse('corrupt', 'key-damaged', { about: parts.name });
    return verifier;
  }

  get text(): string {
    return `${this.name}+${idText(this.id)}+${typedKey(ed25519Type, this.key)}`;
  }
  fits(text: string, signature: Uint8Array): boolean {
    return verifyEd25519(signature, bytesOf(text), this.key);
  }
  hasKeyOf(other: Verifier): boolean {
    return equalBytes(this.key, other.key);
  }
  equals(other: Verifier): boolean {
    return this.name === other.name && this.hasKeyOf(other);
  }
}

/** What signs notes: a key in text, or one that never leaves the browser. */
export interface Signer {
  readonly verifier: Verifier;
  /** The 64 bytes of the Ed25519 signature over `text`. */
  sign(text: string): Promise<Uint8Array>;
}

/** A secret key as a `.sign` file holds it. */
export class TextSigner implements Signer {
  private constructor(
    readonly verifier: Verifier,
    private readonly seed: Uint8Array,
  ) {}

  static ofSeed(name: string, seed: Uint8Array): TextSigner {
    return new TextSigner(Verifier.of(name, ed25519.getPublicKey(seed)), Uint8Array.from(seed));
  }
  static generate(name: string): TextSigner {
    return TextSigner.ofSeed(name, ed25519.utils.randomPrivateKey());
  }
  /** From the text of a `.sign` file, with or without a newline behind it. */
  static parse(text: string): TextSigner {
    const line = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (!line.startsWith(secretPrefix)) refuse('corrupt', 'not-a-signing-key');
    const parts = splitKey(line.slice(secretPrefix.length));
    const signer = TextSigner.ofSeed(parts.name, decodeKey(parts.key));
    if (idText(signer.verifier.id) !== parts.id) refuse('corrupt', 'key-damaged', { about: parts.name });
    return signer;
  }

  get secretText(): string {
    return `${secretPrefix}${this.verifier.name}+${idText(this.verifier.id)}+${typedKey(ed25519Type, this.seed)}`;
  }
  sign(text: string): Promise<Uint8Array> {
    return Promise.resolve(ed25519.sign(bytesOf(text), this.seed));
  }
  /** Overwrites the secret, after which it signs nothing that anybody takes. */
  forget(): void {
    this.seed.fill(0);
  }
}

/** A key that the browser keeps and does not give out (Web Cryptography, Ed25519). */
export class BrowserSigner implements Signer {
  private constructor(
    readonly verifier: Verifier,
    private readonly secret: CryptoKey,
  ) {}

  /** Whether this browser can make one. */
  static async isPossible(): Promise<boolean> {
    try {
      await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
      return true;
    } catch {
      return false;
    }
  }
  static async generate(name: string): Promise<{ signer: BrowserSigner; keys: CryptoKeyPair }> {
    if (!isKeyName(name)) refuse('permanent', 'key-name');
    let keys: CryptoKeyPair;
    try {
      keys = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])) as CryptoKeyPair;
    } catch {
      return refuse('permanent', 'browser-cannot', { about: 'Ed25519' });
    }
    return { signer: await BrowserSigner.of(name, keys), keys };
  }
  /** Of a pair as generate() gives it, out of the browser's key store. */
  static async of(name: string, keys: CryptoKeyPair): Promise<BrowserSigner> {
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey));
    return new BrowserSigner(Verifier.of(name, publicKey), keys.privateKey);
  }
  async sign(text: string): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, this.secret, bytesOf(text) as Uint8Array<ArrayBuffer>));
  }
}
