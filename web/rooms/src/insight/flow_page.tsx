// A kind's flow to explore: what follows on what, filtered, moved about, and the way between two places. The same as tables.
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { SelectField } from '../design/field';
import type { View } from './flow_figure';
import { shownOf, thresholdsOf, wayBetween } from './flow_graph';
import { Frame, useKindOf } from './frame';
import { Protection } from './protection';
import { activities, type Activity, type Kind, type Report } from './report';
import type { Series } from './use_reports';
import { useWords } from './words';

const FlowFigure = lazy(() => import('./flow_figure'));

interface Camera {
  zoom: number;
  // The middle of what is seen, in parts of the whole.
  x: number;
  y: number;
}
const kWhole: Camera = { zoom: 1, x: 0.5, y: 0.5 };
const kMostZoom = 12;

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
const zoomed = (camera: Camera, by: number): Camera => ({ ...camera, zoom: within(camera.zoom * by, 1, kMostZoom) });
const moved = (camera: Camera, x: number, y: number): Camera => ({ ...camera, x: within(camera.x + x / camera.zoom, 0, 1), y: within(camera.y + y / camera.zoom, 0, 1) });
const viewOf = (camera: Camera, whole: View): View => {
  const width = whole.width / camera.zoom;
  const height = whole.height / camera.zoom;
  return { x: camera.x * whole.width - width / 2, y: camera.y * whole.height - height / 2, width, height };
};

const Stage = ({ kind, shown, way }: { kind: Kind; shown: ReturnType<typeof shownOf>; way: readonly number[] }) => {
  const intl = useIntl();
  const [camera, setCamera] = useState(kWhole);
  const stage = useRef<HTMLDivElement>(null);
  const held = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    // With Ctrl, as browsers zoom; without it the page scrolls.
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setCamera((before) => zoomed(before, event.deltaY < 0 ? 1.2 : 1 / 1.2));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
  const key = (event: KeyboardEvent) => {
    const changes: Record<string, (camera: Camera) => Camera> = {
      '+': (before) => zoomed(before, 1.4),
      '-': (before) => zoomed(before, 1 / 1.4),
      '0': () => kWhole,
      ArrowLeft: (before) => moved(before, -0.1, 0),
      ArrowRight: (before) => moved(before, 0.1, 0),
      ArrowUp: (before) => moved(before, 0, -0.1),
      ArrowDown: (before) => moved(before, 0, 0.1),
    };
    const change = changes[event.key];
    if (change === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setCamera(change);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const before = held.current;
    if (before === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    held.current = { x: event.clientX, y: event.clientY };
    setCamera((now) => moved(now, (before.x - event.clientX) / box.width, (before.y - event.clientY) / box.height));
  };
  return (
    <>
      <div className="actions flow-tools">
        {(
          [
            ['+', 'insight.flow.in', (before: Camera) => zoomed(before, 1.4)],
            ['−', 'insight.flow.out', (before: Camera) => zoomed(before, 1 / 1.4)],
          ] as const
        ).map(([sign, id, change]) => (
          <button key={id} type="button" className="button small" aria-label={intl.formatMessage({ id })} onClick={() => setCamera(change)}>
            {sign}
          </button>
        ))}
        <button type="button" className="button small" onClick={() => setCamera(kWhole)}>
          <FormattedMessage id="insight.flow.fit" />
        </button>
        <span className="small soft">
          <FormattedMessage id="insight.flow.keys" values={{ kbd: (parts) => <kbd>{parts}</kbd> }} />
        </span>
      </div>
      <div
        ref={stage}
        className={camera.zoom > 1 ? 'flow-stage may-move' : 'flow-stage'}
        role="group"
        aria-label={intl.formatMessage({ id: 'insight.flow.stage' })}
        // Keys move and zoom what is in it.
        tabIndex={0}
        onKeyDown={key}
        onPointerDown={(event) => {
          if (camera.zoom === 1 || event.pointerType === 'touch') return;
          held.current = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
      >
        <Suspense
          fallback={
            <p className="busy" role="status">
              <FormattedMessage id="app.loading" />
            </p>
          }
        >
          <FlowFigure kind={kind} shown={shown} way={way} view={(whole) => viewOf(camera, whole)} id="large" />
        </Suspense>
      </div>
    </>
  );
};

const Way = ({ kind, steps }: { kind: Kind; steps: readonly number[] | null }) => {
  const { number, seconds, place } = useWords();
  if (steps === null)
    return (
      <p role="status">
        <FormattedMessage id="insight.way.none" />
      </p>
    );
  if (steps.length === 0) return null;
  return (
    <div role="status" className="stack">
      <ol className="way">
        {steps.map((index) => {
          const edge = kind.flow.edges[index];
          return edge === undefined ? null : (
            <li key={index} className="break">
              <FormattedMessage
                id="insight.way.step"
                values={{ from: place(kind.flow, edge.from), to: place(kind.flow, edge.to), calls: number(edge.calls), seconds: seconds(edge.seconds) }}
              />
            </li>
          );
        })}
      </ol>
      <p className="small soft">
        <FormattedMessage id="insight.way.means" />
      </p>
    </div>
  );
};

export const FlowTables = ({ kind }: { kind: Kind }) => {
  const { number, percent, seconds, place } = useWords();
  const { flow } = kind;
  const edges = [...flow.edges].sort((a, b) => b.calls - a.calls);
  return (
    <>
      <table className="table">
        <caption className="pad">
          <FormattedMessage id="insight.flow.steps" />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="insight.flow.step" />
            </th>
            <th scope="col" className="n">
              <FormattedMessage id="insight.measure.calls" />
            </th>
            <th scope="col" className="n">
              <FormattedMessage id="insight.flow.before" />
            </th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={`${edge.from} ${edge.to}`}>
              <th scope="row" className="break">
                {place(flow, edge.from)} → {place(flow, edge.to)}
              </th>
              <td className="n">{number(edge.calls)}</td>
              <td className="n">{seconds(edge.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="table">
        <caption className="pad">
          <FormattedMessage id="insight.flow.places" />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="insight.flow.place" />
            </th>
            <th scope="col" className="n">
              <FormattedMessage id="insight.measure.calls" />
            </th>
            <th scope="col" className="n">
              <FormattedMessage id="insight.share" />
            </th>
            <th scope="col" className="n">
              <FormattedMessage id="insight.flow.there" />
            </th>
          </tr>
        </thead>
        <tbody>
          {flow.places.map((one, index) => (
            <tr key={`${one.activity} ${one.screen}`}>
              <th scope="row" className="break">
                {place(flow, index)}
              </th>
              <td className="n">{number(one.calls)}</td>
              <td className="n">{percent(one.share_percent)}</td>
              <td className="n">{seconds(one.dwell_s)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const Explore = ({ kind, report }: { kind: Kind; report: Report }) => {
  const intl = useIntl();
  const { number, place } = useWords();
  const thresholds = thresholdsOf(kind.flow, report.min_calls);
  const [wanted, setAtLeast] = useState<number | null>(null);
  const atLeast = wanted !== null && thresholds.includes(wanted) ? wanted : (thresholds[0] ?? report.min_calls);
  const [without, setWithout] = useState<ReadonlySet<Activity>>(new Set());
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const has = activities.filter((one) => kind.flow.places.some((each) => each.activity === one));
  const shown = useMemo(() => shownOf(kind.flow, { atLeast, activities: new Set(activities.filter((one) => !without.has(one))) }), [kind, atLeast, without]);
  const asked = from !== '' && to !== '' && from !== to;
  const way = useMemo(() => (asked ? wayBetween(kind.flow, shown.edges, Number(from), Number(to)) : []), [kind, shown, asked, from, to]);
  const ends = (
    <>
      <option value="">{intl.formatMessage({ id: 'insight.way.choose' })}</option>
      {kind.flow.places.map((_, index) => (
        // A place has no other name than its number in the report.
        <option key={place(kind.flow, index)} value={index}>
          {place(kind.flow, index)}
        </option>
      ))}
    </>
  );
  return (
    <>
      <section className="card" aria-labelledby="flow">
        <header>
          <h2 id="flow" className="break">
            <FormattedMessage id="insight.flow.of" values={{ kind: kind.kind }} />
          </h2>
          <span className="small soft">
            <FormattedMessage id="insight.flow.counts" values={{ calls: number(kind.calls), places: shown.places.length, steps: shown.edges.length }} />
          </span>
        </header>
        <div className="pad flow-filters">
          <SelectField label={<FormattedMessage id="insight.flow.atLeast" />} value={atLeast} onChange={(event) => setAtLeast(Number(event.target.value))}>
            {thresholds.map((one) => (
              <option key={one} value={one}>
                {intl.formatMessage({ id: 'insight.calls' }, { calls: number(one) })}
              </option>
            ))}
          </SelectField>
          <SelectField label={<FormattedMessage id="insight.way.from" />} value={from} onChange={(event) => setFrom(event.target.value)}>
            {ends}
          </SelectField>
          <SelectField label={<FormattedMessage id="insight.way.to" />} value={to} onChange={(event) => setTo(event.target.value)}>
            {ends}
          </SelectField>
          <fieldset className="chips">
            <legend className="unseen">
              <FormattedMessage id="insight.flow.show" />
            </legend>
            {has.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={!without.has(one)}
                onClick={() =>
                  setWithout((before) => {
                    const next = new Set(before);
                    if (!next.delete(one)) next.add(one);
                    return next;
                  })
                }
              >
                <FormattedMessage id={`insight.activities.${one}`} />
              </button>
            ))}
          </fieldset>
        </div>
        {shown.edges.length === 0 ? (
          <p className="pad">
            – <FormattedMessage id="insight.flow.nothing" />
          </p>
        ) : (
          <div className="pad">
            <Stage key={kind.kind} kind={kind} shown={shown} way={way ?? []} />
          </div>
        )}
        {asked ? (
          <div className="pad">
            <Way kind={kind} steps={way} />
          </div>
        ) : null}
        <p className="pad small soft">
          <FormattedMessage id="insight.flow.means" values={{ calls: report.min_calls, agents: report.min_group }} />
        </p>
      </section>
      <details className="card">
        <summary className="pad">
          <FormattedMessage id="insight.asTable" />
        </summary>
        <FlowTables kind={kind} />
      </details>
      <Protection report={report} />
    </>
  );
};

const OfKind = ({ series }: { series: Series }) => {
  const kind = useKindOf(series);
  return kind === null ? (
    <p>
      <FormattedMessage id="insight.noKind" />
    </p>
  ) : (
    <div className="stack wide">
      <Explore key={kind.kind} kind={kind} report={series.now.report} />
    </div>
  );
};

export const FlowPage = () => (
  <Frame title="insight.flow.title" print={false}>
    {(series) => <OfKind series={series} />}
  </Frame>
);
