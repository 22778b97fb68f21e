// What the centre's server says to the union, without being verified by anybody: for the side column, and for pages that do not come from
// the union's own computer.
import { ask, askFor } from '../centre/ask';
import { Refusal } from '../centre/failure';
import { flag, list, maybe, number, oneOf, record, text } from '../centre/read';
import type { Entry } from './program';

const kMostListed = 200;

const readWaiting = record({
  requests: list(record({ id: text, recording: text, opens: text, purpose: text, state: text, asked: text, until: text, entry: number, note: maybe(text) })),
  next: maybe(text),
});
export const waiting = async () => (await ask(`/v1/requests?state=asked&most=${kMostListed}`, readWaiting)).requests;

// Of a server that does not have it yet: null.
const orNull = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
};

const readRegistered = list(record({ hash: text, id: text, entry: number }));
export const registeredAgreements = () => ask('/v1/agreements', readRegistered);
export const agreementText = async (hash: string) => (await askFor(`/v1/agreements/${hash}`)).text();
const readRosters = list(record({ hash: text, id: text, version: number, entry: number }));
export const registeredRosters = () => ask('/v1/rosters', readRosters);
export const rosterText = async (hash: string) => (await askFor(`/v1/rosters/${hash}`)).text();

// "<origin>\n<size>\n<root>\n…"
export const checkpoint = async () => {
  const lines = (await (await askFor('/ledger/checkpoint')).text()).split('\n');
  const size = Number(lines[1]);
  if (!Number.isSafeInteger(size) || size < 0) throw new TypeError('no checkpoint');
  return { origin: lines[0] ?? '', size };
};

const kBundle = 256;
const partOf = (index: number): string => {
  const threes: string[] = [];
  for (let rest = index; threes.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) threes.unshift(String(rest % 1000).padStart(3, '0'));
  return threes.map((three, at) => (at < threes.length - 1 ? `x${three}` : three)).join('/');
};

const entryOf = (number: number, said: string): Entry => {
  const lines = said.split('\n').filter((line) => line !== '');
  const [head, time, ...rest] = lines;
  const kind = /^insyn ledger 1 ([a-z-]+)$/.exec(head ?? '')?.[1] ?? null;
  const at = /^time (\S+)$/.exec(time ?? '')?.[1] ?? null;
  const values = Object.fromEntries(rest.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  return { number, time: at, kind, values, fault: kind === null || at === null ? 'unreadable' : null };
};

// The entries of one bundle (C2SP tlog-tiles), as they are served: the last of `size` is partial.
export const bundle = async (index: number, size: number): Promise<Entry[]> => {
  const first = index * kBundle;
  const count = Math.min(kBundle, size - first);
  const bytes = new Uint8Array(await (await askFor(`/ledger/tile/entries/${partOf(index)}${count === kBundle ? '' : `.p/${count}`}`)).arrayBuffer());
  const view = new DataView(bytes.buffer);
  const all: Entry[] = [];
  for (let at = 0; at + 2 <= bytes.length && all.length < count; ) {
    const length = view.getUint16(at);
    all.push(entryOf(first + all.length, new TextDecoder().decode(bytes.subarray(at + 2, at + 2 + length))));
    at += 2 + length;
  }
  return all;
};

const readWeeks = record({
  weeks: list(
    record({
      week: text,
      application: maybe(text),
      recordings: number,
      minutes: number,
      withheld: maybe(number),
      levels: record({ metrics: number, structure: number, masked: number, full: number }),
      kept_until: record({ earliest: text, latest: text }),
    }),
  ),
});
export type Week = ReturnType<typeof readWeeks>['weeks'][number];
export const weeks = () => orNull(ask('/v1/weeks', readWeeks));

const readWitnesses = record({
  opening: flag,
  size: number,
  witnesses: list(
    record({
      name: text,
      needed: flag,
      state: oneOf('heard', 'unheard', 'ahead', 'other-history'),
      cosigned: maybe(text),
      size: maybe(number),
      heard: maybe(text),
    }),
  ),
});
export const witnesses = () => orNull(ask('/v1/witness', readWitnesses));
