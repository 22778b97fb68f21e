// Requests to open recordings, each verified on this computer; many are answered at once.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { waiting } from './centre';
import { Deciding } from './deciding';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { groupsOf, mayBeApproved } from './groups';
import { requests } from './program';
import { RequestItem } from './request_item';
import { Side } from './side';
import { useProgram } from './use_program';

const kKey = ['room', 'requests'] as const;

const Title = ({ count }: { count: number | null }) => (
  <div className="title">
    <div>
      <h1>{count === null ? <FormattedMessage id="union.requests.title" /> : <FormattedMessage id="union.requests.waiting" values={{ count }} />}</h1>
      <p className="lead">
        <FormattedMessage id="union.requests.lead" />
      </p>
    </div>
  </div>
);

const Verified = () => {
  const client = useQueryClient();
  const asked = useQuery({ queryKey: kKey, queryFn: () => requests(), refetchInterval: 1_500 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (asked.isPending)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    );
  if (asked.isError) return <Problem what={<FormattedMessage id="union.requests.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  const { ledger, now, began, requests: all } = asked.data;
  const groups = groupsOf(all);
  const picked = groups.filter((group) => chosen.has(group.key));
  const good = groups.filter(mayBeApproved);
  const again = () => void requests(true).then((data) => client.setQueryData(kKey, data));
  const choose = (keys: Iterable<string>) => setChosen(new Set(keys));
  return (
    <>
      <Title count={began ? all.length : null} />
      <div className="cols">
        <div>
          {groups.length === 0 ? (
            <Empty
              title={<FormattedMessage id={began ? 'union.requests.none' : 'union.requests.reading'} />}
              why={<FormattedMessage id={began ? 'union.requests.noneWhy' : 'union.requests.readingWhy'} />}
            />
          ) : (
            <section className="card" aria-labelledby="requests">
              <header>
                <h2 id="requests">
                  <FormattedMessage id="union.requests.title" />
                </h2>
                <label className="choice">
                  <input
                    type="checkbox"
                    disabled={good.length === 0}
                    checked={good.length > 0 && good.every((group) => chosen.has(group.key))}
                    onChange={(event) => choose(event.target.checked ? good.map((group) => group.key) : [])}
                  />
                  <FormattedMessage id="union.requests.all" />
                </label>
              </header>
              <ul>
                {groups.map((group) => (
                  <RequestItem
                    key={group.key}
                    group={group}
                    chosen={chosen.has(group.key)}
                    ledger={ledger}
                    now={now}
                    onAgain={again}
                    onChoose={(is) => choose(is ? [...chosen, group.key] : [...chosen].filter((key) => key !== group.key))}
                  />
                ))}
              </ul>
              <Deciding groups={picked} onDone={() => choose([])} />
            </section>
          )}
        </div>
        <Side />
      </div>
    </>
  );
};

// As the server says, where nothing can be verified or answered.
const Said = () => {
  const format = useFormat();
  const intl = useIntl();
  const asked = useQuery({ queryKey: ['union', 'waiting'], queryFn: waiting });
  if (asked.isPending)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    );
  if (asked.isError) return <Problem what={<FormattedMessage id="union.requests.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  return (
    <>
      <Title count={asked.data.length} />
      <div className="cols">
        <div>
          {asked.data.length === 0 ? (
            <Empty title={<FormattedMessage id="union.requests.none" />} why={<FormattedMessage id="union.requests.noneWhy" />} />
          ) : (
            <section className="card" aria-labelledby="requests">
              <header>
                <h2 id="requests">
                  <FormattedMessage id="union.requests.title" />
                </h2>
                <span className="small soft">
                  <FormattedMessage id="union.requests.said" />
                </span>
              </header>
              <table className="table blocks">
                <thead>
                  <tr>
                    <th scope="col">
                      <FormattedMessage id="union.request.when" />
                    </th>
                    <th scope="col">
                      <FormattedMessage id="union.request.what" />
                    </th>
                    <th scope="col">
                      <FormattedMessage id="union.request.purpose" />
                    </th>
                    <th scope="col">
                      <FormattedMessage id="union.request.last" />
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {asked.data.map((one) => (
                    <tr key={one.id}>
                      <td className="nowrap">{format.nearTime(one.asked)}</td>
                      <td>{intl.formatMessage({ id: one.opens === 'events' ? 'union.request.events' : 'union.request.pictures' }, { count: 1 })}</td>
                      <td>{one.purpose}</td>
                      <td className="nowrap">{format.nearTime(one.until)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </div>
        <Side />
      </div>
    </>
  );
};

export const RequestsPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'union.nav.requests' }), intl.formatMessage({ id: 'room.union' }));
  const program = useProgram();
  if (program === undefined) return null;
  return program === null ? <Said /> : <Verified />;
};
