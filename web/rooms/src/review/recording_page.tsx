// Playing what was approved.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link, useSearch } from 'wouter';
import { Problem } from '../design/problem';
import { Badge } from '../design/state';
import { momentIn } from '../player/address';
import { endingOf } from '../player/ended';
import { sealedFindings } from '../player/findings/box';
import { Player } from '../player/player';
import { Sprite } from '../player/sprite';
import { usePictures, usePrepared } from '../player/use_pictures';
import { usePageTitle } from '../shell/room';
import { useSession } from '../shell/session';
import { useFormat } from '../words/format';
import { type OpenedRecording, openRecording } from './opened';
import { useAgreements } from './use_agreements';

const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const About = ({ opened }: { opened: OpenedRecording }) => {
  const { day, time, number, percent } = useFormat();
  return (
    <dl className="about">
      <Fact name={<FormattedMessage id="review.recorded" />}>{day(opened.day)}</Fact>
      <Fact name={<FormattedMessage id="review.application" />}>{opened.applications.join(', ')}</Fact>
      <Fact name={<FormattedMessage id="review.withheld" />}>
        {opened.withheld === null ? '–' : <FormattedMessage id="review.aboutWithheld" values={{ percent: percent(opened.withheld) }} />}
      </Fact>
      <Fact name={<FormattedMessage id="review.purpose" />}>”{opened.because}”</Fact>
      <Fact name={<FormattedMessage id="review.aboutApproved" />}>{opened.approvedBy}</Fact>
      <Fact name={<FormattedMessage id="review.aboutUntil" />}>{time(opened.until)}</Fact>
      <Fact name={<FormattedMessage id="review.requestEntry" />}>
        <FormattedMessage id="review.requestLine" values={{ n: number(opened.entry) }} />
      </Fact>
      {opened.isClosed ? null : (
        <Fact name={<FormattedMessage id="review.state" />}>
          <FormattedMessage id="review.aboutNotClosed" />
        </Fact>
      )}
    </dl>
  );
};

const Playing = ({ opened }: { opened: OpenedRecording }) => {
  const { day, nearTime } = useFormat();
  const search = useSearch();
  const findings = useMemo(() => sealedFindings(opened.recording, opened.sealing), [opened]);
  const moment = useMemo(() => momentIn(search), [search]);
  const source = usePictures(opened.reader, opened.applications.join(', '), moment.at ?? 0);
  return (
    <>
      <Sprite />
      <div className="crumb">
        <h1>{day(opened.day)}</h1>
        <span className="soft">
          {opened.applications.join(', ')} ·{' '}
          <Link href="/review">
            <FormattedMessage id="review.backToList" />
          </Link>
        </span>
        <div className="badges">
          <Badge tone="ok" icon="open">
            <FormattedMessage id="review.openUntil" values={{ until: nearTime(opened.until) }} />
          </Badge>
          <Badge tone="neutral" icon="ok">
            <FormattedMessage id="review.whole" />
          </Badge>
          <Badge tone="neutral" icon="seen">
            <FormattedMessage id="review.inLedger" />
          </Badge>
        </div>
      </div>
      {source === null ? null : (
        <Player
          source={source}
          recording={opened.recording}
          until={opened.until}
          {...moment}
          findings={findings}
          audio={opened.audio}
          about={<About opened={opened} />}
          afterwards={
            <Link className="button" href="/review">
              <FormattedMessage id="review.toList" />
            </Link>
          }
        />
      )}
    </>
  );
};

export const RecordingPage = ({ id }: { id: string }) => {
  const intl = useIntl();
  usePrepared();
  usePageTitle(intl.formatMessage({ id: 'review.playing' }), intl.formatMessage({ id: 'room.review' }));
  const { asked: agreements, all } = useAgreements();
  const { session } = useSession();
  const opened = useQuery({
    queryKey: ['opened', id],
    queryFn: () => openRecording(id, all, session?.account ?? ''),
    enabled: agreements.isSuccess,
    retry: false,
    // Nothing of it stays once the page is left.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.isError)
    return (
      <div className="stack">
        <Problem what={<FormattedMessage id="review.openFailed" />} error={opened.error} {...(endingOf(opened.error) === null ? { retry: () => void opened.refetch() } : {})} />
        <Link className="button" href="/review">
          <FormattedMessage id="review.toList" />
        </Link>
      </div>
    );
  if (opened.data === undefined)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="review.opening" />
      </p>
    );
  return <Playing opened={opened.data} />;
};
