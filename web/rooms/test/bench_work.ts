// An hour of made-up work in a support system, as acts, for benches: the same for the track, for a video of it and for rrweb.
export const [wide, high] = [1280, 800] as const;

export const random = (state: number) => () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const styles = `body{margin:0;font:15px/1.4 "DejaVu Sans",sans-serif;background:#f4f5f6;color:#222b33}.t{background:#274b5f;color:#fff;padding:14px 20px}
.b{display:grid;grid-template-columns:220px 1fr 280px;gap:16px;padding:16px}.x{background:#fff;border:1px solid #cfd6db;padding:16px;min-height:680px}`;

export interface Screens {
  style: string;
  // What each screen shows.
  bodies: string[];
  // To scroll in, and what letters are taken from.
  article: string;
}

export const screensOf = (count: number): Screens => {
  const body = (title: string, lines: number, seed: number) =>
    `<div class="t"><b>Support</b> &nbsp; Customers &nbsp; Cases &nbsp; Articles</div><div class="b"><div class="x">Overview<br>Subscriptions<br>Moves<br>Invoices</div><div class="x"><h2>${title}</h2>${Array.from({ length: lines }, (_, i) => `<div>${i + 1}. Line ${(i * 7919 + seed) % 997} of ${title.toLowerCase()}, ${((i + seed) * 104_729) % 8831} in all.</div>`).join('')}</div><div class="x"><h3>Customer</h3>Number K-000 ${seed}</div></div>`;
  return {
    style: styles,
    bodies: Array.from({ length: count }, (_, i) => body(`Screen ${i + 1}`, 4 + i * 2, i * 31 + 7)),
    article: Array.from({ length: 230 }, (_, i) => `<div>${i + 1}. The address ${(i * 7919) % 997} is looked up ${(i * 104_729) % 8831} times.</div>`).join(''),
  };
};

// Letters stand at `left` + 8 each; the article's window lies at 260, 100 and is 720 wide and 650 high.
export type Act =
  | { at: number; what: 'screen'; screen: number }
  | { at: number; what: 'letter'; place: number; top: number; from: number }
  | { at: number; what: 'scroll'; to: number }
  | { at: number; what: 'pointer'; x: number; y: number };

// Acts until `length` milliseconds are full, and when the last one ends.
export const actsOf = (length: number, screens: number): { acts: Act[]; end: number } => {
  const next = random(7);
  const any = () => Math.floor(next() * screens);
  const acts: Act[] = [{ at: 10, what: 'screen', screen: 0 }];
  let at = 20;
  const go = (milliseconds: number) => {
    at += Math.round(milliseconds);
  };
  while (at < length) {
    const what = next();
    if (what < 0.35) {
      acts.push({ at, what: 'screen', screen: any() });
      go(1500 + next() * 6000);
    } else if (what < 0.65) {
      const top = 100 + Math.floor(next() * 500);
      for (let place = 0; place < 30; place += 1) {
        acts.push({ at, what: 'letter', place, top, from: Math.floor(next() * 5000) });
        go(80 + next() * 160);
      }
    } else if (what < 0.75) {
      const step = next() < 0.5 ? 40 : -40;
      let to = Math.floor(next() * 4000);
      for (let i = 0; i < 25; i += 1) {
        to = Math.max(0, Math.min(5300, to + step));
        acts.push({ at, what: 'scroll', to });
        go(60);
      }
      go(3000 + next() * 9000);
    } else {
      for (let i = 0; i < 20; i += 1) {
        acts.push({ at, what: 'pointer', x: Math.floor(next() * wide), y: Math.floor(next() * high) });
        go(100);
      }
      go(2000 + next() * 8000);
    }
  }
  return { acts, end: at };
};

// As made_tracks reads it, with the pictures of the screens that lie as `screenN.ppm` and `article.ppm`.
export const scriptOf = ({ acts, end }: { acts: Act[]; end: number }, file: (name: string) => string): string =>
  [
    `open 0 1 window 0 0 ${wide} ${high}`,
    ...acts.map((act) => {
      switch (act.what) {
        case 'screen':
          return `pixels ${act.at} 1 0 0 ${file(`screen${act.screen}`)}`;
        case 'letter':
          return `pixels ${act.at} 1 ${260 + act.place * 8} ${act.top} ${file('article')} ${20 + act.place * 8} ${act.from} 8 20`;
        case 'scroll':
          return `pixels ${act.at} 1 260 100 ${file('article')} 0 ${act.to} 720 650`;
        case 'pointer':
          return `cursor ${act.at} ${act.x} ${act.y}`;
      }
    }),
    `end ${end}`,
    '',
  ].join('\n');
