// Times as notes have them: UTC with milliseconds.
import { refuse } from './refused.js';

/** Milliseconds since 1970 began. */
export type Utc = number;

/** "2026-12-01T08:15:03.250Z", of the years 0 to 9999. */
export const utcText = (time: Utc): string => new Date(time).toISOString();

/** What utcText() writes, and nothing else. */
export function parseUtc(text: string): Utc {
  if (text.length !== 24 || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) refuse('corrupt', 'not-a-time');
  const time = Date.parse(text);
  // A day that there is not, and 24:00, are read as the next day.
  if (Number.isNaN(time) || utcText(time) !== text) refuse('corrupt', 'not-a-time');
  return time;
}
