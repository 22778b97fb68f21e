// What the reviewer has asked for, and what became of it.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { type OpeningRequest, requests } from '../centre/requests';
import { Empty } from '../design/empty';
import { Icon, type IconName } from '../design/icons';
import { Problem } from '../design/problem';
import { State, type Tone } from '../design/state';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { usePurposeText } from './batch';

export const kRequestsKey = ['requests'];

const looks: Record<OpeningRequest['state'], { tone: Tone; icon: IconName }> = {
  asked: { tone: 'active', icon: 'waiting' },
  approved: { tone: 'ok', icon: 'open' },
  refused: { tone: 'danger', icon: 'not-allowed' },
  expired: { tone: 'warning', icon: 'waiting' },
};

const Row = ({ one }: { one: OpeningRequest }) => {
  const { time, nearTime, number } = useFormat();
  const purposeText = usePurposeText();
  const intl = useIntl();
  return (
    <tr className={one.state === 'expired' ? 'gone' : undefined}>
      <th scope="row" className="nowrap">
        {time(one.asked)}
      </th>
      <td className="wide" data-label={intl.formatMessage({ id: 'review.requestPurpose' })}>
        {one.because === null ? purposeText(one.purpose) : `”${one.because}”`}
        {one.because === null ? null : <span className="second">{purposeText(one.purpose)}</span>}
      </td>
      <td>
        <State {...looks[one.state]}>
          <FormattedMessage id={`review.requestState.${one.state}`} />
        </State>
        <span className="second">
          <FormattedMessage id="review.requestUntil" values={{ until: nearTime(one.until) }} />
        </span>
      </td>
      <td className="nowrap" data-label={intl.formatMessage({ id: 'review.requestEntry' })}>
        <FormattedMessage id="review.requestLine" values={{ n: number(one.entry) }} />
      </td>
      <td className="act">
        {one.state === 'approved' ? (
          <Link className="button small" href={`/review/recording/${one.id}`}>
            <Icon name="play" />
            <FormattedMessage id="review.play" />
          </Link>
        ) : null}
      </td>
    </tr>
  );
};

export const RequestsPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'review.requests' }), intl.formatMessage({ id: 'room.review' }));
  const asked = useQuery({ queryKey: kRequestsKey, queryFn: ({ signal }) => requests(signal), refetchInterval: 30_000 });
  const all = [...(asked.data ?? [])].reverse();
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="review.requests" />
          </h1>
          <p className="lead">
            <FormattedMessage id="review.requestsLead" />
          </p>
        </div>
      </div>
      {asked.isError ? <Problem what={<FormattedMessage id="review.listFailed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.isSuccess && all.length === 0 ? (
        <Empty title={<FormattedMessage id="review.requestsNone" />} why={<FormattedMessage id="review.requestsNoneWhy" />}>
          <Link className="button" href="/review">
            <FormattedMessage id="review.toList" />
          </Link>
        </Empty>
      ) : null}
      {all.length === 0 ? null : (
        <div className="card">
          <table className="table blocks">
            <thead>
              <tr>
                <th>
                  <FormattedMessage id="review.requestAsked" />
                </th>
                <th>
                  <FormattedMessage id="review.requestPurpose" />
                </th>
                <th>
                  <FormattedMessage id="review.state" />
                </th>
                <th>
                  <FormattedMessage id="review.requestEntry" />
                </th>
                <th>
                  <span className="unseen">
                    <FormattedMessage id="review.action" />
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((one) => (
                <Row key={one.id} one={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
};
