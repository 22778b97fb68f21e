// How reasons look and read: the sentences of `insyn show`, from the numbers of docs/track-format.md.
import type { IconName } from '../design/icons';
import type { Tone } from '../design/state';
import type { MessageId } from '../words/catalogue';
import type { Reason } from './source';

export interface Look {
  pattern: 'f-withheld' | 'f-paused' | 'f-waiting' | 'f-damaged';
  hatch: 'hatch-withheld' | 'hatch-paused' | 'hatch-waiting' | 'hatch-damaged';
  icon: IconName;
  tone: Tone;
}

const withheld: Look = { pattern: 'f-withheld', hatch: 'hatch-withheld', icon: 'withheld', tone: 'withheld' };
const waiting: Look = { pattern: 'f-waiting', hatch: 'hatch-waiting', icon: 'held', tone: 'paused' };
const looks: Record<Reason, Look> = {
  6: { pattern: 'f-paused', hatch: 'hatch-paused', icon: 'paused', tone: 'paused' },
  7: { ...withheld, icon: 'not-allowed', tone: 'not-allowed' },
  9: { pattern: 'f-damaged', hatch: 'hatch-damaged', icon: 'error', tone: 'danger' },
  10: { pattern: 'f-paused', hatch: 'hatch-paused', icon: 'sealed', tone: 'paused' },
  11: waiting,
  13: waiting,
};
export const lookOf = (reason: Reason): Look => looks[reason] ?? withheld;

const kKnown = 14;
type Numbered = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14;
const numbered = (reason: Reason): Numbered | null => (Number.isInteger(reason) && reason >= 1 && reason <= kKnown ? (reason as Numbered) : null);

// "another program's window inside"
export const shortWords = (reason: Reason): MessageId => {
  const one = numbered(reason);
  return one === null ? 'player.reason.other' : `player.reason.${one}`;
};
// "another program's window lay inside"
export const whyWords = (reason: Reason): MessageId => {
  const one = numbered(reason);
  return one === null ? 'player.reason.other' : `player.because.${one}`;
};
