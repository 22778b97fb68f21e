// What of a recording's audio is heard at which time of its pictures, and why it is silent elsewhere. Milliseconds throughout.
import type { AudioCut, AudioSides } from 'insyn-recording';
import type { Item, Reason } from '../source';

// A voice with a volume of its own.
export type Side = 'customer' | 'agent' | 'mixed';
export const sidesOf = (sides: AudioSides): Side[] => (sides === 'both' ? ['customer', 'agent'] : [sides]);

export interface Laid {
  // From the recording's beginning to the audio's, by the importer.
  afterBegin: number;
  duration: number;
  // In the audio's own time.
  cuts: readonly AudioCut[];
}

// `offset`: so much later than the importer said.
export const audioTime = ({ afterBegin }: Laid, offset: number, time: number): number => time - afterBegin - offset;
export const recordingTime = ({ afterBegin }: Laid, offset: number, at: number): number => at + afterBegin + offset;

export type Quiet =
  | { why: 'nothing-kept'; reason: Reason }
  | { why: 'cut' }
  | { why: 'begins'; at: number }
  | { why: 'ended'; at: number }
  | { why: 'fast' };

// Faster than this nobody understands a word.
export const kFastest = 4;

type Gap = Extract<Item, { kind: 'nothing' }>;
export const gapsOf = (items: readonly Item[]): Gap[] => items.filter((item): item is Gap => item.kind === 'nothing');

// What was said while nothing was kept is not heard. An offset moves it against the pictures, and could move it out of the gap: so it is silent where the importer laid it, too.
export const gapAt = (gaps: readonly Gap[], offset: number, time: number): Gap | null =>
  gaps.find(({ from, to }) => (from <= time && time < to) || (from <= time - offset && time - offset < to)) ?? null;

// Null where it is heard. `early`: what begins so soon counts already.
export const quietAt = (laid: Laid, offset: number, gaps: readonly Gap[], time: number, speed: number, early = 0): Quiet | null => {
  if (speed > kFastest) return { why: 'fast' };
  const gap = gapAt(gaps, offset, time) ?? (early > 0 ? gapAt(gaps, offset, time + early) : null);
  if (gap !== null) return { why: 'nothing-kept', reason: gap.reason };
  const at = audioTime(laid, offset, time);
  if (at < 0) return { why: 'begins', at: recordingTime(laid, offset, 0) };
  if (at >= laid.duration) return { why: 'ended', at: recordingTime(laid, offset, laid.duration) };
  return laid.cuts.some(({ from, length }) => from <= at && at < from + length) ? { why: 'cut' } : null;
};
