// What a chunk says for the timeline, and the timeline that all of them give together. Of facts nothing is ever forgotten: they are small.
import type { Item } from '../source';

export interface Stretch {
  from: number;
  to: number;
  reason: number;
}
export interface Facts {
  // Its place among the track's chunks.
  place: number;
  begin: number;
  end: number;
  // Moments at which something on a surface changed, in order.
  changes: number[];
  // Parts of pictures that were withheld within this chunk.
  areas: Stretch[];
  // Times of which nothing was kept, wherever they lie.
  nothing: Stretch[];
}

// Stretches for one reason that lie so close to each other are one on the timeline.
const kNear = 1000;

const joined = (stretches: Stretch[]): Stretch[] => {
  const out: Stretch[] = [];
  const last = new Map<number, Stretch>();
  for (const one of [...stretches].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const before = last.get(one.reason);
    if (before !== undefined && one.from - before.to <= kNear) {
      before.to = Math.max(before.to, one.to);
      continue;
    }
    const own = { ...one };
    last.set(one.reason, own);
    out.push(own);
  }
  return out;
};

export const timelineOf = (facts: readonly Facts[]): Item[] => {
  const nothing = joined(facts.flatMap((one) => one.nothing));
  const areas = joined(facts.flatMap((one) => one.areas)).filter(
    ({ from, to, reason }) => !nothing.some((gap) => gap.reason === reason && gap.from <= from && gap.to >= to),
  );
  return [
    ...nothing.map((one): Item => ({ kind: 'nothing', ...one })),
    ...areas.map((one): Item => ({ kind: 'withheld', ...one })),
  ].sort((a, b) => a.from - b.from);
};
