// The agreements that are registered, read for what a page shows: how long they are in force, which purposes they name, how small a
// group may be. Whose signatures they have counts where a request is made and where something is opened, which verify them.
import { parseTerms, type Terms } from 'insyn-agreement';
import { parseNote } from 'insyn-note';
import { agreementNote, agreements } from '../centre/agreements';

export interface KnownAgreement {
  hash: string;
  note: string;
  terms: Terms;
}

export const allAgreements = async (): Promise<KnownAgreement[]> => {
  const known: KnownAgreement[] = [];
  for (const { hash } of await agreements()) {
    const note = await agreementNote(hash);
    known.push({ hash, note, terms: parseTerms(parseNote(note).text) });
  }
  return known;
};

// The newest of those that are in force at `now`, milliseconds since 1970.
export const inForce = (all: readonly KnownAgreement[], now: number): KnownAgreement | null =>
  all.filter(({ terms }) => terms.notBefore <= now && now < terms.notAfter).at(-1) ?? null;
