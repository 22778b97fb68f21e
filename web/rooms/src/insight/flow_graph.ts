// A flow's graph: what of it is shown, and ways through it. Counts are the report's own; nothing is added up to new ones.
import type { Activity, Flow } from './report';

export interface GraphFilter {
  // Steps in fewer calls are left out.
  atLeast: number;
  activities: ReadonlySet<Activity>;
}

export interface Shown {
  places: number[];
  edges: number[];
}

export const shownOf = (flow: Flow, { atLeast, activities }: GraphFilter): Shown => {
  const mayPlace = (index: number) => activities.has(flow.places[index]?.activity ?? 'screen');
  const edges = flow.edges.flatMap((edge, index) => (edge.calls >= atLeast && mayPlace(edge.from) && mayPlace(edge.to) ? [index] : []));
  const met = new Set(edges.flatMap((index) => [flow.edges[index]?.from ?? 0, flow.edges[index]?.to ?? 0]));
  return { places: flow.places.flatMap((_, index) => (met.has(index) ? [index] : [])), edges };
};

// Thresholds that leave out more and more, from the least that a report can have.
export const thresholdsOf = (flow: Flow, least: number): number[] => {
  const most = flow.edges.reduce((all, edge) => Math.max(all, edge.calls), 0);
  const steps = [0.05, 0.1, 0.25, 0.5].map((share) => Math.ceil((most * share) / 10) * 10).filter((value) => value > least);
  return [...new Set([least, ...steps])];
};

// The way from one place to another whose rarest step is in the most calls; of these the shortest. The steps, in order; null where none
// of what is shown leads there. It is a way through the graph: nobody says that one call took all of it.
export const wayBetween = (flow: Flow, edges: readonly number[], from: number, to: number): number[] | null => {
  if (from === to) return [];
  const best = new Map<number, { rarest: number; steps: number[] }>([[from, { rarest: Number.POSITIVE_INFINITY, steps: [] }]]);
  const done = new Set<number>();
  for (;;) {
    const next = [...best.entries()]
      .filter(([place]) => !done.has(place))
      .sort(([, a], [, b]) => b.rarest - a.rarest || a.steps.length - b.steps.length)[0];
    if (next === undefined) return null;
    const [here, way] = next;
    if (here === to) return way.steps;
    done.add(here);
    for (const index of edges) {
      const edge = flow.edges[index];
      if (edge === undefined || edge.from !== here || done.has(edge.to)) continue;
      const rarest = Math.min(way.rarest, edge.calls);
      const known = best.get(edge.to);
      if (known === undefined || rarest > known.rarest || (rarest === known.rarest && way.steps.length + 1 < known.steps.length))
        best.set(edge.to, { rarest, steps: [...way.steps, index] });
    }
  }
};
