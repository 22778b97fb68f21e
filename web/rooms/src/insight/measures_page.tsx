// The figures of each kind of question: where time goes, and when the answer is on the screen.
import { FormattedMessage } from 'react-intl';
import { CurveFigure, CurveTable } from './curve_figure';
import { Frame, useKindOf } from './frame';
import { Protection } from './protection';
import type { Kind } from './report';
import type { Series } from './use_reports';
import { useWords } from './words';

const columns = ['calls', 'handling', 'hold', 'toAnswer', 'answered', 'found', 'linked', 'firstContact'] as const;

export const MeasuresTable = ({ kinds }: { kinds: readonly Kind[] }) => {
  const { intl, number, percent, seconds } = useWords();
  const share = (value: number | null) => (value === null ? '–' : percent(value));
  const time = (value: number | null) => (value === null ? '–' : seconds(value));
  return (
    <table className="table blocks measures">
      <thead>
        <tr>
          <th scope="col">
            <FormattedMessage id="insight.kind" />
          </th>
          {columns.map((id) => (
            <th key={id} scope="col" className="n">
              <FormattedMessage id={`insight.measure.${id}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const cells: Record<(typeof columns)[number], string> = {
            calls: number(kind.calls),
            handling: time(kind.handling_s),
            hold: time(kind.hold_s),
            toAnswer: time(kind.to_answer_s),
            answered: share(kind.answered_percent),
            found: share(kind.search_success_percent),
            linked: share(kind.article_used_percent),
            firstContact: share(kind.first_contact_percent),
          };
          return (
            <tr key={kind.kind}>
              <th scope="row" className="wide break">
                {kind.kind}
                <span className="second">
                  <FormattedMessage id="insight.weeks" values={{ weeks: kind.weeks }} />
                </span>
              </th>
              {columns.map((id) => (
                <td key={id} className="n" data-label={intl.formatMessage({ id: `insight.measure.${id}` })}>
                  {cells[id]}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const OfKind = ({ kind }: { kind: Kind }) => {
  const { number, percent, seconds, place } = useWords();
  return (
    <>
      <section className="card" aria-labelledby="curve">
        <header>
          <h2 id="curve" className="break">
            <FormattedMessage id="insight.curve.of" values={{ kind: kind.kind }} />
          </h2>
        </header>
        <div className="pad stack">
          {kind.answer_curve.length === 0 && kind.without_answer_curve.length === 0 ? (
            <p>
              – <FormattedMessage id="insight.tooFew" />
            </p>
          ) : (
            <>
              <CurveFigure kind={kind} />
              <details>
                <summary>
                  <FormattedMessage id="insight.asTable" />
                </summary>
                <CurveTable kind={kind} />
              </details>
            </>
          )}
          <p className="small soft">
            <FormattedMessage id="insight.curve.means" />
          </p>
        </div>
      </section>
      <div className="insight-two">
        <section className="card" aria-labelledby="outcomes">
          <header>
            <h2 id="outcomes">
              <FormattedMessage id="insight.outcomes" />
            </h2>
          </header>
          <table className="table">
            <tbody>
              {kind.outcomes.map((one) => (
                <tr key={one.outcome}>
                  <th scope="row">
                    <FormattedMessage id={`insight.outcome.${one.outcome}`} />
                  </th>
                  <td className="n">{percent(one.share_percent)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {kind.outcomes.length === 0 ? (
            <p className="pad">
              – <FormattedMessage id="insight.tooFew" />
            </p>
          ) : null}
        </section>
        <section className="card" aria-labelledby="articles">
          <header>
            <h2 id="articles">
              <FormattedMessage id="insight.articles" />
            </h2>
          </header>
          <table className="table">
            <tbody>
              {kind.articles.map((one) => (
                <tr key={one.article}>
                  <th scope="row" className="break">
                    {one.article}
                  </th>
                  <td className="n">
                    <FormattedMessage id="insight.calls" values={{ calls: number(one.calls) }} />
                  </td>
                  <td className="n">{seconds(one.open_s)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {kind.articles.length === 0 ? (
            <p className="pad">
              – <FormattedMessage id="insight.tooFew" />
            </p>
          ) : null}
        </section>
      </div>
      <section className="card" aria-labelledby="ways">
        <header>
          <h2 id="ways">
            <FormattedMessage id="insight.ways" />
          </h2>
        </header>
        <table className="table">
          <tbody>
            {kind.flow.ways.map((way) => (
              <tr key={way.places.join(' ')}>
                <th scope="row" className="break">
                  {way.places.map((index) => place(kind.flow, index)).join(' → ')}
                </th>
                <td className="n">
                  <FormattedMessage id="insight.calls" values={{ calls: number(way.calls) }} />
                  <span className="second">
                    {percent(way.share_percent)} · {seconds(way.handling_s)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {kind.flow.ways.length === 0 ? (
          <p className="pad">
            – <FormattedMessage id="insight.tooFew" />
          </p>
        ) : null}
      </section>
    </>
  );
};

const Measures = ({ series }: { series: Series }) => {
  const kind = useKindOf(series);
  return (
    <div className="stack wide">
      <section className="card" aria-labelledby="measures">
        <header>
          <h2 id="measures">
            <FormattedMessage id="insight.measures" />
          </h2>
          <span className="small soft">
            <FormattedMessage id="insight.measures.dash" />
          </span>
        </header>
        <MeasuresTable kinds={series.now.report.kinds} />
      </section>
      {kind === null ? null : <OfKind key={kind.kind} kind={kind} />}
      <Protection report={series.now.report} />
    </div>
  );
};

export const MeasuresPage = () => (
  <Frame title="insight.measures.title" print={false}>
    {(series) => <Measures series={series} />}
  </Frame>
);
