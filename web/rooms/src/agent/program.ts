// What insyn-room answers an agent's page (docs/rooms.md): by the agent's key, which this page does not have. Pages that come from the
// centre's server have nobody to ask.
import { ask } from '../centre/ask';
import { Refusal } from '../centre/failure';
import { flag, list, maybe, number, oneOf, record, text } from '../centre/read';

const readBoth = record({ code: text, sv: text, en: text });

const readEnd = record({
  length_ms: number,
  ended: text,
  withheld_percent: maybe(number),
  // `reason`: its number in docs/track-format.md.
  withheld: list(record({ reason: number, times: number, pixels: number })),
});

const readHere = record({
  id: text,
  began: text,
  kind: text,
  queue: text,
  level: text,
  applications: list(text),
  kept_until: text, // a day
  discard_until: maybe(text),
  state: oneOf('being-recorded', 'closed', 'cut-off', 'discarded'),
  has_pictures: flag,
  is_unconfirmed: flag,
  end: maybe(readEnd),
});
export type Here = ReturnType<typeof readHere>;

export const activities = ['idle', 'recording', 'paused', 'held', 'withheld', 'not-allowed'] as const;

const readFailure = record({ failure: oneOf('later', 'damaged', 'denied', 'failed'), detail: text });
export type ProgramFailure = ReturnType<typeof readFailure>;

const readOwn = record({
  agent: text, // the pseudonym; empty where no roster on this computer has the key
  now: maybe(record({ activity: oneOf(...activities), application: text, why: maybe(readBoth) })),
  left_out: record({
    state: oneOf('read', 'none', 'not-readable'),
    calls: list(record({ time: text, why: oneOf('sample', 'discarded') })),
  }),
  here: list(readHere),
  here_problem: maybe(readFailure),
});
export type OwnHere = ReturnType<typeof readOwn>;

// Null where these pages are not insyn-room's, or where it has no agent's key.
export const ownHere = async (): Promise<OwnHere | null> => {
  try {
    return await ask('/room/own', readOwn);
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
};

// What this program could not do, as a failure that the page has words for.
export class OwnFailure extends Error {
  readonly code: string;
  constructor(readonly failure: ProgramFailure) {
    super(failure.detail);
    this.code = `own-${failure.failure}`;
  }
}
const orFailure =
  <T>(read: (value: unknown) => T) =>
  (value: unknown): T | ProgramFailure =>
    typeof value === 'object' && value !== null && 'failure' in value ? readFailure(value) : read(value);
const good = <T extends object>(value: T | ProgramFailure): T => {
  if ('failure' in value) throw new OwnFailure(value as ProgramFailure);
  return value;
};

const readAgreement = record({
  id: text,
  hash: text,
  not_before: text,
  not_after: text,
  level: text,
  applications: list(text),
  retention_days: number,
  discard_within_hours: number,
  may_pause: flag,
  see_own: flag,
  sample_percent: number,
  calls_per_agent_per_week: number,
  explained: record({ sv: text, en: text }),
});
export type OwnAgreement = ReturnType<typeof readAgreement>;
export const whatApplies = async () => good(await ask('/room/own/agreement', orFailure(readAgreement)));

const readOpened = record({
  id: text,
  began: text,
  kind: text,
  level: text,
  applications: list(text),
  kept_until: text,
  is_closed: flag,
  chunks: list(record({ index: number, kind: oneOf('chunk', 'events', 'calls', 'pages'), sha256: text, length: number })),
  keys: record({ calls: text, pictures: maybe(text) }),
  // By what a note of audio beside it is verified; null where the agreement is not to be had.
  audio: maybe(record({ opening_sha256: text, allowed: oneOf('none', 'customer', 'both'), importers: list(text) })),
});
export type Opened = ReturnType<typeof readOpened>;
export type Place = 'here' | 'centre';
export const opened = async (id: string, at: Place) => good(await ask(`/room/own/recordings/${id}?at=${at}`, orFailure(readOpened)));
export const chunksPath = (id: string, at: Place) => (at === 'here' ? `/room/own/recordings/${id}/chunks` : `/v1/own/recordings/${id}/chunks`);

const readDiscarded = record({
  at_centre: oneOf('none', 'done', 'left', 'refused', 'not-told'),
  here: oneOf('none', 'done', 'not-asked', 'no-recorder', 'refused'),
  code: maybe(text),
  why: maybe(readBoth),
  entry: maybe(number),
});
export type Discarded = ReturnType<typeof readDiscarded>;
export const discard = async (id: string) => good(await ask('/room/own/discard', orFailure(readDiscarded), { method: 'POST', body: { id } }));
