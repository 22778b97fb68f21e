// From what was thrown to why, and the next step: keys of the catalogue and their values.
import { Refusal, Unreadable, Unreachable } from '../centre/failure';
import { catalogues, type MessageId } from './catalogue';

export interface Failure {
  why: MessageId;
  next: MessageId;
  values: Record<string, string>;
}

const known = (key: string): key is MessageId => key in catalogues.sv;

export const failureOf = (error: unknown): Failure => {
  if (error instanceof Unreachable) return { why: 'why.network', next: 'next.network', values: {} };
  if (error instanceof Unreadable) return { why: 'why.malformed', next: 'next.malformed', values: {} };
  if (error instanceof Refusal || (error instanceof Error && 'code' in error && typeof error.code === 'string')) {
    const code = String((error as { code: unknown }).code);
    const why = `why.${code}`;
    const next = `next.${code}`;
    return known(why) && known(next) ? { why, next, values: { code } } : { why: 'why.unknown', next: 'next.unknown', values: { code } };
  }
  return { why: 'why.page', next: 'next.page', values: { code: error instanceof Error ? error.message : String(error) } };
};
