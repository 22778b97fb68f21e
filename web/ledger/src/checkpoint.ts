// Checkpoints (https://c2sp.org/tlog-checkpoint) and witnesses' cosignatures on them (https://c2sp.org/tlog-cosignature, cosignature/v1).
import {
  bytesOf, checkReadable, equalBytes, fromBase64, isSignedBy, keyId, idText, type Note, parseNote, refuse, type Signature, type Signer, type Text, toBase64, typedKey, type Utc, type Verifier, within,
} from 'insyn-note';
import { emptyRoot, largestTree } from './tree.js';

export const longestOrigin = 255;
export const largestCheckpoint = 64 << 10;
/** How far ahead a witness's clock may be, in milliseconds. */
export const clockTolerance = 5 * 60_000;
const mostExtensions = 100;
const cosignatureType = 0x04;
// The end of the year 9999, in seconds.
const latest = 253_402_300_799;

export interface Checkpoint {
  /** The ledger's name. */
  origin: string;
  size: number;
  root: Uint8Array;
  /** Lines that other people's ledgers may add, whose meaning is not known. */
  extensions: string[];
}

/** 32 bytes in base64. */
export function parseTreeHash(text: string): Uint8Array {
  const hash = fromBase64(text);
  if (hash.length !== 32) refuse('corrupt', 'not-a-hash');
  return hash;
}

export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n${extensions.map((line) => `${line}\n`).join('')}`;

/** Of a note's text. */
export function parseCheckpoint(text: string): Checkpoint {
  if (text.length > largestCheckpoint || bytesOf(text).length > largestCheckpoint) refuse('corrupt', 'too-long');
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) refuse('corrupt', 'not-a-checkpoint');
  const [origin, sizeText, rootText, ...extensions] = lines as [string, string, string, ...string[]];
  within({ line: 1 }, () => checkReadable(origin, longestOrigin));
  if (!/^(0|[1-9][0-9]{0,15})$/.test(sizeText) || Number(sizeText) > largestTree) refuse('corrupt', 'not-a-number', { line: 2 });
  const root = within({ line: 3 }, () => parseTreeHash(rootText));
  if (extensions.length > mostExtensions) refuse('corrupt', 'too-many');
  return { origin, size: Number(sizeText), root, extensions };
}

/** Another than the same key has as a signer of notes, so that the one is never taken for the other. */
export const cosignerId = (witness: Verifier): number => keyId(witness.name, cosignatureType, witness.key);
/** The key as other programs take it. */
export const cosignerText = (witness: Verifier): string => `${witness.name}+${idText(cosignerId(witness))}+${typedKey(cosignatureType, witness.key)}`;

const signedText = (checkpoint: string, seconds: number): string => `cosignature/v1\ntime ${seconds}\n${checkpoint}`;

/** `checkpoint` is the note's text. */
export async function cosign(checkpoint: string, time: Utc, witness: Signer): Promise<Signature> {
  const seconds = Math.floor(time / 1000);
  const signature = new Uint8Array(8 + 64);
  new DataView(signature.buffer).setBigUint64(0, BigInt(seconds));
  signature.set(await witness.sign(signedText(checkpoint, seconds)), 8);
  return { name: witness.verifier.name, id: cosignerId(witness.verifier), signature };
}

/** When `witness` has cosigned it, the last time; nothing where it has not. Refused where a cosignature names this witness and does not fit. */
export function cosignedAt(checkpoint: Note, witness: Verifier): Utc | undefined {
  let newest: Utc | undefined;
  const id = cosignerId(witness);
  for (const one of checkpoint.signatures) {
    if (one.name !== witness.name || one.id !== id) continue;
    const { signature } = one;
    const time = signature.length > 8 ? Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)) : 0;
    if (time === 0 || time > latest || !witness.fits(signedText(checkpoint.text, time), signature.subarray(8)))
      refuse('denied', 'wrong-signature', { about: witness.name });
    newest = Math.max(newest ?? 0, time * 1000);
  }
  return newest;
}

/** Whom a checkpoint is believed from: what an agreement's `ledger` names. */
export interface Trust {
  origin: string;
  ledger: Verifier;
  witnesses: readonly Verifier[];
  /** How many of the witnesses are needed, at least one. */
  needed: number;
}

/** How old a cosignature may be, in milliseconds. */
export interface Freshness {
  now: Utc;
  atMost: number;
}

export interface Believed {
  checkpoint: Checkpoint;
  /** When each witness has cosigned it, in their order; nothing for one that has not. */
  cosigned: (Utc | undefined)[];
  /** As it came. */
  note: string;
}

// One key under two names would count twice.
function checkKeys({ ledger, witnesses, needed }: Trust): void {
  if (!Number.isInteger(needed) || needed < 1 || needed > witnesses.length) refuse('denied', 'witnesses-needed');
  witnesses.forEach((witness, i) => {
    if (witness.hasKeyOf(ledger)) refuse('denied', 'same-key-of-ledger-and-witness', { about: witness.name });
    if (witnesses.slice(0, i).some((other) => witness.hasKeyOf(other))) refuse('denied', 'same-key-of-witnesses', { about: witness.name });
  });
}

const isFresh = (at: Utc, freshness: Freshness | undefined): boolean =>
  freshness === undefined || (at <= freshness.now + clockTolerance && freshness.now - at <= freshness.atMost);

/** A checkpoint that is believed: docs/ledger.md, "The checkpoint". */
export function verifyCheckpoint(given: Text, trust: Trust, freshness?: Freshness): Believed {
  checkKeys(trust);
  if (given.length > largestCheckpoint) refuse('corrupt', 'too-long');
  const note = parseNote(given);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== trust.origin) refuse('denied', 'other-ledger', { about: checkpoint.origin });
  if (checkpoint.size === 0 && !equalBytes(checkpoint.root, emptyRoot())) refuse('corrupt', 'other-root-of-none');
  if (!isSignedBy(note, trust.ledger)) refuse('denied', 'not-signed-by-ledger', { about: trust.ledger.name });
  const cosigned = trust.witnesses.map((witness) => cosignedAt(note, witness));
  const all = cosigned.filter((at): at is Utc => at !== undefined);
  if (all.length < trust.needed) refuse('denied', 'too-few-cosignatures');
  if (all.filter((at) => isFresh(at, freshness)).length < trust.needed) refuse('denied', 'not-fresh');
  return { checkpoint, cosigned, note: typeof given === 'string' ? given : new TextDecoder().decode(given) };
}

/** The earliest of the cosignatures that count: what an approval states. */
export function earliestCosignature(believed: Believed): Utc {
  return Math.min(...believed.cosigned.filter((at): at is Utc => at !== undefined));
}
