// The roles of key owners, and their .pub files: docs/agreement.md, "The key files".
import { Verifier } from './key.js';
import { hasSignatureLine, parseNote } from './note.js';
import { refuse, within } from './refused.js';
import { TableReader } from './table_reader.js';
import { checkName, longestText, type Text, textOf } from './text.js';
import { parseToml, quoted } from './toml.js';

const needs = {
  employer: { sign: true, age: true },
  union: { sign: true, age: true },
  reviewer: { sign: true, age: true },
  agent: { sign: true, age: true },
  device: { sign: true, age: false },
  link: { sign: true, age: false },
  calls: { sign: true, age: false },
  witness: { sign: true, age: false },
  insight: { sign: false, age: true },
  importer: { sign: true, age: false },
} as const;
export type Role = keyof typeof needs;
export const roles = Object.keys(needs) as Role[];

export interface PublicKeys {
  role: Role;
  /** Of the person, organisation or workstation. */
  name: string;
  verifier?: Verifier;
  /** "age1…", what is sealed to it. */
  recipient?: string;
}

/** The fields of a .pub file, but for the version, of a table of which the caller has read all others. */
export function readPublicKeys(fields: TableReader): PublicKeys {
  const longestField = 200;
  const longestVerifier = 400;
  const keys: PublicKeys = { role: fields.word('role', roles), name: fields.nameOf('name', longestField) };
  const sign = fields.find('sign');
  if (sign !== undefined) {
    const text = fields.string('sign', longestVerifier);
    keys.verifier = within({ line: sign.line, about: fields.fullName('sign') }, () => {
      const verifier = Verifier.parse(text);
      checkName(verifier.name, longestVerifier);
      return verifier;
    });
  }
  const recipient = fields.recipient('age');
  if (recipient !== undefined) keys.recipient = recipient;
  fields.finish();
  if (needs[keys.role].sign && keys.verifier === undefined) fields.refuse('sign', 'field-missing');
  if (needs[keys.role].age && keys.recipient === undefined) fields.refuse('age', 'field-missing');
  return keys;
}

function parseFields(text: string): PublicKeys {
  const fields = new TableReader(parseToml(text));
  fields.integer('insyn_keys', 1, 1);
  return readPublicKeys(fields);
}

/** A .pub file, or the signed note of one that a party vouches for; whose signatures it has is not looked at. */
export function parsePublicKeys(file: Text): PublicKeys {
  if (file.length > longestText) refuse('corrupt', 'too-long');
  const text = typeof file === 'string' ? file : textOf(file);
  if (!hasSignatureLine(text)) return parseFields(text);
  const note = parseNote(text);
  const keys = parseFields(note.text);
  // What is signed has one way to be written down, so that it can be put together again from its fields.
  if (publicKeysText(keys) !== note.text) refuse('corrupt', 'not-as-written');
  return keys;
}

/** The .pub file: the same bytes for the same keys. */
export function publicKeysText({ role, name, verifier, recipient }: PublicKeys): string {
  let text = `insyn_keys = 1\nrole = "${role}"\nname = ${quoted(name)}\n`;
  if (verifier !== undefined) text += `sign = ${quoted(verifier.text)}\n`;
  if (recipient !== undefined) text += `age = ${quoted(recipient)}\n`;
  return text;
}
