// The worker: all of a track is read, decoded and kept here, and ends with it.
import { remoteReader, toldOf } from './chunk_reader';
import type { Asked, Said } from './messages';
import { Reel } from './reel';

const scope = self as unknown as { onmessage: ((event: MessageEvent<Asked>) => void) | null; postMessage(said: Said, transfer?: Transferable[]): void };

let reel: Reel | null = null;

const answer = (id: number, work: Promise<Said>) => {
  work.then(
    (said) => scope.postMessage(said, said.say === 'picture' && said.picture !== null ? [said.picture.pixels] : []),
    (error: unknown) => scope.postMessage({ say: 'refused', id, why: toldOf(error) }),
  );
};

scope.onmessage = ({ data }) => {
  if (data.ask === 'open') {
    reel = new Reel(remoteReader(data.kinds.map((kind) => ({ kind })), data.port), {
      length: (milliseconds) => scope.postMessage({ say: 'length', milliseconds }),
      // Changes are looked for here.
      facts: (facts) => scope.postMessage({ say: 'facts', facts: { ...facts, changes: [] } }),
      failed: (error) => scope.postMessage({ say: 'failed', why: toldOf(error) }),
    });
    reel.start();
    return;
  }
  if (reel === null) return;
  const { id } = data as { id: number };
  if (data.ask === 'show') answer(id, reel.show(data.time).then((picture) => ({ say: 'picture', id, picture })));
  else if (data.ask === 'step') answer(id, reel.step(data.time, data.direction).then((time) => ({ say: 'change', id, time })));
  else if (data.ask === 'use again') reel.useAgain(data.pixels);
  else reel.drawAnew();
};
