// Cumulative shares by time, with their bands: the answer on the screen, and ended without one.
import { FormattedMessage, useIntl } from 'react-intl';
import type { CurveStep, Kind } from './report';
import { useWords } from './words';

const kWidth = 640;
const kHeight = 250;
const kLeft = 44;
const kRight = 16;
const kTop = 12;
const kBottom = 34;

const stepsPath = (steps: readonly CurveStep[], x: (s: number) => number, y: (p: number) => number, value: (one: CurveStep) => number, end: number): string => {
  let d = `M${x(0)} ${y(0)}`;
  for (const one of steps) d += `H${x(one.seconds).toFixed(1)}V${y(value(one)).toFixed(1)}`;
  return `${d}H${x(end).toFixed(1)}`;
};

const bandPath = (steps: readonly CurveStep[], x: (s: number) => number, y: (p: number) => number, end: number): string => {
  let d = `M${x(0)} ${y(0)}`;
  for (const one of steps) d += `H${x(one.seconds).toFixed(1)}V${y(one.upper).toFixed(1)}`;
  d += `H${x(end).toFixed(1)}`;
  const back = [...steps].reverse();
  back.forEach((one, index) => {
    const next = back[index + 1];
    d += `V${y(one.lower).toFixed(1)}H${x(one.seconds).toFixed(1)}V${y(next?.lower ?? 0).toFixed(1)}`;
  });
  return `${d}Z`;
};

export const CurveFigure = ({ kind }: { kind: Kind }) => {
  const intl = useIntl();
  const { percent, seconds } = useWords();
  const curves = [
    { key: 'answered', steps: kind.answer_curve },
    { key: 'without', steps: kind.without_answer_curve },
  ] as const;
  const end = Math.max(60, ...curves.flatMap(({ steps }) => steps.map((one) => one.seconds))) * 1.05;
  const x = (s: number) => kLeft + (s / end) * (kWidth - kLeft - kRight);
  const y = (p: number) => kHeight - kBottom - (p / 100) * (kHeight - kTop - kBottom);
  const every = [30, 60, 120, 300, 600].find((step) => end / step <= 8) ?? 1200;
  const ticks = Array.from({ length: Math.floor(end / every) + 1 }, (_, index) => index * every);
  const last = kind.answer_curve[kind.answer_curve.length - 1];
  const half = kind.answer_curve.find((one) => one.estimate >= 50);
  return (
    <figure>
      <svg
        className="figure curve"
        viewBox={`0 0 ${kWidth} ${kHeight}`}
        role="img"
        aria-label={intl.formatMessage(
          { id: 'insight.curve.name' },
          { kind: kind.kind, half: half === undefined ? '–' : seconds(half.seconds), last: last === undefined ? '–' : percent(last.estimate), by: last === undefined ? '–' : seconds(last.seconds) },
        )}
      >
        {[0, 25, 50, 75, 100].map((p) => (
          <g key={p}>
            <path className="rail-l" d={`M${kLeft} ${y(p)}H${kWidth - kRight}`} />
            <text className="dim" x={kLeft - 6} y={y(p) + 4} textAnchor="end">
              {percent(p)}
            </text>
          </g>
        ))}
        {ticks.map((s) => (
          <text key={s} className="dim" x={x(s)} y={kHeight - kBottom + 16} textAnchor="middle">
            {seconds(s)}
          </text>
        ))}
        {curves.map(({ key, steps }) =>
          steps.length === 0 ? null : (
            <g key={key} className={key}>
              <path className="band" d={bandPath(steps, x, y, end)} />
              <path className="line" d={stepsPath(steps, x, y, (one) => one.estimate, end)} />
            </g>
          ),
        )}
      </svg>
      <figcaption className="small soft">
        <ul className="legend">
          {curves.map(({ key, steps }) => (
            <li key={key}>
              <svg className="figure curve swatch" width={28} height={10} viewBox="0 0 28 10" aria-hidden="true">
                <g className={key}>
                  <path className="line" d="M0 5H28" />
                </g>
              </svg>
              <FormattedMessage id={`insight.curve.${key}`} />
              {steps.length === 0 ? (
                <span>
                  : – <FormattedMessage id="insight.tooFew" />
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
};

export const CurveTable = ({ kind }: { kind: Kind }) => {
  const { percent, seconds } = useWords();
  return (
    <table className="table">
      <caption className="unseen">
        <FormattedMessage id="insight.curve.title" />
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <FormattedMessage id="insight.curve.which" />
          </th>
          <th scope="col" className="n">
            <FormattedMessage id="insight.time" />
          </th>
          <th scope="col" className="n">
            <FormattedMessage id="insight.share" />
          </th>
          <th scope="col" className="n">
            <FormattedMessage id="insight.interval" />
          </th>
        </tr>
      </thead>
      <tbody>
        {(['answered', 'without'] as const).flatMap((key) =>
          (key === 'answered' ? kind.answer_curve : kind.without_answer_curve).map((one) => (
            <tr key={`${key} ${one.seconds}`}>
              <th scope="row">
                <FormattedMessage id={`insight.curve.${key}`} />
              </th>
              <td className="n">{seconds(one.seconds)}</td>
              <td className="n">{percent(one.estimate)}</td>
              <td className="n">
                {percent(one.lower)} – {percent(one.upper)}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
};
