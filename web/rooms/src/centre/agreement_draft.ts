// What a new agreement begins with, what a text that nobody has signed would allow, and what the law wants in writing about one that is registered.
import { ask, query } from './ask';
import { list, maybe, oneOf, record, text } from './read';
import type { Language } from '../words/catalogue';

export interface Beginnings {
  employer: string | null;
  unions: string[];
  ledger: { origin: string; key: string };
  witnesses: string[];
}
export const beginnings = () =>
  ask('/v1/agreement-draft', record<Beginnings>({ employer: maybe(text), unions: list(text), ledger: record({ origin: text, key: text }), witnesses: list(text) }));

export interface DraftDifference {
  what: string;
  before: unknown;
  after: unknown;
}
export interface Judged {
  problem: string | null;
  explained: string | null;
  differences: DraftDifference[] | null;
}
const anything = (value: unknown) => value;
export const judgeDraft = (toml: string, language: Language, before: string | null, signal: AbortSignal) =>
  ask(
    '/v1/agreement-draft',
    record<Judged>({ problem: maybe(text), explained: maybe(text), differences: maybe(list(record<DraftDifference>({ what: text, before: anything, after: anything }))) }),
    { method: 'POST', body: { text: toml, language, before }, signal },
  );

export const documentKinds = ['dpia', 'information'] as const;
export type DocumentKind = (typeof documentKinds)[number];
export interface Part {
  kind: 'title' | 'heading' | 'line' | 'item' | 'blank' | 'row';
  cells: string[];
}
export interface Drafted {
  parts: Part[];
  markdown: string;
}
export const draftedDocument = (hash: string, about: DocumentKind, language: Language) =>
  ask(
    `/v1/agreements/${hash}/document${query({ about, language })}`,
    record<Drafted>({ parts: list(record<Part>({ kind: oneOf('title', 'heading', 'line', 'item', 'blank', 'row'), cells: list(text) })), markdown: text }),
  );
