// What there is to be asked for and played: filters, the list, and asking.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { counts, kEverything, type Order, orders, type Recording, recordings } from '../centre/recordings';
import { Empty } from '../design/empty';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { Batch } from './batch';
import { Chips } from './chips';
import { Filters } from './filters';
import { KeyMissing, kOwnKey } from './key_setup';
import { ownKey } from './keys';
import { RecordingList } from './list';
import { useAgreements } from './use_agreements';
import { useFilter } from './use_filter';

const kUsualFloor = 10;

const Summary = ({ waiting, open }: { waiting: number; open: number }) => (
  <ul className="sum">
    <li>
      <State tone="active" icon="waiting">
        <FormattedMessage id="review.sumWaiting" values={{ n: waiting }} />
      </State>
    </li>
    <li>
      <State tone="ok" icon="open">
        <FormattedMessage id="review.sumOpen" values={{ n: open }} />
      </State>
    </li>
    <li>
      <State tone="neutral" icon="sealed">
        <FormattedMessage id="review.sumLedger" />
      </State>
    </li>
  </ul>
);

const matches = (recording: Recording, words: string) =>
  words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => [recording.kind, recording.queue, ...recording.applications].some((text) => text?.toLocaleLowerCase().includes(word) ?? false));

export const RecordingsPage = () => {
  const intl = useIntl();
  const { number } = useFormat();
  const { filter, change, words } = useFilter();
  const { all: agreements, current } = useAgreements();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Recording>>(new Map());
  const [sought, setSought] = useState('');
  const find = useRef<HTMLInputElement>(null);
  usePageTitle(intl.formatMessage({ id: 'review.recordings' }), intl.formatMessage({ id: 'room.review' }));

  const key = useQuery({ queryKey: kOwnKey, queryFn: ownKey });
  const counted = useQuery({ queryKey: ['recordings', 'counts', words], queryFn: ({ signal }) => counts(filter, signal), placeholderData: keepPreviousData });
  const everything = useQuery({ queryKey: ['recordings', 'counts', ''], queryFn: ({ signal }) => counts(kEverything, signal) });
  const listed = useInfiniteQuery({
    queryKey: ['recordings', 'list', words],
    queryFn: ({ pageParam, signal }) => recordings(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const loaded = useMemo(() => listed.data?.pages.flatMap((page) => page.recordings) ?? [], [listed.data]);
  const rows = useMemo(() => (sought === '' ? loaded : loaded.filter((one) => one.state === 'open' && matches(one, sought))), [loaded, sought]);
  const total = listed.data?.pages[0]?.total ?? counted.data?.total ?? loaded.length;
  const stateCount = (state: string) => everything.data?.state.find((one) => one.value === state)?.count ?? 0;

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = listed;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const choose = useCallback(
    (recording: Recording) =>
      setChosen((before) => {
        const after = new Map(before);
        if (!after.delete(recording.id)) after.set(recording.id, recording);
        return after;
      }),
    [],
  );
  const forget = useCallback((ids: string[]) => setChosen((before) => new Map([...before].filter(([id]) => !ids.includes(id)))), []);
  const toPurpose = useCallback(() => document.getElementById('purpose')?.focus(), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null) return;
      event.preventDefault();
      find.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSought(find.current?.value.trim() ?? '');
  };
  const clear = () => {
    setSought('');
    if (find.current !== null) find.current.value = '';
    change({ ...kEverything, order: filter.order });
  };

  const open = stateCount('open');
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="review.recordings" />
          </h1>
          <p className="lead">
            <FormattedMessage id="review.lead" />
          </p>
        </div>
        <Summary waiting={stateCount('waiting')} open={open} />
      </div>
      {key.data === null ? <KeyMissing /> : null}
      <div className="split">
        <Filters filter={filter} change={change} counts={counted} minGroup={current?.terms.minGroup ?? kUsualFloor} />
        <div>
          <form className="find" role="search" onSubmit={search}>
            <label>
              <span className="unseen">
                <FormattedMessage id="review.search" />
              </span>
              <Icon name="find" />
              <input ref={find} className="input" disabled={open === 0} placeholder={intl.formatMessage({ id: 'review.searchIn' }, { n: open })} />
            </label>
            <button type="submit" className="button" disabled={open === 0}>
              <FormattedMessage id="review.searchGo" />
            </button>
            <p className="small soft">
              <FormattedMessage id="review.searchWhy" />
            </p>
          </form>
          <div className="bar-top">
            <Chips filter={filter} change={change} words={words} />
            <label className="sort">
              <span className="small soft">
                <FormattedMessage id="review.order" />
              </span>
              <select className="input" value={filter.order} onChange={(event) => change({ order: orders.find((one): one is Order => one === event.target.value) ?? 'newest' })}>
                {orders.map((order) => (
                  <option key={order} value={order}>
                    {intl.formatMessage({ id: `review.order.${order}` })}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {listed.isError ? <Problem what={<FormattedMessage id="review.listFailed" />} error={listed.error} retry={() => void listed.refetch()} /> : null}
          {listed.isPending ? (
            <p className="busy" role="status">
              <FormattedMessage id="review.listing" />
            </p>
          ) : null}
          {listed.isSuccess && rows.length === 0 ? (
            <Empty
              title={<FormattedMessage id="review.none" />}
              why={sought === '' ? <FormattedMessage id="review.noneWhy" values={{ n: everything.data?.total ?? 0 }} /> : <FormattedMessage id="review.searchNone" values={{ words: sought }} />}
            >
              {words === '' && sought === '' ? null : (
                <button type="button" className="button" onClick={clear}>
                  <FormattedMessage id="review.noneClear" />
                </button>
              )}
            </Empty>
          ) : null}
          {rows.length === 0 ? null : (
            <div className="card">
              <RecordingList rows={rows} filter={filter} chosen={new Set(chosen.keys())} onChoose={choose} onAsk={toPurpose} onEnd={more} />
              {chosen.size === 0 || key.data === null || key.data === undefined ? null : (
                <Batch chosen={[...chosen.values()]} agreements={agreements} ownKey={key.data} onAsked={forget} />
              )}
            </div>
          )}
          <div className="foot small soft">
            <p>
              {rows.length < total ? (
                <FormattedMessage id="review.shown" values={{ shown: number(rows.length), total: number(total) }} />
              ) : (
                <FormattedMessage id="review.shownAll" values={{ total: rows.length }} />
              )}{' '}
              <FormattedMessage id="review.keys" values={{ kbd: (parts) => <kbd>{parts}</kbd> }} />
            </p>
          </div>
        </div>
      </div>
    </>
  );
};
