// An agreement: terms that the employer and every union named in them have signed, and everybody whom recordings are sealed to.
import { hashOf, type Hash, hasSignatureLine, isSignedBy, type Note, parseNote, type PublicKeys, refuse, type Role, type Text, textOf, type Verifier, within } from 'insyn-note';
import { parseTerms, type Terms, type Vouched } from './terms.js';

export type Layer = 'reviewers' | 'union' | 'insight';

/** One key that recordings are sealed to. */
export interface Opener {
  layer: Layer;
  recipient: string;
  name: string;
  /** The party, by its name in its .pub file. */
  vouchedBy: string;
  /** A party's own. */
  pinned: boolean;
}

/** The .pub file of a party: with both halves. */
export type Party = PublicKeys & { verifier: Verifier };

export interface Agreement {
  terms: Terms;
  /** What all have signed, and its SHA-256. */
  text: string;
  hash: Hash;
  employer: Party;
  /** In the order of the terms' names. */
  unions: Party[];
  openers: Opener[];
}

/** The employer's pin, and the unions'. */
export function checkPins(pins: readonly PublicKeys[]): { employer: Party; unions: Party[] } {
  const parties = pins.map((pin): Party => {
    if ((pin.role !== 'employer' && pin.role !== 'union') || pin.verifier === undefined) return refuse('denied', 'pins', { about: pin.name });
    return { ...pin, verifier: pin.verifier };
  });
  const employers = parties.filter(({ role }) => role === 'employer');
  const unions = parties.filter(({ role }) => role === 'union');
  if (employers.length !== 1 || unions.length === 0) refuse('denied', 'pins');
  parties.forEach((one, i) => {
    if (parties.slice(0, i).some((other) => other.verifier.hasKeyOf(one.verifier))) refuse('denied', 'pins-with-the-same-key', { about: one.name });
  });
  return { employer: employers[0]!, unions };
}

/** Refused where one of them has not signed, or where a signature that names one does not fit. */
export function demandAll(note: Note, parties: readonly Party[]): void {
  for (const one of parties) if (!isSignedBy(note, one.verifier)) refuse('denied', 'party-has-not-signed', { about: one.name });
}

// Where there is one union, it may be called otherwise in the text; where there are several, the name says whose signature is whose.
function inOrder(names: readonly string[], unions: Party[]): Party[] {
  if (names.length !== unions.length) refuse('denied', 'union-not-pinned');
  if (names.length === 1) return unions;
  return names.map((name) => unions.find((union) => union.name === name) ?? refuse('denied', 'union-not-pinned', { about: name }));
}

const standForOne = (a: PublicKeys, b: PublicKeys): boolean =>
  (a.recipient !== undefined && a.recipient === b.recipient) || a.name === b.name || (a.verifier !== undefined && b.verifier !== undefined && a.verifier.hasKeyOf(b.verifier));

function findOpeners(terms: Terms, employer: Party, unions: readonly Party[]): Opener[] {
  const own = (party: Party): string => party.recipient ?? refuse('denied', 'pins', { about: party.name });
  const unionLayer = terms.unionRecipients.length > 0 ? terms.unionRecipients : unions.map(own);
  const reviewers = terms.reviewers.length > 0 ? terms.reviewers : [own(employer)];
  for (const union of unions) if (!unionLayer.includes(own(union))) refuse('denied', 'opener-not-vouched-for', { about: union.name });
  // One key stands for one person, who is not a party.
  terms.vouched.forEach((one, i) => {
    const others = [employer, ...unions, ...terms.vouched.slice(0, i).map(({ keys }) => keys)];
    if (others.some((other) => standForOne(one.keys, other))) refuse('denied', 'opener-twice', { line: one.line, about: one.keys.name });
  });
  for (const one of unionLayer)
    if (one === employer.recipient || one === terms.insightRecipient || reviewers.includes(one)) refuse('denied', 'opener-on-both-sides', { about: one });

  const openers: Opener[] = [];
  const add = (layer: Layer, recipient: string, role: Role, ownParties: readonly Party[], vouchingParties: readonly Party[]): void => {
    const pinned = ownParties.find((party) => party.recipient === recipient);
    if (pinned !== undefined) {
      openers.push({ layer, recipient, name: pinned.name, vouchedBy: pinned.name, pinned: true });
      return;
    }
    const one: Vouched = terms.vouched.find(({ keys }) => keys.recipient === recipient) ?? refuse('denied', 'opener-not-vouched-for', { about: recipient });
    const where = { line: one.line, about: one.keys.name };
    if (one.keys.role !== role) refuse('denied', 'opener-not-vouched-for', where);
    const by = within(where, () => vouchingParties.find((party) => isSignedBy(one.note, party.verifier)));
    if (by === undefined) refuse('denied', 'opener-not-vouched-for', where);
    openers.push({ layer, recipient, name: one.keys.name, vouchedBy: by.name, pinned: false });
  };
  for (const one of unionLayer) add('union', one, 'union', unions, unions);
  for (const one of reviewers) add('reviewers', one, 'reviewer', [employer], [employer]);
  if (terms.insightRecipient !== undefined) add('insight', terms.insightRecipient, 'insight', [employer], [...unions, employer]);
  // What is written down means something.
  for (const { keys, line } of terms.vouched)
    if (!openers.some(({ recipient }) => recipient === keys.recipient)) refuse('denied', 'opener-unused', { line, about: keys.name });
  return [...openers.filter(({ pinned }) => pinned), ...openers.filter(({ pinned }) => !pinned)];
}

// An importer is the employer's, and nobody else.
function checkImporters({ importers, vouched }: Terms, employer: Party, unions: readonly Party[]): void {
  importers.forEach((one, i) => {
    const where = { line: one.line, about: one.keys.name };
    const others = [employer, ...unions, ...[...vouched, ...importers.slice(0, i)].map(({ keys }) => keys)];
    if (others.some((other) => standForOne(one.keys, other))) refuse('denied', 'importer-twice', where);
    if (!within(where, () => isSignedBy(one.note, employer.verifier))) refuse('denied', 'importer-not-vouched-for', where);
  });
}

function check(note: Note, pins: { employer: Party; unions: Party[] }): Agreement {
  const terms = parseTerms(note.text);
  const unions = inOrder(terms.unions, pins.unions);
  const openers = findOpeners(terms, pins.employer, unions);
  checkImporters(terms, pins.employer, unions);
  return { terms, text: note.text, hash: hashOf(note.text), employer: pins.employer, unions, openers };
}

/** From a signed note and the pinned .pub files of the parties, in any order. Whether it is in force now is not looked at. */
export function verifyAgreement(note: Text, pins: readonly PublicKeys[]): Agreement {
  const parties = checkPins(pins);
  const parsed = parseNote(note);
  demandAll(parsed, [parties.employer, ...parties.unions]);
  return check(parsed, parties);
}

/** The same before it is signed: of the terms, as text or as a note, whoever has signed them. */
export function previewAgreement(given: Text, pins: readonly PublicKeys[]): Agreement {
  const parties = checkPins(pins);
  const text = typeof given === 'string' ? given : textOf(given);
  return check(hasSignatureLine(text) ? parseNote(text) : { text, signatures: [] }, parties);
}

/** Of the parties, those that have signed the terms so far. */
export function signedSoFar(note: Text, pins: readonly PublicKeys[]): Party[] {
  const parties = checkPins(pins);
  const text = typeof note === 'string' ? note : textOf(note);
  if (!hasSignatureLine(text)) return [];
  const parsed = parseNote(text);
  return [parties.employer, ...parties.unions].filter((party) => isSignedBy(parsed, party.verifier));
}

/** The .pub file of the agreement's union that has signed `note`. */
export function unionThatSigned(note: Text, { unions }: Agreement): Party {
  const parsed = parseNote(note);
  return unions.find((union) => isSignedBy(parsed, union.verifier)) ?? refuse('denied', 'not-signed');
}
