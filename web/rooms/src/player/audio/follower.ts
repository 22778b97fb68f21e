// Keeps audio in step with pictures. Their clocks differ: a sound card's runs some parts in ten thousand faster or slower than the computer's, and audio starts a little after it
// is told to. Small differences are taken back by a speed that nobody hears, larger ones by going to the right place.

// What plays, in milliseconds of the audio.
export interface Sounding {
  // Where it is now, as it is heard. Null while it starts or goes somewhere.
  position(): number | null;
  go(to: number): void;
  // Goes on from where it is. Called again for another rate.
  run(rate: number): void;
  stop(): void;
}

// Beyond this it goes to the right place; the limit for what people notice is 40.
const kJump = 40;
// Not before it has become steady.
const kSteady = 5;
const kBetweenJumps = 350;
// So much is taken for the unsteadiness of times that are measured.
const kNothing = 3;
const kMostBent = 0.1;
// A difference is taken back in about so many milliseconds.
const kTakenBack = 250;
const kMeasured = 9;
const kLongestLead = 400;
// Of what was learned of it the last time, so much.
const kLearned = 0.8;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

export class Follower {
  private running = false;
  private measured: number[] = [];
  private jumped = 0;
  // How long after it is told it goes on, from standing still and while it runs: learned.
  private readonly leads = { start: 30, go: 30 };
  private last: 'start' | 'go' = 'start';
  private rate = 1;
  // Times that it had to go to the right place; for tests.
  jumps = 0;

  constructor(private readonly sounding: Sounding) {}

  // It should be at `wanted` now, at this speed.
  follow(now: number, wanted: number, speed: number) {
    if (!this.running) {
      this.jump(now, wanted, speed, 'start');
      return;
    }
    const at = this.sounding.position();
    if (at === null) return;
    this.measured = [...this.measured.slice(1 - kMeasured), at - wanted];
    if (this.measured.length < kSteady) return;
    const off = median(this.measured);
    if (Math.abs(off) > kJump * Math.max(1, speed) && now - this.jumped >= kBetweenJumps) {
      const lead = Math.max(0, Math.min(kLongestLead, this.leads[this.last] - (kLearned * off) / speed));
      // Who is slow to start is slow to go as well, though less.
      if (this.last === 'start') this.leads.go = Math.max(this.leads.go, lead / 2);
      this.leads[this.last] = lead;
      this.jump(now, wanted, speed, 'go');
      return;
    }
    const bent = Math.abs(off) < kNothing ? 0 : Math.max(-kMostBent, Math.min(kMostBent, -off / kTakenBack));
    this.bend(speed * (1 + bent));
  }

  // It is not to be heard, or not to go on.
  rest() {
    if (!this.running) return;
    this.running = false;
    this.measured = [];
    this.sounding.stop();
  }

  private jump(now: number, wanted: number, speed: number, how: 'start' | 'go') {
    this.last = how;
    this.sounding.go(Math.max(0, wanted + this.leads[how] * speed));
    this.rate = 0;
    this.bend(speed);
    this.running = true;
    this.measured = [];
    this.jumped = now;
    this.jumps += 1;
  }

  private bend(rate: number) {
    if (Math.abs(rate - this.rate) < 0.002) return;
    this.rate = rate;
    this.sounding.run(rate);
  }
}
