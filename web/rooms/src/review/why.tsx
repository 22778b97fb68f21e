// Why a row is in the list: what of it the filters matched.
import { Fragment, type ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { Filter, Recording } from '../centre/recordings';
import { useFormat } from '../words/format';

export const Why = ({ recording, filter }: { recording: Recording; filter: Filter }) => {
  const { percent, day } = useFormat();
  const reasons: ReactNode[] = [];
  if (filter.kind.length > 0 && recording.kind !== null) reasons.push(<mark>{recording.kind}</mark>);
  if (filter.queue.length > 0 && recording.queue !== null) reasons.push(<mark>{recording.queue}</mark>);
  for (const name of recording.applications) if (filter.application.includes(name)) reasons.push(<mark>{name}</mark>);
  if (filter.from !== '' || filter.to !== '') reasons.push(<mark>{day(recording.day)}</mark>);
  if ((filter.minutesFrom !== null || filter.minutesTo !== null) && recording.minutes !== null)
    reasons.push(
      <mark>
        <FormattedMessage id="review.whyLength" values={{ n: recording.minutes }} />
      </mark>,
    );
  if (filter.withheldMost !== null && recording.withheld !== null)
    reasons.push(
      <mark>
        <FormattedMessage id="review.whyWithheld" values={{ percent: percent(recording.withheld) }} />
      </mark>,
    );
  if (filter.state.length > 0)
    reasons.push(
      <mark>
        <FormattedMessage id={`review.state.${recording.state}`} />
      </mark>,
    );
  if (recording.example !== null)
    reasons.push(<FormattedMessage id="review.whyExample" values={{ name: <mark>{recording.example.name}</mark> }} />);
  if (reasons.length === 0)
    return (
      <span className="soft">
        <FormattedMessage id="review.whyAll" />
      </span>
    );
  return reasons.map((reason, index) => (
    // Their order never changes within a row.
    <Fragment key={index}>
      {index === 0 ? null : ' · '}
      {reason}
    </Fragment>
  ));
};
