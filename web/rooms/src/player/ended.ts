// Why a recording cannot be played, or not any more.
import { SourceFailure } from './pictures/chunk_reader';

export const kEndings = ['expired', 'withdrawn', 'discarded', 'shredded', 'gone', 'session'] as const;
export type Ending = (typeof kEndings)[number];

const byCode: Record<string, Ending> = {
  expired: 'expired',
  'not-open': 'expired',
  withdrawn: 'withdrawn',
  discarded: 'discarded',
  shredded: 'shredded',
  gone: 'gone',
  'no-such-recording': 'gone',
  'who-is-it': 'session',
  'another-address': 'session',
};

// Null where it failed in a way that another try may mend.
export const endingOf = (failure: unknown): Ending | null => {
  if (typeof failure !== 'object' || failure === null || !('code' in failure)) return null;
  const status = failure instanceof SourceFailure ? failure.status : null;
  return byCode[String(failure.code)] ?? (status === 410 ? 'gone' : status === 401 ? 'session' : null);
};
