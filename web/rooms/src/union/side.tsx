// Beside the requests: the witness, what is recorded this week and how long it is kept, and Stop.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { State } from '../design/state';
import { useFormat } from '../words/format';
import { type Week, weeks, witnesses } from './centre';
import { Stop } from './stop';
import { useProgram } from './use_program';

const useAgo = () => {
  const { intl } = useFormat();
  return (time: string) => {
    const minutes = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 60_000));
    if (minutes < 1) return intl.formatMessage({ id: 'union.ago.now' });
    const [value, unit] = minutes < 120 ? [minutes, 'minute'] : minutes < 2880 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day'];
    return intl.formatMessage({ id: 'union.ago' }, { time: intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' }) });
  };
};

const kLate = 10 * 60_000;

const Witness = () => {
  const format = useFormat();
  const ago = useAgo();
  const program = useProgram();
  const asked = useQuery({ queryKey: ['union', 'witness'], queryFn: witnesses, refetchInterval: 15_000 });
  const said = asked.data ?? null;
  // What this program has proven itself goes before what the server says.
  const cosigned = program?.ledger.cosigned ?? null;
  const size = program?.ledger.size ?? said?.size ?? null;
  const needed = said?.witnesses.filter((one) => one.needed) ?? [];
  const history = needed.some((one) => one.state === 'other-history');
  const late = cosigned !== null ? Date.now() - Date.parse(cosigned) > kLate : said === null ? null : !said.opening;
  const ok = !history && late === false;
  return (
    <section className="card" aria-labelledby="witness">
      <header>
        <h2 id="witness">
          <FormattedMessage id="union.witness.title" />
        </h2>
        {late === null && !history ? (
          <State tone="neutral" icon="idle">
            <FormattedMessage id="union.witness.unknown" />
          </State>
        ) : (
          <State tone={ok ? 'ok' : 'danger'} icon={ok ? 'ok' : 'error'}>
            <FormattedMessage id={history ? 'union.witness.history' : ok ? 'union.witness.well' : 'union.witness.late'} />
          </State>
        )}
      </header>
      <dl className="facts pad">
        {cosigned === null ? null : (
          <>
            <dt>
              <FormattedMessage id="union.witness.read" />
            </dt>
            <dd>{ago(cosigned)}</dd>
          </>
        )}
        {size === null ? null : (
          <>
            <dt>
              <FormattedMessage id="union.witness.upTo" />
            </dt>
            <dd>
              <FormattedMessage id="union.entries" values={{ count: size }} />
            </dd>
          </>
        )}
        {program?.ledger.state === 'good' ? (
          <>
            <dt>
              <FormattedMessage id="union.witness.contradictions" />
            </dt>
            <dd>
              <FormattedMessage id="union.witness.none" values={{ count: program.ledger.faulty ?? 0 }} />
            </dd>
          </>
        ) : null}
        {needed.map((one) => (
          <div key={one.name} className="pair">
            <dt>{one.name}</dt>
            <dd>
              <FormattedMessage id={`union.witness.${one.state}`} values={{ ago: one.heard === null ? '' : ago(one.heard), size: format.number(one.size ?? 0) }} />
            </dd>
          </div>
        ))}
      </dl>
      {ok || late === null ? null : (
        <p className="pad small">
          <FormattedMessage id={history ? 'union.witness.historyNext' : 'union.witness.lateNext'} />
        </p>
      )}
    </section>
  );
};

const levelOf = (week: Week) =>
  (['full', 'masked', 'structure', 'metrics'] as const).filter((level) => week.levels[level] > 0);

const ThisWeek = () => {
  const format = useFormat();
  const asked = useQuery({ queryKey: ['union', 'weeks'], queryFn: weeks, refetchInterval: 60_000 });
  const all = asked.data?.weeks;
  if (all === undefined) return null;
  const newest = all[0]?.week;
  const rows = all.filter((one) => one.week === newest);
  const kept = all.map((one) => one.kept_until);
  const earliest = kept.map((one) => one.earliest).sort()[0];
  const latest = kept
    .map((one) => one.latest)
    .sort()
    .at(-1);
  return (
    <section className="card" aria-labelledby="week">
      <header>
        <h2 id="week">
          <FormattedMessage id="union.week.title" />
        </h2>
        {newest === undefined ? null : (
          <span className="small soft">
            <FormattedMessage id="union.week.from" values={{ day: format.day(newest) }} />
          </span>
        )}
      </header>
      <div className="pad">
        {rows.length === 0 ? (
          <p>
            <FormattedMessage id="union.week.nothing" />
          </p>
        ) : (
          <table className="table week">
            <thead className="unseen">
              <tr>
                <th scope="col">
                  <FormattedMessage id="union.week.application" />
                </th>
                <th scope="col">
                  <FormattedMessage id="union.week.calls" />
                </th>
                <th scope="col">
                  <FormattedMessage id="union.week.withheld" />
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.application ?? ''}>
                  <th scope="row">
                    {one.application ?? <FormattedMessage id="common.other" />}
                    <span className="second">
                      {levelOf(one).map((level, at) => (
                        <span key={level}>
                          {at === 0 ? '' : ', '}
                          <FormattedMessage id={`union.level.${level}`} />
                        </span>
                      ))}
                    </span>
                  </th>
                  <td className="n">
                    <FormattedMessage id="union.week.count" values={{ count: one.recordings }} />
                  </td>
                  <td className="n">{one.withheld === null ? '–' : format.percent(one.withheld)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="small soft">
          <FormattedMessage id="union.week.share" />{' '}
          {earliest === undefined || latest === undefined ? null : (
            <FormattedMessage id="union.week.kept" values={{ earliest: format.day(new Date(earliest)), latest: format.day(new Date(latest)) }} />
          )}
        </p>
      </div>
    </section>
  );
};

export const Side = () => (
  <div className="side">
    <Witness />
    <ThisWeek />
    <Stop />
  </div>
);
