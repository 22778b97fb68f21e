// Whether a request, or an answer to it, is signed by somebody who may, under the agreement that the recording was made under; and what `insyn fetch` looks at before it keeps
// anything of what a server hands out.
import { type Agreement, type Opener, type Party, unionThatSigned } from 'insyn-agreement';
import { bytesOf, hashOf, type Hash, parseNote, refuse, type Text, type Utc, verifiedText, type Verifier } from 'insyn-note';
import { type CheckedPeel, checkPeel, type HandedOut } from 'insyn-recording';
import { type Approval, largestOpeningNote, type Opens, parseApproval, parseRefusal, parseRequest, parseRules, type Refusal, type Request, type Rules } from './notes.js';

export interface Asked {
  request: Request;
  /** SHA-256 of the note, with its signature. */
  hash: Hash;
  /** The name in the .pub file of whoever has signed it. */
  askedBy: string;
}

function bounded(note: Text): Text {
  const tooLong = note.length > largestOpeningNote || (typeof note === 'string' && bytesOf(note).length > largestOpeningNote);
  return tooLong ? refuse('corrupt', 'too-long') : note;
}

/** The reader as the agreement has them; nothing where nothing is sealed to such a recipient. */
export function readerOf(agreement: Agreement, opens: Opens, recipient: string): Opener | undefined {
  const layer = opens === 'pictures' ? 'reviewers' : 'insight';
  return agreement.openers.find((one) => one.layer === layer && one.recipient === recipient);
}

/** With what a reader signs: their own key, or that of the party that vouches for them. */
export function signingKeyOf(agreement: Agreement, reader: Opener): Verifier | undefined {
  const own = agreement.terms.vouched.find(({ keys }) => keys.recipient === reader.recipient)?.keys.verifier;
  return own ?? [agreement.employer, ...agreement.unions].find(({ name }) => name === reader.vouchedBy)?.verifier;
}

/** That the note is signed by the one whom it names as its reader, under this agreement and for a purpose that is agreed. */
export function verifyRequest(note: Text, agreement: Agreement): Asked {
  const request = parseRequest(parseNote(bounded(note)).text);
  if (request.agreement !== agreement.hash) refuse('denied', 'other-agreement', { about: request.agreement });
  const reader = readerOf(agreement, request.opens, request.reader) ?? refuse('denied', 'no-such-reader', { about: request.reader });
  verifiedText(note, signingKeyOf(agreement, reader) ?? refuse('denied', 'reader-cannot-sign', { about: reader.name }));
  const { purposes } = agreement.terms;
  if (purposes.length > 0 && !purposes.includes(request.purpose)) refuse('denied', 'purpose-not-agreed', { about: request.purpose });
  return { request, hash: hashOf(note), askedBy: reader.name };
}

function verifyAnswer<T extends { request: Hash; recording: string }>(note: Text, parse: (text: string) => T, request: Hash, recording: string, union: Verifier): T {
  const answer = parse(verifiedText(bounded(note), union));
  if (answer.request !== request || answer.recording !== recording) refuse('denied', 'other-request');
  return answer;
}
/** An answer to the request whose note has the hash `request`, by the key of one of the agreement's unions. */
export const verifyApproval = (note: Text, request: Hash, recording: string, union: Verifier): Approval => verifyAnswer(note, parseApproval, request, recording, union);
export const verifyRefusal = (note: Text, request: Hash, recording: string, union: Verifier): Refusal => verifyAnswer(note, parseRefusal, request, recording, union);
export const verifyRules = (note: Text, union: Verifier): Rules => parseRules(verifiedText(bounded(note), union));

/** Why rules do not approve a request of a recording of this kind; nothing where they do. `approvedThisWeek`: by rules. */
export type NotAllowed = 'other-agreement' | 'not-in-time' | 'opens' | 'purpose' | 'kind' | 'enough-this-week';
export function whyNotAllowed(rules: Rules, request: Request, kind: string, approvedThisWeek: number, now: Utc): NotAllowed | undefined {
  if (request.agreement !== rules.agreement) return 'other-agreement';
  if (now < rules.from || now >= rules.until) return 'not-in-time';
  if (!rules.opens.includes(request.opens)) return 'opens';
  if (!rules.purposes.includes(request.purpose)) return 'purpose';
  if (rules.kinds.length > 0 && !rules.kinds.includes(kind)) return 'kind';
  return approvedThisWeek >= rules.aWeek ? 'enough-this-week' : undefined;
}

/** What a server answers to `/v1/requests/{id}/peel`, its key file as bytes. */
export interface HandedOutWithApproval extends HandedOut {
  approval: string;
}
export interface Granted {
  asked: Asked;
  approval: Approval;
  /** Who has approved. */
  union: Party;
  peel: CheckedPeel;
}

/** That what a server hands out is what a union of the agreement has approved and peeled for the request that the reader signed, `requestNote`. */
export async function checkHandedOut(out: HandedOutWithApproval, requestNote: Text, agreement: Agreement): Promise<Granted> {
  const asked = verifyRequest(requestNote, agreement);
  const { request } = asked;
  const union = unionThatSigned(bounded(out.approval), agreement);
  const approval = verifyApproval(out.approval, asked.hash, request.recording, union.verifier);
  const peel = await checkPeel(out, union.verifier);
  if (peel.peel.id !== request.recording || peel.peel.of !== request.opens || peel.peel.request !== request.request) refuse('denied', 'other-request', { about: 'peel.note' });
  return { asked, approval, union, peel };
}

/** Why a union has refused the request, in its own signed words. */
export function checkRefused(refusalNote: Text, requestNote: Text, agreement: Agreement): { union: Party; refusal: Refusal } {
  const asked = verifyRequest(requestNote, agreement);
  const union = unionThatSigned(bounded(refusalNote), agreement);
  return { union, refusal: verifyRefusal(refusalNote, asked.hash, asked.request.recording, union.verifier) };
}
