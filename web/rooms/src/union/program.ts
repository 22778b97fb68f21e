// insyn-room's own interface (docs/rooms.md): what the union's program has verified itself. Where the pages come from the employer's
// server there is none, and the page says so.
import { ask, query } from '../centre/ask';
import { Refusal } from '../centre/failure';
import { flag, list, maybe, number, oneOf, type Read, record, text } from '../centre/read';

const values: Read<Record<string, string>> = (value) => {
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one)]));
};

const readLedgerStanding = record({
  state: oneOf('reading', 'good', 'failed'),
  problem: maybe(text),
  size: maybe(number),
  cosigned: maybe(text),
  faulty: maybe(number),
});
export type LedgerStanding = ReturnType<typeof readLedgerStanding>;

const readStatus = record({
  role: text,
  server: text,
  keys: record({
    pins: list(record({ role: text, name: text })),
    opens: number,
    approves: flag,
    verifies: flag,
    signs: maybe(text),
    party: maybe(text),
  }),
  pages: record({
    own: text,
    folder: text,
    verdict: oneOf('not-compared', 'none', 'same', 'other', 'says-other'),
    differing: list(text),
    served: maybe(text),
    said: maybe(text),
    entry: maybe(number),
    problem: maybe(text),
  }),
  ledger: readLedgerStanding,
});
export type Status = ReturnType<typeof readStatus>;

// Null where these pages are not insyn-room's.
export const status = async (): Promise<Status | null> => {
  try {
    return await ask('/room/status', readStatus);
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
};

export const checks = ['signed', 'entry', 'there', 'device', 'whole', 'keys', 'stored', 'terms', 'cap', 'time'] as const;
export type Check = (typeof checks)[number];

const readWhy = record({ code: text, values });

const readRequest = record({
  id: text,
  recording: text,
  opens: oneOf('pictures', 'events'),
  entry: number,
  checks: list(record({ check: oneOf(...checks), state: oneOf('waiting', 'running', 'passed', 'failed') })),
  running: flag,
  may_be_approved: flag,
  passes_by: flag,
  purpose: maybe(text),
  because: maybe(text),
  asked: maybe(text),
  until: maybe(text),
  asked_by: maybe(text),
  // In the program's own words, and, where a check failed, as a code of src/opening/judge/why.h.
  problem: maybe(text),
  why: maybe(readWhy),
  of: maybe(
    record({
      began: text,
      kind: text,
      queue: text,
      agent: text,
      level: text,
      applications: list(text),
      withheld: maybe(number),
    }),
  ),
});
export type Request = ReturnType<typeof readRequest>;

const readRequests = record({ began: flag, busy: flag, ledger: readLedgerStanding, requests: list(readRequest), now: text });
export const requests = (again = false) => ask(`/room/requests${query({ again })}`, readRequests);

const readAnswers = record({ answers: list(record({ id: text, done: flag, problem: maybe(text), why: maybe(readWhy) })) });
export type Answer = ReturnType<typeof readAnswers>['answers'][number];

const decide = async (path: string, body: object): Promise<Answer> => {
  const { answers } = await ask(path, readAnswers, { method: 'POST', body });
  const one = answers[0];
  if (one === undefined) throw new TypeError('no answer');
  return one;
};
// One at a time, so that the page can say how far it is.
export const approve = (id: string) => decide('/room/approve', { ids: [id] });
export const refuse = (id: string, because: string) => decide('/room/refuse', { ids: [id], because });

const readEntry = record({ number, time: maybe(text), kind: maybe(text), values: maybe(values), fault: maybe(text) });
export type Entry = ReturnType<typeof readEntry>;
const readEntries = record({
  state: maybe(oneOf('reading', 'failed')),
  problem: maybe(text),
  size: maybe(number),
  root: maybe(text),
  cosigned: maybe(text),
  faulty: maybe(number),
  entries: maybe(list(readEntry)),
  next: maybe(number),
});
export type Entries = ReturnType<typeof readEntries>;

export const entries = (asked: { before?: number | undefined; kind: readonly string[]; search: string; language: string }) =>
  ask(`/room/ledger${query({ before: asked.before, most: 60, kind: asked.kind, search: asked.search, language: asked.language })}`, readEntries);

const anything: Read<unknown> = (value) => value;
const readDifference = record({ what: text, before: anything, after: anything });
export type Difference = ReturnType<typeof readDifference>;
const readExplained = record({ sv: text, en: text });

const readAgreement = record({
  hash: text,
  id: text,
  entry: number,
  valid: flag,
  problem: maybe(text),
  withdrawn_by: maybe(text),
  not_before: maybe(text),
  not_after: maybe(text),
  level: maybe(text),
  applications: maybe(list(text)),
  retention_days: maybe(number),
  discard_within_hours: maybe(number),
  grace_hours: maybe(number),
  explained: maybe(readExplained),
  differences: maybe(list(readDifference)),
});
export type Agreement = ReturnType<typeof readAgreement>;
const readAgreements = record({ began: flag, agreements: list(readAgreement) });
export const agreements = () => ask('/room/agreements', readAgreements);

const readLookedAt = record({
  problem: maybe(text),
  hash: maybe(text),
  id: maybe(text),
  explained: maybe(readExplained),
  after: maybe(text),
  differences: maybe(list(readDifference)),
  signed_by: maybe(list(text)),
  missing: maybe(list(text)),
});
export type LookedAt = ReturnType<typeof readLookedAt>;
export const lookAtAgreement = (body: string) => ask('/room/agreements/look', readLookedAt, { method: 'POST', body: { text: body } });

const readSigned = record({ note: maybe(text), registered: maybe(flag), problem: maybe(text) });
export type Signed = ReturnType<typeof readSigned>;
export const signAgreement = (body: string, hash: string) => ask('/room/agreements/sign', readSigned, { method: 'POST', body: { text: body, hash } });
export const withdraw = (agreement: string, word: string, reason: string) =>
  ask('/room/withdraw', readSigned, { method: 'POST', body: reason === '' ? { agreement, word } : { agreement, word, reason } });

const readRoster = record({
  problem: maybe(text),
  versions: maybe(list(record({ id: text, version: number, hash: text, entry: number }))),
  newest: maybe(
    record({
      id: text,
      version: number,
      hash: text,
      agents: list(record({ name: text, numbers: list(text), keys: number })),
      devices: list(text),
      links: list(text),
    }),
  ),
});
export const roster = () => ask('/room/roster', readRoster);

const side = record({ numbers: maybe(list(text)), keys: maybe(list(text)), key: maybe(text) });
const readLookedAtRoster = record({
  problem: maybe(text),
  hash: maybe(text),
  id: maybe(text),
  version: maybe(number),
  after: maybe(number),
  differences: maybe(list(record({ who: oneOf('agent', 'device', 'link'), change: oneOf('added', 'changed', 'removed'), name: text, was: maybe(side), now: maybe(side) }))),
  signed_by: maybe(list(text)),
  missing: maybe(list(text)),
});
export type LookedAtRoster = ReturnType<typeof readLookedAtRoster>;
export const lookAtRoster = (body: string) => ask('/room/roster/look', readLookedAtRoster, { method: 'POST', body: { text: body } });
export const signRoster = (body: string, hash: string) => ask('/room/roster/sign', readSigned, { method: 'POST', body: { text: body, hash } });
