// What ends a recording early, and what keeps it: an agent's discard, and a hold of both parties. docs/recording.md, "Discards and holds".
import { bytesOf, expectSame, isSignedBy, Lines, linesText, parseNote, parseText, parseUtc, refuse, type Signer, signNote, type Text, type Utc, utcText, verifiedText, type Verifier } from 'insyn-note';
import { parseRecordingId } from './layout.js';

const largest = 16 << 10;

export interface Discard {
  id: string;
  /** The pseudonym, as the recording's certificate has it. */
  agent: string;
  time: Utc;
}
const discardHead = 'insyn recording discard 1';
export const discardText = ({ id, agent, time }: Discard): string => linesText(discardHead, [['id', id], ['agent', agent], ['time', utcText(time)]]);

export function parseDiscard(text: string): Discard {
  const lines = new Lines(text, discardHead);
  const one = { id: lines.take('id', parseRecordingId), agent: lines.take('agent', parseText), time: lines.take('time', parseUtc) };
  lines.finish();
  expectSame(text, discardText(one));
  return one;
}

export interface Hold {
  id: string;
  until: Utc;
  /** For people. */
  because: string;
}
const holdHead = 'insyn recording hold 1';
export const holdText = ({ id, until, because }: Hold): string => linesText(holdHead, [['id', id], ['until', utcText(until)], ['because', because]]);

export function parseHold(text: string): Hold {
  const lines = new Lines(text, holdHead);
  const one = { id: lines.take('id', parseRecordingId), until: lines.take('until', parseUtc), because: lines.take('because', parseText) };
  lines.finish();
  expectSame(text, holdText(one));
  return one;
}

async function signed<T>(text: string, parse: (text: string) => T, signer: Signer): Promise<string> {
  // What cannot be read back is not signed.
  parse(text);
  const note = await signNote(text, signer);
  return bytesOf(note).length > largest ? refuse('permanent', 'too-long') : note;
}
/** With a key that the agent has on the recording's roster. */
export const signDiscard = (one: Discard, signer: Signer): Promise<string> => signed(discardText(one), parseDiscard, signer);
/** The first party's signature; the others add theirs with addSignature(). */
export const signHold = (one: Hold, signer: Signer): Promise<string> => signed(holdText(one), parseHold, signer);

const bounded = (note: Text): Text => (note.length > largest ? refuse('corrupt', 'too-long') : note);

/** What one of the agent's `keys` has signed, and nobody else. */
export function verifyDiscard(note: Text, keys: readonly Verifier[]): Discard {
  const { signatures } = parseNote(bounded(note));
  const key = keys.find(({ name, id }) => signatures.some((one) => one.name === name && one.id === id)) ?? refuse('denied', 'not-signed');
  return parseDiscard(verifiedText(note, key));
}

/** What each of `parties` has signed: the employer and every union. */
export function verifyHold(note: Text, parties: readonly Verifier[]): Hold {
  const parsed = parseNote(bounded(note));
  if (parties.length === 0) refuse('denied', 'not-signed');
  for (const party of parties) if (!isSignedBy(parsed, party)) refuse('denied', 'party-has-not-signed', { about: party.name });
  return parseHold(parsed.text);
}
