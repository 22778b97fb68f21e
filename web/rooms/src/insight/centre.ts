// The reports that a centre has, and what people have said of their frictions.
import { ask, askFor } from '../centre/ask';
import { flag, list, maybe, number, oneOf, record, text } from '../centre/read';
import { readReport } from './report';
import type { FrictionKey } from './series';

export interface Listed {
  id: string; // SHA-256 of report.json
  number: number;
  register: string;
  from: string;
  to: string;
  zone: string;
  made: string;
  agreement: string; // the hash of its text
  agreement_id: string;
  examples: boolean;
}
const readList = record({
  reports: list(
    record<Listed>({ id: text, number, register: text, from: text, to: text, zone: text, made: text, agreement: text, agreement_id: text, examples: flag }),
  ),
});

// The newest first.
export const reports = async (signal?: AbortSignal) => (await ask('/v1/reports', readList, { signal })).reports;
export const report = (id: string, signal?: AbortSignal) => ask(`/v1/reports/${id}`, readReport, { signal });
export const examplesPath = (id: string) => `/v1/reports/${id}/examples`;

export const statuses = ['seen', 'being-mended', 'mended'] as const;
export type Status = (typeof statuses)[number];
export interface Standing extends FrictionKey {
  status: Status;
  version: string | null;
  since: string; // 2026-11-16
  note: string | null;
  by: string; // a role
}
const readStandings = record({
  frictions: list(
    record<Standing>({ kind: text, what: text, screen: text, other_screen: text, status: oneOf(...statuses), version: maybe(text), since: text, note: maybe(text), by: text }),
  ),
});

export const standings = async (signal?: AbortSignal) => (await ask('/v1/frictions', readStandings, { signal })).frictions;

export interface NewStanding extends FrictionKey {
  status: Status | 'none'; // none: forgotten
  version: string | null;
  since: string;
  note: string | null;
}
export const setStanding = (standing: NewStanding) => askFor('/v1/frictions', { method: 'PUT', body: standing });
