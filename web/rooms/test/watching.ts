// What goes out of a page as sound, and what changes on its stage: for tests, which cannot hear and see. All by the page's own clock, in milliseconds. It comes into the page before the
// page's own script, as whoever debugs it would.
import type { Page } from 'playwright-core';

export interface Watched {
  context: AudioContext | null;
  // The moment at which each click was heard, on either side.
  clicks: [number[], number[]];
  // The loudest of the last tenth of a second, on each side.
  loud: [number, number];
  // The moments at which the picture changed, and how long before nothing new had been shown: so late it may be.
  flips: { at: number; late: number }[];
}
declare global {
  interface Window {
    heard: Watched;
  }
}

// Runs in the page: it uses nothing of this module.
const inPage = () => {
  const click = 0.6;
  const size = 16_384;
  const apart = 300;
  const heard: Watched = { context: null, clicks: [[], []], loud: [0, 0], flips: [] };
  window.heard = heard;

  const listenTo = (context: AudioContext, node: AudioNode, place: 0 | 1) => {
    const analyser = new AnalyserNode(context, { fftSize: size });
    node.connect(analyser, place);
    const samples = new Float32Array(size);
    let last = -Infinity;
    setInterval(() => {
      if (context.state !== 'running') return;
      analyser.getFloatTimeDomainData(samples);
      const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
      const first = samples.findIndex((one) => Math.abs(one) > click);
      heard.loud[place] = samples.subarray(-Math.floor(context.sampleRate / 10)).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      if (first < 0) return;
      // When the sample was rendered, and from that when it is heard.
      const at = context.currentTime - (size - first) / context.sampleRate;
      const moment = performanceTime + (at - contextTime) * 1000;
      if (moment - last < apart) return;
      last = moment;
      heard.clicks[place].push(moment);
    }, 10);
  };
  const Context = window.AudioContext;
  window.AudioContext = function tapped() {
    const context = new Context();
    heard.context = context;
    // As the computer's output has them: one voice is in both.
    const tap = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
    tap.connect(context.destination);
    const sides = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    tap.connect(sides);
    listenTo(context, sides, 0);
    listenTo(context, sides, 1);
    Object.defineProperty(context, 'destination', { get: () => tap });
    return context;
  } as unknown as typeof AudioContext;

  // When the last two frames came out of the decoder.
  const frames: [number, number] = [0, 0];
  const Decoder = window.Worker;
  window.Worker = function watched(url: string, options: WorkerOptions) {
    const worker = new Decoder(url, options);
    worker.addEventListener('message', ({ data }: MessageEvent<{ say?: string }>) => {
      if (data.say !== 'frame') return;
      frames[0] = frames[1];
      frames[1] = performance.now();
    });
    return worker;
  } as unknown as typeof Worker;

  const small = document.createElement('canvas');
  small.width = 96;
  small.height = 60;
  const context = small.getContext('2d', { willReadFrequently: true })!;
  let seen: number | null = null;
  let looked = performance.now();
  const look = () => {
    requestAnimationFrame(look);
    const before = looked;
    looked = performance.now();
    const canvas = document.querySelector<HTMLCanvasElement>('.panel canvas');
    if (canvas === null || canvas.width === 0) return;
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, 96, 60);
    context.drawImage(canvas, 0, 0, 96, 60);
    const now = new Uint32Array(context.getImageData(0, 0, 96, 60).data.buffer).reduce((sum, pixel) => (Math.imul(sum, 31) + pixel) | 0, 0);
    if (seen !== null && now !== seen) heard.flips.push({ at: looked, late: Math.max(looked - before, frames[1] - frames[0]) });
    seen = now;
  };
  look();
};

export const watch = (page: Page) => page.addInitScript(inPage);

// How many milliseconds sound and picture may be apart. `./dev soak` measures, on a computer that does nothing else; elsewhere a browser that is late is no fault of the player's, and
// what is asked is whether the sound is at its place at all.
export const kApart = Number(process.env['INSYN_APART'] ?? 250);
const kIsMeasured = kApart < 100;
const kLate = kApart * 0.75;

// How much later clicks on the customer's side were heard than the changes beside them were seen, of the next `count`. Where frames came seldom the change was seen late, which says
// nothing of the sound.
export const claps = async (page: Page, count: number): Promise<number[]> => {
  await page.evaluate(() => {
    window.heard.clicks[0].length = 0;
    window.heard.flips.length = 0;
  });
  const judged = page.waitForFunction(([wanted, latest]) => {
    const {
      clicks: [clicks],
      flips,
    } = window.heard;
    const last = clicks[wanted! - 1];
    if (last === undefined || performance.now() < last + 400) return null;
    return clicks.slice(0, wanted).flatMap((click) => {
      const flip = flips.reduce((best, one) => (Math.abs(one.at - click) < Math.abs(best.at - click) ? one : best), { at: Infinity, late: 0 });
      return flip.late > latest! ? [] : [click - flip.at];
    });
  }, [count, kLate], { timeout: 20_000 });
  // The recording can end before so many.
  const handle = await judged.catch(() => null);
  return (await handle?.jsonValue()) ?? [];
};

// Goes to `places` in turn, by keys, until so many claps could be judged: what is furthest off of all of them.
export const furthestOff = async (page: Page, places: readonly string[], least: number, most = 8): Promise<{ off: number; all: number[] }> => {
  const [first, each, enough, turns] = kIsMeasured ? [3, 2, least, places.length] : [1, 1, 2, 1];
  const all = await claps(page, first);
  for (let turn = 0; turn < turns || (all.length < enough && turn < most); turn += 1) {
    await page.keyboard.press(places[turn % places.length]!);
    // At the end of the recording it has stopped.
    const play = page.getByRole('button', { name: /^(Spela|Play)$/ });
    if (await play.isVisible()) await play.click();
    all.push(...(await claps(page, each)));
  }
  console.log(`heard after it was seen, in ms: ${all.map(Math.round).join(' ')}`);
  if (all.length < enough) throw new Error(`only ${all.length} claps could be judged`);
  return { off: Math.max(...all.map(Math.abs)), all };
};
