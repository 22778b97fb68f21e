import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { type OwnOpening, type OwnRecording, ownOpenings, ownRecordings } from '../centre/own';
import { Empty } from '../design/empty';
import { Icon, type IconName } from '../design/icons';
import { Problem } from '../design/problem';
import type { Tone } from '../design/state';
import { usePageTitle } from '../shell/room';
import type { MessageId } from '../words/catalogue';
import { useFormat } from '../words/format';

// What became of a request: opened where it was really read, not where it may be.
const said = (one: OwnOpening): { tone: Tone; icon: IconName; id: MessageId } => {
  if (one.reading_entry !== null) return { tone: 'ok', icon: 'seen', id: 'agent.opened' };
  if (one.state === 'approved') return { tone: 'active', icon: 'open', id: 'agent.approved' };
  if (one.state === 'refused') return { tone: 'neutral', icon: 'not-allowed', id: 'agent.refused' };
  if (one.state === 'expired') return { tone: 'neutral', icon: 'waiting', id: 'agent.expired' };
  return { tone: 'active', icon: 'waiting', id: 'agent.asked' };
};

const Trail = ({ id }: { id: string }) => {
  const { nearTime } = useFormat();
  const intl = useIntl();
  const asked = useQuery({ queryKey: ['own', id], queryFn: () => ownOpenings(id) });
  if (asked.isError) return <Problem what={<FormattedMessage id="agent.trailFailed" />} error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data === undefined) return null;
  return (
    <ul className="trail">
      {asked.data.length === 0 ? (
        <li className="neutral">
          <Icon name="sealed" />
          <span>
            <FormattedMessage id="agent.nobody" />
          </span>
        </li>
      ) : (
        asked.data.map((one) => {
          const { tone, icon, id: message } = said(one);
          return (
            <li key={one.id} className={tone}>
              <Icon name={icon} />
              <span>
                <FormattedMessage
                  id={message}
                  values={{ when: nearTime(one.asked), until: nearTime(one.until), by: one.by ?? intl.formatMessage({ id: 'agent.somebody' }), because: one.because ?? '' }}
                />
              </span>
            </li>
          );
        })
      )}
    </ul>
  );
};

const Own = ({ one }: { one: OwnRecording }) => {
  const { time, day } = useFormat();
  return (
    <article className="rec">
      <div>
        <h3>{time(one.began)}</h3>
        {one.kind === null || one.kind === '' ? null : <span className="second">{one.kind}</span>}
        <span className="second">
          <FormattedMessage id="agent.keptUntil" values={{ day: day(new Date(one.keptUntil)) }} />
        </span>
      </div>
      <Trail id={one.id} />
    </article>
  );
};

export const OwnPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'agent.own' }), intl.formatMessage({ id: 'room.agent' }));
  const listed = useInfiniteQuery({
    queryKey: ['own'],
    queryFn: ({ pageParam }) => ownRecordings(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const all = listed.data?.pages.flatMap((page) => page.recordings) ?? [];
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="agent.own" />
          </h1>
          <p className="lead">
            <FormattedMessage id="agent.lead" />
          </p>
        </div>
      </div>
      {listed.isError ? <Problem what={<FormattedMessage id="agent.listFailed" />} error={listed.error} /> : null}
      {listed.isSuccess && all.length === 0 ? <Empty title={<FormattedMessage id="agent.none" />} why={<FormattedMessage id="agent.noneWhy" />} /> : null}
      {all.length === 0 ? null : (
        <section className="card">
          {all.map((one) => (
            <Own key={one.id} one={one} />
          ))}
          {listed.hasNextPage ? (
            <p className="pad">
              <button type="button" className="button" onClick={() => void listed.fetchNextPage()}>
                <FormattedMessage id="common.more" />
              </button>
            </p>
          ) : null}
        </section>
      )}
    </>
  );
};
