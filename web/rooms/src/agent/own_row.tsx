// One own recording: what is known of it, playing it, and discarding it in two steps.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { Refusal } from '../centre/failure';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { useFormat } from '../words/format';
import { useLanguage } from '../words/language';
import { type Discarded, discard } from './program';
import { placeToOpen, type Row } from './rows';
import { Trail, useTrail } from './trail';

// Whether nobody can open it any more.
const isGone = (done: Discarded) => done.at_centre !== 'refused' && done.here !== 'refused' && !(done.at_centre === 'none' && done.here === 'no-recorder');

const What = ({ row }: { row: Row }) => {
  const { time, length } = useFormat();
  const end = row.here?.end ?? null;
  const minutes = row.atCentre?.minutes ?? null;
  const long = end !== null ? length(end.length_ms) : minutes === null ? null : minutes < 1 ? <FormattedMessage id="review.underAMinute" /> : <FormattedMessage id="review.about" values={{ n: minutes }} />;
  return (
    <div>
      <h3>{time(row.began)}</h3>
      {long === null && row.kind === '' ? null : (
        <span className="second">
          {long}
          {long === null || row.kind === '' ? null : ' · '}
          {row.kind}
        </span>
      )}
      {row.applications === null ? null : <span className="second">{row.applications.join(', ')}</span>}
    </div>
  );
};

const Gone = ({ row, done }: { row: Row; done: Discarded | null }) => {
  const unconfirmed = done === null ? row.here?.is_unconfirmed === true : done.at_centre === 'left';
  return (
    <article className="rec gone" aria-label={useFormat().time(row.began)}>
      <What row={row} />
      <ul className="trail">
        <li className="neutral">
          <Icon name="shredded" />
          <span role={done === null ? undefined : 'status'}>
            <FormattedMessage id={done?.at_centre === 'done' ? 'agent.discardedCentre' : 'agent.discarded'} />
          </span>
        </li>
        {unconfirmed ? (
          <li className="warning">
            <Icon name="waiting" />
            <span>
              <FormattedMessage id="agent.unconfirmed" />
            </span>
          </li>
        ) : null}
        {done?.at_centre === 'not-told' ? (
          <li className="danger">
            <Icon name="error" />
            <span>
              <FormattedMessage id="agent.notTold" />
            </span>
          </li>
        ) : null}
        {done?.here === 'no-recorder' ? (
          <li className="neutral">
            <Icon name="waiting" />
            <span>
              <FormattedMessage id="agent.linkRemoves" />
            </span>
          </li>
        ) : null}
      </ul>
    </article>
  );
};

// Why it was not discarded.
const NotDiscarded = ({ done }: { done: Discarded }) => {
  const { language } = useLanguage();
  if (done.at_centre === 'refused') return <Problem what={<FormattedMessage id="agent.discardFailed" />} error={new Refusal(403, done.code ?? 'discard')} />;
  return (
    <Note tone="danger" icon="error" live>
      <strong>
        <FormattedMessage id="agent.discardFailed" />
      </strong>
      <p>{done.why === null ? <FormattedMessage id="agent.noRecorder" /> : <FormattedMessage id="agent.recorderSays" values={{ why: done.why[language] }} />}</p>
    </Note>
  );
};

interface Props {
  row: Row;
  // Whether there is a program here that has the agent's key.
  isProgram: boolean;
  onDiscarded: (row: Row, done: Discarded) => void;
  done: Discarded | null;
}

export const OwnRow = ({ row, isProgram, onDiscarded, done }: Props) => {
  const { day, time, nearTime } = useFormat();
  const intl = useIntl();
  const client = useQueryClient();
  const asked = useTrail(row);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState<Discarded | null>(null);
  if (done !== null || row.here?.state === 'discarded') return <Gone row={row} done={done} />;
  const place = placeToOpen(row);
  const until = row.here?.discard_until ?? asked.data?.discardUntil ?? null;
  const may = until === null || Date.parse(until) > Date.now();
  const name = time(row.began);
  const doIt = async () => {
    setBusy(true);
    setError(null);
    setRefused(null);
    try {
      const answer = await discard(row.id);
      if (isGone(answer)) onDiscarded(row, answer);
      else setRefused(answer);
      await client.invalidateQueries({ queryKey: ['own'] });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  const kept = row.keptUntil === '' ? '' : day(row.keptUntil.length > 10 ? new Date(row.keptUntil) : row.keptUntil);
  return (
    <article className="rec" aria-label={name}>
      <What row={row} />
      <Trail row={row} asked={asked} />
      <div className="actions">
        {!isProgram ? null : place === null ? (
          <button type="button" className="button" disabled>
            <Icon name="play" />
            <FormattedMessage id="agent.play" />
          </button>
        ) : (
          <Link className="button" href={`/agent/recording/${row.id}?from=${place}`} aria-label={intl.formatMessage({ id: 'agent.playThis' }, { when: name })}>
            <Icon name="play" />
            <FormattedMessage id="agent.play" />
          </Link>
        )}
        {isProgram && may ? (
          <button type="button" className="button danger" aria-expanded={asking} aria-label={intl.formatMessage({ id: 'agent.discardThis' }, { when: name })} onClick={() => setAsking(!asking)}>
            <FormattedMessage id="agent.discard" />
          </button>
        ) : null}
        {until === null ? null : (
          <span className="small soft">{may ? <FormattedMessage id="agent.mayDiscardUntil" values={{ until: nearTime(until) }} /> : <FormattedMessage id="agent.tooLate" />}</span>
        )}
        {kept === '' ? null : (
          <span className="small soft">
            <FormattedMessage id="agent.keptUntil" values={{ day: kept }} />
          </span>
        )}
      </div>
      {asking ? (
        <div className="confirm note danger" role="group" aria-label={intl.formatMessage({ id: 'agent.discardThis' }, { when: name })}>
          <p>
            <strong>
              <FormattedMessage id="agent.discardQuestion" values={{ when: name }} />
            </strong>{' '}
            <FormattedMessage id="agent.discardMeans" />
          </p>
          <div className="actions">
            <button type="button" className="button danger final" disabled={busy} onClick={() => void doIt()}>
              <FormattedMessage id="agent.discardNow" />
            </button>
            {/* Where the focus is, so that Enter alone discards nothing. */}
            <button type="button" className="button" disabled={busy} autoFocus onClick={() => setAsking(false)}>
              <FormattedMessage id="agent.keep" />
            </button>
          </div>
        </div>
      ) : null}
      {error === null ? null : (
        <div className="confirm">
          <Problem what={<FormattedMessage id="agent.discardFailed" />} error={error} />
        </div>
      )}
      {refused === null ? null : (
        <div className="confirm">
          <NotDiscarded done={refused} />
        </div>
      )}
    </article>
  );
};
