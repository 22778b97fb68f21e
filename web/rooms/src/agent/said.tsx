// How often the system did not help, by agents' own word, of all of them together: the figures of the last report, which everybody sees.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { Link } from 'wouter';
import { Refusal } from '../centre/failure';
import { Problem } from '../design/problem';
import { report, reports } from '../insight/centre';
import { saidByAgents } from '../insight/series';
import { useFormat } from '../words/format';

// The last report and the one before it; null where none has been handed in.
const lastTwo = async (signal: AbortSignal) => {
  const listed = await reports(signal).catch((error: unknown) => {
    // A server without this path has none either.
    if (error instanceof Refusal && error.status === 404) return [];
    throw error;
  });
  const [last, before] = listed;
  if (last === undefined) return null;
  return { listed: last, now: await report(last.id, signal), before: before === undefined ? null : await report(before.id, signal) };
};

const Figures = ({ last }: { last: NonNullable<Awaited<ReturnType<typeof lastTwo>>> }) => {
  const { number, percent } = useFormat();
  const said = saidByAgents(last.now, last.before);
  const most = Math.max(1, ...said.map((one) => one.now?.affected_calls ?? 0));
  if (last.now.did_not_help.length === 0)
    return (
      <p className="soft">
        <FormattedMessage id="insight.said.nothing" values={{ calls: last.now.min_calls, agents: last.now.min_group }} />
      </p>
    );
  return (
    <table className="table helped">
      <thead className="unseen">
        <tr>
          <th scope="col">
            <FormattedMessage id="insight.kind" />
          </th>
          <th scope="col">
            <FormattedMessage id="agent.said.bar" />
          </th>
          <th scope="col">
            <FormattedMessage id="insight.said.calls" />
          </th>
        </tr>
      </thead>
      <tbody>
        {said.map((one) => (
          <tr key={one.kind}>
            <th scope="row" className="break">
              {one.kind}
            </th>
            {one.now === null ? (
              <>
                <td />
                <td className="n soft">
                  <FormattedMessage id="insight.tooFew" />
                </td>
              </>
            ) : (
              <>
                <td>
                  <svg className="track" height="8" aria-hidden="true">
                    <rect className="rail" width="100%" height="8" rx="2" />
                    <rect className="bar" width={`${(100 * one.now.affected_calls) / most}%`} height="8" rx="2" />
                  </svg>
                </td>
                <td className="n">
                  <FormattedMessage id="insight.said.of" values={{ calls: number(one.now.affected_calls), percent: percent(one.percent ?? 0) }} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const Said = () => {
  const { day } = useFormat();
  const asked = useQuery({ queryKey: ['own', 'said'], queryFn: ({ signal }) => lastTwo(signal), staleTime: 300_000 });
  return (
    <section className="card" aria-labelledby="said">
      <header>
        <h2 id="said">
          <FormattedMessage id="agent.said.title" />
        </h2>
        {asked.data ? (
          <span className="small soft">
            <FormattedMessage id="agent.said.report" values={{ number: asked.data.listed.number, made: day(new Date(asked.data.listed.made)) }} />
          </span>
        ) : null}
      </header>
      <div className="pad stack">
        {asked.isError ? (
          <Problem what={<FormattedMessage id="insight.failed" />} error={asked.error} retry={() => void asked.refetch()} />
        ) : asked.data === undefined ? (
          <p className="soft" role="status">
            <FormattedMessage id="app.loading" />
          </p>
        ) : asked.data === null ? (
          <p>
            <FormattedMessage id="agent.said.none" />
          </p>
        ) : (
          <>
            <Figures last={asked.data} />
            <p className="small soft">
              <FormattedMessage id="agent.said.everybody" values={{ agents: asked.data.now.min_group }} />
            </p>
            <Link className="small" href="/insight">
              <FormattedMessage id="agent.said.all" />
            </Link>
          </>
        )}
        <p className="small soft">
          <FormattedMessage id="agent.said.how" />
        </p>
      </div>
    </section>
  );
};
