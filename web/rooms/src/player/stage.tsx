// What was on the screen, as large as it goes; what was withheld is hatched, with the reason on a plate.
import { type PointerEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Icon } from '../design/icons';
import { useFormat } from '../words/format';
import type { Painter, Panel } from './painter';
import { surfacesOn } from './painter';
import { lookOf, shortWords, whyWords } from './reasons';
import type { Frame, Item } from './source';

export type Zoom = 'fit' | 'follow' | number;
export const kZooms = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

// Not larger than this to fill the stage.
const kLargestFit = 2;
const kFollowed = 2;

// The room that an element has, in CSS pixels.
export const useWidth = <T extends Element>(ref: RefObject<T | null>): { width: number; height: number } => {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
};

let ruler: CanvasRenderingContext2D | null = null;
const widthOf = (text: string): number => {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return text.length * 7;
  ruler.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
};

interface PanelProps {
  frame: Frame;
  painter: Painter;
  panel: Panel;
  scale: number;
  hasPointer: boolean;
  label: string;
}

const kLine = 17;
// On the screen, an area smaller than this has its words beside the picture only: on the timeline and in its description.
const kLeast = 40;

const Shown = ({ frame, painter, panel, scale, hasPointer, label }: PanelProps) => {
  const intl = useIntl();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current !== null) painter.paint(canvas.current, frame, panel);
  }, [painter, frame, panel]);
  useEffect(() => {
    const element = canvas.current;
    return () => {
      if (element !== null) element.width = element.height = 0;
    };
  }, []);
  const { x, y, width, height } = panel.area;
  const on = surfacesOn(frame, panel);
  const plates = frame.withheld.flatMap(({ surface, area, reason }) => {
    const place = on.find(({ id }) => id === surface)?.place;
    if (place === undefined) return [];
    const why = intl.formatMessage({ id: shortWords(reason) });
    const whole = intl.formatMessage({ id: 'player.withheld' }, { reason: why });
    const room = { wide: area.width * scale, high: area.height * scale };
    if (room.wide < kLeast || room.high < kLeast) return [];
    // In one line where there is room; the words are never cut off.
    const lines = widthOf(whole) + 28 <= room.wide ? [whole] : [whole.slice(0, whole.length - why.length).trim(), why];
    const wide = Math.max(...lines.map(widthOf)) + 20;
    // Not beyond the panel's own edges, as far as it has the width.
    const half = Math.min(wide / 2 / scale, width / 2);
    const middle = Math.min(width - half, Math.max(half, place.x - x + area.x + area.width / 2));
    return [{ middle, height: place.y - y + area.y + area.height / 2, lines, wide, reason }];
  });
  return (
    <div className="panel" style={{ width: width * scale, height: height * scale }} role="img" aria-label={label}>
      <canvas ref={canvas} />
      <svg className="over" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {plates.map(({ middle, height: at, lines, wide, reason }, i) => (
          <g key={i} className={lookOf(reason).tone} transform={`translate(${middle} ${at}) scale(${1 / scale})`}>
            <rect className="plate" x={-wide / 2} y={-(lines.length * kLine + 8) / 2} width={wide} height={lines.length * kLine + 8} />
            {lines.map((line, j) => (
              <text key={j} textAnchor="middle" y={(j - (lines.length - 1) / 2) * kLine + 4.5}>
                {line}
              </text>
            ))}
          </g>
        ))}
        {!frame.pointer.visible ? null : (
          <g className="pointer" transform={`translate(${frame.pointer.x - x} ${frame.pointer.y - y}) scale(${1 / scale})`}>
            {hasPointer ? <circle className="pointed" r="15" /> : null}
            <path d="M0 0v18l4.500-4 3 7 3-1.300-3-6.700h6Z" />
          </g>
        )}
      </svg>
    </div>
  );
};

interface StageProps {
  frame: Frame | null;
  painter: Painter;
  panels: readonly Panel[];
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  hasPointer: boolean;
  // What is said of the picture.
  label: string;
  // Of a time at which nothing was kept.
  nothing: Extract<Item, { kind: 'nothing' }> | null;
  waiting: boolean;
  isFull: boolean;
}

// The next step of zoom from what is shown now.
export const zoomed = (scale: number, direction: 1 | -1): number =>
  direction === 1 ? (kZooms.find((one) => one > scale * 1.01) ?? kZooms[kZooms.length - 1]!) : (kZooms.findLast((one) => one < scale * 0.99) ?? kZooms[0]);

export const Stage = ({ frame, painter, panels, zoom, onZoom, hasPointer, label, nothing, waiting, isFull }: StageProps) => {
  const intl = useIntl();
  const format = useFormat();
  const stage = useRef<HTMLDivElement>(null);
  const room = useWidth(stage);
  const gap = 8;
  const wide = panels.reduce((sum, { area }) => sum + area.width, 0);
  const high = Math.max(1, ...panels.map(({ area }) => area.height));
  // Side by side while there is room for it, one below the other where it is narrow.
  const isColumn = panels.length > 1 && room.width < 640;
  const widest = Math.max(1, ...panels.map(({ area }) => area.width));
  const fit = Math.min(kLargestFit, isColumn ? room.width / widest : (room.width - gap * (panels.length - 1)) / Math.max(1, wide), isColumn ? Infinity : room.height / high);
  const scale = Math.max(0.05, zoom === 'fit' ? fit : zoom === 'follow' ? Math.min(kFollowed, Math.max(1, fit * 2)) : zoom);

  const pointer = frame?.pointer ?? null;
  const first = panels[0];
  useEffect(() => {
    if (zoom !== 'follow' || pointer === null || !pointer.visible || first === undefined || stage.current === null) return;
    stage.current.scrollTo({ left: (pointer.x - first.area.x) * scale - room.width / 2, top: (pointer.y - first.area.y) * scale - room.height / 2 });
  }, [zoom, pointer, first, scale, room]);

  const scaleNow = useRef(scale);
  scaleNow.current = scale;
  const turn = useRef(onZoom);
  turn.current = onZoom;
  // React's own wheel listener cannot keep the page from zooming.
  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      turn.current(Math.min(4, Math.max(0.25, scaleNow.current * Math.exp(-event.deltaY / 400))));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const spread = () => {
    const [a, b] = [...fingers.current.values()];
    return a === undefined || b === undefined ? null : Math.hypot(a.x - b.x, a.y - b.y);
  };
  const pinch = useCallback((event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    if (event.type === 'pointerdown') fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    else if (event.type === 'pointermove' && fingers.current.has(event.pointerId)) {
      const before = spread();
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const now = spread();
      if (before !== null && now !== null && before > 0) turn.current(Math.min(4, Math.max(0.25, (scaleNow.current * now) / before)));
    } else if (event.type !== 'pointermove') fingers.current.delete(event.pointerId);
  }, []);

  const look = nothing === null ? null : lookOf(nothing.reason);
  return (
    <div className={`stage ${isFull ? 'full' : ''}`}>
      <div
        className={zoom === 'fit' ? 'stage-room fits' : 'stage-room'}
        ref={stage}
        data-scale={scale}
        role="group"
        aria-label={intl.formatMessage({ id: 'player.stage' })}
        tabIndex={zoom === 'fit' ? -1 : 0}
        onPointerDown={pinch}
        onPointerMove={pinch}
        onPointerUp={pinch}
        onPointerCancel={pinch}
      >
        {frame === null ? null : (
          <div className={isColumn ? 'panels column' : 'panels'}>
            {panels.map((panel) => (
              <Shown key={panel.surface ?? 'all'} frame={frame} painter={painter} panel={panel} scale={scale} hasPointer={hasPointer} label={label} />
            ))}
            {panels.length === 0 && nothing === null ? (
              <p className="soft no-window">
                <FormattedMessage id="player.noWindow" />
              </p>
            ) : null}
          </div>
        )}
      </div>
      {nothing === null || look === null ? null : (
        <div className={`cover ${look.hatch} ${look.tone}`}>
          <p className="cover-plate">
            <Icon name={look.icon} />
            <span>
              <FormattedMessage id="player.nothingKept" values={{ reason: <FormattedMessage id={whyWords(nothing.reason)} /> }} />{' '}
              <span className="soft nowrap">
                {format.clock(nothing.from, false)}–{format.clock(nothing.to, false)}
              </span>
            </span>
          </p>
        </div>
      )}
      {zoom === 'fit' ? null : (
        <span className="badge neutral corner">
          <FormattedMessage id={zoom === 'follow' ? 'player.followed' : 'player.zoomed'} values={{ percent: format.percent(Math.round(scale * 100)) }} />
        </span>
      )}
      <p className={waiting || frame === null ? 'badge neutral corner waiting' : 'unseen'} role="status">
        {waiting || frame === null ? <FormattedMessage id="player.waiting" /> : null}
      </p>
    </div>
  );
};
