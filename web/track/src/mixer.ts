// Several opinions on how likely a 1 is, joined into one.

const curve = [
  32768, 36843, 40793, 44511, 47911, 50941, 53581, 55834, 57724, 59287, 60565, 61598, 62428, 63090, 63615, 64030, 64357,
  64614, 64816, 64974, 65097, 65194, 65269, 65328, 65374, 65410, 65438, 65459, 65476, 65489, 65500, 65508, 65514,
];

function squash(d: number): number {
  d = Math.min(2047, Math.max(-2047, d));
  if (d < 0) return 65536 - squash(-d);
  const i = d >> 6;
  return curve[i]! + (((curve[i + 1]! - curve[i]!) * (d & 63)) >> 6);
}

const squashed = Int32Array.from({ length: 4095 }, (_, i) => squash(i - 2047));
const stretched = (() => {
  const table = new Int32Array(4096);
  let d = -2047;
  for (let i = 0; i < 4096; ++i) {
    while (d < 2047 && squash(d) < 16 * i + 8) ++d;
    table[i] = d;
  }
  return table;
})();

const inputs = 5;
const heaviest = 2 ** 22;

/** Mixers of five probabilities, each by a number. */
export class Mixers {
  private readonly weights: Int32Array;
  private readonly asked = new Int32Array(inputs);
  private mixed = 0;

  constructor(count: number) {
    this.weights = new Int32Array(count * inputs).fill(26214);
  }
  reset(): void {
    this.weights.fill(26214);
  }
  add(input: number, probability: number): void {
    this.asked[input] = stretched[probability >> 4]!;
  }
  mix(mixer: number): number {
    let sum = 0;
    for (let i = 0; i < inputs; ++i) sum += this.weights[mixer * inputs + i]! * this.asked[i]!;
    const d = Math.min(2047, Math.max(-2047, Math.floor(sum / 65536)));
    this.mixed = Math.min(65504, Math.max(32, squashed[d + 2047]!));
    return this.mixed;
  }
  learn(mixer: number, bit: 0 | 1): void {
    const error = (bit ? 65536 : 0) - this.mixed;
    for (let i = 0; i < inputs; ++i) {
      const at = mixer * inputs + i;
      const weight = this.weights[at]! + ((this.asked[i]! * error) >> 13);
      this.weights[at] = weight < -heaviest ? -heaviest : weight > heaviest ? heaviest : weight;
    }
  }
}
