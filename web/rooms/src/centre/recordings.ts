// The list of recordings as a reviewer sees it: folded, never whose call it was.
import { ask, askFor, query } from './ask';
import { list, maybe, number, oneOf, record, text } from './read';

export const states = ['sealed', 'waiting', 'open', 'refused', 'expired', 'arriving', 'discarded', 'shredded'] as const;
export type State = (typeof states)[number];
export const levels = ['metrics', 'structure', 'masked', 'full'] as const;
export type Level = (typeof levels)[number];
export const orders = ['newest', 'oldest', 'longest', 'withheld'] as const;
export type Order = (typeof orders)[number];

export interface Recording {
  id: string;
  agreement: string;
  day: string; // 2026-11-24
  kind: string | null; // null: one of those that too few agents have
  queue: string | null;
  applications: string[];
  minutes: number | null; // rounded
  withheld: number | null; // percent
  level: Level;
  state: State;
  request: string | null;
  until: string | null;
  because: string | null;
  example: { name: string } | null;
}

// What a list is of. Several values of one filter: any of them.
export interface Filter {
  from: string;
  to: string;
  kind: string[];
  queue: string[];
  application: string[];
  state: State[];
  minutesFrom: number | null;
  minutesTo: number | null;
  withheldMost: number | null;
  example: boolean;
  order: Order;
}

export const kEverything: Filter = {
  from: '',
  to: '',
  kind: [],
  queue: [],
  application: [],
  state: [],
  minutesFrom: null,
  minutesTo: null,
  withheldMost: null,
  example: false,
  order: 'newest',
};

const wordsOf = (filter: Filter) => ({
  from: filter.from,
  to: filter.to,
  kind: filter.kind,
  queue: filter.queue,
  application: filter.application,
  state: filter.state,
  minutes_from: filter.minutesFrom,
  minutes_to: filter.minutesTo,
  withheld_most: filter.withheldMost,
  example: filter.example,
});

const readRecording = record<Recording>({
  id: text,
  agreement: text,
  day: text,
  kind: maybe(text),
  queue: maybe(text),
  applications: (value) => maybe(list(text))(value) ?? [],
  minutes: maybe(number),
  withheld: maybe(number),
  level: oneOf(...levels),
  state: (value) => (value === undefined ? 'sealed' : oneOf(...states)(value)),
  request: maybe(text),
  until: maybe(text),
  because: maybe(text),
  example: maybe(record({ name: text })),
});

export interface Page {
  recordings: Recording[];
  next: string | null;
  total: number | null;
}
const readPage = record<Page>({ recordings: list(readRecording), next: maybe(text), total: maybe(number) });

export const kPageSize = 100;

export const recordings = (filter: Filter, after: string | null, signal?: AbortSignal) =>
  ask(`/v1/recordings${query({ ...wordsOf(filter), order: filter.order === 'newest' ? null : filter.order, most: kPageSize, after })}`, readPage, { signal });

// How many there are of each value; nothing where it is fewer than may be told.
export interface Count {
  value: string | null;
  count: number | null;
}
export interface Counts {
  total: number;
  kind: Count[];
  queue: Count[];
  application: Count[];
  state: Count[];
}
const readCount = record<Count>({ value: maybe(text), count: maybe(number) });
const readCounts = record<Counts>({ total: number, kind: list(readCount), queue: list(readCount), application: list(readCount), state: list(readCount) });

export const counts = (filter: Filter, signal?: AbortSignal) => ask(`/v1/recordings/counts${query(wordsOf(filter))}`, readCounts, { signal });

export interface SavedSearch {
  name: string;
  query: string;
}
const readSearches = record({ searches: list(record<SavedSearch>({ name: text, query: text })) });
export const savedSearches = async () => (await ask('/v1/searches', readSearches)).searches;
export const saveSearch = (name: string, words: string) => askFor('/v1/searches', { method: 'PUT', body: { name, query: words } });
export const removeSearch = (name: string) => askFor(`/v1/searches${query({ name })}`, { method: 'DELETE' });

export const isGone = (recording: Recording) => recording.state === 'discarded' || recording.state === 'shredded';
// Whether one may ask to open it now.
export const mayBeAsked = (recording: Recording) =>
  recording.level !== 'metrics' && (recording.state === 'sealed' || recording.state === 'refused' || recording.state === 'expired');

