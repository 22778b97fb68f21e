// What a series of reports says of one thing. Each report is about all whole weeks until it was made, so a later one has more of them: its
// figures change slowly, and a difference of two counts is about the weeks between.
import type { Comparison, FlowDifference, Friction, Interval, Kind, Report, Word } from './report';

export interface FrictionKey {
  kind: string;
  what: string;
  screen: string;
  other_screen: string;
}

export const keyOf = ({ kind, what, screen, other_screen }: FrictionKey): string => JSON.stringify([kind, what, screen, other_screen]);

// Made at that time, the oldest first.
export interface Made {
  id: string;
  made: string;
  report: Report;
}

export interface Point {
  id: string;
  made: string;
  number: number;
  // Null where that report does not have it: it was not clearly more frequent than usual there, or too few calls had it.
  hours: number | null;
}

export const hoursOverTime = (series: readonly Made[], key: FrictionKey): Point[] => {
  const wanted = keyOf(key);
  return series.map(({ id, made, report }) => ({
    id,
    made,
    number: report.number,
    hours: report.frictions.find((one) => keyOf(one) === wanted)?.hours_a_week ?? null,
  }));
};

// Frictions of earlier reports that this one no longer has, as they were last reported, the most hours first.
export const goneFrictions = (before: readonly Made[], now: Report): Friction[] => {
  const here = new Set(now.frictions.map(keyOf));
  const gone = new Map<string, Friction>();
  for (const { report } of before) for (const friction of report.frictions) if (!here.has(keyOf(friction))) gone.set(keyOf(friction), friction);
  return [...gone.values()].sort((a, b) => b.hours_a_week - a.hours_a_week);
};

// Numbers that a register must have and the series lacks: each report of a register is one more than the one before.
export const missingNumbers = (reports: readonly { register: string; number: number }[]): number[] => {
  const byRegister = new Map<string, Set<number>>();
  for (const { register, number } of reports) byRegister.set(register, (byRegister.get(register) ?? new Set()).add(number));
  const missing: number[] = [];
  for (const numbers of byRegister.values()) {
    const all = [...numbers];
    const last = all.reduce((a, b) => Math.max(a, b), 0);
    for (let number = all.reduce((a, b) => Math.min(a, b), last); number < last; number += 1) {
      if (missing.length >= 20) return missing;
      if (!numbers.has(number)) missing.push(number);
    }
  }
  return missing;
};

// How many registers the reports of the newest one's agreement are of. Only within a register is a report checked against those before.
export const registersOf = (reports: readonly { register: string; agreement: string }[]): number =>
  new Set(reports.filter((one) => one.agreement === reports[0]?.agreement).map((one) => one.register)).size;

export type Verdict = 'less' | 'more' | 'unclear';
export const verdictOf = ({ lower, upper }: Interval): Verdict => (upper < 0 ? 'less' : lower > 0 ? 'more' : 'unclear');

export interface Effect {
  comparison: Comparison;
  seconds: Interval; // of a call's handling time
  ownPace: boolean; // whether agents' own pace was taken off
  hours: Interval; // a week, of all calls of the kind
  steps: FlowDifference[]; // that go by the friction's screens
}
export type NoEffect = 'no-version' | 'no-kind' | 'not-compared' | 'withheld';

const scaled = (by: number, { estimate, lower, upper }: Interval): Interval => ({ estimate: estimate * by, lower: lower * by, upper: upper * by });

const touches = (kind: Kind, difference: FlowDifference, screens: readonly string[]): boolean =>
  difference.what !== 'way' && difference.places.some((place) => screens.includes(kind.flow.places[place]?.screen ?? ''));

// What a mend in that version has changed, by the report's comparison of it with the version before; or why it is not measured.
export const effectOf = (report: Report, key: FrictionKey, version: string | null): Effect | NoEffect => {
  if (version === null || version === '') return 'no-version';
  const kind = report.kinds.find((one) => one.kind === key.kind);
  if (kind === undefined || kind.weeks === 0) return 'no-kind';
  const comparison = kind.comparisons.find((one) => one.by === 'version' && one.second === version);
  if (comparison === undefined) return 'not-compared';
  const seconds = comparison.same_pace_s ?? comparison.handling_s;
  if (seconds === null) return 'withheld';
  const screens = [key.screen, key.other_screen].filter((screen) => screen !== '');
  return {
    comparison,
    seconds,
    ownPace: comparison.same_pace_s !== null,
    hours: scaled(kind.calls / kind.weeks / 3600, seconds),
    steps: comparison.flow.filter((difference) => touches(kind, difference, screens)),
  };
};

export interface Said {
  kind: string;
  // Null: too few to show.
  now: Word | null;
  percent: number | null;
  // Percentage points since the report before; null where one of the two lacks the figure.
  points: number | null;
}

const percentOf = (word: Word | undefined) => (word === undefined || word.calls === 0 ? null : Math.round((100 * word.affected_calls) / word.calls));

// How often agents said that the system did not help, by kind, wherever they said it; the most first, withheld ones last.
export const saidByAgents = (now: Report, before: Report | null): Said[] => {
  const wherever = (report: Report | null, kind: string) => report?.did_not_help.find((word) => word.kind === kind && word.screen === '');
  const said = now.kinds.map(({ kind }): Said => {
    const word = wherever(now, kind);
    const percent = percentOf(word);
    const earlier = percentOf(wherever(before, kind));
    return { kind, now: word ?? null, percent, points: percent === null || earlier === null ? null : percent - earlier };
  });
  return said.sort((a, b) => (b.now?.affected_calls ?? -1) - (a.now?.affected_calls ?? -1));
};
