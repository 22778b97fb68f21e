// Plays a recording's audio beside its pictures: an <audio> element on a blob, whose sides have a volume each. The pictures' clock leads. What fails here is told, and stops no picture.
import type { OpenedAudio, Peaks } from 'insyn-recording';
import type { Playback } from '../playback';
import type { Item } from '../source';
import { Follower, type Sounding } from './follower';
import { audioTime, gapsOf, type Laid, type Quiet, quietAt, type Side, sidesOf } from './heard';
import type { AudioSides } from 'insyn-recording';

export interface Volume {
  // From 0 to 100.
  level: number;
  muted: boolean;
}
export interface SoundStanding {
  // Why it is silent at the time that is shown; null where it is heard.
  quiet: Quiet | null;
  volumes: Partial<Record<Side, Volume>>;
  offset: number;
  // Why there is no sound, though there is audio.
  failure: SoundFailure | null;
}

export class SoundFailure extends Error {
  constructor(readonly code: 'audio-decode' | 'audio-blocked' | 'audio-browser') {
    super(code);
  }
}

const kVolumes = 'insyn.player.volumes';
// How often it is compared with the pictures while they play.
const kLooked = 25;
// Pictures that have not gone on for so long stand still, and so does the sound.
const kStall = 150;
// So much before a gap it is silent.
const kEarly = 60;
// While it stands still it is where it would go on, to be there at once.
const kNear = 0.02;
const kMostLatency = 0.5;
// The file is in memory: what has not begun to play by then is no audio.
const kHopeless = 5000;
// A picture that has been told is seen with the screen's next one.
const kSeen = 16;

const keptVolumes = (): Partial<Record<Side, number>> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(kVolumes) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Partial<Record<Side, number>>) : {};
  } catch {
    return {};
  }
};
const levelIn = (value: unknown): number => (typeof value === 'number' && value >= 0 && value <= 100 ? Math.round(value) : 100);

export class Sound {
  readonly sides: readonly Side[];
  readonly peaks: Peaks;
  readonly follower: Follower;
  private readonly element = new Audio();
  private readonly url: string;
  private readonly listeners = new Set<() => void>();
  private context: AudioContext | null = null;
  private gate: GainNode | null = null;
  private readonly gains = new Map<Side, GainNode>();
  private standing: SoundStanding;
  private gaps: ReturnType<typeof gapsOf> = [];
  private timer: ReturnType<typeof setInterval> | undefined;
  private starting = false;
  // Since when it should play and does not.
  private lacking: number | null = null;
  private ended = false;
  // The frame that is shown, its time, and since when.
  private frame: unknown = null;
  private shown = 0;
  private since = -Infinity;

  constructor(
    readonly laid: Laid,
    sides: AudioSides,
    { peaks, webm }: OpenedAudio,
    private readonly playback: Playback,
  ) {
    this.sides = sidesOf(sides);
    // Copies: of what was opened nothing is needed any more.
    this.peaks = { ...peaks, bytes: peaks.bytes.slice() };
    this.url = URL.createObjectURL(new Blob([webm as Uint8Array<ArrayBuffer>], { type: 'audio/webm' }));
    const kept = keptVolumes();
    this.standing = { quiet: null, offset: 0, failure: null, volumes: Object.fromEntries(this.sides.map((side) => [side, { level: levelIn(kept[side]), muted: false }])) };
    this.element.preload = 'auto';
    this.element.onerror = () => this.fail('audio-decode');
    this.element.src = this.url;
    this.follower = new Follower(this.sounding());
    this.stopListening = playback.listen(this.look);
    this.timer = setInterval(this.look, kLooked);
    document.addEventListener('visibilitychange', this.look);
    this.look();
  }
  private readonly stopListening: () => void;

  readonly read = (): SoundStanding => this.standing;
  readonly listen = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  // What stands on the timeline, so that it is silent where nothing was kept.
  know(items: readonly Item[]) {
    this.gaps = gapsOf(items);
    this.look();
  }

  offset(milliseconds: number) {
    if (milliseconds === this.standing.offset) return;
    this.set({ offset: milliseconds });
    this.look();
  }

  volume(side: Side, change: Partial<Volume>) {
    const now = this.standing.volumes[side];
    if (now === undefined) return;
    const volumes = { ...this.standing.volumes, [side]: { ...now, ...change } };
    this.set({ volumes });
    localStorage.setItem(kVolumes, JSON.stringify({ ...keptVolumes(), [side]: volumes[side]!.level }));
    this.setGains();
  }

  // Nothing of it is left in the page.
  wipe() {
    if (this.ended) return;
    this.follower.rest();
    this.ended = true;
    clearInterval(this.timer);
    document.removeEventListener('visibilitychange', this.look);
    this.stopListening();
    this.element.onerror = null;
    this.element.removeAttribute('src');
    this.element.load();
    URL.revokeObjectURL(this.url);
    void this.context?.close().catch(() => undefined);
    this.context = null;
    this.peaks.bytes.fill(0);
    this.listeners.clear();
  }

  private sounding(): Sounding {
    const { element } = this;
    return {
      position: () => {
        if (!this.plays()) return null;
        return (element.currentTime - this.latency() * element.playbackRate) * 1000;
      },
      go: (to) => {
        element.currentTime = to / 1000;
      },
      run: (rate) => {
        element.playbackRate = rate;
        if (!element.paused || this.starting) return;
        this.starting = true;
        this.open();
        element
          .play()
          .catch((error: unknown) => {
            // Stopped before it had begun is no failure.
            if (error instanceof DOMException && error.name === 'NotAllowedError') this.fail('audio-blocked');
          })
          .finally(() => {
            this.starting = false;
          });
      },
      stop: () => element.pause(),
    };
  }

  private plays(): boolean {
    const { element } = this;
    return this.context?.state === 'running' && !this.starting && !element.seeking && !element.paused && element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  // What goes into the context now is heard so much later.
  private latency(): number {
    const { context } = this;
    if (context === null) return 0;
    const told = context.outputLatency || context.baseLatency || 0;
    return Math.max(0, Math.min(kMostLatency, told));
  }

  // At the first sound: a browser opens no audio before somebody has pressed something.
  private open() {
    if (this.context !== null || this.standing.failure !== null) {
      if (this.context?.state === 'suspended') void this.context.resume();
      return;
    }
    try {
      const context = new AudioContext();
      const from = context.createMediaElementSource(this.element);
      const gate = context.createGain();
      gate.connect(context.destination);
      const [left, right] = this.sides.map((side) => {
        const gain = context.createGain();
        this.gains.set(side, gain);
        return gain;
      });
      if (right === undefined) from.connect(left!).connect(gate);
      else {
        const split = context.createChannelSplitter(2);
        const merge = context.createChannelMerger(2);
        from.connect(split);
        split.connect(left!, 0).connect(merge, 0, 0);
        split.connect(right, 1).connect(merge, 0, 1);
        merge.connect(gate);
      }
      this.context = context;
      this.gate = gate;
      this.setGains();
      void context.resume();
    } catch {
      this.fail('audio-browser');
    }
  }

  private setGains() {
    for (const [side, gain] of this.gains) {
      const { level, muted } = this.standing.volumes[side]!;
      // By loudness rather than by amplitude.
      gain.gain.value = muted ? 0 : (level / 100) ** 2;
    }
    if (this.gate !== null) this.gate.gain.value = this.standing.quiet === null ? 1 : 0;
  }

  private readonly look = () => {
    if (this.ended || this.standing.failure !== null) return;
    const now = performance.now();
    const { playing, seeking, speed, time, frame } = this.playback.read();
    if (frame !== this.frame) {
      this.frame = frame;
      this.shown = time;
      this.since = now;
    }
    const { offset } = this.standing;
    const { laid } = this;
    const moves = playing && !seeking && frame !== null && !document.hidden && now - this.since < kStall;
    const passed = moves ? (now - this.since) * speed : 0;
    const quiet = quietAt(laid, offset, this.gaps, (moves ? this.shown : time) + passed, speed, moves ? kEarly * speed : 0);
    if (JSON.stringify(quiet) !== JSON.stringify(this.standing.quiet)) {
      this.set({ quiet });
      this.setGains();
    }
    const wanted = audioTime(laid, offset, this.shown + passed - kSeen * speed);
    if (moves && quiet?.why !== 'fast' && wanted >= 0 && wanted < laid.duration) {
      this.follower.follow(now, wanted, speed);
      if (this.plays()) this.lacking = null;
      else if (now - (this.lacking ??= now) > kHopeless) this.fail(this.context?.state === 'running' ? 'audio-decode' : 'audio-blocked');
    } else {
      this.lacking = null;
      this.follower.rest();
      const at = Math.max(0, Math.min(laid.duration, audioTime(laid, offset, time))) / 1000;
      if (!playing && !seeking && !this.element.seeking && this.element.readyState > 0 && Math.abs(this.element.currentTime - at) > kNear) this.element.currentTime = at;
    }
  };

  private fail(code: SoundFailure['code']) {
    if (this.ended) return;
    this.follower.rest();
    this.set({ failure: new SoundFailure(code) });
  }

  private set(change: Partial<SoundStanding>) {
    this.standing = { ...this.standing, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}
