// What a reviewer, or the insight engine, signs to ask for a recording, and what the union signs in answer: docs/opening.md, byte for byte.
import {
  ascends, expectSame, type Hash, isCode, Lines, linesText, looksLikeRecipient, oneOf, parseCode, parseHash, parseNumber, parseText, parseUtc, refuse, type Signer, signNote, type Utc, utcText, bytesOf,
} from 'insyn-note';
import { parseRecordingId } from 'insyn-recording';

/** Of any note here, with its signature, in bytes. */
export const largestOpeningNote = 16 << 10;
/** How long access can be asked for. */
export const longestAccess = 90 * 86_400_000;
const mostInRules = 100;
const mostApprovalsAWeek = 10_000;

export const opensKinds = ['pictures', 'events'] as const;
export type Opens = (typeof opensKinds)[number];
const parseOpens = (value: string): Opens => oneOf(opensKinds, value);
const parseRecipient = (value: string): string => (looksLikeRecipient(value) ? value : refuse('corrupt', 'not-a-recipient'));

export interface Request {
  recording: string;
  opens: Opens;
  /** "age1…": the key that was made for this request, and its name. */
  request: string;
  requestName: string;
  /** "age1…": of the one who asks, whom recordings are sealed to. */
  reader: string;
  purpose: string;
  /** In words. */
  because: string;
  asked: Utc;
  /** Access ends; at most 90 days later. */
  until: Utc;
  /** The hash of the text of the agreement that the recording was made under. */
  agreement: Hash;
}

const requestHead = 'insyn opening request 1';
export const requestText = (one: Request): string =>
  linesText(requestHead, [
    ['recording', one.recording], ['opens', one.opens], ['request', one.request], ['request-name', one.requestName], ['reader', one.reader], ['purpose', one.purpose],
    ['because', one.because], ['asked', utcText(one.asked)], ['until', utcText(one.until)], ['agreement-sha256', one.agreement],
  ]);

export function parseRequest(text: string): Request {
  const lines = new Lines(text, requestHead);
  const one = {
    recording: lines.take('recording', parseRecordingId),
    opens: lines.take('opens', parseOpens),
    request: lines.take('request', parseRecipient),
    requestName: lines.take('request-name', parseText),
    reader: lines.take('reader', parseRecipient),
    purpose: lines.take('purpose', parseCode),
    because: lines.take('because', parseText),
    asked: lines.take('asked', parseUtc),
    until: lines.take('until', parseUtc),
    agreement: lines.take('agreement-sha256', parseHash),
  };
  lines.finish();
  // A request needs a key of its own.
  if (one.request === one.reader) refuse('corrupt', 'line-value', { about: 'request' });
  if (one.until <= one.asked || one.until > one.asked + longestAccess) refuse('corrupt', 'line-value', { about: 'until' });
  expectSame(text, requestText(one));
  return one;
}

export interface Approval {
  /** SHA-256 of the request's note, with its signature. */
  request: Hash;
  recording: string;
  /** The number of the request's entry in the ledger. */
  entry: number;
  by: 'person' | 'rules';
  /** SHA-256 of the rules' note, where it is by rules. */
  rules?: Hash | undefined;
  /** Up to which all entries were read: its size and root, in hexadecimal digits, and the earliest of the cosignatures that counted. */
  checkpointSize: number;
  checkpointRoot: Hash;
  checkpointTime: Utc;
  time: Utc;
}
const approvalHead = 'insyn opening approval 1';
export const approvalText = (one: Approval): string =>
  linesText(approvalHead, [
    ['request-sha256', one.request], ['recording', one.recording], ['entry', one.entry], ['by', one.by], ['rules-sha256', one.rules], ['checkpoint-size', one.checkpointSize],
    ['checkpoint-root', one.checkpointRoot], ['checkpoint-time', utcText(one.checkpointTime)], ['time', utcText(one.time)],
  ]);

export function parseApproval(text: string): Approval {
  const lines = new Lines(text, approvalHead);
  const one = {
    request: lines.take('request-sha256', parseHash),
    recording: lines.take('recording', parseRecordingId),
    entry: lines.take('entry', parseNumber),
    by: lines.take('by', (value) => oneOf(['person', 'rules'], value)),
    rules: lines.takeOptional('rules-sha256', parseHash),
    checkpointSize: lines.take('checkpoint-size', parseNumber),
    checkpointRoot: lines.take('checkpoint-root', parseHash),
    checkpointTime: lines.take('checkpoint-time', parseUtc),
    time: lines.take('time', parseUtc),
  };
  lines.finish();
  if ((one.by === 'rules') !== (one.rules !== undefined)) refuse('corrupt', 'line-value', { about: 'rules-sha256' });
  if (one.entry >= one.checkpointSize) refuse('corrupt', 'line-value', { about: 'entry' });
  expectSame(text, approvalText(one));
  return one;
}

export interface Refusal {
  request: Hash;
  recording: string;
  entry: number;
  /** In words. */
  because: string;
  time: Utc;
}
const refusalHead = 'insyn opening refusal 1';
export const refusalText = (one: Refusal): string =>
  linesText(refusalHead, [['request-sha256', one.request], ['recording', one.recording], ['entry', one.entry], ['because', one.because], ['time', utcText(one.time)]]);

export function parseRefusal(text: string): Refusal {
  const lines = new Lines(text, refusalHead);
  const one = {
    request: lines.take('request-sha256', parseHash),
    recording: lines.take('recording', parseRecordingId),
    entry: lines.take('entry', parseNumber),
    because: lines.take('because', parseText),
    time: lines.take('time', parseUtc),
  };
  lines.finish();
  expectSame(text, refusalText(one));
  return one;
}

/** By which a union lets its own client approve. */
export interface Rules {
  agreement: Hash;
  opens: Opens[];
  purposes: string[];
  /** Kinds of question; empty: every recording. */
  kinds: string[];
  aWeek: number;
  from: Utc;
  until: Utc;
}
const rulesHead = 'insyn opening rules 1';
export const rulesText = (one: Rules): string =>
  linesText(rulesHead, [
    ['agreement-sha256', one.agreement], ...one.opens.map((opens) => ['opens', opens] as const), ...one.purposes.map((purpose) => ['purpose', purpose] as const),
    ...one.kinds.map((kind) => ['kind', kind] as const), ['a-week', one.aWeek], ['from', utcText(one.from)], ['until', utcText(one.until)],
  ]);

export function parseRules(text: string): Rules {
  const lines = new Lines(text, rulesHead);
  const one = {
    agreement: lines.take('agreement-sha256', parseHash),
    opens: lines.takeAll('opens', opensKinds.length, parseOpens),
    purposes: lines.takeAll('purpose', mostInRules, parseCode),
    kinds: lines.takeAll('kind', mostInRules, parseText),
    aWeek: lines.take('a-week', (value) => parseNumber(value, mostApprovalsAWeek)),
    from: lines.take('from', parseUtc),
    until: lines.take('until', parseUtc),
  };
  lines.finish();
  const opensInOrder = one.opens.length === 1 || (one.opens[0] === 'pictures' && one.opens[1] === 'events');
  if (!opensInOrder) refuse('corrupt', one.opens.length === 0 ? 'line-missing' : 'out-of-order', { about: 'opens' });
  if (one.purposes.length === 0) refuse('corrupt', 'line-missing', { about: 'purpose' });
  if (!ascends(one.purposes) || !ascends(one.kinds)) refuse('corrupt', 'out-of-order', { about: 'purpose' });
  if (one.aWeek === 0 || one.until <= one.from) refuse('corrupt', 'line-value', { about: one.aWeek === 0 ? 'a-week' : 'until' });
  expectSame(text, rulesText(one));
  return one;
}

// What cannot be read back is not signed.
async function signed<T>(text: string, parse: (text: string) => T, signer: Signer): Promise<string> {
  parse(text);
  const note = await signNote(text, signer);
  return bytesOf(note).length > largestOpeningNote ? refuse('permanent', 'too-long') : note;
}
export const signRequest = (one: Request, signer: Signer): Promise<string> => signed(requestText(one), parseRequest, signer);
export const signApproval = (one: Approval, signer: Signer): Promise<string> => signed(approvalText(one), parseApproval, signer);
export const signRefusal = (one: Refusal, signer: Signer): Promise<string> => signed(refusalText(one), parseRefusal, signer);
export const signRules = (one: Rules, signer: Signer): Promise<string> => signed(rulesText(one), parseRules, signer);

/** Whether a text is a purpose's code. */
export const isPurpose = (text: string): boolean => isCode(text, 64);
