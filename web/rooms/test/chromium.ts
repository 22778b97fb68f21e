// Debian's Chromium, by Playwright: a page of each person's, in a language, a theme and a width; what the page complained about is a fault.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export interface Look {
  language: 'sv' | 'en';
  theme: 'light' | 'dark';
  width: number;
  height: number;
}
export const kUsualLook: Look = { language: 'sv', theme: 'light', width: 1440, height: 1000 };

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

export interface Visit {
  context: BrowserContext;
  page: Page;
  // What went to the console as an error, or broke the page's policy, or failed to load: all of it should be empty.
  complaints: string[];
}

export const visit = async (browser: Browser, look: Look = kUsualLook): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    locale: look.language === 'sv' ? 'sv-SE' : 'en-GB',
    colorScheme: look.theme,
    timezoneId: 'Europe/Stockholm',
    reducedMotion: 'reduce',
    // A made-up centre's certificate is its own.
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  // Chromium says of a part of the page that did not come only that it did not.
  const notCome: string[] = [];
  page.on('requestfailed', (asked) => notCome.push(`${asked.url()} (${asked.failure()?.errorText ?? ''})`));
  page.on('pageerror', (error) => complaints.push([String(error), ...notCome.slice(-3)].join('; ')));
  page.on('console', (message) => {
    // A refusal that the page asked for and shows is no fault of it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { context, page, complaints };
};

// What axe-core finds, a line each; empty where there is nothing.
export const violations = async (page: Page): Promise<string[]> => {
  // The page's policy lets no script in but its own; this one comes by the debugger.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: here } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
    return (await here.run()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`).join(' | ')}`);
  });
  return found;
};

// As somebody without a mouse gets there: what has the focus says so.
export const tabTo = async (page: Page, name: string | RegExp) => {
  for (let i = 0; i < 150; ++i) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((label) => label.textContent ?? '') : [];
      return [at?.getAttribute('aria-label') ?? '', ...labels, at?.textContent ?? ''].map((text) => text.trim()).find((text) => text !== '') ?? '';
    });
    if (typeof name === 'string' ? here === name : name.test(here)) return;
  }
  throw new Error(`nothing called ${String(name)} is reached by Tab`);
};

// By keyboard, as somebody does who finds the first field chosen: until it is, keys go nowhere.
export const signIn = async (page: Page, account: string, passphrase: string) => {
  await page.locator('input[name=account]:focus').waitFor();
  await page.keyboard.type(account);
  await page.keyboard.press('Tab');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1 }).waitFor();
};

// Nothing is wider than the window.
export const fits = async (page: Page) => {
  const { wide, room, widest } = await page.evaluate(() => {
    // What scrolls within something is not what makes the page wide.
    const scrolls = (one: Element | null): boolean => one !== null && one !== document.body && (getComputedStyle(one).overflowX !== 'visible' || scrolls(one.parentElement));
    const all = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(one.parentElement));
    const name = (one: Element) => `${one.tagName.toLowerCase()}${[...one.classList].map((part) => `.${part}`).join('')}`;
    return { wide: document.documentElement.scrollWidth, room: window.innerWidth, widest: all.slice(0, 3).map(name).join(', ') };
  });
  assert.ok(wide <= room, `${page.url()} is ${wide} wide on ${room}: ${widest}`);
};
