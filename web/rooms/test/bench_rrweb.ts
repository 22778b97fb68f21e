// The same work as rrweb's recorder sees it, and a page that plays it with rrweb-player.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Act, high, type Screens, wide } from './bench_work';

// `packages` is a folder in which npm has installed rrweb-player. One whole picture a minute is rrweb's usual remedy for long recordings; without
// it each seek plays all that came before.
export const recordByRrweb = async (browser: Browser, packages: string, acts: Act[], screens: Screens): Promise<string> => {
  const page = await browser.newPage({ viewport: { width: wide, height: high } });
  await page.setContent(`<style>${screens.style}</style>`);
  // It keeps the browser's clock as it finds it: this one goes as fast as the acts are done.
  await page.evaluate(() => {
    let now = 1_764_000_000_000;
    Date.now = () => now;
    Object.assign(window, { goTo: (time: number) => (now = 1_764_000_000_000 + time) });
  });
  await page.addScriptTag({ content: readFileSync(join(packages, 'node_modules/rrweb/dist/rrweb.umd.min.cjs'), 'utf8') });
  const events = await page.evaluate(
    async ({ list, bodies, article }) => {
      const { rrweb, goTo } = window as unknown as { rrweb: { record: (options: object) => () => void }; goTo: (time: number) => number };
      const all: { timestamp: number }[] = [];
      goTo(0);
      rrweb.record({ emit: (event: { timestamp: number }) => all.push(event), checkoutEveryNms: 60_000 });
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      let line: HTMLElement | null = null;
      let lineTop = -1;
      let reading: HTMLElement | null = null;
      const placed = (style: Partial<CSSStyleDeclaration>) => {
        const element = document.createElement('div');
        Object.assign(element.style, { position: 'absolute', background: '#fff', ...style });
        document.body.append(element);
        return element;
      };
      for (const act of list) {
        const timestamp = goTo(act.at);
        if (act.what === 'screen') {
          document.body.innerHTML = bodies[act.screen]!;
          line = reading = null;
        } else if (act.what === 'letter') {
          if (line === null || lineTop !== act.top) line = placed({ left: '260px', top: `${act.top}px`, font: '15px/20px monospace' });
          lineTop = act.top;
          line.append(String.fromCharCode(97 + (act.from % 26)));
        } else if (act.what === 'scroll') {
          if (reading === null) {
            reading = placed({ left: '260px', top: '100px', width: '720px', height: '650px', overflow: 'auto' });
            reading.innerHTML = article;
          }
          reading.scrollTop = act.to;
          await frame();
          await frame();
        } else all.push({ type: 3, data: { source: 1, positions: [{ x: act.x, y: act.y, id: 1, timeOffset: 0 }] }, timestamp } as never);
        // Its observers see what was changed.
        await null;
      }
      return JSON.stringify(all.sort((a, b) => a.timestamp - b.timestamp));
    },
    { list: acts, bodies: screens.bodies, article: screens.article },
  );
  await page.close();
  return events;
};

const text = (words: string) => new TextEncoder().encode(words);

// What a page of it is made of, by path. Outside the pages' policy, which its player cannot keep.
export const rrwebPage = (packages: string, events: string): Map<string, Uint8Array> => {
  const dist = join(packages, 'node_modules/rrweb-player/dist');
  return new Map([
    ['/free/index.html', text('<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="style.css"><body><script src="player.js"></script><script src="bench.js"></script>')],
    ['/free/style.css', readFileSync(join(dist, 'style.min.css'))],
    ['/free/player.js', readFileSync(join(dist, 'rrweb-player.umd.min.cjs'))],
    ['/free/events.json', text(events)],
    [
      '/free/bench.js',
      text(`(async () => {
  const events = await (await fetch('events.json')).json();
  const Player = rrwebPlayer.default ?? rrwebPlayer.Player ?? rrwebPlayer;
  const player = new Player({ target: document.body, props: { events, width: ${wide}, height: ${high}, autoPlay: false } });
  const replayer = player.getReplayer();
  const shown = () => (replayer.iframe.contentDocument?.body?.getBoundingClientRect().height ?? 0) > 100 && replayer.iframe.contentDocument.body.innerText.length > 20;
  player.goto(100, false);
  while (!shown()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  window.firstPicture = performance.now();
  window.timed = async (times) => {
    const all = [];
    for (const time of times) {
      const began = performance.now();
      player.goto(time, false);
      if (!shown()) throw new Error('nothing is shown at ' + time);
      all.push(performance.now() - began);
    }
    return all;
  };
})();`),
    ],
  ]);
};
