// The recordings that match, one row each, of which only those on the screen are made. Rows are gone through by keyboard: arrows, Home, End;
// space chooses, enter opens.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link, useLocation } from 'wouter';
import { type Filter, isGone, type Recording } from '../centre/recordings';
import { Icon } from '../design/icons';
import { useFormat } from '../words/format';
import { StateOf, whyNot } from './state_of';
import { Why } from './why';

interface Props {
  rows: Recording[];
  filter: Filter;
  chosen: ReadonlySet<string>;
  onChoose: (recording: Recording) => void;
  onAsk: () => void;
  // More rows exist, and the last ones are near the screen.
  onEnd: () => void;
}

const kRowHeight = 57;
const kColumns = 8;

const About = ({ minutes }: { minutes: number | null }) => {
  if (minutes === null) return <FormattedMessage id="review.lengthUnknown" />;
  return minutes < 1 ? <FormattedMessage id="review.underAMinute" /> : <FormattedMessage id="review.about" values={{ n: minutes }} />;
};

export const playerPath = (recording: Recording) => `/review/recording/${recording.request ?? ''}`;

const Row = ({ recording, filter, isChosen, onChoose }: { recording: Recording; filter: Filter; isChosen: boolean; onChoose: () => void }) => {
  const intl = useIntl();
  const { day, percent } = useFormat();
  const not = whyNot(recording);
  const kind = recording.kind ?? intl.formatMessage({ id: 'common.other' });
  const label =
    not === null
      ? intl.formatMessage({ id: 'review.pickOne' }, { day: day(recording.day), kind })
      : intl.formatMessage({ id: 'review.pickNot' }, { why: intl.formatMessage({ id: not }) });
  const column = (id: 'review.application' | 'review.withheld' | 'review.why') => intl.formatMessage({ id });
  return (
    <>
      <td className="pick">
        {isGone(recording) ? null : <input type="checkbox" tabIndex={-1} checked={isChosen} disabled={not !== null} aria-label={label} onChange={onChoose} />}
      </td>
      <th scope="row">
        {day(recording.day)}
        <span className="second">
          <About minutes={recording.minutes} />
        </span>
      </th>
      <td className="kind">
        {kind}
        {recording.queue === null ? null : (
          <span className="second">
            <FormattedMessage id="review.queueIs" values={{ queue: recording.queue }} />
          </span>
        )}
      </td>
      <td className="half" data-label={column('review.application')}>
        {recording.applications.join(', ') || '–'}
      </td>
      <td className="n half" data-label={column('review.withheld')}>
        {recording.withheld === null ? '–' : percent(recording.withheld)}
      </td>
      <td className="why" data-label={column('review.why')}>
        <Why recording={recording} filter={filter} />
      </td>
      <td>
        <StateOf recording={recording} />
      </td>
      <td className="act">
        {recording.state === 'open' && recording.request !== null ? (
          <Link className="button small" href={playerPath(recording)}>
            <Icon name="play" />
            <FormattedMessage id="review.play" />
          </Link>
        ) : null}
      </td>
    </>
  );
};

export const RecordingList = ({ rows, filter, chosen, onChoose, onAsk, onEnd }: Props) => {
  const [, go] = useLocation();
  const table = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState(0);
  const follow = useRef(false);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop(table.current?.offsetTop ?? 0);
  }, []);
  const virtual = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => document.documentElement,
    estimateSize: () => kRowHeight,
    overscan: 12,
    scrollMargin: top,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    table.current?.querySelector<HTMLElement>(`tr[data-index="${focused}"]`)?.focus();
  });

  const goTo = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    virtual.scrollToIndex(to, { align: 'auto' });
    follow.current = true;
    setFocused(to);
  };
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, index: number, recording: Recording) => {
    if (event.target instanceof HTMLElement && event.target.closest('a, input') !== null && event.key === 'Enter') return;
    const moves: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1, PageDown: index + 10, PageUp: index - 10 };
    const to = moves[event.key];
    if (to !== undefined) goTo(to);
    else if (event.key === ' ') {
      if (whyNot(recording) === null) onChoose(recording);
    } else if (event.key === 'Enter') {
      if (recording.state === 'open' && recording.request !== null) go(playerPath(recording));
    } else if (event.key.toLowerCase() === 'b' && !event.ctrlKey && !event.altKey && !event.metaKey) onAsk();
    else return;
    event.preventDefault();
  };

  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  const descending = filter.order === 'oldest' ? 'ascending' : filter.order === 'newest' ? 'descending' : undefined;
  return (
    <table className="table blocks" ref={table} aria-rowcount={rows.length + 1}>
      <caption className="unseen">
        <FormattedMessage id="review.caption" />
      </caption>
      <thead>
        <tr>
          <th className="pick">
            <span className="unseen">
              <FormattedMessage id="review.pick" />
            </span>
          </th>
          <th aria-sort={descending}>
            <FormattedMessage id="review.call" />
          </th>
          <th>
            <FormattedMessage id="review.kind" />
          </th>
          <th>
            <FormattedMessage id="review.application" />
          </th>
          <th className="n">
            <FormattedMessage id="review.withheld" />
          </th>
          <th>
            <FormattedMessage id="review.why" />
          </th>
          <th>
            <FormattedMessage id="review.state" />
          </th>
          <th>
            <span className="unseen">
              <FormattedMessage id="review.action" />
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {before > 0 ? (
          <tr className="spacer" aria-hidden="true">
            <td colSpan={kColumns} height={before} />
          </tr>
        ) : null}
        {items.map((item) => {
          const recording = rows[item.index];
          if (recording === undefined) return null;
          return (
            <tr
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-rowindex={item.index + 2}
              className={isGone(recording) ? 'gone' : undefined}
              aria-selected={chosen.has(recording.id)}
              tabIndex={item.index === focused ? 0 : -1}
              onFocus={() => setFocused(item.index)}
              onKeyDown={(event) => onKey(event, item.index, recording)}
            >
              <Row recording={recording} filter={filter} isChosen={chosen.has(recording.id)} onChoose={() => onChoose(recording)} />
            </tr>
          );
        })}
        {after > 0 ? (
          <tr className="spacer" aria-hidden="true">
            <td colSpan={kColumns} height={after} />
          </tr>
        ) : null}
      </tbody>
    </table>
  );
};
