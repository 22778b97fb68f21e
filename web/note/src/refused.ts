// Why bytes from outside are refused, in codes. What people read is made from them, in the rooms' catalogues.

/** What it comes to, with the names that the C++ programs give. */
export type Kind = 'permanent' | 'corrupt' | 'denied' | 'full';

/** Every code that a library here refuses with. */
export const codes = [
  // Texts.
  'too-long', 'not-utf8', 'control-character', 'invisible-character', 'empty', 'no-line-end', 'not-base64', 'not-hex', 'not-a-time', 'not-a-number',
  'not-a-hash', 'not-a-code', 'not-a-recipient', 'name-spaces', 'name-letter-forms', 'name-mixed-scripts',
  // Keys and notes.
  'not-a-key', 'key-name', 'key-damaged', 'not-a-signing-key', 'not-an-identity', 'no-signatures', 'not-a-signature', 'cut-off', 'too-many-signatures', 'signed-already',
  'other-number-of-signatures', 'other-signer', 'wrong-signature', 'not-signed', 'key-given-twice',
  // Lines of notes.
  'other-head', 'unknown-line', 'line-value', 'line-missing', 'not-as-written', 'out-of-order', 'too-many',
  // TOML.
  'not-toml', 'nested-too-deep', 'field-missing', 'field-unknown', 'field-value', 'vouched-not-as-written',
  // Agreements.
  'pins', 'pins-with-the-same-key', 'party-has-not-signed', 'union-not-pinned', 'opener-not-vouched-for', 'opener-on-both-sides', 'opener-twice', 'opener-unused', 'importer-twice', 'importer-not-vouched-for',
  // The ledger.
  'other-ledger', 'not-signed-by-ledger', 'witnesses-needed', 'same-key-of-ledger-and-witness', 'same-key-of-witnesses', 'too-few-cosignatures', 'not-fresh',
  'not-a-checkpoint', 'other-root-of-none', 'proof-does-not-fit', 'no-such-entry', 'tile-missing', 'tile-length', 'tile-not-of-this-ledger', 'older', 'fork',
  'not-an-entry', 'unknown-kind-of-entry',
  // Recordings.
  'not-a-recording', 'version-0', 'no-certificate', 'no-peel-note', 'other-device', 'other-recording', 'other-opening-note', 'other-list',
  'file-missing', 'file-too-long', 'chunk-changed', 'key-file-missing', 'key-file-changed', 'no-key-opens', 'not-sealed', 'key-of-another-recording', 'chunk-not-listed',
  'nothing-of-this',
  // Audio beside a recording.
  'audio-not-agreed', 'audio-changed', 'audio-head',
  // Opening.
  'other-agreement', 'no-such-reader', 'reader-cannot-sign', 'purpose-not-agreed', 'other-request', 'not-what-was-peeled', 'other-number-of-chunks',
  'no-such-key', 'browser-cannot',
  // Recording in a browser.
  'storage-full', 'storage-failed', 'recording-there', 'too-many-chunks', 'device-there', 'other-certificate', 'not-now', 'certified-already', 'too-many-refused', 'usage-unreadable',
] as const;
export type Code = (typeof codes)[number];

/** `line` counts from 1. `about` names what it is about: a field, a file, a key's name. It may come from outside. */
export interface Where {
  line?: number;
  about?: string;
}

/** Thrown for everything that is not as it has to be. Its message is for logs. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly line: number | undefined;
  readonly about: string | undefined;
  constructor(
    readonly kind: Kind,
    readonly code: Code,
    where: Where = {},
  ) {
    super([kind, code, where.line === undefined ? '' : `line ${where.line}`, where.about ?? ''].filter((part) => part !== '').join(': '));
    this.line = where.line;
    this.about = where.about;
  }
}

export function refuse(kind: Kind, code: Code, where: Where = {}): never {
  throw new Refused(kind, code, where);
}

/** Runs `action`; where it refuses, says in addition where. What is said already counts. */
export function within<T>(where: Where, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const line = error.line ?? where.line;
    const about = error.about ?? where.about;
    throw new Refused(error.kind, error.code, { ...(line !== undefined && { line }), ...(about !== undefined && { about }) });
  }
}
