// Parts of the sound that need no page: keeping in step by simulated clocks, what is heard when, curves, keys' words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Follower, type Sounding } from '../src/player/audio/follower';
import { audioTime, type Laid, quietAt, recordingTime, sidesOf } from '../src/player/audio/heard';
import { columnsOf } from '../src/player/audio/wave';
import type { Item } from '../src/player/source';

interface World {
  // How much faster its clock runs than the computer's.
  drift: number;
  // How long it takes to start, and to go somewhere.
  start: number;
  // How unsteady what it tells is.
  unsteady: number;
  // At these times it hangs for as long.
  hangs?: { at: number; long: number }[];
}

// A sound card and a player, in steps of 5 ms.
class Simulated implements Sounding {
  now = 0;
  private at = 0;
  private rate = 0;
  private ready = Infinity;
  private random = 1;
  constructor(private readonly world: World) {}
  private next(): number {
    this.random = (this.random * 48271) % 2147483647;
    return this.random / 2147483647 - 0.5;
  }
  get is(): number | null {
    return this.rate === 0 || this.now < this.ready ? null : this.at;
  }
  position() {
    return this.is === null ? null : this.is + this.next() * 2 * this.world.unsteady;
  }
  go(to: number) {
    this.at = to;
    this.ready = this.now + this.world.start * (0.7 + 0.6 * (this.next() + 0.5));
  }
  run(rate: number) {
    if (this.rate === 0) this.ready = Math.max(this.now + this.world.start, this.ready === Infinity ? 0 : this.ready);
    this.rate = rate;
  }
  stop() {
    this.rate = 0;
  }
  step(by: number) {
    const hangs = (this.world.hangs ?? []).some(({ at, long }) => at <= this.now && this.now < at + long);
    if (this.rate !== 0 && this.now >= this.ready && !hangs) this.at += by * this.rate * (1 + this.world.drift);
    this.now += by;
  }
}

// Plays for so long, and gives how far it was off after the first second, and how often it had to go somewhere.
const played = (world: World, minutes: number, speed = 1, settle = 1000) => {
  const sounding = new Simulated(world);
  const follower = new Follower(sounding);
  let worst = 0;
  for (let tick = 0; sounding.now < minutes * 60_000; tick += 1) {
    const wanted = 5000 + sounding.now * speed;
    if (tick % 5 === 0) follower.follow(sounding.now, wanted, speed);
    const disturbed = (world.hangs ?? []).some(({ at, long }) => sounding.now >= at && sounding.now < at + long + settle);
    if (sounding.now > settle && !disturbed) worst = Math.max(worst, sounding.is === null ? Infinity : Math.abs(sounding.is - wanted) / speed);
    sounding.step(5);
  }
  return { worst, jumps: follower.jumps };
};

test('for an hour sound and pictures stay within 40 ms, though their clocks run apart', () => {
  for (const drift of [0, 200e-6, -200e-6, 2e-3, -2e-3])
    for (const [start, unsteady] of [[0, 0], [30, 8], [120, 15]] as const) {
      const { worst, jumps } = played({ drift, start, unsteady }, 60, 1, start > 100 ? 1500 : 1000);
      assert.ok(worst <= 40, `${worst} ms off: drift ${drift}, start ${start}, unsteady ${unsteady}`);
      assert.ok(jumps <= 4, `${jumps} jumps`);
    }
  // Without following it would be off by 720 ms at the end.
  const alone = new Simulated({ drift: 200e-6, start: 0, unsteady: 0 });
  alone.go(0);
  alone.run(1);
  while (alone.now < 3_600_000) alone.step(5);
  assert.ok(alone.is! - alone.now > 700);
});

test('at other speeds, and after it has hung, it is in step again soon', () => {
  for (const speed of [0.5, 2, 4]) assert.ok(played({ drift: 500e-6, start: 60, unsteady: 10 }, 10, speed, 1500).worst <= 40, `${speed}`);
  const { worst } = played({ drift: 200e-6, start: 60, unsteady: 10, hangs: [{ at: 20_000, long: 300 }, { at: 60_000, long: 50 }, { at: 90_000, long: 2000 }] }, 3, 1, 1500);
  assert.ok(worst <= 40, `${worst}`);
});

test('what rests does not sound, and begins again at the right place', () => {
  const sounding = new Simulated({ drift: 0, start: 0, unsteady: 0 });
  const follower = new Follower(sounding);
  follower.follow(0, 1000, 1);
  sounding.step(5);
  assert.equal(sounding.is, 1035);
  follower.rest();
  assert.equal(sounding.is, null);
  sounding.step(500);
  follower.follow(sounding.now, 90_000, 1);
  sounding.step(5);
  assert.equal(sounding.is, 90_035);
});

const laid: Laid = { afterBegin: 2000, duration: 60_000, cuts: [{ from: 10_000, length: 5000 }] };
const gaps = [{ kind: 'nothing', from: 30_000, to: 40_000, reason: 6 }] as const;

test('where it is silent, and why', () => {
  assert.equal(audioTime(laid, 500, 2500), 0);
  assert.equal(recordingTime(laid, 500, 0), 2500);
  for (const [time, why] of [[0, 'begins'], [1999, 'begins'], [2000, null], [11_999, null], [12_000, 'cut'], [16_999, 'cut'], [17_000, null], [29_999, null], [30_000, 'nothing-kept'], [39_999, 'nothing-kept'], [40_000, null], [61_999, null], [62_000, 'ended']] as const)
    assert.equal(quietAt(laid, 0, gaps, time, 1)?.why ?? null, why, `${time}`);
  assert.deepEqual(quietAt(laid, 500, [], 0, 1), { why: 'begins', at: 2500 });
  assert.deepEqual(quietAt(laid, -500, [], 90_000, 1), { why: 'ended', at: 61_500 });
  for (const [speed, why] of [[0.5, null], [4, null], [8, 'fast'], [16, 'fast']] as const) assert.equal(quietAt(laid, 0, [], 5000, speed)?.why ?? null, why);
  // A little before it begins, so that nothing of it is heard.
  assert.equal(quietAt(laid, 0, gaps, 29_950, 1, 60)?.why, 'nothing-kept');
  assert.deepEqual([sidesOf('both'), sidesOf('customer'), sidesOf('mixed')], [['customer', 'agent'], ['customer'], ['mixed']]);
});

test('what was said while nothing was kept is not heard by moving the audio either', () => {
  for (const offset of [-20_000, -500, 500, 20_000])
    for (let time = 0; time < 62_000; time += 100) {
      const said = time - offset;
      if ((said >= 30_000 && said < 40_000) || (time >= 30_000 && time < 40_000)) assert.equal(quietAt(laid, offset, gaps, time, 1)?.why, 'nothing-kept', `${offset} ${time}`);
    }
});

test('the curve: the loudest of each pixel, on its own side, none in gaps', () => {
  const bytes = new Uint8Array(2 * 60 * 50);
  const loudAt = (ms: number, channel: number, loud: number) => (bytes[Math.floor((ms * 50) / 1000) * 2 + channel] = loud);
  loudAt(5000, 0, 255);
  loudAt(5000, 1, 64);
  loudAt(33_000, 0, 200);
  const given = { peaks: { rate: 50, channels: 2 as const, bytes }, laid, items: gaps as readonly Item[], length: 64_000, width: 64 };
  const customer = columnsOf({ ...given, channel: 0, offset: 0 });
  assert.equal(customer.length, 64);
  assert.deepEqual(customer.flatMap((loud, x) => (loud > 0 ? [[x, loud]] : [])), [[7, 1]]);
  assert.deepEqual(columnsOf({ ...given, channel: 1, offset: 0 }).flatMap((loud, x) => (loud > 0 ? [[x, Math.round(loud * 100)]] : [])), [[7, 50]]);
  assert.deepEqual(columnsOf({ ...given, channel: 0, offset: 1000 }).flatMap((loud, x) => (loud > 0 ? [x] : [])), [8]);
  // What was said in the pause is on no curve, wherever the audio is moved.
  assert.deepEqual(columnsOf({ ...given, channel: 0, offset: 10_000 }).flatMap((loud, x) => (loud > 0 ? [x] : [])), [17]);
  for (const strange of [{ ...given, length: 0 }, { ...given, width: 0 }, { ...given, peaks: { ...given.peaks, bytes: new Uint8Array() } }]) assert.ok(columnsOf({ ...strange, channel: 0, offset: 0 }).every((loud) => loud === 0));
});
