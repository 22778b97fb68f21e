// What a mend has changed, with its interval; or that it is not measured yet, and why.
import { FormattedMessage } from 'react-intl';
import { IntervalFigure } from './interval_figure';
import type { Report } from './report';
import { effectOf, type FrictionKey, verdictOf } from './series';
import { useWords } from './words';

export const Effect = ({ report, friction, version }: { report: Report; friction: FrictionKey; version: string | null }) => {
  const { decimal, hours, lengthRange, seconds, number, percent, place, signed } = useWords();
  const effect = effectOf(report, friction, version);
  if (typeof effect === 'string')
    return (
      <div className="effect">
        <p>
          <strong>
            <FormattedMessage id="insight.effect.not" />
          </strong>{' '}
          <FormattedMessage id={`insight.effect.${effect}`} values={{ version: version ?? '', calls: report.min_calls, agents: report.min_group }} />
        </p>
      </div>
    );
  const verdict = verdictOf(effect.seconds);
  const { comparison } = effect;
  const kind = report.kinds.find((one) => one.kind === friction.kind);
  return (
    <div className="effect">
      <div>
        <p>
          <strong>
            <FormattedMessage id={`insight.effect.${verdict}`} values={{ hours: hours(Math.abs(effect.hours.estimate)) }} />
          </strong>{' '}
          <FormattedMessage
            id={verdict === 'unclear' ? 'insight.effect.unclearWhy' : 'insight.effect.how'}
            values={{ kind: friction.kind, first: comparison.first, second: comparison.second, range: lengthRange(effect.seconds), estimate: seconds(Math.abs(effect.seconds.estimate)) }}
          />
        </p>
        <p className="small soft">
          <FormattedMessage id={effect.ownPace ? 'insight.effect.ownPace' : 'insight.effect.plain'} values={{ first: number(comparison.first_calls), second: number(comparison.second_calls) }} />
        </p>
        {kind === undefined || effect.steps.length === 0 ? null : (
          <ul className="small">
            {effect.steps.slice(0, 3).map((step) => (
              <li key={`${step.what} ${step.places.join(' ')}`}>
                <FormattedMessage
                  id="insight.effect.step"
                  values={{
                    step: step.places.map((index) => place(kind.flow, index)).join(' → '),
                    first: percent(step.first_percent),
                    second: percent(step.second_percent),
                    lower: signed(step.points.lower),
                    upper: signed(step.points.upper),
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      <IntervalFigure of={effect.hours} label={(value) => `${value > 0 ? '+' : '−'}${decimal(Math.abs(value), Math.abs(value) < 1 ? (Math.abs(value) < 0.1 ? 2 : 1) : 0)} h`} />
    </div>
  );
};
