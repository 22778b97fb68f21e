// Signed notes (https://c2sp.org/signed-note): a text, a blank line, and a line "— <name> <base64(key id ‖ signature)>" for each signature.
import { idText, isKeyName, type Signer, type Verifier } from './key.js';
import { refuse } from './refused.js';
import { bytesOf, checkedText, fromBase64, longestText, type Text, toBase64 } from './text.js';

export const mostSignatures = 100;
const lineStart = '— ';

export interface Signature {
  name: string;
  id: number;
  /** Without the key id: 64 bytes where the key is an Ed25519 one. */
  signature: Uint8Array;
}

export interface Note {
  /** What is signed, with its last newline. */
  text: string;
  signatures: Signature[];
}

/** Refused where `text` cannot be signed as a note. */
export function checkSignable(text: string): void {
  checkedText(text, '\n');
  if (text === '') refuse('corrupt', 'empty');
  if (!text.endsWith('\n')) refuse('corrupt', 'no-line-end');
}

function parseSignature(line: string): Signature {
  if (!line.startsWith(lineStart)) refuse('corrupt', 'not-a-signature');
  const rest = line.slice(lineStart.length);
  const space = rest.indexOf(' ');
  const name = space < 0 ? rest : rest.slice(0, space);
  if (space < 0 || !isKeyName(name)) refuse('corrupt', 'not-a-signature');
  const blob = fromBase64(rest.slice(space + 1));
  if (blob.length <= 4) refuse('corrupt', 'not-a-signature', { about: name });
  return { name, id: new DataView(blob.buffer, blob.byteOffset).getUint32(0), signature: blob.subarray(4) };
}

/** Splits a note of at most 1 MiB, without verifying signatures. */
export function parseNote(note: Text): Note {
  const whole = checkedText(note, '\n');
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || split + 2 === whole.length) refuse('corrupt', 'no-signatures');
  if (!whole.endsWith('\n')) refuse('corrupt', 'cut-off');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) refuse('corrupt', 'too-many-signatures');
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/** The line of a signature, with its end. To a note that has one it can be added at the end. */
export function signatureLine({ name, id, signature }: Signature): string {
  const blob = new Uint8Array(4 + signature.length);
  new DataView(blob.buffer).setUint32(0, id);
  blob.set(signature, 4);
  return `${lineStart}${name} ${toBase64(blob)}\n`;
}

async function lineBy(text: string, signer: Signer): Promise<string> {
  return signatureLine({ name: signer.verifier.name, id: signer.verifier.id, signature: await signer.sign(text) });
}

/** The note of `text`, with one signature. */
export async function signNote(text: string, signer: Signer): Promise<string> {
  checkSignable(text);
  const note = `${text}\n${await lineBy(text, signer)}`;
  if (bytesOf(note).length > longestText) refuse('full', 'too-long');
  return note;
}

/** `note` with another signature. */
export async function addSignature(note: string, signer: Signer): Promise<string> {
  const parsed = parseNote(note);
  for (const one of parsed.signatures) if (isBy(one, signer.verifier)) refuse('denied', 'signed-already', { about: one.name });
  if (parsed.signatures.length === mostSignatures) refuse('full', 'too-many-signatures');
  const result = note + (await lineBy(parsed.text, signer));
  if (bytesOf(result).length > longestText) refuse('full', 'too-long');
  return result;
}

export const hasSignatureLine = (text: string): boolean => text.startsWith(lineStart) || text.includes(`\n${lineStart}`);

/** Signs a text, or adds a signature to a note. A text with a signature line that is no valid note is refused, and not signed as a text. */
export const signOrAddSignature = (file: string, signer: Signer): Promise<string> =>
  hasSignatureLine(file) ? addSignature(file, signer) : signNote(file, signer);

/** Whether the signature names this key. It may still be wrong. */
export const isBy = (signature: Signature, verifier: Verifier): boolean => signature.name === verifier.name && signature.id === verifier.id;

export const signatureFits = (text: string, signature: Signature, verifier: Verifier): boolean =>
  isBy(signature, verifier) && verifier.fits(text, signature.signature);

/** Whether `verifier` has signed. Refused where a signature names this key and does not fit. */
export function isSignedBy(note: Note, verifier: Verifier): boolean {
  let found = false;
  for (const signature of note.signatures) {
    if (!isBy(signature, verifier)) continue;
    if (!signatureFits(note.text, signature, verifier)) refuse('denied', 'wrong-signature', { about: verifier.name });
    found = true;
  }
  return found;
}

/** Those of the `verifiers` that have signed, at least one; signatures by other keys are ignored. The caller checks that all that it needs are among them. */
export function verifyNote(note: Note, verifiers: readonly Verifier[]): Verifier[] {
  const seen = new Set<string>();
  for (const { name, id } of verifiers) {
    const key = `${name}+${idText(id)}`;
    if (seen.has(key)) refuse('denied', 'key-given-twice', { about: name });
    seen.add(key);
  }
  const signed = verifiers.filter((verifier) => isSignedBy(note, verifier));
  if (signed.length === 0) refuse('denied', 'not-signed');
  return signed;
}

/** The text of a note that has exactly one signature, that of `signer`. */
export function verifiedText(note: Text, signer: Verifier): string {
  const { text, signatures } = parseNote(note);
  if (signatures.length !== 1) refuse('denied', 'other-number-of-signatures');
  if (!isBy(signatures[0]!, signer)) refuse('denied', 'other-signer', { about: signatures[0]!.name });
  if (!signatureFits(text, signatures[0]!, signer)) refuse('denied', 'wrong-signature', { about: signer.name });
  return text;
}
