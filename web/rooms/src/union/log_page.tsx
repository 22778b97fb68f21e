// The ledger in words, the newest first, each line with its proof.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Empty } from '../design/empty';
import { Question } from '../design/dialog';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { useLanguage } from '../words/language';
import { bundle, checkpoint } from './centre';
import { EntryWords, families, type Family } from './entry_words';
import { entries, type Entry } from './program';
import { useProgram } from './use_program';

interface Proof {
  size: number;
  root: string;
  cosigned: string;
}

const Row = ({ entry, onProof }: { entry: Entry; onProof: (entry: Entry) => void }) => {
  const format = useFormat();
  return (
    <tr>
      <td className="nowrap">{entry.time === null ? '–' : format.time(entry.time)}</td>
      <td className="wide">
        <EntryWords entry={entry} />
        {entry.fault === null ? null : (
          <span className="second">
            <State tone="danger" icon="error">
              <FormattedMessage id={entry.fault === 'follows-from-none' ? 'union.fault.follows' : entry.fault === 'after-its-time' ? 'union.fault.time' : 'union.fault.unreadable'} />
            </State>
          </span>
        )}
      </td>
      <td className="proof">
        <button type="button" className="button quiet small" onClick={() => onProof(entry)}>
          <FormattedMessage id="union.log.line" values={{ number: format.number(entry.number) }} />
        </button>
      </td>
    </tr>
  );
};

const ProofDialog = ({ entry, proof, onClose }: { entry: Entry | null; proof: Proof | null; onClose: () => void }) => {
  const format = useFormat();
  return (
    <Question
      open={entry !== null}
      wide
      onClose={onClose}
      title={<FormattedMessage id="union.log.line" values={{ number: format.number(entry?.number ?? 0) }} />}
      actions={
        <button type="button" className="button" autoFocus onClick={onClose}>
          <FormattedMessage id="common.close" />
        </button>
      }
    >
      {entry === null ? null : (
        <>
          <p>
            <EntryWords entry={entry} />
          </p>
          {proof === null ? (
            <State tone="warning" icon="warning">
              <FormattedMessage id="union.proof.none" />
            </State>
          ) : (
            <>
              <State tone="ok" icon="ok">
                <FormattedMessage id="union.proof.good" />
              </State>
              <p className="small soft">
                <FormattedMessage id="union.proof.how" values={{ size: format.number(proof.size), time: format.time(proof.cosigned) }} />
              </p>
            </>
          )}
          <dl className="facts values small">
            {Object.entries(entry.values ?? {}).map(([key, value]) => (
              <div key={key} className="pair">
                <dt className="mono">{key}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
            {proof === null ? null : (
              <div className="pair">
                <dt>
                  <FormattedMessage id="union.proof.root" />
                </dt>
                <dd className="mono">{proof.root}</dd>
              </div>
            )}
          </dl>
        </>
      )}
    </Question>
  );
};

interface ListProps {
  all: readonly Entry[];
  proof: Proof | null;
  more: (() => void) | undefined;
  none: boolean;
}

const List = ({ all, proof, more, none }: ListProps) => {
  const [shown, setShown] = useState<Entry | null>(null);
  return (
    <>
      {none ? (
        <Empty title={<FormattedMessage id="union.log.none" />} why={<FormattedMessage id="union.log.noneWhy" />} />
      ) : (
        <table className="table blocks ledger">
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="union.log.when" />
              </th>
              <th scope="col">
                <FormattedMessage id="union.log.what" />
              </th>
              <th scope="col">
                <FormattedMessage id="union.log.proof" />
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((entry) => (
              <Row key={entry.number} entry={entry} onProof={setShown} />
            ))}
          </tbody>
        </table>
      )}
      {more === undefined ? null : (
        <div className="pad">
          <button type="button" className="button" onClick={more}>
            <FormattedMessage id="common.more" />
          </button>
        </div>
      )}
      <ProofDialog entry={shown} proof={proof} onClose={() => setShown(null)} />
    </>
  );
};

interface ToolsProps {
  search: string;
  family: Family;
  onSearch: (search: string) => void;
  onFamily: (family: Family) => void;
}

const Tools = ({ search, family, onSearch, onFamily }: ToolsProps) => {
  const intl = useIntl();
  return (
    <div className="log-tools">
      <label>
        <span className="unseen">
          <FormattedMessage id="union.log.search" />
        </span>
        <input className="input" type="search" value={search} placeholder={intl.formatMessage({ id: 'union.log.searchExample' })} onChange={(event) => onSearch(event.target.value)} />
      </label>
      <div className="chips" role="group" aria-label={intl.formatMessage({ id: 'union.log.families' })}>
        {(Object.keys(families) as Family[]).map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={one === family} onClick={() => onFamily(one)}>
            <FormattedMessage id={`union.family.${one}`} />
          </button>
        ))}
      </div>
    </div>
  );
};

const Verified = () => {
  const { language } = useLanguage();
  const [search, setSearch] = useState('');
  const [family, setFamily] = useState<Family>('all');
  const searched = useDeferredValue(search);
  const asked = useInfiniteQuery({
    queryKey: ['room', 'ledger', family, searched, language],
    queryFn: ({ pageParam }) => entries({ before: pageParam, kind: families[family], search: searched, language }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.entries == null ? 1_500 : 20_000),
    placeholderData: (before) => before,
  });
  const first = asked.data?.pages[0];
  const all = asked.data?.pages.flatMap((page) => page.entries ?? []) ?? [];
  const proof = first?.size == null || first.root === null || first.cosigned === null ? null : { size: first.size, root: first.root, cosigned: first.cosigned };
  return (
    <section className="card" aria-labelledby="log">
      <header>
        <h2 id="log">
          <FormattedMessage id="union.log.title" />
        </h2>
        <span className="small soft" role="status">
          {proof === null ? (
            <FormattedMessage id={first?.state === 'failed' ? 'union.ledger.failed' : 'union.log.reading'} />
          ) : (
            <FormattedMessage id="union.log.whole" values={{ count: proof.size }} />
          )}
        </span>
      </header>
      <Tools search={search} family={family} onSearch={setSearch} onFamily={setFamily} />
      {asked.isError ? <Problem what={<FormattedMessage id="union.log.failed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      <List all={all} proof={proof} none={proof !== null && all.length === 0} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
    </section>
  );
};

// As the server shows it: one bundle of entries after another, proven by nobody here.
const Said = () => {
  const [family, setFamily] = useState<Family>('all');
  const [search, setSearch] = useState('');
  const size = useQuery({ queryKey: ['union', 'checkpoint'], queryFn: checkpoint });
  const count = size.data?.size ?? 0;
  const last = Math.max(0, Math.ceil(count / 256) - 1);
  const asked = useInfiniteQuery({
    queryKey: ['union', 'entries', count],
    queryFn: ({ pageParam }) => bundle(pageParam, count),
    initialPageParam: last,
    getNextPageParam: (_page, _pages, index) => (index === 0 ? undefined : index - 1),
    enabled: size.data !== undefined && count > 0,
  });
  const kinds: readonly string[] = families[family];
  const all = (asked.data?.pages.flatMap((page) => [...page].reverse()) ?? []).filter((entry) => kinds.length === 0 || kinds.includes(entry.kind ?? ''));
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? all : all.filter((entry) => `${entry.number} ${entry.kind ?? ''} ${Object.values(entry.values ?? {}).join(' ')}`.toLowerCase().includes(wanted));
  const error = size.error ?? asked.error;
  return (
    <section className="card" aria-labelledby="log">
      <header>
        <h2 id="log">
          <FormattedMessage id="union.log.title" />
        </h2>
        <span className="small soft">
          <FormattedMessage id="union.log.said" values={{ count }} />
        </span>
      </header>
      <Tools search={search} family={family} onSearch={setSearch} onFamily={setFamily} />
      {error === null ? null : <Problem what={<FormattedMessage id="union.log.failed" />} error={error} retry={() => void size.refetch()} />}
      <List all={found} proof={null} none={asked.isSuccess && found.length === 0} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />
    </section>
  );
};

export const LogPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'union.nav.log' }), intl.formatMessage({ id: 'room.union' }));
  const program = useProgram();
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="union.log.title" />
          </h1>
          <p className="lead">
            <FormattedMessage id="union.log.lead" />
          </p>
        </div>
      </div>
      {program === undefined ? null : program === null ? <Said /> : <Verified />}
    </>
  );
};
