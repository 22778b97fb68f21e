// How much is stored and how long there is room, the call sources, the backup.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { backup, type Source, sources, storage } from '../centre/administration';
import { Problem } from '../design/problem';
import { Note, State } from '../design/state';
import { useFormat } from '../words/format';
import { Heading } from './heading';

const kYear = 365 * 86_400_000;

const useSize = () => {
  const { intl } = useFormat();
  return (bytes: number) => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return intl.formatNumber(bytes / 1000 ** step, { style: 'unit', unit: units[step] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: 1 });
  };
};

const SourceState = ({ source }: { source: Source }) => {
  if (source.state === 'hears')
    return (
      <State tone="ok" icon="ok">
        <FormattedMessage id="administration.sourceState.hears" />
      </State>
    );
  return (
    <State tone="warning" icon="warning">
      {source.state === 'silent' ? <FormattedMessage id="administration.sourceState.silent" /> : <FormattedMessage id="administration.sourceState.unknown" values={{ code: source.state }} />}
    </State>
  );
};

const StorageCard = () => {
  const size = useSize();
  const { day, intl } = useFormat();
  const asked = useQuery({ queryKey: ['storage'], queryFn: storage, refetchInterval: 60_000 });
  if (asked.isError) return <Problem what={<FormattedMessage id="administration.storageFailed" />} error={asked.error} retry={() => void asked.refetch()} />;
  const now = asked.data;
  if (now === undefined) return null;
  // Where nothing is known to be added, nothing is known of how long there is room.
  const growth = now.by_day === null || now.by_day <= 0 ? null : now.by_day;
  const far = now.full_on === null || Date.parse(now.full_on) - Date.now() > kYear;
  return (
    <section className="card" aria-labelledby="stored">
      <header>
        <h2 id="stored">
          <FormattedMessage id="administration.storage" />
        </h2>
        {now.warning === null && growth !== null ? (
          <State tone="ok" icon="ok">
            <FormattedMessage id="administration.storageFine" />
          </State>
        ) : null}
      </header>
      <div className="pad stack">
        {now.warning === null || now.full_on === null ? null : (
          <Note tone="warning" icon="warning">
            <FormattedMessage id="administration.storageShort" values={{ day: day(new Date(now.full_on)) }} />
          </Note>
        )}
        <dl className="facts">
          <dt>
            <FormattedMessage id="administration.stored" />
          </dt>
          <dd>
            {size(now.bytes)}{' '}
            <span className="soft small">
              <FormattedMessage id="administration.storedAsOf" values={{ time: intl.formatTime(new Date(now.as_of), { hour: '2-digit', minute: '2-digit' }) }} />
            </span>
          </dd>
          <dt>
            <FormattedMessage id="administration.free" />
          </dt>
          <dd>{now.free === null ? <FormattedMessage id="administration.fullUnknown" /> : size(now.free)}</dd>
          <dt>
            <FormattedMessage id="administration.byDay" />
          </dt>
          <dd>{growth === null ? <FormattedMessage id="administration.fullUnknown" /> : <FormattedMessage id="administration.byDayOf" values={{ size: size(growth) }} />}</dd>
          <dt>
            <FormattedMessage id="administration.fullOn" />
          </dt>
          <dd>{growth === null ? <FormattedMessage id="administration.fullUnknown" /> : far || now.full_on === null ? <FormattedMessage id="administration.fullFar" /> : day(new Date(now.full_on))}</dd>
        </dl>
      </div>
    </section>
  );
};

const SourcesCard = () => {
  const { nearTime } = useFormat();
  const asked = useQuery({ queryKey: ['sources'], queryFn: sources, refetchInterval: 30_000 });
  const all = asked.data ?? [];
  return (
    <section className="card" aria-labelledby="sources">
      <header>
        <h2 id="sources">
          <FormattedMessage id="administration.sources" />
        </h2>
      </header>
      <div className="pad">
        {all.length === 0 ? (
          <p className="soft">
            <FormattedMessage id="administration.sourcesNone" />
          </p>
        ) : (
          <ul className="sources">
            {all.map((source) => (
              <li key={source.name}>
                <strong>{source.name}</strong>
                <span>
                  <SourceState source={source} />
                  <span className="second">
                    {source.last === null ? <FormattedMessage id="administration.sourceNever" /> : <FormattedMessage id="administration.sourceLast" values={{ time: nearTime(source.last) }} />}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
};

const BackupCard = () => {
  const { time } = useFormat();
  const asked = useQuery({ queryKey: ['backup'], queryFn: backup });
  if (asked.data === undefined) return null;
  const { last, checked } = asked.data;
  return (
    <section className="card" aria-labelledby="backup">
      <header>
        <h2 id="backup">
          <FormattedMessage id="administration.backup" />
        </h2>
      </header>
      <div className="pad">
        {last === null ? (
          <Note tone="warning" icon="warning">
            <strong>
              <FormattedMessage id="administration.backupNone" />
            </strong>{' '}
            <FormattedMessage id="administration.backupNoneNext" />
          </Note>
        ) : (
          <dl className="facts">
            <dt>
              <FormattedMessage id="administration.backupLast" />
            </dt>
            <dd>{time(last)}</dd>
            <dt>
              <FormattedMessage id="administration.backupChecked" />
            </dt>
            <dd>{checked === null ? <FormattedMessage id="administration.never" /> : time(checked)}</dd>
          </dl>
        )}
      </div>
    </section>
  );
};

export const StoragePage = () => (
  <>
    <Heading title="administration.storage" lead="administration.lead" />
    <div className="three">
      <StorageCard />
      <SourcesCard />
      <BackupCard />
    </div>
  </>
);
