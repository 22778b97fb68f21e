// How soon a page is there on a slow computer, and how fast a reviewer's list of a million recordings answers: with the real server.
import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startBrowser, visit } from './chromium';
import { Centre } from './stage';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const recordings = Number(option('--recordings') ?? 1_000_000);
const kSlower = 4;
const kTimes = 7;

const at = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
const say = (values: number[]) => `${at(values, 0.5).toFixed(0)} | ${at(values, 0.95).toFixed(0)} | **${Math.max(...values).toFixed(0)}**`;

// A hundred kinds of question and twelve queues over ninety days, of a thousand agents; as bench/list_rate makes them.
const fill = (centre: Centre) => {
  const sql = `INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, closing_note, journal)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${recordings})
    SELECT printf('%032x', i), 'stored', (SELECT hash FROM agreements LIMIT 1), 'd' || (i % 1000), 'a' || (i % 1000), 'c' || i, 'kind ' || (i % 100), 'queue ' || (i % 12), i,
    date('2026-09-01', '+' || (i % 90) || ' days'), 4000000000000, 'full', 10 * (i % 11), 1 + i % 40, CASE WHEN i % 3 = 0 THEN 'Wiki' ELSE 'Kundstöd' END, 100, 5000000, 0, i,
    lower(hex(zeroblob(100))), lower(hex(zeroblob(100))), '' FROM n; ANALYZE;`;
  execFileSync('sqlite3', [centre.path('centre', 'insyn.sqlite')], { input: sql });
};

// When `selector` was drawn, from the beginning of the page, and how many bytes came until then and a second later; nothing is cached.
const firstSight = async (context: BrowserContext, url: string, selector: string, slower: number) => {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }: { encodedDataLength: number }) => (bytes += encodedDataLength));
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector(wanted) === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => Object.assign(window, { seenAt: performance.now() }));
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(url);
  await page.waitForFunction(() => 'seenAt' in window);
  const seen = await page.evaluate(() => (window as unknown as { seenAt: number }).seenAt);
  await page.waitForTimeout(1000);
  await page.close();
  return { seen, kilo: bytes / 1000 };
};

const firstSights = async (what: string, browser: Browser, made: (browser: Browser) => Promise<BrowserContext>, url: string, selector: string) => {
  const seen: number[] = [];
  let kilo = 0;
  for (let i = 0; i < kTimes; i += 1) {
    const context = await made(browser);
    const one = await firstSight(context, url, selector, kSlower);
    seen.push(one.seen);
    kilo = Math.max(kilo, one.kilo);
    await context.close();
  }
  console.log(`| ${what} | **${kilo.toFixed(0)}** | ${say(seen)} |`);
};

// How long it takes from an act until what it asks for is drawn; both run in the page.
// Both are expressions in the page's language; they come by the debugger, since the page's own policy lets nothing be evaluated.
const lasts = (page: Page, act: string, isThere: string): Promise<number> =>
  page.evaluate(`(async () => {
    const began = performance.now();
    const shared = { before: document.querySelector('tbody tr[data-index="0"]')?.textContent ?? '' };
    ${act};
    while (!(${isThere})) {
      await new Promise(requestAnimationFrame);
      if (performance.now() - began > 20000) throw new Error('it never came');
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - began;
  })()`);

const browser = await startBrowser();
const centre = await Centre.start({ workstations: 12, recordings: 0, weeks: 1, beforeStart: fill });
try {
  const signedIn = await visit(browser);
  await signedIn.page.goto(centre.invitation('reviewer'));
  for (const field of await signedIn.page.locator('input[type=password]').all()) await field.fill(centre.passphraseOf('reviewer'));
  await signedIn.page.keyboard.press('Enter');
  const { page } = signedIn;
  await page.locator('tbody tr[data-index]').first().waitFor({ timeout: 120_000 });
  const cookies = await signedIn.context.cookies();

  console.log(`Without a cache, the processor ${kSlower} times as slow, TLS on loopback; ${kTimes} times each.\n`);
  console.log('| page | kB, compressed | until it is drawn, ms: median | p95 | at most |\n|---|---|---|---|---|');
  const nobody = async (by: Browser) => (await visit(by)).context;
  const reviewer = async (by: Browser) => {
    const { context } = await visit(by);
    await context.addCookies(cookies);
    return context;
  };
  await firstSights('signing in', browser, nobody, `${centre.url}/`, 'h1');
  await firstSights('the reviewer’s list', browser, reviewer, `${centre.url}/review`, 'tbody tr[data-index]');

  console.log(`\n${recordings.toLocaleString('en')} recordings, the processor as it is; from the act until the rows are drawn.\n`);
  console.log('| what | times | ms: median | p95 | at most |\n|---|---|---|---|---|');
  const row = (what: string, values: number[]) => console.log(`| ${what} | ${values.length} | ${say(values)} |`);
  const kinds = "[...document.querySelectorAll('.filters label.choice')].filter((one) => one.childNodes[1].textContent.startsWith('kind ')).map((one) => one.control)";
  await page.locator('.filters label.choice').filter({ hasText: /^kind / }).nth(60).waitFor();
  const filtered: number[] = [];
  const cleared: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    filtered.push(
      await lasts(
        page,
        `const input = ${kinds}.filter((one) => !one.checked)[${(i * 7) % 60}]; shared.kind = input.parentElement.childNodes[1].textContent; input.click()`,
        "((all) => all.length > 0 && all.every((one) => one.textContent === shared.kind))([...document.querySelectorAll('tbody td.kind')].map((one) => one.firstChild))",
      ),
    );
    cleared.push(
      await lasts(
        page,
        `${kinds}.find((one) => one.checked).click()`,
        "new Set([...document.querySelectorAll('tbody td.kind')].map((one) => one.firstChild.textContent)).size > 1",
      ),
    );
  }
  row('one kind of a hundred', filtered);
  row('all of them again', cleared);
  const sorted: number[] = [];
  for (let i = 0; i < 20; i += 1) {
    const order = ['longest', 'oldest', 'withheld', 'newest'][i % 4]!;
    await page.evaluate(() => window.scrollTo(0, 0));
    const select = "document.querySelector('.sort select')";
    sorted.push(
      await lasts(
        page,
        `Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(${select}, '${order}'); ${select}.dispatchEvent(new Event('change', { bubbles: true }))`,
        `document.querySelector('tbody tr[data-index="0"]') !== null && document.querySelector('tbody tr[data-index="0"]').textContent !== shared.before`,
      ),
    );
  }
  row('another order', sorted);
  const scrolled: number[] = [];
  for (let i = 0; i < 200; i += 1)
    scrolled.push(
      await lasts(
        page,
        'window.scrollBy(0, 900)',
        "((one) => one !== null && one.closest('tr[data-index]') !== null)(document.elementFromPoint(window.innerWidth * 0.6, window.innerHeight * 0.9))",
      ),
    );
  row('a screen down, 3,000 rows in all', scrolled);
} finally {
  await browser.close();
  await centre.stop();
}
