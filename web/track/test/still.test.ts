// When a picture is whole: told before its moment's last event, and never of a time of which nothing was kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { split, type TrackEvent, TrackReader } from '../src/reader.js';

const golden = process.env['INSYN_GOLDEN'] ?? '../../tests/golden';

type Told = { still: [from: number, until: number]; picture: string } | { event: TrackEvent; picture: string };

const told = (name: string): Told[] => {
  const reader = new TrackReader();
  const all: Told[] = [];
  const picture = () => JSON.stringify(reader.surfaces.map(({ id, place, image }) => [id, place, Buffer.from(image.signed.buffer).toString('base64')]));
  for (const chunk of split(readFileSync(`${golden}/${name}.track`))) {
    const steps = reader.steps(
      chunk,
      (event) => all.push({ event, picture: picture() }),
      (from, until) => all.push({ still: [from, until], picture: picture() }),
    );
    while (steps.next().done !== true);
  }
  return all;
};

for (const name of ['records', 'video'])
  test(`${name}: each moment is whole once, before its last event`, () => {
    const all = told(name);
    let last = 0;
    let stills = 0;
    all.forEach((one, i) => {
      if (!('still' in one)) return;
      stills += 1;
      const [from, until] = one.still;
      assert.ok(from >= last && until > from, `${from} to ${until} after ${last}`);
      last = until;
      const next = all[i + 1];
      if (next === undefined || !('event' in next)) return;
      // It is that of this event, or the chunk begins with it.
      assert.equal(next.event.time, next.event.time === from ? from : until);
      if (next.event.time === from) assert.equal(one.picture, next.picture);
    });
    assert.ok(stills > 3);
  });

test('of what comes before a time of which nothing was kept no picture is offered', () => {
  const all = told('edges');
  const ends = all.flatMap((one) => ('still' in one ? [one.still[1]] : []));
  const gaps = all.flatMap((one) => ('event' in one && one.event.what === 'time withheld' ? [one.event.time] : []));
  assert.equal(gaps.length, 1);
  assert.ok(!ends.includes(gaps[0]!), `a picture until ${gaps[0]}`);
});
