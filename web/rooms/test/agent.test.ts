// An agent's day, in both languages, by keyboard: insyn-room with the agent's own key beside a real server. Own recordings are played where
// they lie, one is discarded, and the reviewer who had asked for it sees that.
import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, violations, type Visit, visit } from './chromium.js';
import { Centre, until } from './stage.js';

const pictures = process.env['INSYN_PICTURES'];
const kPurpose = 'Förstå vilka sökord om fakturor som inte ger någon träff.';

const words = {
  sv: {
    own: 'Mina inspelningar',
    byKey: 'Inloggad med din egen nyckel',
    three: '3 inspelningar',
    two: '2 inspelningar',
    both: 'Ligger hos centret, och på den här datorn.',
    asked: /^Begärd .* av Granskare 1\. Syfte: ”Förstå vilka sökord/,
    nobody: 'Ingen har begärt att få öppna den.',
    left: 'Det som inte spelades in',
    noReport: /Ingen rapport har lämnats in än/,
    play: /^Spela upp inspelningen från/,
    stop: 'Stanna',
    whole: 'Hel och oförändrad, gjord av en dator i förteckningen',
    copied: /^Adressen till .* är kopierad/,
    toList: 'Till mina inspelningar',
    discard: /^Kasta inspelningen från/,
    keep: 'Behåll den',
    now: 'Kasta den',
    confirmed: /Du har kastat den, och centret har bekräftat det\./,
    gone: 'Kastad av handläggaren',
    rules: 'Vad som gäller',
    rulesTitle: 'Det här gäller',
    lost: 'Inspelningen finns inte längre',
    helped: '71 samtal, 12 %',
    notCentre: 'Det som ligger hos centret kunde inte hämtas.',
    byServer: /Den här sidan kommer från centrets server/,
    out: 'Logga ut',
  },
  en: {
    own: 'My recordings',
    byKey: 'Signed in with your own key',
    three: '3 recordings',
    two: '2 recordings',
    both: 'Lies at the centre, and on this computer.',
    asked: /^Asked for on .* by Granskare 1\. Purpose: “Förstå vilka sökord/,
    nobody: 'Nobody has asked to open it.',
    left: 'What was not recorded',
    noReport: /No report has been handed in yet/,
    play: /^Play the recording of/,
    stop: 'Stop',
    whole: 'Whole and unchanged, made by a computer on the roster',
    copied: /^The address of .* is copied/,
    toList: 'To my recordings',
    discard: /^Discard the recording of/,
    keep: 'Keep it',
    now: 'Discard it',
    confirmed: /You have discarded it, and the centre has confirmed that\./,
    gone: 'Discarded by the agent',
    rules: 'What applies',
    rulesTitle: 'What applies',
    lost: 'The recording is no longer there',
    helped: '71 calls, 12%',
    notCentre: 'What lies at the centre could not be loaded.',
    byServer: /This page comes from the centre’s server/,
    out: 'Sign out',
  },
} as const;

// What a report has of it; the rest is insight's.
const kindOf = (kind: string) => ({
  ...{ kind, weeks: 4, calls: 600, handling_s: 400, hold_s: 20, steps: 9, outcomes: [], flow: { places: [], edges: [], ways: [] }, articles: [] },
  ...{ answer_curve: [], without_answer_curve: [], comparisons: [] },
});
const kReport = {
  ...{ agreement: 'made up', number: 3, register: 'r', period: '4 weeks', min_group: 10, min_calls: 30, rounded_to: 5, looked_at: 80, frictions: [] },
  did_not_help: [
    { kind: 'Faktura', screen: '', calls: 600, affected_calls: 71 },
    { kind: 'Flytt', screen: '', calls: 600, affected_calls: 30 },
  ],
  ...{ kinds_without_article: [], hardly_used_screens: [], kinds: ['Faktura', 'Flytt', 'Arv'].map(kindOf) },
};
const kListed = {
  ...{ id: 'a'.repeat(64), number: 3, register: 'r', from: '2026-11-02', to: '2026-11-29', zone: 'Europe/Stockholm', made: '2026-11-30T07:00:00.000Z' },
  ...{ agreement: 'b'.repeat(64), agreement_id: 'made up', examples: false },
};

const keep = async (page: Page, name: string) => {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

// As somebody without a mouse gets there: what has the focus says so.
const tabTo = async (page: Page, name: string | RegExp, key = 'Tab') => {
  for (let i = 0; i < 150; ++i) {
    await page.keyboard.press(key);
    const here = await page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim());
    if (typeof name === 'string' ? here === name : name.test(here)) return;
  }
  throw new Error(`nothing called ${String(name)} is reached by ${key}`);
};

const isDrawn = (page: Page) =>
  page.waitForFunction(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels !== undefined && pixels.some((value, index) => index % 4 === 3 && value !== 0);
  });

for (const language of ['sv', 'en'] as const) {
  const says = words[language];
  const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
  describe(`an agent's day (${language})`, () => {
    let centre: Centre;
    let browser: Browser;
    let here: Visit;
    let address = '';
    let asked = '';
    const home = () => new URL('/agent', address).href;
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 3, recordings: 3, weeks: 1, keep: true }), startBrowser()]);
      await centre.login('reviewer');
      asked = (await readdir(centre.path('company', 'workstation-00001', 'spool'))).find((name) => /^[0-9a-f]{32}$/.test(name)) ?? '';
      await centre.insyn('reviewer', ['ask', asked, '--purpose', 'search-fails', '--because', kPurpose, '--key', centre.path('company', 'reviewer.sign'), '--out', centre.path('asked'), ...centre.agreementWords()]);
      address = await centre.startAgentsRoom('workstation-00001');
      here = await visit(browser, look);
    });
    after(async () => {
      await browser?.close();
      await centre?.stop();
    });

    test('the printed address is all that it takes: the key signs in', async () => {
      const { page } = here;
      await page.goto(address);
      await page.getByRole('heading', { level: 1, name: says.own }).waitFor();
      await page.getByText(says.byKey).waitFor();
      assert.equal(await page.getByRole('button', { name: says.out }).count(), 0);
      assert.doesNotMatch(page.url(), /#/);
      assert.equal(await page.evaluate(() => document.cookie), '');
    });

    test('what was recorded, where it lies, who has asked and why; what was not; what the system is worth', async () => {
      const { page } = here;
      await page.getByRole('heading', { level: 2, name: says.three }).waitFor();
      await page.getByText(says.asked).waitFor();
      assert.equal(await page.getByText(says.both).count(), 3);
      assert.equal(await page.getByText(says.nobody).count(), 2);
      await page.getByRole('heading', { level: 2, name: says.left }).waitFor();
      await page.getByText(says.noReport).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-own-${language}`);
    });

    test('an own recording is played by keyboard, from this computer', async () => {
      const { page } = here;
      await tabTo(page, says.play);
      await page.keyboard.press('Enter');
      await page.getByText(says.whole).waitFor();
      const slider = page.getByRole('slider').first();
      await slider.waitFor();
      await slider.focus();
      const before = Number(await slider.getAttribute('aria-valuenow'));
      await page.keyboard.press('ArrowRight');
      await until('the player goes on', async () => Number(await slider.getAttribute('aria-valuenow')) > before);
      await isDrawn(page);
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-playing-${language}`);
      await page.keyboard.press('l');
      await page.getByText(says.copied).waitFor();
      // No page has the agent's key, nor keeps what opens this recording.
      const kept = await page.evaluate(async () => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + JSON.stringify(await indexedDB.databases()));
      assert.doesNotMatch(kept, /SECRET-KEY/);
    });

    test('and from the centre, where the ledger says so', async () => {
      const { page } = here;
      await page.goto(new URL(`/agent/recording/${asked}?from=centre`, address).href);
      await page.getByText(says.whole).waitFor();
      const slider = page.getByRole('slider').first();
      await slider.focus();
      await page.keyboard.press('ArrowRight');
      await isDrawn(page);
      await until('the witness has it', async () => {
        const ledger = await centre.insyn('reviewer', ['ledger', 'show', centre.path('witness', 'copy'), '--json']);
        return /own-reading/.test(ledger.stdout);
      });
      await tabTo(page, says.toList);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: says.own }).waitFor();
    });

    test('one is discarded in two steps, of which Enter alone takes none', async () => {
      const { page } = here;
      const row = page.getByRole('article').filter({ has: page.getByText(says.asked) });
      await row.waitFor();
      const name = (await row.getByRole('button', { name: says.discard }).getAttribute('aria-label')) ?? '';
      await tabTo(page, name);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: says.keep }).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-discard-${language}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: says.keep }).waitFor({ state: 'detached' });
      await row.getByRole('button', { name: says.discard }).focus();
      await page.keyboard.press('Enter');
      await tabTo(page, says.now, 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByText(says.confirmed).waitFor();
      await page.getByRole('heading', { level: 2, name: says.two }).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-discarded-${language}`);
    });

    test('the reviewer who had asked for it sees that it was discarded, and not by whom', async () => {
      const other = await visit(browser, look);
      const { page } = other;
      await page.goto(centre.url);
      await page.locator('input[name=account]').fill('reviewer');
      await page.locator('input[name=passphrase]').fill(centre.passphraseOf('reviewer'));
      await page.keyboard.press('Enter');
      await page.locator('tbody tr').first().waitFor();
      await page.goto(`${centre.url}/review?state=discarded`);
      await page.locator('tbody').getByText(says.gone).first().waitFor();
      assert.equal(await page.locator('tbody tr:not(.spacer)').count(), 1);
      assert.doesNotMatch(await page.locator('main').innerText(), /agent-\d/);
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-discarded-reviewer-${language}`);
      assert.deepEqual(other.complaints, []);
      await other.context.close();
    });

    test('its address says that it is gone', async () => {
      const { page } = here;
      await page.goto(new URL(`/agent/recording/${asked}?from=centre`, address).href);
      await page.getByText(says.lost).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-gone-${language}`);
    });

    test('once a report was handed in, its figures are shown as everybody sees them', async () => {
      const { page } = here;
      await page.route('**/v1/reports**', (route) => route.fulfill({ json: route.request().url().endsWith('/v1/reports') ? { reports: [kListed] } : kReport }));
      await page.goto(home());
      await page.getByText(says.helped).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-said-${language}`);
      await page.unroute('**/v1/reports**');
    });

    test('what applies stands in words', async () => {
      const { page } = here;
      await page.goto(home());
      await tabTo(page, says.rules);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: says.rulesTitle }).waitFor();
      await page.locator('.explained').waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-rules-${language}`);
    });

    test('every page fits, from a telephone to 4K', async () => {
      const { page } = here;
      for (const [width, height] of [[360, 800], [1024, 768], [3840, 2160]] as const)
        for (const path of ['/agent', '/agent/rules']) {
          await page.setViewportSize({ width, height });
          await page.goto(new URL(path, address).href);
          await page.locator('.card').first().waitFor();
          const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
          assert.ok((wide ?? 0) <= (room ?? 0), `${path} is ${wide} wide on ${room}`);
          if (width === 360) assert.deepEqual(await violations(page), []);
          await keep(page, `agent${path.replaceAll('/', '-').replace('-agent', '')}-${width}-${language}`);
        }
      await page.setViewportSize({ width: look.width, height: look.height });
    });

    test('where the centre does not answer, what lies here is shown and played', async () => {
      const other = await visit(browser, look);
      const { page } = other;
      await page.goto(await centre.startAgentsRoom('workstation-00002', 'https://127.0.0.1:9'));
      await page.getByText(says.notCentre).waitFor();
      await page.getByRole('heading', { level: 2, name: says.three }).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-no-centre-${language}`);
      await page.getByRole('link', { name: says.play }).first().click();
      await page.getByText(says.whole).waitFor();
      assert.deepEqual(other.complaints, []);
      await other.context.close();
    });

    test('from the centre’s server the page says where the key is', async () => {
      const other = await visit(browser, look);
      const { page } = other;
      await page.goto(centre.invitation('agent'));
      await page.locator('input[type=password]').nth(1).waitFor();
      for (const field of await page.locator('input[type=password]').all()) await field.fill(centre.passphraseOf('agent'));
      await page.keyboard.press('Enter');
      await page.getByText(says.byServer).waitFor();
      assert.equal(await page.getByRole('button', { name: says.discard }).count(), 0);
      await page.getByRole('alert').first().waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `agent-served-${language}`);
      assert.deepEqual(other.complaints, []);
      await other.context.close();
    });

    test('the page has broken no rule of its own', () => assert.deepEqual(here.complaints, []));
  });
}
