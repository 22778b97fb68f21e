// Playing an own recording.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link, useSearch } from 'wouter';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { Badge } from '../design/state';
import { momentIn } from '../player/address';
import { endingOf } from '../player/ended';
import { Player } from '../player/player';
import { Sprite } from '../player/sprite';
import { usePictures, usePrepared } from '../player/use_pictures';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { openOwn, type OwnOpened } from './opened';

const ToList = ({ button = false }: { button?: boolean }) => (
  <Link href="/agent" {...(button ? { className: 'button' } : {})}>
    <FormattedMessage id="agent.toList" />
  </Link>
);

const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const About = ({ opened }: { opened: OwnOpened }) => {
  const { time, day, length } = useFormat();
  return (
    <dl className="about">
      <Fact name={<FormattedMessage id="agent.about.began" />}>{time(opened.began)}</Fact>
      {opened.end === null ? null : <Fact name={<FormattedMessage id="agent.about.length" />}>{length(opened.end.duration)}</Fact>}
      {opened.kind === '' ? null : <Fact name={<FormattedMessage id="insight.kind" />}>{opened.kind}</Fact>}
      <Fact name={<FormattedMessage id="review.application" />}>{opened.applications.join(', ')}</Fact>
      <Fact name={<FormattedMessage id="agent.about.kept" />}>{day(opened.keptUntil)}</Fact>
      <Fact name={<FormattedMessage id="agent.about.where" />}>
        <FormattedMessage id={opened.at === 'here' ? 'agent.about.here' : 'agent.about.centre'} />
      </Fact>
      {opened.isClosed ? null : (
        <Fact name={<FormattedMessage id="review.state" />}>
          <FormattedMessage id="agent.cutOff" />
        </Fact>
      )}
    </dl>
  );
};

const Playing = ({ opened }: { opened: OwnOpened }) => {
  const { time } = useFormat();
  const search = useSearch();
  const moment = useMemo(() => momentIn(search), [search]);
  const source = usePictures(opened.reader, opened.applications.join(', '), moment.at ?? 0);
  return (
    <>
      <Sprite />
      <div className="crumb">
        <h1>{time(opened.began)}</h1>
        <span className="soft">
          {opened.applications.join(', ')} · <ToList />
        </span>
        <div className="badges">
          <Badge tone="neutral" icon="ok">
            <FormattedMessage id="agent.verified" />
          </Badge>
        </div>
      </div>
      {source === null ? null : <Player source={source} recording={opened.id} {...moment} findings={null} audio={opened.audio} about={<About opened={opened} />} afterwards={<ToList button />} />}
    </>
  );
};

export const RecordingPage = ({ id }: { id: string }) => {
  const intl = useIntl();
  usePrepared();
  const at = new URLSearchParams(useSearch()).get('from') === 'here' ? 'here' : 'centre';
  usePageTitle(intl.formatMessage({ id: 'player.playing' }), intl.formatMessage({ id: 'room.agent' }));
  const opened = useQuery({
    queryKey: ['own', 'opened', id, at],
    queryFn: () => openOwn(id, at),
    retry: false,
    // Nothing of it stays once the page is left.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.isError && endingOf(opened.error) === 'gone')
    return (
      <div className="stack">
        <h1>
          <FormattedMessage id="agent.recording" />
        </h1>
        <Empty title={<FormattedMessage id="player.ended.gone" />} why={<FormattedMessage id="agent.goneWhy" />}>
          <ToList button />
        </Empty>
      </div>
    );
  if (opened.isError)
    return (
      <div className="stack">
        <h1>
          <FormattedMessage id="agent.recording" />
        </h1>
        <Problem what={<FormattedMessage id="agent.playFailed" />} error={opened.error} {...(endingOf(opened.error) === null ? { retry: () => void opened.refetch() } : {})} />
        <ToList button />
      </div>
    );
  if (opened.data === undefined)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="agent.opening" />
      </p>
    );
  return <Playing opened={opened.data} />;
};
