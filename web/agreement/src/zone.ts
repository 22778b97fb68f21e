// Wall-clock time in a zone of the IANA database, which Intl has.
import { parseUtc, refuse, type Utc } from 'insyn-note';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en-u-ca-iso8601-hc-h23-nu-latn', { ...parts, timeZone: zone });
    formats.set(zone, format);
    return format;
  } catch {
    return refuse('corrupt', 'field-value', { about: 'zone' });
  }
}

/** Names only: Intl takes offsets too, and any case. */
export function checkZone(zone: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) refuse('corrupt', 'field-value', { about: 'zone' });
  formatOf(zone);
}

/** What the clocks of `zone` show, as if it were UTC, to the second. */
export function wallTime(time: Utc, zone: string): Utc {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(time)) part[type] = Number(value);
  return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!);
}

/**
 * The instants at which the clocks of `zone` show `minute` (0 to 1440) of a date. They differ where clocks are set back; where they are set forward past the time, both are the
 * instant of the change.
 */
export function instantsOf(date: string, minute: number, zone: string): { earliest: Utc; latest: Utc } {
  const shown = parseUtc(`${date}T00:00:00.000Z`) + minute * 60_000;
  const day = 86_400_000;
  const offset = (time: Utc): number => wallTime(time, zone) - time;
  const [before, after] = [offset(shown - day), offset(shown + day)];
  const fitting = [shown - before, shown - after].filter((time) => wallTime(time, zone) === shown);
  if (fitting.length > 0) return { earliest: Math.min(...fitting), latest: Math.max(...fitting) };
  // Between the two lies the change that skips it.
  let [low, high] = [shown - day, shown + day];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return { earliest: high, latest: high };
}

/** Monday 00:00 in `zone`, at or before `time`: the week that a weekly cap counts in. */
export function weekStart(time: Utc, zone: string): Utc {
  const day = 86_400_000;
  const today = Math.floor(wallTime(time, zone) / day);
  // 1970 began on a Thursday.
  const monday = today - ((today + 3) % 7);
  return instantsOf(new Date(monday * day).toISOString().slice(0, 10), 0, zone).earliest;
}
