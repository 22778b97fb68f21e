// Did a change help: versions and groups beside each other, each with its interval.
import { FormattedMessage } from 'react-intl';
import { Frame } from './frame';
import { IntervalFigure, niceAbove } from './interval_figure';
import { Protection } from './protection';
import type { Comparison, Interval, Kind, Report } from './report';
import { verdictOf } from './series';
import { useChoice } from './use_reports';
import { useWords } from './words';

const Points = ({ of }: { of: Interval | null }) => {
  const { signed } = useWords();
  if (of === null)
    return (
      <>
        – <span className="second soft">
          <FormattedMessage id="insight.tooFew" />
        </span>
      </>
    );
  return (
    <>
      {signed(of.estimate)}
      <span className="second">
        <FormattedMessage id="insight.from" values={{ lower: signed(of.lower), upper: signed(of.upper) }} />
      </span>
    </>
  );
};

const Length = ({ of }: { of: Interval | null }) => {
  const { signedSeconds } = useWords();
  if (of === null)
    return (
      <>
        – <span className="second soft">
          <FormattedMessage id="insight.tooFew" />
        </span>
      </>
    );
  return (
    <>
      {signedSeconds(of.estimate)}
      <span className="second">
        <FormattedMessage id="insight.from" values={{ lower: signedSeconds(of.lower), upper: signedSeconds(of.upper) }} />
      </span>
    </>
  );
};

const Row = ({ kind, one, scale }: { kind: Kind; one: Comparison; scale: number }) => {
  const { intl, number, signedSeconds } = useWords();
  const label = (id: 'handling' | 'ownPace' | 'toAnswer' | 'answered' | 'solved') => intl.formatMessage({ id: `insight.compare.${id}` });
  return (
    <tr>
      <th scope="row" className="wide break">
        <FormattedMessage id={`insight.compare.${one.by}`} values={{ kind: kind.kind, first: one.first, second: one.second }} />
        <span className="second">
          <FormattedMessage id="insight.compare.calls" values={{ first: number(one.first_calls), second: number(one.second_calls) }} />
        </span>
      </th>
      <td className="wide">
        {one.handling_s === null ? (
          '–'
        ) : (
          <>
            <strong>
              <FormattedMessage id={`insight.compare.verdict.${verdictOf(one.handling_s)}`} />
            </strong>
            <IntervalFigure of={one.handling_s} scale={scale} label={signedSeconds} />
          </>
        )}
      </td>
      <td className="n" data-label={label('handling')}>
        <Length of={one.handling_s} />
      </td>
      <td className="n" data-label={label('ownPace')}>
        <Length of={one.same_pace_s} />
      </td>
      <td className="n" data-label={label('toAnswer')}>
        <Length of={one.to_answer_s} />
      </td>
      <td className="n" data-label={label('answered')}>
        <Points of={one.answered_points} />
      </td>
      <td className="n" data-label={label('solved')}>
        <Points of={one.solved_points} />
      </td>
    </tr>
  );
};

const FlowDiffers = ({ kinds }: { kinds: readonly Kind[] }) => {
  const { percent, place } = useWords();
  const rows = kinds.flatMap((kind) => kind.comparisons.flatMap((one) => one.flow.map((difference) => ({ kind, one, difference }))));
  return (
    <section className="card" aria-labelledby="differs">
      <header>
        <h2 id="differs">
          <FormattedMessage id="insight.compare.flow" />
        </h2>
      </header>
      {rows.length === 0 ? (
        <p className="pad">
          <FormattedMessage id="insight.compare.noFlow" />
        </p>
      ) : (
        <table className="table blocks">
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="insight.compare.what" />
              </th>
              <th scope="col" className="n">
                <FormattedMessage id="insight.compare.first" />
              </th>
              <th scope="col" className="n">
                <FormattedMessage id="insight.compare.second" />
              </th>
              <th scope="col" className="n">
                <FormattedMessage id="insight.compare.points" />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, one, difference }) => (
              <tr key={`${kind.kind} ${one.by} ${one.second} ${difference.what} ${difference.places.join(' ')}`}>
                <th scope="row" className="wide break">
                  {difference.places.map((index) => place(kind.flow, index)).join(' → ')}
                  <span className="second">
                    <FormattedMessage id={`insight.compare.${one.by}`} values={{ kind: kind.kind, first: one.first, second: one.second }} />
                    {' · '}
                    <FormattedMessage id={`insight.compare.is.${difference.what}`} />
                  </span>
                </th>
                <td className="n">{percent(difference.first_percent)}</td>
                <td className="n">{percent(difference.second_percent)}</td>
                <td className="n">
                  <Points of={difference.points} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const Comparisons = ({ report, kinds }: { report: Report; kinds: readonly Kind[] }) => {
  const all = kinds.flatMap((kind) => kind.comparisons.map((one) => ({ kind, one })));
  const scale = niceAbove(Math.max(1, ...all.flatMap(({ one }) => (one.handling_s === null ? [] : [Math.abs(one.handling_s.lower), Math.abs(one.handling_s.upper)]))));
  const clear = all.filter(({ one }) => one.handling_s !== null && verdictOf(one.handling_s) !== 'unclear').length;
  return (
    <div className="stack wide">
      <section className="card" aria-labelledby="compared">
        <header>
          <h2 id="compared">
            <FormattedMessage id="insight.compare.beside" />
          </h2>
          <span className="small soft">
            <FormattedMessage id="insight.compare.clear" values={{ all: all.length, clear }} />
          </span>
        </header>
        {all.length === 0 ? (
          <p className="pad">
            <FormattedMessage id="insight.compare.none" values={{ calls: report.min_calls, agents: report.min_group }} />
          </p>
        ) : (
          <table className="table blocks compare">
            <thead>
              <tr>
                {(['which', 'difference', 'handling', 'ownPace', 'toAnswer', 'answered', 'solved'] as const).map((id, index) => (
                  <th key={id} scope="col" className={index > 1 ? 'n' : undefined}>
                    <FormattedMessage id={`insight.compare.${id}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map(({ kind, one }) => (
                <Row key={`${kind.kind} ${one.by} ${one.first} ${one.second}`} kind={kind} one={one} scale={scale} />
              ))}
            </tbody>
          </table>
        )}
        <p className="pad small soft">
          <FormattedMessage id="insight.compare.caution" />
        </p>
      </section>
      <FlowDiffers kinds={kinds} />
      <Protection report={report} />
    </div>
  );
};

export const ComparisonsPage = () => {
  const { kind } = useChoice();
  return (
    <Frame title="insight.compare.title" all print={false}>
      {(series) => <Comparisons report={series.now.report} kinds={series.now.report.kinds.filter((one) => kind === '' || one.kind === kind)} />}
    </Frame>
  );
};
