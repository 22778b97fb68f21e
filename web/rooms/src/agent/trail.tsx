// What became of a recording: who has asked and why, what was withheld and why, where it lies.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type OwnOpening, ownOpenings } from '../centre/own';
import { Icon, type IconName } from '../design/icons';
import { Problem } from '../design/problem';
import type { Tone } from '../design/state';
import { lookOf, shortWords } from '../player/reasons';
import type { MessageId } from '../words/catalogue';
import { useFormat } from '../words/format';
import type { Row } from './rows';

export const useTrail = (row: Row) =>
  useQuery({ queryKey: ['own', 'openings', row.id], queryFn: () => ownOpenings(row.id), enabled: row.atCentre !== null, refetchInterval: 30_000 });

// What became of a request: opened where it was really read, not where it may be.
const said = (one: OwnOpening): { tone: Tone; icon: IconName; id: MessageId } => {
  if (one.reading_entry !== null) return { tone: 'ok', icon: 'seen', id: 'agent.opened' };
  if (one.state === 'approved') return { tone: 'active', icon: 'open', id: 'agent.approved' };
  if (one.state === 'refused') return { tone: 'neutral', icon: 'not-allowed', id: 'agent.refused' };
  if (one.state === 'expired') return { tone: 'neutral', icon: 'waiting', id: 'agent.expired' };
  return { tone: 'active', icon: 'waiting', id: 'agent.asked' };
};

const Item = ({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) => (
  <li className={tone}>
    <Icon name={icon} />
    <span>{children}</span>
  </li>
);

const Openings = ({ openings }: { openings: readonly OwnOpening[] }) => {
  const { nearTime } = useFormat();
  const intl = useIntl();
  if (openings.length === 0)
    return (
      <Item tone="neutral" icon="sealed">
        <FormattedMessage id="agent.nobody" />
      </Item>
    );
  return openings.map((one) => {
    const { tone, icon, id } = said(one);
    return (
      <Item key={one.id} tone={tone} icon={icon}>
        <FormattedMessage
          id={id}
          values={{ when: nearTime(one.asked), until: nearTime(one.until), by: one.by ?? intl.formatMessage({ id: 'agent.somebody' }), because: one.because ?? '' }}
        />
      </Item>
    );
  });
};

// Pixels that were withheld, and times of which nothing was kept: a pause is no withheld picture.
const kPaused = 6;

const Kept = ({ row }: { row: Row }) => {
  const { percent } = useFormat();
  const intl = useIntl();
  if (!row.hasPictures)
    return (
      <Item tone="neutral" icon="idle">
        <FormattedMessage id="agent.noPictures" />
      </Item>
    );
  const end = row.here?.end ?? null;
  if (end === null) {
    const share = row.atCentre?.withheld ?? null;
    if (share === null) return null;
    return share === 0 ? (
      <Item tone="neutral" icon="ok">
        <FormattedMessage id="agent.allKept" />
      </Item>
    ) : (
      <Item tone="withheld" icon="withheld">
        <FormattedMessage id="agent.withheldShare" values={{ percent: percent(share) }} />
      </Item>
    );
  }
  const paused = end.withheld.find((one) => one.reason === kPaused);
  const rest = end.withheld.filter((one) => one.reason !== kPaused);
  const reasons = rest.map((one) => intl.formatMessage({ id: 'agent.reasonTimes' }, { times: one.times, reason: intl.formatMessage({ id: shortWords(one.reason) }) }));
  const first = rest[0];
  return (
    <>
      {first === undefined ? (
        <Item tone="neutral" icon="ok">
          <FormattedMessage id="agent.allKept" />
        </Item>
      ) : (
        <Item tone={lookOf(first.reason).tone} icon={lookOf(first.reason).icon}>
          {end.withheld_percent === null || end.withheld_percent === 0 ? (
            <FormattedMessage id="agent.withheldLittle" values={{ reasons: intl.formatList(reasons) }} />
          ) : (
            <FormattedMessage id="agent.withheldWhy" values={{ percent: percent(end.withheld_percent), reasons: intl.formatList(reasons) }} />
          )}
        </Item>
      )}
      {paused === undefined ? null : (
        <Item tone="paused" icon="paused">
          <FormattedMessage id="agent.pausedTimes" values={{ times: paused.times }} />
        </Item>
      )}
    </>
  );
};

const Where = ({ row }: { row: Row }) => {
  const state = row.here?.state;
  if (state === 'being-recorded')
    return (
      <Item tone="recording" icon="recording">
        <FormattedMessage id="agent.beingRecorded" />
      </Item>
    );
  return (
    <>
      {state === 'cut-off' ? (
        <Item tone="warning" icon="warning">
          <FormattedMessage id="agent.cutOff" />
        </Item>
      ) : null}
      <Item tone="neutral" icon={row.atCentre === null ? 'waiting' : 'ok'}>
        <FormattedMessage id={row.here === null ? 'agent.onlyCentre' : row.atCentre === null ? 'agent.onlyHere' : 'agent.both'} />
      </Item>
    </>
  );
};

export const Trail = ({ row, asked }: { row: Row; asked: ReturnType<typeof useTrail> }) => (
  <ul className="trail">
    {row.atCentre === null ? null : asked.isError ? (
      <li>
        <Problem what={<FormattedMessage id="agent.trailFailed" />} error={asked.error} retry={() => void asked.refetch()} />
      </li>
    ) : asked.data === undefined ? null : (
      <Openings openings={asked.data.openings} />
    )}
    <Kept row={row} />
    <Where row={row} />
  </ul>
);
