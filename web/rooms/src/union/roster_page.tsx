// The roster: who may be recorded, and on what; and a version that waits for the union's signature.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { registeredRosters } from './centre';
import { lookAtRoster, type LookedAtRoster, roster, signRoster } from './program';
import { Signing } from './signing';
import { useProgram } from './use_program';

type Change = NonNullable<LookedAtRoster['differences']>[number];

const What = ({ one }: { one: Change }) => {
  const numbers = (list: readonly string[] | null | undefined) => (list === null || list === undefined || list.length === 0 ? '–' : list.join(', '));
  const sameNumbers = numbers(one.was?.numbers) === numbers(one.now?.numbers);
  const sameKeys = JSON.stringify(one.was?.keys ?? one.was?.key) === JSON.stringify(one.now?.keys ?? one.now?.key);
  if (one.change !== 'changed') return one.who === 'agent' ? <FormattedMessage id="union.roster.numbers" values={{ numbers: numbers((one.now ?? one.was)?.numbers) }} /> : null;
  return (
    <>
      {sameNumbers ? null : <FormattedMessage id="union.roster.numbersChanged" values={{ was: numbers(one.was?.numbers), now: numbers(one.now?.numbers) }} />}{' '}
      {sameKeys ? null : <FormattedMessage id="union.roster.keysChanged" values={{ was: one.was?.keys?.length ?? 1, now: one.now?.keys?.length ?? 1 }} />}
    </>
  );
};

const Changes = ({ all }: { all: readonly Change[] }) =>
  all.length === 0 ? (
    <p>
      <FormattedMessage id="union.differences.none" />
    </p>
  ) : (
    <ul className="changes">
      {all.map((one) => (
        <li key={`${one.who} ${one.name}`}>
          <strong>
            <FormattedMessage id={`union.roster.${one.who}.${one.change}`} values={{ name: one.name }} />
          </strong>{' '}
          <span className="soft">
            <What one={one} />
          </span>
        </li>
      ))}
    </ul>
  );

const Verified = () => {
  const program = useProgram();
  const format = useFormat();
  const asked = useQuery({ queryKey: ['room', 'roster'], queryFn: roster });
  if (asked.isPending)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    );
  if (asked.isError) return <Problem what={<FormattedMessage id="union.roster.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  const { newest, problem } = asked.data;
  return (
    <div className="list">
      <Signing what="roster" party={program?.keys.party ?? null} look={lookAtRoster} sign={signRoster}>
        {(looked) => (
          <>
            <h3>
              <FormattedMessage id="union.roster.version" values={{ name: looked.id, version: looked.version }} />
            </h3>
            <p>
              {looked.after === null ? <FormattedMessage id="union.roster.first" /> : <FormattedMessage id="union.roster.after" values={{ version: looked.after }} />}
            </p>
            <Changes all={looked.differences ?? []} />
          </>
        )}
      </Signing>
      {problem === null ? null : (
        <p role="alert">
          <FormattedMessage id="union.said" values={{ said: <q lang="en">{problem}</q> }} />
        </p>
      )}
      {newest === null ? (
        problem === null ? (
          <Empty title={<FormattedMessage id="union.roster.none" />} why={<FormattedMessage id="union.roster.noneWhy" />} />
        ) : null
      ) : (
        <section className="card" aria-labelledby="newest">
          <header>
            <h2 id="newest">
              <FormattedMessage id="union.roster.version" values={{ name: newest.id, version: newest.version }} />
            </h2>
            <span className="small soft">
              <FormattedMessage id="union.roster.counts" values={{ agents: newest.agents.length, devices: newest.devices.length }} />
            </span>
          </header>
          <table className="table blocks">
            <thead>
              <tr>
                <th scope="col">
                  <FormattedMessage id="union.roster.agentName" />
                </th>
                <th scope="col">
                  <FormattedMessage id="union.roster.agentNumbers" />
                </th>
                <th scope="col" className="n">
                  <FormattedMessage id="union.roster.agentKeys" />
                </th>
              </tr>
            </thead>
            <tbody>
              {newest.agents.map((one) => (
                <tr key={one.name}>
                  <th scope="row">{one.name}</th>
                  <td>{one.numbers.length === 0 ? '–' : one.numbers.join(', ')}</td>
                  <td className="n">{format.number(one.keys)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="pad small soft">
            <FormattedMessage id="union.roster.devices" values={{ names: newest.devices.length === 0 ? '–' : newest.devices.join(', ') }} />
          </p>
        </section>
      )}
    </div>
  );
};

const Said = () => {
  const format = useFormat();
  const asked = useQuery({ queryKey: ['union', 'rosters'], queryFn: registeredRosters });
  if (asked.isError) return <Problem what={<FormattedMessage id="union.roster.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  const all = [...(asked.data ?? [])].reverse();
  return all.length === 0 ? (
    <Empty title={<FormattedMessage id="union.roster.none" />} why={<FormattedMessage id="union.roster.noneWhy" />} />
  ) : (
    <section className="card" aria-labelledby="versions">
      <header>
        <h2 id="versions">
          <FormattedMessage id="union.roster.versions" />
        </h2>
      </header>
      <ul className="changes pad">
        {all.map((one) => (
          <li key={one.hash}>
            <FormattedMessage id="union.roster.version" values={{ name: one.id, version: one.version }} />{' '}
            <span className="soft">
              <FormattedMessage id="union.log.line" values={{ number: format.number(one.entry) }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const RosterPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'union.nav.roster' }), intl.formatMessage({ id: 'room.union' }));
  const program = useProgram();
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="union.roster.title" />
          </h1>
          <p className="lead">
            <FormattedMessage id="union.roster.lead" />
          </p>
        </div>
      </div>
      {program === undefined ? null : program === null ? <Said /> : <Verified />}
    </>
  );
};
