// How often the system did not help, as agents said, and whether that is more or less often than in the report before.
import { FormattedMessage } from 'react-intl';
import type { Report } from './report';
import { saidByAgents } from './series';
import { useWords } from './words';

export const SaidCard = ({ now, before, kind }: { now: Report; before: Report | null; kind: string }) => {
  const { number, percent } = useWords();
  const said = saidByAgents(now, before).filter((one) => kind === '' || one.kind === kind);
  const nothing = now.did_not_help.length === 0;
  const places = now.did_not_help.filter((word) => word.screen !== '' && (kind === '' || word.kind === kind));
  return (
    <section className="card" aria-labelledby="said">
      <header>
        <h2 id="said">
          <FormattedMessage id="insight.said.title" />
        </h2>
        <span className="small soft">
          <FormattedMessage id="insight.said.what" />
        </span>
      </header>
      <div className="pad stack">
        {nothing ? (
          <p className="soft">
            <FormattedMessage id="insight.said.nothing" values={{ calls: now.min_calls, agents: now.min_group }} />
          </p>
        ) : (
          <table className="table cmp">
            <thead className="unseen">
              <tr>
                <th scope="col">
                  <FormattedMessage id="insight.kind" />
                </th>
                <th scope="col">
                  <FormattedMessage id="insight.said.calls" />
                </th>
                <th scope="col">
                  <FormattedMessage id="insight.said.change" />
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
                      <td className="n">–</td>
                      <td className="n soft">
                        <FormattedMessage id="insight.tooFew" />
                      </td>
                    </>
                  ) : (
                    <>
                      <td className="n">
                        <FormattedMessage id="insight.said.of" values={{ calls: number(one.now.affected_calls), percent: percent(one.percent ?? 0) }} />
                      </td>
                      <td className="n soft">
                        {one.points === null ? (
                          <FormattedMessage id="insight.said.noBefore" />
                        ) : (
                          <FormattedMessage id="insight.said.points" values={{ points: Math.abs(one.points), way: one.points > 0 ? 'more' : one.points < 0 ? 'less' : 'same' }} />
                        )}
                      </td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {places.length === 0 ? null : (
          <details>
            <summary>
              <FormattedMessage id="insight.said.where" />
            </summary>
            <ul className="small">
              {places.map((word) => (
                <li key={`${word.kind} ${word.screen}`} className="break">
                  <FormattedMessage id="insight.said.at" values={{ kind: word.kind, screen: word.screen, affected: number(word.affected_calls), calls: number(word.calls) }} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
};
