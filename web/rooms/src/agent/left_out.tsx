// What was not recorded, and why: as far as anything is written down of it, which the agreement keeps small.
import { FormattedMessage } from 'react-intl';
import { State } from '../design/state';
import { useFormat } from '../words/format';
import type { OwnAgreement, OwnHere } from './program';

export const LeftOut = ({ own, agreement, thisWeek }: { own: OwnHere; agreement: OwnAgreement | undefined; thisWeek: number | null }) => {
  const { time, number } = useFormat();
  const { state, calls } = own.left_out;
  return (
    <section className="card" aria-labelledby="left-out">
      <header>
        <h2 id="left-out">
          <FormattedMessage id="agent.left.title" />
        </h2>
        <span className="small soft">
          <FormattedMessage id="agent.left.since" />
        </span>
      </header>
      {calls.length === 0 ? null : (
        <table className="table not">
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="agent.left.call" />
              </th>
              <th scope="col">
                <FormattedMessage id="agent.left.why" />
              </th>
            </tr>
          </thead>
          <tbody>
            {calls.map((one) => (
              <tr key={`${one.time} ${one.why}`}>
                <th scope="row" className="nowrap">
                  {time(one.time)}
                </th>
                <td>
                  <State tone={one.why === 'sample' ? 'not-allowed' : 'neutral'} icon={one.why === 'sample' ? 'not-allowed' : 'shredded'}>
                    <FormattedMessage id={`agent.left.${one.why}`} />
                  </State>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="pad stack">
        {calls.length > 0 && state === 'read' ? null : (
          <p>
            <FormattedMessage id={state === 'read' ? 'agent.left.nothing' : state === 'none' ? 'agent.left.none' : 'agent.left.notReadable'} />
          </p>
        )}
        {agreement === undefined ? null : (
          <p className="small soft">
            <FormattedMessage
              id={thisWeek === null ? 'agent.left.terms' : 'agent.left.week'}
              values={{ n: thisWeek ?? 0, cap: number(agreement.calls_per_agent_per_week), percent: number(Math.round(agreement.sample_percent)) }}
            />
          </p>
        )}
        <p className="small soft">
          <FormattedMessage id="agent.left.how" />
        </p>
      </div>
    </section>
  );
};
