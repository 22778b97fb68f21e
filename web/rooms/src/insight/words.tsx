// Figures and names of a report in words.
import { useFormat } from '../words/format';
import type { Flow, Friction, Interval } from './report';
import type { FrictionKey } from './series';

export const useWords = () => {
  const { intl, length, percent, number, day } = useFormat();
  const decimal = (value: number, digits = 1) => intl.formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  // "1,1 h": never "0,0" of what is there.
  const hours = (value: number) => `${decimal(value, Math.abs(value) < 0.05 ? 2 : 1)} h`;
  const seconds = (value: number) => length(value * 1000);
  const names: Record<Friction['what'], 'no-result' | 'no-article' | 'ping-pong' | 'quick-back' | 'dead-end'> = {
    'no result': 'no-result',
    'no article': 'no-article',
    'ping-pong': 'ping-pong',
    'quick back': 'quick-back',
    'dead end': 'dead-end',
  };
  return {
    intl,
    number,
    percent,
    day,
    decimal,
    hours,
    seconds,
    friction: ({ kind, what, screen, other_screen }: Pick<Friction, 'what'> & FrictionKey) =>
      intl.formatMessage({ id: `insight.what.${names[what as Friction['what']]}` }, { kind, a: screen, b: other_screen }),
    arithmetic: (one: Friction) =>
      intl.formatMessage(
        { id: 'insight.arithmetic' },
        {
          affected: number(one.affected_calls),
          usual: percent(one.usual_percent),
          exposed: number(one.exposed_calls),
          seconds: seconds(one.seconds),
          weeks: one.weeks,
          hours: hours(one.hours_a_week),
        },
      ),
    place: (flow: Flow, index: number): string => {
      const place = flow.places[index];
      if (place === undefined) return '';
      return place.screen !== '' ? place.screen : intl.formatMessage({ id: `insight.activity.${place.activity}` });
    },
    // "3 till 19 s kortare", "mellan 9 s kortare och 8 s längre"
    lengthRange: ({ lower, upper }: Interval) =>
      upper < 0
        ? intl.formatMessage({ id: 'insight.range.shorter' }, { from: seconds(-upper), to: seconds(-lower) })
        : lower > 0
          ? intl.formatMessage({ id: 'insight.range.longer' }, { from: seconds(lower), to: seconds(upper) })
          : intl.formatMessage({ id: 'insight.range.around' }, { from: seconds(-lower), to: seconds(upper) }),
    signed: (value: number) => intl.formatNumber(value, { signDisplay: 'exceptZero' }),
    signedSeconds: (value: number) => `${value < 0 ? '−' : value > 0 ? '+' : ''}${seconds(Math.abs(value))}`,
  };
};
