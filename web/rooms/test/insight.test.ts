// Insight in a browser, on reports of a made-up centre: what is shown, by keyboard and by mouse, and that names from outside stay names.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, violations, type Visit, visit } from './browser.js';
import { type MadeReport, makeReports, ReportServer } from './insight_reports.js';

const words = {
  sv: { change: /^Ändra läge/, mended: 'Åtgärdad', version: 'Version', save: 'Spara', saved: 'Läget är ändrat.', inVersion: /Åtgärdad i version 2/, notMeasured: /Inte mätt ännu/, from: 'Väg från', to: 'till', atLeast: 'Steg i minst', examples: /^Exempel …/, asTable: 'Som tabell', screens: 'Skärmar', zoomIn: 'Zooma in', tooFew: 'för få för att visa', missing: /saknas här/ },
  en: { change: /^Change status/, mended: 'Mended', version: 'Version', save: 'Save', saved: 'The status is changed.', inVersion: /Mended in version 2/, notMeasured: /Not measured yet/, from: 'Way from', to: 'to', atLeast: 'Steps in at least', examples: /^Examples …/, asTable: 'As a table', screens: 'Screens', zoomIn: 'Zoom in', tooFew: 'too few to show', missing: /missing here/ },
} as const;

// With INSYN_PICTURES a picture of each page lands there.
const picture = async (page: Page, name: string) => {
  const folder = process.env['INSYN_PICTURES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

const pages = ['', '/flow', '/comparisons', '/measures', '/print'];
const settled = async (page: Page) => {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main .card').first().waitFor();
  await page.waitForLoadState('networkidle');
};

describe('insight', () => {
  let made: MadeReport[];
  let server: ReportServer;
  let url: string;
  let browser: Browser;
  before(async () => {
    [made, browser] = await Promise.all([makeReports([4, 6, 8]), startBrowser()]);
    server = new ReportServer(made);
    url = await server.start();
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  for (const language of ['sv', 'en'] as const) {
    const says = words[language];
    const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
    describe(language, () => {
      let here: Visit;
      before(async () => {
        server.standings = [];
        server.role = 'analyst';
        server.set(made);
        here = await visit(browser, look);
      });
      after(() => here.context.close());

      for (const path of pages)
        test(`no violation on /insight${path}, at any width`, async () => {
          const { page } = here;
          await page.setViewportSize({ width: look.width, height: look.height });
          await page.goto(`${url}/insight${path}`);
          await settled(page);
          assert.deepEqual(await violations(page), []);
          for (const width of [390, 1440, 2560]) {
            await page.setViewportSize({ width, height: 1000 });
            await picture(page, `insight${path.replace('/', '-')}-${width}-${look.theme}`);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(over <= 0, `${over} px too wide at ${width}`);
          }
          await page.setViewportSize({ width: look.width, height: look.height });
        });

      test('a friction goes from found to mended by keyboard, and its effect is shown, or why it is not', async () => {
        const { page } = here;
        await page.goto(`${url}/insight`);
        await settled(page);
        const first = page.locator('ol.frictions > li').first();
        await first.getByRole('button', { name: says.change }).focus();
        await page.keyboard.press('Enter');
        await page.getByRole('radio', { name: says.mended, exact: true }).focus();
        await page.keyboard.press('Space');
        await page.getByLabel(says.version).focus();
        await page.keyboard.type('2');
        assert.deepEqual(await violations(page), []);
        await picture(page, `insight-dialog-${look.theme}`);
        await page.keyboard.press('Enter');
        await page.getByText(says.saved).waitFor();
        await first.getByText(says.inVersion).waitFor();
        const effect = await first.locator('.effect').innerText();
        assert.match(effect, /95 %/);
        // A version that no report compares.
        await first.getByRole('button', { name: says.change }).click();
        await page.getByLabel(says.version).fill('99');
        await page.getByRole('button', { name: says.save }).click();
        await first.getByText(says.notMeasured).waitFor();
        assert.equal(server.standings[0]?.['version'], '99');
        await picture(page, `insight-mended-${look.theme}`);
        assert.deepEqual(await violations(page), []);
      });

      test('the flow zooms by keys, is filtered, and tells the way between two places; the tables have the same', async () => {
        const { page } = here;
        await page.goto(`${url}/insight/flow`);
        await settled(page);
        const figure = page.locator('.flow-stage svg');
        await figure.waitFor();
        const whole = await figure.getAttribute('viewBox');
        await page.locator('.flow-stage').focus();
        await page.keyboard.press('+');
        await page.waitForFunction((before) => document.querySelector('.flow-stage svg')?.getAttribute('viewBox') !== before, whole);
        await page.keyboard.press('0');
        await page.waitForFunction((before) => document.querySelector('.flow-stage svg')?.getAttribute('viewBox') === before, whole);
        const steps = await figure.locator('path.edge').count();
        assert.equal(await page.locator('details table').first().locator('tbody tr').count(), steps);
        const places = page.getByLabel(says.from);
        await places.selectOption({ index: 1 });
        await page.getByLabel(says.to, { exact: true }).selectOption({ index: 3 });
        await page.locator('ol.way > li').first().waitFor();
        assert.ok((await figure.locator('path.on-way').count()) >= 1);
        await picture(page, `insight-way-${look.theme}`);
        assert.deepEqual(await violations(page), []);
        await page.getByLabel(says.atLeast).selectOption({ index: 2 });
        await page.waitForFunction((all) => document.querySelectorAll('.flow-stage path.edge').length < all, steps);
        await page.getByRole('button', { name: says.screens, exact: true }).click();
        await page.waitForFunction((all) => document.querySelectorAll('.flow-stage path.edge').length < all, steps);
      });

      test('no count anywhere is below the floor', async () => {
        const { page } = here;
        for (const path of ['', '/flow', '/measures']) {
          await page.goto(`${url}/insight${path}`);
          await settled(page);
          const text = await page.locator('main').innerText();
          const counts = [...text.matchAll(/(\d[\d\s,\u00a0]*)\s(?:samtal|calls)\b/g)].map((match) => Number((match[1] ?? '').replace(/[^\d]/g, '')));
          assert.ok(counts.length > 0);
          for (const count of counts) assert.ok(count >= 30, `${count} on ${path}`);
        }
      });

      test('no page has broken a rule of its own', () => assert.deepEqual(here.complaints, []));
    });
  }

  test('who may not change a status is not asked to, and examples say what they take', async () => {
    server.role = 'agent';
    const { page, context } = await visit(browser);
    await page.goto(`${url}/insight`);
    await settled(page);
    assert.equal(await page.getByRole('button', { name: words.sv.change }).count(), 0);
    await page.getByRole('button', { name: words.sv.examples }).first().click();
    await page.getByText('age --decrypt -i UNION.age examples.age').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Hämta examples.age' }).count(), 0);
    assert.deepEqual(await violations(page), []);
    await context.close();
    server.role = 'analyst';
  });

  test('a report that is missing in its register is told', async () => {
    server.set([made[0], made[2]].filter((one) => one !== undefined));
    const { page, context } = await visit(browser);
    await page.goto(`${url}/insight`);
    await page.getByText(words.sv.missing).waitFor();
    await context.close();
    server.set(made);
  });

  test('names of screens, kinds and notes are text, however they look', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>"\'';
    const long = 'W'.repeat(1000);
    const changed = made.map((one): MadeReport => {
      const report = JSON.parse(one.text) as { frictions: { screen: string; kind: string }[]; kinds: { kind: string; flow: { places: { screen: string; activity: string }[] } }[]; did_not_help: { kind: string }[] };
      const kind = report.frictions[0]?.kind ?? '';
      const rename = (name: string) => (name === kind ? hostile : name);
      for (const friction of report.frictions) friction.kind = rename(friction.kind);
      for (const word of report.did_not_help) word.kind = rename(word.kind);
      for (const each of report.kinds) {
        if (each.kind === kind) each.flow.places.forEach((place, index) => place.activity === 'screen' && (place.screen = index === 0 ? hostile : index === 1 ? long : place.screen));
        each.kind = rename(each.kind);
      }
      if (report.frictions[0] !== undefined) report.frictions[0].screen = hostile;
      return { ...one, text: JSON.stringify(report) };
    });
    server.set(changed);
    server.standings = [];
    const { page, context, complaints } = await visit(browser, { ...kUsualLook, width: 390 });
    // Reports never change, so that another one has another address.
    for (const path of pages) {
      await page.goto(`${url}/insight${path}${path === '/flow' || path === '/measures' ? `?kind=${encodeURIComponent(hostile)}` : ''}`);
      await settled(page);
      assert.equal(await page.locator('main img, main script').count(), 0);
      assert.notEqual(await page.title(), '1');
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${over} px too wide on ${path}`);
      await picture(page, `insight${path.replace('/', '-')}-hostile`);
    }
    assert.deepEqual(complaints, []);
    await context.close();
    server.set(made);
  });

  test('what is no report is said to be none', async () => {
    server.set([{ ...(made[0] as MadeReport), text: '{"agreement":"x","number":1,"register":"r"}' }]);
    const { page, context } = await visit(browser);
    await page.goto(`${url}/insight`);
    await page.getByRole('alert').waitFor();
    await context.close();
    server.set([]);
    const none = await visit(browser);
    await none.page.goto(`${url}/insight`);
    await none.page.getByText('Det finns ingen rapport ännu').waitFor();
    assert.deepEqual(await violations(none.page), []);
    await none.context.close();
    server.set(made);
  });
});
