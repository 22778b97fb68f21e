// What goes out of the page as sound, and what changes on the stage: for the tests, which cannot hear and see. All by the page's own clock, in milliseconds.
import type { Source } from '../../src/player/source';

interface Heard {
  context: AudioContext | null;
  // The moment at which each click was heard, on either side.
  clicks: [number[], number[]];
  // The loudest of the last tenth of a second, on each side.
  loud: [number, number];
  // The moments at which the middle of the picture turned from dark to bright or back, and how long before nothing new had been shown: so late it may be.
  flips: { at: number; late: number }[];
}
declare global {
  interface Window {
    heard: Heard;
  }
}

const kClick = 0.6;
const kWindow = 16_384;
const kApart = 300;

const listenTo = (context: AudioContext, node: AudioNode, place: 0 | 1, heard: Heard) => {
  const analyser = new AnalyserNode(context, { fftSize: kWindow });
  node.connect(analyser, place);
  const samples = new Float32Array(kWindow);
  let last = -Infinity;
  setInterval(() => {
    if (context.state !== 'running') return;
    analyser.getFloatTimeDomainData(samples);
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
    const first = samples.findIndex((one) => Math.abs(one) > kClick);
    heard.loud[place] = samples.subarray(-Math.floor(context.sampleRate / 10)).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    if (first < 0) return;
    // When the sample was rendered, and from that when it is heard.
    const at = context.currentTime - (kWindow - first) / context.sampleRate;
    const moment = performanceTime + (at - contextTime) * 1000;
    if (moment - last < kApart) return;
    last = moment;
    heard.clicks[place].push(moment);
  }, 10);
};

// When the last two frames came.
const frames = [0, 0];
const seen = new WeakSet<Source>();
export const seeing = (source: Source) => {
  if (seen.has(source)) return;
  seen.add(source);
  const { seek } = source;
  source.seek = async (time) => {
    const frame = await seek.call(source, time);
    if (frame !== null) frames.splice(0, 2, frames[1]!, performance.now());
    return frame;
  };
};

export const hearAll = () => {
  const heard: Heard = { context: null, clicks: [[], []], loud: [0, 0], flips: [] };
  window.heard = heard;
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    private readonly tap: GainNode;
    constructor() {
      super();
      heard.context = this;
      // As the computer's output has them: one voice is in both.
      this.tap = new GainNode(this, { channelCount: 2, channelCountMode: 'explicit' });
      this.tap.connect(super.destination);
      const sides = new ChannelSplitterNode(this, { numberOfOutputs: 2 });
      this.tap.connect(sides);
      listenTo(this, sides, 0, heard);
      listenTo(this, sides, 1, heard);
    }
    override get destination() {
      return (this.tap ?? super.destination) as unknown as AudioDestinationNode;
    }
  };
  let bright: boolean | null = null;
  let looked = performance.now();
  const look = () => {
    requestAnimationFrame(look);
    const before = looked;
    looked = performance.now();
    const canvas = document.querySelector<HTMLCanvasElement>('.panel canvas');
    const pixel = canvas === null || canvas.width === 0 ? undefined : canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
    if (pixel === undefined || pixel[3] === 0) return;
    const now = pixel[0]! > 127;
    if (bright !== null && now !== bright) heard.flips.push({ at: looked, late: Math.max(looked - before, frames[1]! - frames[0]!) });
    bright = now;
  };
  look();
};
