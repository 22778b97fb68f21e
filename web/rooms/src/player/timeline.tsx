// Time as a line: nothing kept has its own length and its own hatch, and is never skipped. Everything here is a list as well (events.tsx).
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Icon } from '../design/icons';
import { useFormat } from '../words/format';
import { iconOf, itemText, listed } from './events';
import { lookOf, shortWords, whyWords } from './reasons';
import type { Item, Known } from './source';
import { useWidth } from './stage';

export interface Marked {
  id: string;
  from: number;
  to: number;
}

// A row beside those that every recording has, for sound.
export interface ExtraRow {
  id: string;
  label: ReactNode;
  height: number;
  // In pixels: `x` of a time.
  draw: (x: (time: number) => number, width: number) => ReactNode;
}

interface TimelineProps {
  known: Known;
  items: readonly Item[];
  // Null where none can be written.
  findings: readonly Marked[] | null;
  time: number;
  onSeek: (time: number) => void;
  extra?: readonly ExtraRow[] | undefined;
}

const kSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);
const kTickWidth = 56;
// A stretch is never thinner than this.
const kThinnest = 3;
const kPage = 30_000;
const kArrow = 5_000;
const kInLegend = 4;

const Row = ({ label, height, quiet = false, children }: { label: ReactNode; height: number; quiet?: boolean; children: ReactNode }) => (
  <>
    <div className={quiet ? 'tl-label quiet' : 'tl-label'}>{label}</div>
    <svg className="track tl" height={height} aria-hidden="true">
      {children}
    </svg>
  </>
);

export const Timeline = ({ known, items, findings, time, onSeek, extra = [] }: TimelineProps) => {
  const intl = useIntl();
  const format = useFormat();
  const scrub = useRef<HTMLDivElement>(null);
  const { width } = useWidth(scrub);
  const length = Math.max(1, known.length ?? known.readTo);
  const x = (at: number) => (Math.min(at, length) / length) * width;
  const wide = (from: number, to: number) => Math.max(kThinnest, x(to) - x(from));
  const tick = kSteps.find((step) => x(step) >= kTickWidth) ?? kSteps[kSteps.length - 1]!;
  const ticks = Array.from({ length: Math.floor(length / tick) + 1 }, (_, i) => i * tick);
  const of = <Kind extends Item['kind']>(kind: Kind) => items.filter((item): item is Extract<Item, { kind: Kind }> => item.kind === kind);
  const has = (kind: Item['kind']) => known.tells.includes(kind) || items.some((item) => item.kind === kind);
  const nothing = of('nothing');

  const screen = of('screen').find(({ from, to }) => from <= time && time < to);
  const gap = nothing.find(({ from, to }) => from <= time && time < to);
  const partly = of('withheld').find(({ from, to }) => from <= time && time < to);
  const minutes = Math.floor(time / 60_000);
  const valueText = [
    intl.formatMessage({ id: 'player.timeInWords' }, { minutes, seconds: Math.floor(time / 1000) % 60 }),
    screen?.name,
    gap === undefined ? undefined : intl.formatMessage({ id: 'player.nothingKept' }, { reason: intl.formatMessage({ id: whyWords(gap.reason) }) }),
    gap !== undefined || partly === undefined ? undefined : intl.formatMessage({ id: 'player.partWithheld' }, { reason: intl.formatMessage({ id: shortWords(partly.reason) }) }),
  ]
    .filter((part) => part !== undefined)
    .join(', ');

  const toTime = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width))) * length;
  };
  const press = (event: KeyboardEvent) => {
    const to: Record<string, number> = {
      ArrowLeft: time - kArrow, ArrowDown: time - kArrow, ArrowRight: time + kArrow, ArrowUp: time + kArrow,
      PageDown: time - kPage, PageUp: time + kPage, Home: 0, End: length,
    };
    const at = to[event.key];
    if (at === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(at);
  };
  const gaps = (height: number) =>
    nothing.map(({ from, to, reason }, i) => <rect key={i} className={lookOf(reason).pattern} x={x(from)} y={0.5} width={wide(from, to)} height={height - 1} />);
  const glyph = (item: Item, i: number, top: number) => {
    const { icon, tone } = iconOf(item);
    const room = x(item.to) - x(item.from);
    if (room < 26) return null;
    return (
      <g key={`g${i}`} className={tone} transform={`translate(${(x(item.from) + x(item.to)) / 2 - 7} ${top})`}>
        <rect className="plate" x="-3" y="-1" width="20" height="16" />
        <svg className="glyph" width="14" height="14">
          <Icon name={icon} />
        </svg>
      </g>
    );
  };

  // Each reason once, with its times.
  const legend = new Map<string, { item: Extract<Item, { kind: 'nothing' | 'withheld' | 'cut' }>; times: { from: number; to: number }[] }>();
  for (const item of items)
    if (item.kind === 'nothing' || item.kind === 'withheld' || item.kind === 'cut') {
      const key = item.kind === 'cut' ? item.kind : `${item.kind} ${item.reason}`;
      const one = legend.get(key) ?? { item, times: [] };
      // Moments in which a program had not drawn yet are on the line; their times would say nothing.
      if (listed([item]).length > 0) one.times.push(item);
      legend.set(key, one);
    }

  return (
    <>
      <div className="timeline" role="group" aria-label={intl.formatMessage({ id: 'player.timeline' })}>
        <Row label={<FormattedMessage id="player.row.time" />} height={18} quiet>
          {ticks.map((at) => (
            <g key={at}>
              <line className="tick" x1={x(at)} x2={x(at)} y1="13" y2="18" />
              <text className="dim" x={x(at)} y="11" textAnchor={at === 0 ? 'start' : x(at) > width - 20 ? 'end' : 'middle'}>
                {format.clock(at, false)}
              </text>
            </g>
          ))}
        </Row>
        {has('screen') ? (
          <Row label={<FormattedMessage id="player.row.screen" />} height={24}>
            {of('screen').map((one, i) => (
              <svg key={i} x={x(one.from)} width={wide(one.from, one.to)} height="24">
                <rect className={one === screen ? 'seg now' : 'seg'} y="0.500" width="100%" height="23" />
                {wide(one.from, one.to) < 40 ? null : (
                  <text x="6" y="16">
                    {one.name}
                  </text>
                )}
              </svg>
            ))}
            {gaps(24)}
          </Row>
        ) : null}
        {has('search') ? (
          <Row label={<FormattedMessage id="player.row.search" />} height={20}>
            <line className="base" x2={width} y1="10" y2="10" />
            {of('search').map((one, i) => (
              <g key={i} transform={`translate(${x(one.from)} 10)`}>
                <path className={one.hits === 0 ? 'mk zero' : 'mk'} d="M0-5.500 5.500 0 0 5.500-5.500 0Z" />
                {one.hits === null ? null : (
                  <text x="9" y="4">
                    {format.number(one.hits)}
                  </text>
                )}
              </g>
            ))}
          </Row>
        ) : null}
        {has('page') ? (
          <Row label={<FormattedMessage id="player.row.page" />} height={20}>
            <line className="base" x2={width} y1="10" y2="10" />
            {of('page').map((one, i) => (
              <g key={i} transform={`translate(${x(one.from)} 10)`}>
                {one.what === 'error' ? <path className="ev err" d="M0-6 6 5H-6Z" /> : one.what === 'answer' ? <path className="ev ans" d="M-5 0-1 4 5-5" /> : <rect className="ev" x="-4" y="-4" width="8" height="8" />}
              </g>
            ))}
          </Row>
        ) : null}
        <Row label={<FormattedMessage id="player.row.kept" />} height={22}>
          <line className="unread" x1="0" x2={width} y1="11" y2="11" />
          <rect className="kept" width={known.read >= 1 ? width : x(known.readTo)} y="9" height="4" />
          {of('withheld').map((one, i) => (
            <rect key={i} className={lookOf(one.reason).pattern} x={x(one.from)} y="2.500" width={wide(one.from, one.to)} height="17" />
          ))}
          {gaps(22)}
          {of('withheld').map((one, i) => glyph(one, i, 4))}
          {nothing.map((one, i) => glyph(one, i + 10_000, 4))}
        </Row>
        {findings === null ? null : (
          <Row label={<FormattedMessage id="player.row.findings" />} height={18}>
            <line className="base" x2={width} y1="9" y2="9" />
            {findings.map(({ id, from, to }) =>
              to > from ? (
                <rect key={id} className="fl" x={x(from)} y="5" width={wide(from, to)} height="8" />
              ) : (
                <svg key={id} className="fl" x={x(from)} y="2" width="14" height="14">
                  <Icon name="flag" />
                </svg>
              ),
            )}
          </Row>
        )}
        {extra.map((row) => (
          <Row key={row.id} label={row.label} height={row.height}>
            {row.draw(x, width)}
            {gaps(row.height)}
          </Row>
        ))}
        <div
          className="scrub"
          ref={scrub}
          role="slider"
          tabIndex={0}
          aria-label={intl.formatMessage({ id: 'player.slider' })}
          aria-valuemin={0}
          aria-valuemax={Math.round(length / 1000)}
          aria-valuenow={Math.round(Math.min(time, length) / 1000)}
          aria-valuetext={valueText}
          onKeyDown={press}
          onPointerDown={(event) => {
            // Before the length is known a place on the line is no time.
            if (event.button !== 0 || known.length === null) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            onSeek(toTime(event));
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) onSeek(toTime(event));
          }}
        >
          <svg className="playhead" aria-hidden="true">
            <line x1={x(time)} x2={x(time)} y1="16" y2="100%" />
            <path transform={`translate(${x(time)} 0)`} d="M-6 14H6V19L0 25-6 19Z" />
          </svg>
        </div>
      </div>
      {legend.size === 0 ? null : (
        <ul className="legend" aria-label={intl.formatMessage({ id: 'player.legend' })}>
          {[...legend].map(([key, { item, times }]) => {
            const { icon, tone } = iconOf(item);
            const pattern = item.kind === 'cut' ? 'f-withheld' : lookOf(item.reason).pattern;
            return (
              <li key={key} className={tone}>
                <svg className="track" aria-hidden="true">
                  <rect className={pattern} width="28" height="14" />
                </svg>
                <Icon name={icon} />
                <span>
                  {itemText(intl, item)} (
                  {times.length === 0 ? <FormattedMessage id="player.moments" /> : null}
                  {times
                    .slice(0, kInLegend)
                    .map(({ from, to }) => `${format.clock(from, to - from < 1000)}–${format.clock(to, to - from < 1000)}`)
                    .join(', ')}
                  {times.length > kInLegend ? <FormattedMessage id="player.moreTimes" values={{ count: times.length - kInLegend }} /> : null})
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
};
