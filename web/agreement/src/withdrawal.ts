// The withdrawal: one party ends an agreement, alone and for ever.
import { type Hash, isSignedBy, parseNote, parseToml, quoted, refuse, type Signer, signNote, TableReader, type Text, type Utc, utcText, bytesOf } from 'insyn-note';
import type { Party } from './agreement.js';
import { longestName } from './terms.js';

const largest = 64 << 10;

export interface Withdrawal {
  /** The hash of the agreement's text. */
  agreement: Hash;
  /** For people. */
  id: string;
  party: string;
  at: Utc;
  reason: string;
}

export function withdrawalText({ agreement, id, party, at, reason }: Withdrawal): string {
  const begin = `insyn_withdrawal = 1\nagreement = "${agreement}"\nid = ${quoted(id)}\nparty = ${quoted(party)}\nat = ${utcText(at)}\n`;
  return reason === '' ? begin : `${begin}reason = ${quoted(reason)}\n`;
}

export function parseWithdrawal(text: string): Withdrawal {
  const fields = new TableReader(parseToml(text));
  fields.integer('insyn_withdrawal', 1, 1);
  const agreement = fields.hash('agreement');
  const id = fields.nameOf('id', longestName);
  const party = fields.nameOf('party', longestName);
  const at = fields.find('at');
  if (at?.kind !== 'instant') return fields.refuse('at');
  const reason = fields.string('reason', 4000, '');
  fields.finish();
  return { agreement, id, party, at: at.instant, reason };
}

/** Who withdrew is who signed it, whatever the text says. */
export function verifyWithdrawal(note: Text, parties: readonly Party[]): Withdrawal & { signedBy: Party } {
  if (note.length > largest) refuse('corrupt', 'too-long');
  const parsed = parseNote(note);
  const by = parties.filter((party) => isSignedBy(parsed, party.verifier));
  if (by.length === 0) refuse('denied', 'not-signed');
  return { ...parseWithdrawal(parsed.text), signedBy: by[0]! };
}

export async function signWithdrawal(withdrawal: Withdrawal, signer: Signer): Promise<string> {
  const text = withdrawalText(withdrawal);
  parseWithdrawal(text);
  const note = await signNote(text, signer);
  return bytesOf(note).length > largest ? refuse('permanent', 'too-long') : note;
}

