// The worker that decodes. It takes a while until one is ready, so whoever is about to need one has it started meanwhile.
import decoderUrl from './decoder.ts?worker&url';
import { scriptUrl } from './script_url';

let spare: Worker | null = null;

const start = () => new Worker(scriptUrl(decoderUrl), { type: 'module' });

// Returns how to be without it again, where nobody took it.
export const prepareWorker = (): (() => void) => {
  const leave = () => {
    spare?.terminate();
    spare = null;
  };
  if (spare === null) {
    spare = start();
    // What is wrong with it is told by the next one, to whoever takes that.
    spare.onerror = (event) => {
      event.preventDefault();
      leave();
    };
  }
  return leave;
};

export const takeWorker = (): Worker => {
  const own = spare ?? start();
  spare = null;
  own.onerror = null;
  return own;
};
