// Opening what is sealed with age (https://c2sp.org/age), by identities in text or by keys that the browser keeps.
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { type Code, refuse, Refused, textOf } from 'insyn-note';

/** "AGE-SECRET-KEY-1…", or an X25519 private CryptoKey with the usage deriveBits. */
export type Identity = string | CryptoKey;

const mostIdentities = 64;
const largestHeader = 64 * 1024;
const mostStanzas = 64;
const largestLayer = 2 * largestHeader;
const pieceOfLarge = 512 << 10;

export async function recipientOf(identity: Identity): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch {
    return refuse('corrupt', 'not-an-identity');
  }
}

// age's own reader does not bound these.
function checkHeader(sealed: Uint8Array): void {
  let at = 0;
  for (let stanzas = 0; ; ) {
    const end = sealed.subarray(at, largestHeader).indexOf(0x0a);
    if (end < 0) refuse('corrupt', 'not-sealed');
    if (sealed[at] === 0x2d && sealed[at + 1] === 0x2d && sealed[at + 2] === 0x2d) return;
    if (sealed[at] === 0x2d && ++stanzas > mostStanzas) refuse('corrupt', 'not-sealed');
    at += end + 1;
  }
}

function decrypterOf(identities: readonly Identity[]): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      refuse('corrupt', 'not-an-identity');
    }
  }
  return decrypter;
}

/** Opens many files with the same identities. */
export class Opener {
  private readonly decrypter: Decrypter;
  constructor(identities: readonly Identity[]) {
    this.decrypter = decrypterOf(identities);
  }
  /** `denied`, with the code `no-key-opens`, where none of the identities opens it; `corrupt` where it is damaged, cut off, or holds more than `limit` bytes. */
  async open(sealed: Uint8Array, limit: number): Promise<Uint8Array> {
    checkHeader(sealed);
    let plain: Uint8Array;
    try {
      plain = await this.decrypter.decrypt(sealed);
    } catch (error) {
      const nobody = error instanceof Error && error.message.startsWith('no identity matched');
      return nobody ? refuse('denied', 'no-key-opens') : refuse('corrupt', 'not-sealed');
    }
    return plain.length > limit ? refuse('corrupt', 'too-long') : plain;
  }
  /** The same for a large file: whatever else the page does goes on between its pieces. */
  async openSlowly(sealed: Uint8Array, limit: number): Promise<Uint8Array> {
    checkHeader(sealed);
    let at = 0;
    const pieces = new ReadableStream<Uint8Array>({
      pull: async (pieces) => {
        await new Promise((next) => setTimeout(next));
        if (at >= sealed.length) return pieces.close();
        pieces.enqueue(sealed.subarray(at, at + pieceOfLarge));
        at += pieceOfLarge;
      },
    });
    const plain = new Uint8Array(Math.min(limit, sealed.length));
    let have = 0;
    try {
      const reader = (await this.decrypter.decrypt(pieces)).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        if (read.value.length > plain.length - have) return refuse('corrupt', 'too-long');
        plain.set(read.value, have);
        have += read.value.length;
      }
    } catch (error) {
      plain.fill(0);
      if (error instanceof Refused) throw error;
      const nobody = error instanceof Error && error.message.startsWith('no identity matched');
      return nobody ? refuse('denied', 'no-key-opens') : refuse('corrupt', 'not-sealed');
    }
    return plain.subarray(0, have);
  }
}

/** The identities of a file as age-keygen writes it. */
export function parseIdentityFile(text: string): string[] {
  const identities = text.split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length === 0 || identities.length > mostIdentities) refuse('corrupt', 'not-an-identity');
  for (const identity of identities) if (identity.length !== 74 || !/^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(identity)) refuse('corrupt', 'not-an-identity');
  decrypterOf(identities);
  return identities;
}

function identitiesIn(layer: Uint8Array): string[] {
  const identities = parseIdentityFile(textOf(layer));
  layer.fill(0);
  return identities;
}

async function atLayer<T>(about: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(error.kind, error.code as Code, { about: error.about ?? about });
  }
}

/**
 * The identity in a key file that is sealed twice, as key.age is: any of `identities` opens the outer layer, any of them the inner one. Where none does, `about` is the layer,
 * `outer` or `inner`.
 */
export async function openTwoLayers(keyFile: Uint8Array, identities: readonly Identity[]): Promise<string> {
  const opener = new Opener(identities);
  const inner = await atLayer('outer', () => opener.open(keyFile, largestLayer));
  const found = identitiesIn(await atLayer('inner', () => opener.open(inner, largestHeader)));
  return found.length === 1 ? found[0]! : refuse('corrupt', 'not-an-identity', { about: 'inner' });
}

/** The identities under one layer, as in key.calls.age and key.agent.age. */
export const openOneLayer = async (keyFile: Uint8Array, identities: readonly Identity[]): Promise<string[]> =>
  identitiesIn(await new Opener(identities).open(keyFile, largestHeader));

/** Seals to recipients, any one of which opens it. */
export async function sealTo(recipients: readonly string[], plain: Uint8Array | string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}
