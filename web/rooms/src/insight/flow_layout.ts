// Where the places and steps of a flow are drawn. In a chunk of its own: the layout is the largest thing of the room.
import dagre from '@dagrejs/dagre';
import type { Shown } from './flow_graph';
import type { Flow } from './report';

export interface Box {
  place: number;
  x: number; // its middle
  y: number;
  width: number;
  height: number;
}
export interface Line {
  edge: number;
  points: { x: number; y: number }[];
  label: { x: number; y: number };
  back: boolean; // it leads upwards
}
export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
}

export const kLongestName = 22;
const kHeight = 36;
const kLabel = { width: 46, height: 30 };

export const layoutOf = (flow: Flow, shown: Shown, nameOf: (place: number) => string): Drawing => {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 26, ranksep: 34, edgesep: 18, marginx: 10, marginy: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const place of shown.places) graph.setNode(String(place), { width: 26 + 7.4 * Math.min(kLongestName, [...nameOf(place)].length), height: kHeight });
  for (const edge of shown.edges) {
    const one = flow.edges[edge];
    if (one !== undefined) graph.setEdge(String(one.from), String(one.to), { ...kLabel, labelpos: 'c', weight: one.calls }, String(edge));
  }
  dagre.layout(graph);
  const boxes = shown.places.map((place): Box => {
    const { x, y, width, height } = graph.node(String(place));
    return { place, x, y, width, height };
  });
  const top = new Map(boxes.map((box) => [box.place, box.y]));
  const lines = graph.edges().map((id): Line => {
    const laid = graph.edge(id) as unknown as { points: { x: number; y: number }[]; x: number; y: number };
    const edge = Number(id.name);
    const { from, to } = flow.edges[edge] ?? { from: 0, to: 0 };
    return { edge, points: laid.points, label: { x: laid.x, y: laid.y }, back: (top.get(from) ?? 0) >= (top.get(to) ?? 0) };
  });
  const { width = 0, height = 0 } = graph.graph();
  return { width: Math.max(width, 1), height: Math.max(height, 1), boxes, lines };
};
