// A flow as boxes and arrows: thicker is more calls, dashed leads back. Laid out by dagre, drawn here.
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { kLongestName, layoutOf } from './flow_layout';
import type { Shown } from './flow_graph';
import type { Kind } from './report';
import { useWords } from './words';

export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface FlowFigureProps {
  kind: Kind;
  shown: Shown;
  // The steps of a way, in order.
  way?: readonly number[];
  // What of it is seen; all where it is not given.
  view?: ((whole: View) => View) | undefined;
  id: string;
}

const short = (name: string) => {
  const letters = [...name];
  return letters.length <= kLongestName ? name : `${letters.slice(0, kLongestName - 1).join('')}…`;
};

const curveThrough = (points: readonly { x: number; y: number }[]): string => {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let d = `M${first.x.toFixed(1)} ${first.y.toFixed(1)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    if (next === undefined) d += `L${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    else d += `Q${point.x.toFixed(1)} ${point.y.toFixed(1)} ${((point.x + next.x) / 2).toFixed(1)} ${((point.y + next.y) / 2).toFixed(1)}`;
  });
  return d;
};

const FlowFigure = ({ kind, shown, way = [], view, id }: FlowFigureProps) => {
  const intl = useIntl();
  const { place, number, seconds } = useWords();
  const { flow } = kind;
  const drawing = useMemo(() => layoutOf(flow, shown, (index) => place(flow, index)), [flow, shown, place]);
  const most = flow.edges.reduce((all, edge) => Math.max(all, edge.calls), 1);
  const onWay = new Set(way);
  const places = new Set(way.flatMap((index) => [flow.edges[index]?.from, flow.edges[index]?.to]));
  const whole = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  const seen = view === undefined ? whole : view(whole);
  const steps = [...shown.edges]
    .map((index) => flow.edges[index])
    .filter((edge) => edge !== undefined)
    .sort((a, b) => b.calls - a.calls);
  const said = steps
    .slice(0, 12)
    .map((edge) => intl.formatMessage({ id: 'insight.flow.said' }, { from: place(flow, edge.from), to: place(flow, edge.to), calls: number(edge.calls) }))
    .join(', ');
  return (
    <svg
      className={way.length > 0 ? 'figure flow has-way' : 'figure flow'}
      viewBox={`${seen.x.toFixed(1)} ${seen.y.toFixed(1)} ${seen.width.toFixed(1)} ${seen.height.toFixed(1)}`}
      {...(view === undefined ? { width: drawing.width, height: drawing.height } : {})}
      role="img"
      aria-label={intl.formatMessage({ id: 'insight.flow.name' }, { kind: kind.kind, places: shown.places.length, steps: shown.edges.length, said })}
    >
      <defs>
        <marker id={`${id}-on`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
          <path className="head" d="M0 0 8 4 0 8Z" />
        </marker>
        <marker id={`${id}-back`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
          <path className="head b" d="M0 0 8 4 0 8Z" />
        </marker>
      </defs>
      {drawing.lines.map(({ edge, points, back }) => (
        <path
          key={edge}
          className={`edge${back ? ' back' : ''}${onWay.has(edge) ? ' on-way' : ''}`}
          d={curveThrough(points)}
          strokeWidth={1.2 + 4.8 * ((flow.edges[edge]?.calls ?? 0) / most)}
          strokeDasharray={back ? '7 3' : undefined}
          markerEnd={`url(#${id}-${back ? 'back' : 'on'})`}
        />
      ))}
      {drawing.boxes.map(({ place: index, x, y, width, height }) => (
        <g key={index} className={places.has(index) ? 'on-way' : undefined}>
          <title>{place(flow, index)}</title>
          <rect className={`box ${flow.places[index]?.activity === 'screen' ? '' : 'other'}`} x={x - width / 2} y={y - height / 2} width={width} height={height} rx={flow.places[index]?.activity === 'screen' ? 5 : 18} />
          <text className="name" x={x} y={y + 4} textAnchor="middle">
            {short(place(flow, index))}
          </text>
        </g>
      ))}
      {drawing.lines.map(({ edge, label }) => (
        <g key={edge} className={onWay.has(edge) ? 'on-way' : undefined}>
          <rect className="under-num" x={label.x - 20} y={label.y - 13} width={40} height={27} rx={3} />
          <text className="num" x={label.x} y={label.y - 2} textAnchor="middle">
            {number(flow.edges[edge]?.calls ?? 0)}
          </text>
          <text className="num dim" x={label.x} y={label.y + 11} textAnchor="middle">
            {seconds(flow.edges[edge]?.seconds ?? 0)}
          </text>
        </g>
      ))}
    </svg>
  );
};

export default FlowFigure;
