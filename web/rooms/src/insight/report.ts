// A report as `insyn report` writes it (docs/insight-output.md), read from outside. Null is a figure that is withheld; nothing here makes
// a figure of withheld ones.
import { list, maybe, number, oneOf, type Read, record, text } from '../centre/read';

export const whats = ['no result', 'no article', 'ping-pong', 'quick back', 'dead end'] as const;
export type What = (typeof whats)[number];
export const activities = ['screen', 'search', 'article', 'copy', 'link', 'back', 'answer', 'did-not-help'] as const;
export type Activity = (typeof activities)[number];
export const outcomes = ['unknown', 'solved', 'unsolved', 'transferred', 'dropped'] as const;

export interface Interval {
  estimate: number;
  lower: number;
  upper: number;
}
export interface Friction {
  kind: string;
  what: What;
  screen: string;
  other_screen: string;
  exposed_calls: number;
  affected_calls: number;
  usual_percent: number;
  seconds: number;
  weeks: number;
  hours_a_week: number;
}
export interface Word {
  kind: string;
  screen: string; // empty: wherever it was said
  calls: number;
  affected_calls: number;
}
export interface Place {
  activity: Activity;
  screen: string;
  calls: number;
  share_percent: number;
  dwell_s: number;
}
export interface Edge {
  from: number;
  to: number;
  calls: number;
  seconds: number;
}
export interface Way {
  places: number[];
  calls: number;
  share_percent: number;
  handling_s: number;
}
export interface Flow {
  places: Place[];
  edges: Edge[];
  ways: Way[];
}
export interface CurveStep extends Interval {
  seconds: number;
}
export interface FlowDifference {
  what: 'place' | 'step' | 'way';
  places: number[];
  first_percent: number;
  second_percent: number;
  points: Interval;
}
export interface Comparison {
  by: 'group' | 'version';
  first: string;
  second: string;
  first_calls: number;
  second_calls: number;
  handling_s: Interval | null;
  same_pace_s: Interval | null;
  to_answer_s: Interval | null;
  answered_points: Interval | null;
  solved_points: Interval | null;
  flow: FlowDifference[];
}
export interface Kind {
  kind: string;
  weeks: number;
  calls: number;
  handling_s: number;
  hold_s: number;
  steps: number;
  answered_percent: number | null;
  to_answer_s: number | null;
  after_answer_s: number | null;
  searched_percent: number | null;
  search_success_percent: number | null;
  article_used_percent: number | null;
  first_contact_percent: number | null;
  outcomes: { outcome: (typeof outcomes)[number]; share_percent: number }[];
  flow: Flow;
  articles: { article: string; calls: number; open_s: number }[];
  answer_curve: CurveStep[];
  without_answer_curve: CurveStep[];
  comparisons: Comparison[];
}
export interface Report {
  agreement: string;
  number: number;
  register: string;
  period: string;
  min_group: number;
  min_calls: number;
  rounded_to: number;
  looked_at: number;
  frictions: Friction[];
  did_not_help: Word[];
  kinds_without_article: string[];
  hardly_used_screens: string[];
  kinds: Kind[];
}

const interval = record<Interval>({ estimate: number, lower: number, upper: number });
const curve = list(record<CurveStep>({ estimate: number, lower: number, upper: number, seconds: number }));

const whole: Read<number> = (value) => {
  const one = number(value);
  if (!Number.isInteger(one) || one < 0) throw new TypeError('not a whole number');
  return one;
};

const readFlow: Read<Flow> = (value) => {
  const flow = record<Flow>({
    places: list(record<Place>({ activity: oneOf(...activities), screen: text, calls: whole, share_percent: number, dwell_s: number })),
    edges: list(record<Edge>({ from: whole, to: whole, calls: whole, seconds: number })),
    ways: list(record<Way>({ places: list(whole), calls: whole, share_percent: number, handling_s: number })),
  })(value);
  const isPlace = (index: number) => index < flow.places.length;
  if (!flow.edges.every((edge) => isPlace(edge.from) && isPlace(edge.to)) || !flow.ways.every((way) => way.places.every(isPlace)))
    throw new TypeError('not a place of the flow');
  return flow;
};

const readDifference = record<FlowDifference>({
  what: oneOf('place', 'step', 'way'),
  places: list(whole),
  first_percent: number,
  second_percent: number,
  points: interval,
});

const readComparison = record<Comparison>({
  by: oneOf('group', 'version'),
  first: text,
  second: text,
  first_calls: whole,
  second_calls: whole,
  handling_s: maybe(interval),
  same_pace_s: maybe(interval),
  to_answer_s: maybe(interval),
  answered_points: maybe(interval),
  solved_points: maybe(interval),
  flow: list(readDifference),
});

const readKind: Read<Kind> = (value) => {
  const kind = record<Kind>({
    kind: text,
    weeks: whole,
    calls: whole,
    handling_s: number,
    hold_s: number,
    steps: number,
    answered_percent: maybe(number),
    to_answer_s: maybe(number),
    after_answer_s: maybe(number),
    searched_percent: maybe(number),
    search_success_percent: maybe(number),
    article_used_percent: maybe(number),
    first_contact_percent: maybe(number),
    outcomes: list(record({ outcome: oneOf(...outcomes), share_percent: number })),
    flow: readFlow,
    articles: list(record({ article: text, calls: whole, open_s: number })),
    answer_curve: curve,
    without_answer_curve: curve,
    comparisons: list(readComparison),
  })(value);
  if (!kind.comparisons.every((one) => one.flow.every((difference) => difference.places.every((place) => place < kind.flow.places.length))))
    throw new TypeError('not a place of the flow');
  return kind;
};

export const readReport = record<Report>({
  agreement: text,
  number: whole,
  register: text,
  period: text,
  min_group: whole,
  min_calls: whole,
  rounded_to: whole,
  looked_at: whole,
  frictions: list(
    record<Friction>({
      kind: text,
      what: oneOf(...whats),
      screen: text,
      other_screen: text,
      exposed_calls: whole,
      affected_calls: whole,
      usual_percent: number,
      seconds: number,
      weeks: whole,
      hours_a_week: number,
    }),
  ),
  did_not_help: list(record<Word>({ kind: text, screen: text, calls: whole, affected_calls: whole })),
  kinds_without_article: list(text),
  hardly_used_screens: list(text),
  kinds: list(readKind),
});
