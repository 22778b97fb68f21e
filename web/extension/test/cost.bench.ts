// What a capture costs the page: its longest task, an idle minute's share, and the time for an element. By hand: node test/run.mjs cost
import { kFull, kView, Stage } from './stage';

const rows = (count: number): string => Array.from({ length: count }, (_, at) => `<tr><td class="n">${String(at)}</td><td><b>Row ${String(at)}</b> of many</td><td><a href="#">open</a></td></tr>`).join('');
const page = (body: string): { type: string; body: string } => ({ type: 'text/html; charset=utf-8', body: `<!doctype html><style>body{font:13px/1.4 sans-serif;margin:0}td{padding:2px 8px;border-bottom:1px solid #ddd}.n{color:#678}.card{display:inline-block;width:30px;height:14px;margin:1px;background:#cde}</style>${body}` });
const stage = await Stage.open({
  '/table': page(`<table>${rows(1660)}</table>`),
  '/dense': page(Array.from({ length: 10000 }, () => '<i class="card"></i>').join('')),
});
const session = await stage.page.context().newCDPSession(stage.page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
const metrics = async (): Promise<number> => {
  const { metrics: all } = await session.send('Performance.getMetrics');
  return all.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
};
const longest = (): Promise<number> => stage.page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
const observe = (): Promise<void> =>
  stage.page.evaluate(() => {
    const all = globalThis as unknown as { longest: number };
    all.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) all.longest = Math.max(all.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
const real = { ...kFull, looks: 10, sweep: 1000 };

console.log('| page | elements | longest task | longest slice | first look, processor | a change, processor | the same without the capture |\n|---|---|---|---|---|---|---|');
const change = async (): Promise<number> => {
  const before = await metrics();
  await stage.page.evaluate(() => {
    const cell = document.querySelectorAll('td b, .card, .hit b')[3];
    if (cell !== undefined) cell.textContent = `changed ${String(Math.round(performance.now()))}`;
  });
  await stage.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  return before;
};
const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;
for (const path of ['/kundstod/index.html', '/table', '/dense']) {
  await stage.go(path);
  await observe();
  const alone = -(await change()) + (await metrics());
  const before = await metrics();
  await stage.begin(real);
  await stage.settled();
  const first = (await metrics()) - before;
  const elements = await stage.page.evaluate(() => document.querySelectorAll('*').length);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const began = await change();
  await stage.settled();
  const changed = (await metrics()) - began;
  const cost = JSON.parse(String(await stage.inside('insynTest.cost()'))) as { longest: number };
  console.log(`| ${path} | ${String(elements)} | ${(await longest()).toFixed(0)} ms | ${cost.longest.toFixed(1)} ms | ${ms(first)} | ${ms(changed)} | ${ms(alone)} |`);
}
await stage.go('/kundstod/index.html');
const idle = async (): Promise<number> => {
  const before = await metrics();
  await new Promise((resolve) => setTimeout(resolve, 10000));
  return ((await metrics()) - before) / 10;
};
const bare = await idle();
await stage.begin(real);
await stage.settled();
await new Promise((resolve) => setTimeout(resolve, 6000));
const slices = async (): Promise<number> => (JSON.parse(String(await stage.inside('insynTest.cost()'))) as { slices: number }).slices;
const slicesBefore = await slices();
console.log(`idle, of a core: ${(bare * 100).toFixed(2)} % without, ${((await idle()) * 100).toFixed(2)} % with, in ${String((await slices()) - slicesBefore)} slices`);
const every = (name: string): Promise<number> => stage.page.evaluate((event) => setInterval(() => { document.dispatchEvent(new Event(event)); }, 0) as unknown as number, name);
const other = await every('nobody-listens');
console.log(`a page that rings nothing as often as a timer can: ${((await idle()) * 100).toFixed(2)} %`);
await stage.page.evaluate((timer) => { clearInterval(timer); }, other);
const bell = await every('insyn-look');
console.log(`one that rings the bell: ${((await idle()) * 100).toFixed(2)} %`);
await stage.page.evaluate((timer) => { clearInterval(timer); }, bell);
const began = await metrics();
await stage.page.evaluate(() => { for (let i = 0; i < 1e6; ++i) document.dispatchEvent(new Event('insyn-look')); });
console.log(`rung a million times at once: ${((await metrics()) - began).toFixed(2)} s; ${String(kView.width)} x ${String(kView.height)}`);
await stage.close();
