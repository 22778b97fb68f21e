// The running of time over a source: what is shown, how fast it goes on, and that it stands still while what comes next is being read.
import { Painter } from './painter';
import type { Frame, Source } from './source';

export const kSpeeds = [0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof kSpeeds)[number];

export interface Standing {
  time: number;
  playing: boolean;
  speed: Speed;
  // It goes to a time that is not shown yet.
  seeking: boolean;
  // It waits for what has not been read yet.
  waiting: boolean;
  // What was drawn last; null before the first picture and after everything was wiped.
  frame: Frame | null;
  failure: unknown;
}

// Longer than this between two pictures is a stall, not time that has passed in the recording.
const kLongestStep = 250;
// So long nobody notices that something is waited for.
const kUnnoticed = 120;

export class Playback {
  readonly painter = new Painter();
  private standing: Standing = { time: 0, playing: false, speed: 1, seeking: false, waiting: false, frame: null, failure: null };
  private readonly listeners = new Set<() => void>();
  // The seek that was asked last and has not ended. A number of its own, since the same time can be sought twice.
  private wanted: number | null = null;
  private seeks = 0;
  private asking = false;
  private tick = 0;
  private before = 0;
  private ended = false;

  constructor(private readonly source: Source) {}

  readonly read = (): Standing => this.standing;
  readonly listen = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  play() {
    if (this.ended || this.standing.playing) return;
    const { length } = this.source.known();
    if (length !== null && this.standing.time >= length) void this.seek(0);
    this.before = performance.now();
    this.set({ playing: true });
    this.run();
  }

  stop() {
    cancelAnimationFrame(this.tick);
    this.set({ playing: false });
  }

  toggle() {
    if (this.standing.playing) this.stop();
    else this.play();
  }

  speed(speed: Speed) {
    this.set({ speed });
  }

  async seek(time: number): Promise<void> {
    if (this.ended) return;
    const { length } = this.source.known();
    const to = Math.max(0, length === null ? time : Math.min(time, length));
    this.seeks += 1;
    const own = this.seeks;
    this.wanted = own;
    this.set({ time: to, seeking: true });
    const late = setTimeout(() => this.set({ waiting: true }), kUnnoticed);
    try {
      const frame = await this.source.seek(to);
      if (frame === null || this.ended) return;
      this.draw(frame, to);
    } catch (failure) {
      this.fail(failure);
    } finally {
      clearTimeout(late);
      if (this.wanted === own) {
        this.wanted = null;
        this.before = performance.now();
        this.set({ waiting: false, seeking: false });
      }
    }
  }

  async step(direction: 1 | -1): Promise<boolean> {
    if (this.ended) return false;
    this.stop();
    try {
      const { time } = this.standing;
      const found = await (direction === 1 ? this.source.nextChange(time) : this.source.previousChange(time));
      if (found === null) return false;
      await this.seek(found);
      return true;
    } catch (failure) {
      this.fail(failure);
      return false;
    }
  }

  // Nothing is left of what was shown.
  wipe() {
    this.ended = true;
    cancelAnimationFrame(this.tick);
    this.painter.wipe();
    this.source.close();
    this.standing = { ...this.standing, playing: false, waiting: false, frame: null };
    this.tell();
  }

  private run() {
    this.tick = requestAnimationFrame(() => {
      const { playing, speed, time } = this.standing;
      if (!playing || this.ended) return;
      this.run();
      if (this.asking || this.wanted !== null) return;
      const now = performance.now();
      const { length } = this.source.known();
      const to = Math.min(time + Math.min(kLongestStep, now - this.before) * speed, length ?? Infinity);
      this.before = now;
      this.asking = true;
      const late = setTimeout(() => this.set({ waiting: true }), kUnnoticed);
      this.source
        .seek(to)
        .then(
          (frame) => {
            if (frame === null || this.ended || this.wanted !== null || !this.standing.playing) {
              if (frame !== null && !this.ended) this.painter.take(frame);
              return;
            }
            if (this.standing.waiting) this.before = performance.now();
            this.draw(frame, to);
            if (length !== null && to >= length) this.stop();
          },
          (failure: unknown) => this.fail(failure),
        )
        .finally(() => {
          clearTimeout(late);
          this.asking = false;
          if (this.standing.waiting && this.wanted === null) this.set({ waiting: false });
        });
    });
  }

  private draw(frame: Frame, time: number) {
    this.painter.take(frame);
    // How long it is may have become known meanwhile.
    this.set({ frame, time: Math.min(time, this.source.known().length ?? time) });
  }

  private fail(failure: unknown) {
    if (this.ended) return;
    this.stop();
    this.set({ failure, waiting: false });
  }

  private set(change: Partial<Standing>) {
    if (this.ended) return;
    this.standing = { ...this.standing, ...change };
    this.tell();
  }

  private tell() {
    for (const listener of [...this.listeners]) listener();
  }
}
