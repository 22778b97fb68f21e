// What costs time: the frictions of a report, the most hours first.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { FormattedMessage } from 'react-intl';
import { Link } from 'wouter';
import { Problem } from '../design/problem';
import { type Standing, standings } from './centre';
import { shownOf, thresholdsOf } from './flow_graph';
import { Frame } from './frame';
import { FrictionItem } from './friction_item';
import { Protection } from './protection';
import { activities, type Report } from './report';
import { SaidCard } from './said_card';
import { goneFrictions, keyOf } from './series';
import { kStandingsKey } from './status_dialog';
import { type Series, useChoice } from './use_reports';
import { useWords } from './words';

const FlowFigure = lazy(() => import('./flow_figure'));

export const useStandings = () => {
  const asked = useQuery({ queryKey: kStandingsKey, queryFn: ({ signal }) => standings(signal), refetchInterval: 60_000 });
  const all = new Map((asked.data ?? []).map((one) => [keyOf(one), one]));
  return { of: (key: Parameters<typeof keyOf>[0]): Standing | null => all.get(keyOf(key)) ?? null, error: asked.error, retry: () => void asked.refetch() };
};

const FlowCard = ({ report, kind: wanted }: { report: Report; kind: string }) => {
  const { number } = useWords();
  const { search } = useChoice();
  const kind = report.kinds.find((one) => one.kind === (wanted === '' ? report.frictions[0]?.kind : wanted)) ?? report.kinds[0];
  if (kind === undefined) return null;
  // The small picture has what most calls do.
  const thresholds = thresholdsOf(kind.flow, report.min_calls);
  const atLeast = thresholds[Math.min(3, thresholds.length - 1)] ?? report.min_calls;
  const shown = shownOf(kind.flow, { atLeast, activities: new Set(activities) });
  const words = new URLSearchParams(search);
  words.set('kind', kind.kind);
  return (
    <section className="card" aria-labelledby="flow">
      <header>
        <h2 id="flow" className="break">
          <FormattedMessage id="insight.flow.of" values={{ kind: kind.kind }} />
        </h2>
        <span className="small soft">
          <FormattedMessage id="insight.calls" values={{ calls: number(kind.calls) }} />
        </span>
      </header>
      <div className="pad">
        {shown.edges.length === 0 ? (
          <p className="soft">
            – <FormattedMessage id="insight.tooFew" />
          </p>
        ) : (
          <Suspense fallback={null}>
            <div className="flow-small">
              <FlowFigure kind={kind} shown={shown} id="small" />
            </div>
          </Suspense>
        )}
      </div>
      <p className="pad small soft">
        <FormattedMessage id="insight.flow.small" values={{ atLeast: number(atLeast) }} />{' '}
        <Link href={`/insight/flow?${words.toString()}`}>
          <FormattedMessage id="insight.flow.open" />
        </Link>
      </p>
    </section>
  );
};

export const FrictionList = ({ series, kind, still = false }: { series: Series; kind: string; still?: boolean }) => {
  const { of, error, retry } = useStandings();
  const report = series.now.report;
  const here = report.frictions.filter((one) => kind === '' || one.kind === kind);
  const gone = goneFrictions(series.series.slice(0, -1), report).filter((one) => kind === '' || one.kind === kind);
  return (
    <section className="card" aria-labelledby="frictions">
      <header>
        <h2 id="frictions">
          <FormattedMessage id="insight.frictions" />
        </h2>
        <span className="small soft">
          <FormattedMessage id="insight.lookedAt" values={{ looked: report.looked_at, count: report.frictions.length }} />
        </span>
      </header>
      {error === null ? null : <Problem what={<FormattedMessage id="insight.status.unknown" />} error={error} retry={retry} />}
      {here.length === 0 ? (
        <p className="pad">
          <FormattedMessage id="insight.noFriction" />
        </p>
      ) : (
        <ol className="frictions">
          {here.map((one) => (
            <FrictionItem key={keyOf(one)} friction={one} series={series} standing={of(one)} still={still} />
          ))}
        </ol>
      )}
      {gone.length === 0 ? null : (
        <>
          <h3 className="pad">
            <FormattedMessage id="insight.goneTitle" />
          </h3>
          <ul className="frictions">
            {gone.map((one) => (
              <FrictionItem key={keyOf(one)} friction={one} series={series} standing={of(one)} gone still={still} />
            ))}
          </ul>
        </>
      )}
      <p className="pad small soft">
        <FormattedMessage id="insight.lineMeans" values={{ from: series.series[0]?.report.number ?? 0, to: report.number }} />
      </p>
    </section>
  );
};

const Without = ({ report }: { report: Report }) => (
  <>
    {(
      [
        ['insight.withoutArticle', report.kinds_without_article],
        ['insight.hardlyUsed', report.hardly_used_screens],
      ] as const
    ).map(([id, names]) =>
      names.length === 0 ? null : (
        <section key={id} className="card pad stack" aria-labelledby={id}>
          <h2 id={id}>
            <FormattedMessage id={id} />
          </h2>
          <p className="small soft">
            <FormattedMessage id={`${id}Why`} />
          </p>
          <p className="break">{names.slice(0, 40).join(', ')}</p>
          {names.length > 40 ? (
            <p className="small soft">
              <FormattedMessage id="insight.andMore" values={{ count: names.length - 40 }} />
            </p>
          ) : null}
        </section>
      ),
    )}
  </>
);

export const FrictionsPage = () => {
  const { kind } = useChoice();
  return (
    <Frame title="insight.title" all>
      {(series) => {
        const report = series.now.report;
        return (
          <div className="insight-cols">
            <div>
              <FrictionList series={series} kind={kind} />
              <Protection report={report} />
            </div>
            <div>
              <FlowCard report={report} kind={kind} />
              <SaidCard now={report} before={series.series.at(-2)?.report ?? null} kind={kind} />
              <Without report={report} />
            </div>
          </div>
        );
      }}
    </Frame>
  );
};
