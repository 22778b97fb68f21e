// An agent's own recordings, wherever they lie, and beside them what applies to all agents alike.
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Empty } from '../design/empty';
import type { IconName } from '../design/icons';
import { Problem } from '../design/problem';
import { Badge, Note, type Tone } from '../design/state';
import { usePageTitle } from '../shell/room';
import { useLanguage } from '../words/language';
import { LeftOut } from './left_out';
import { OwnRow } from './own_row';
import { type activities, type Discarded, OwnFailure, type OwnHere } from './program';
import { recordedSince, type Row, rowsOf, weekOf } from './rows';
import { Rules } from './rules';
import { Said } from './said';
import { useAgreement, useCentre, useHere } from './use_own';

const looks: Record<(typeof activities)[number], { tone: Tone; icon: IconName }> = {
  idle: { tone: 'neutral', icon: 'idle' },
  recording: { tone: 'recording', icon: 'recording' },
  paused: { tone: 'paused', icon: 'paused' },
  held: { tone: 'paused', icon: 'held' },
  withheld: { tone: 'withheld', icon: 'withheld' },
  'not-allowed': { tone: 'not-allowed', icon: 'not-allowed' },
};

const Now = ({ own }: { own: OwnHere }) => {
  const { language } = useLanguage();
  if (own.now === null)
    return (
      <Badge tone="neutral" icon="idle">
        <FormattedMessage id="agent.now.nothing" />
      </Badge>
    );
  const { activity, application, why } = own.now;
  return (
    <div className="now">
      <Badge {...looks[activity]}>
        <FormattedMessage id={`agent.now.${activity}`} values={{ application }} />
      </Badge>
      {why === null ? null : <span className="small soft">{why[language]}</span>}
    </div>
  );
};

export const OwnPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'agent.own' }), intl.formatMessage({ id: 'room.agent' }));
  const here = useHere();
  const centre = useCentre();
  // Those that were discarded on this page: they say so until it is left.
  const [gone, setGone] = useState<readonly { row: Row; done: Discarded }[]>([]);
  const own = here.data ?? null;
  const isProgram = own !== null;
  const agreement = useAgreement(isProgram);
  const atCentre = centre.data?.pages.flatMap((page) => page.recordings) ?? [];
  const listed = rowsOf(own?.here ?? [], atCentre);
  const doneOf = new Map(gone.map(({ row, done }) => [row.id, done]));
  const known = new Set(listed.map(({ id }) => id));
  const rows = [...listed, ...gone.filter(({ row }) => !known.has(row.id)).map(({ row }) => row)].sort((a, b) => (a.began < b.began ? 1 : -1));
  const there = rows.filter((row) => row.here?.state !== 'discarded' && !doneOf.has(row.id)).length;
  const settled = !here.isPending && !centre.isPending;
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
        {own === null ? null : <Now own={own} />}
      </div>
      {here.isSuccess && !isProgram ? (
        <Note tone="neutral" icon="sealed">
          <FormattedMessage id="agent.byServer" />
        </Note>
      ) : null}
      {own !== null && own.agent === '' ? (
        <Note tone="warning" icon="warning">
          <FormattedMessage id="agent.noName" />
        </Note>
      ) : null}
      {here.isError ? <Problem what={<FormattedMessage id="agent.hereFailed" />} error={here.error} retry={() => void here.refetch()} /> : null}
      {own?.here_problem == null ? null : <Problem what={<FormattedMessage id="agent.hereFailed" />} error={new OwnFailure(own.here_problem)} />}
      {centre.isError ? <Problem what={<FormattedMessage id="agent.listFailed" />} error={centre.error} retry={() => void centre.refetch()} /> : null}
      <div className="cols">
        <div>
          {settled && rows.length === 0 && !here.isError && !centre.isError ? <Empty title={<FormattedMessage id="agent.none" />} why={<FormattedMessage id="agent.noneWhy" />} /> : null}
          {!settled ? (
            <p className="busy" role="status">
              <FormattedMessage id="app.loading" />
            </p>
          ) : null}
          {rows.length === 0 ? null : (
            <section className="card" aria-labelledby="mine">
              <header>
                <h2 id="mine">
                  <FormattedMessage id={centre.hasNextPage ? 'agent.countMore' : 'agent.count'} values={{ n: there }} />
                </h2>
                {agreement.data === undefined ? null : (
                  <span className="small soft">
                    <FormattedMessage id="agent.keptFor" values={{ days: agreement.data.retention_days, hours: agreement.data.discard_within_hours }} />
                  </span>
                )}
              </header>
              {rows.map((row) => (
                <OwnRow
                  key={row.id}
                  row={row}
                  isProgram={isProgram}
                  done={doneOf.get(row.id) ?? null}
                  onDiscarded={(which, done) => setGone((before) => [...before.filter((one) => one.row.id !== which.id), { row: which, done }])}
                />
              ))}
              {centre.hasNextPage ? (
                <p className="pad">
                  <button type="button" className="button" onClick={() => void centre.fetchNextPage()}>
                    <FormattedMessage id="common.more" />
                  </button>
                </p>
              ) : null}
            </section>
          )}
          {own === null ? null : (
            // While the centre does not answer nobody knows how many there are.
            <LeftOut own={own} agreement={agreement.data} thisWeek={centre.isSuccess && !here.isError ? recordedSince(rows, weekOf(new Date())) : null} />
          )}
        </div>
        <div>
          <Said />
          {isProgram ? <Rules asked={agreement} /> : null}
        </div>
      </div>
    </>
  );
};
