// States: a shape, a colour and words, and what is said beside them.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';

export type Tone = 'recording' | 'paused' | 'withheld' | 'not-allowed' | 'ok' | 'warning' | 'danger' | 'neutral' | 'active';

interface Said {
  tone: Tone;
  icon: IconName;
  children: ReactNode;
}

export const State = ({ tone, icon, children }: Said) => (
  <span className={`state ${tone}`}>
    <Icon name={icon} />
    {children}
  </span>
);

export const Badge = ({ tone, icon, children }: Said) => (
  <span className={`badge ${tone}`}>
    <Icon name={icon} />
    {children}
  </span>
);

// A sentence or two that a page has to say. `live` where it appears while one looks: it is then read out.
export const Note = ({ tone, icon, live = false, children }: Said & { live?: boolean }) => (
  <div className={`note ${tone}`} role={live ? 'status' : undefined}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);
