// A friction from found to mended, at a real centre: reports are made by insyn report and handed in, and each person does their part in the
// pages, by keyboard; in both languages.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { kUsualLook, type Look, signIn, startBrowser, violations, type Visit, visit } from './chromium.js';
import { ReportSeries } from './insight_series.js';
import { Centre, type Person } from './stage.js';

const words = {
  sv: {
    none: 'Det finns ingen rapport ännu', notSeen: 'Inte sedd ännu', change: /^Ändra läge …/, choose: { seen: 'Sedd', 'being-mended': 'Åtgärdas', mended: 'Åtgärdad' },
    version: 'Version', note: 'Anteckning', saved: 'Läget är ändrat.', seen: /^Sedd /, planned: 'planerad i version 2', mended: /^Åtgärdad i version 2/,
    notMeasured: /Inte mätt ännu/, examples: /^Exempel …/, download: 'Hämta examples.age', close: 'Stäng', missing: /saknas här/, print: 'Skriv ut på en sida',
    said: 'Sökrutan får förslag.',
  },
  en: {
    none: 'There is no report yet', notSeen: 'Not seen yet', change: /^Change status …/, choose: { seen: 'Seen', 'being-mended': 'Being mended', mended: 'Mended' },
    version: 'Version', note: 'Note', saved: 'The status is changed.', seen: /^Seen /, planned: 'planned for version 2', mended: /^Mended in version 2/,
    notMeasured: /Not measured yet/, examples: /^Examples …/, download: 'Download examples.age', close: 'Close', missing: /missing here/, print: 'Print on one page',
    said: 'The search box gets suggestions.',
  },
} as const;
type Says = (typeof words)['sv' | 'en'];

// With INSYN_PICTURES a picture of each step lands there.
const picture = async (page: Page, name: string) => {
  const folder = process.env['INSYN_PICTURES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

// By Tab alone, as far as it takes.
const tabTo = async (page: Page, wanted: Locator) => {
  const is = () => wanted.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < 120; pressed += 1) {
    if (await is()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not reach it');
};

const openInsight = async (page: Page, centre: Centre, path = '') => {
  await page.goto(`${centre.url}/insight${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('main .card').first().waitFor();
  await page.waitForLoadState('networkidle');
};

const first = (page: Page) => page.locator('ol.frictions > li').first();

// Of one friction, by keyboard.
const change = async (page: Page, says: Says, of: Locator, status: keyof Says['choose'], fields: { version?: string; note?: string }) => {
  await tabTo(page, of.getByRole('button', { name: says.change }));
  await page.keyboard.press('Enter');
  const wanted = page.getByRole('radio', { name: says.choose[status], exact: true });
  await wanted.waitFor();
  const group = page.locator('input[type=radio]:checked');
  await tabTo(page, group);
  for (let pressed = 0; pressed < 4 && !(await wanted.isChecked()); pressed += 1) await page.keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked());
  if (fields.version !== undefined) {
    await tabTo(page, page.getByLabel(says.version));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(fields.version);
  }
  if (fields.note !== undefined) {
    await tabTo(page, page.getByLabel(says.note));
    await page.keyboard.type(fields.note);
  }
  assert.deepEqual(await violations(page), []);
  await picture(page, `day-dialog-${status}`);
  await tabTo(page, page.locator('form button[type=submit]'));
  await page.keyboard.press('Enter');
  await page.getByText(says.saved).waitFor();
};

for (const language of ['sv', 'en'] as const) {
  const says = words[language];
  const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
  describe(`a friction from found to mended (${language})`, () => {
    let centre: Centre;
    let browser: Browser;
    let series: ReportSeries;
    const visits: Visit[] = [];
    const pages = new Map<Person, Page>();

    const pageOf = async (person: Person): Promise<Page> => {
      const known = pages.get(person);
      if (known !== undefined) return known;
      if (person !== 'administrator') await centre.login(person);
      const here = await visit(browser, look);
      visits.push(here);
      pages.set(person, here.page);
      await here.page.goto(`${centre.url}/`);
      await signIn(here.page, person, centre.passphraseOf(person));
      return here.page;
    };
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 12, recordings: 0, weeks: 1, agreed: 9 }), startBrowser()]);
      series = await ReportSeries.of(centre, 8);
    });
    after(async () => {
      await browser.close();
      await centre.stop();
    });

    test('without a report the room says so, and whose work it is', async () => {
      const page = await pageOf('analyst');
      await page.goto(`${centre.url}/insight`);
      await page.getByText(says.none).waitFor();
      assert.deepEqual(await violations(page), []);
      await picture(page, `day-none-${language}`);
    });

    test('what is no report of the register, or was changed, is not taken', async () => {
      const made = await series.make(4);
      const changed = centre.path('changed');
      await cp(made, changed, { recursive: true });
      const text = await readFile(join(made, 'report.json'), 'utf8');
      await writeFile(join(changed, 'report.json'), text.replace(/"looked_at": \d+/, '"looked_at": 1'));
      await assert.rejects(series.handIn(changed), /not what was signed/);
      await assert.rejects(series.handIn(made, 'reviewer.sign'), /not signed by the insight key/);
      const page = await pageOf('analyst');
      await page.reload();
      await page.getByText(says.none).waitFor();
    });

    test('it is found: the first report is handed in, and everybody sees it', async () => {
      await series.handIn(centre.path('report-4'));
      for (const person of ['analyst', 'reviewer', 'union', 'agent', 'administrator'] as const) {
        const page = await pageOf(person);
        await openInsight(page, centre);
        await first(page).getByText(says.notSeen).waitFor();
      }
      const page = await pageOf('analyst');
      assert.deepEqual(await violations(page), []);
      await picture(page, `day-found-${language}`);
    });

    test('it is seen: a reviewer says so, by keyboard; union and agent read it and cannot change it', async () => {
      const page = await pageOf('reviewer');
      await openInsight(page, centre);
      await change(page, says, first(page), 'seen', {});
      await first(page).getByText(says.seen).waitFor();
      for (const person of ['union', 'agent'] as const) {
        const other = await pageOf(person);
        await openInsight(other, centre);
        await first(other).getByText(says.seen).waitFor();
        assert.equal(await other.getByRole('button', { name: says.change }).count(), 0);
      }
    });

    test('its examples take both parties: the reviewer gets them sealed, the analyst not at all', async () => {
      const page = await pageOf('reviewer');
      await tabTo(page, first(page).getByRole('button', { name: says.examples }));
      await page.keyboard.press('Enter');
      const link = page.getByRole('link', { name: says.download });
      await link.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), link.press('Enter')]);
      const sealed = await readFile(await download.path());
      assert.match(sealed.subarray(0, 22).toString(), /^age-encryption.org\/v1/);
      assert.deepEqual(sealed, await readFile(join(centre.path('report-4'), 'examples.age')));
      await page.getByRole('button', { name: says.close }).press('Enter');
      const analyst = await pageOf('analyst');
      const refused = await analyst.evaluate(async () => {
        const { reports } = (await (await fetch('/v1/reports')).json()) as { reports: { id: string }[] };
        return (await fetch(`/v1/reports/${reports[0]?.id}/examples`)).status;
      });
      assert.equal(refused, 403);
    });

    test('it is being mended: an analyst says in which version, and why', async () => {
      const page = await pageOf('analyst');
      await openInsight(page, centre);
      await change(page, says, first(page), 'being-mended', { version: '2', note: says.said });
      await first(page).getByText(says.planned).waitFor();
      await first(page).getByText(says.said).waitFor();
      assert.deepEqual(await violations(page), []);
    });

    test('it is mended: the effect is measured once a report compares the version, and shown with its interval', async () => {
      const page = await pageOf('administrator');
      await openInsight(page, centre);
      await change(page, says, first(page), 'mended', { version: '2' });
      await first(page).getByText(says.mended).waitFor();
      await first(page).getByText(says.notMeasured).waitFor();
      await picture(page, `day-not-measured-${language}`);
      const kind = (JSON.parse(await readFile(join(centre.path('report-4'), 'report.json'), 'utf8')) as { frictions: { kind: string }[] }).frictions[0]?.kind;

      await series.handIn(await series.make(6));
      const last = await series.make(8);
      await series.handIn(last);
      const told = JSON.parse(await readFile(join(last, 'report.json'), 'utf8')) as {
        kinds: { kind: string; comparisons: { by: string; second: string; same_pace_s: { lower: number; upper: number } | null; handling_s: { lower: number; upper: number } | null }[] }[];
      };
      const compared = told.kinds.find((one) => one.kind === kind)?.comparisons.find((one) => one.by === 'version' && one.second === '2');
      const interval = compared?.same_pace_s ?? compared?.handling_s;
      assert.ok(interval !== undefined && interval !== null, 'version 2 is compared');
      for (const person of ['agent', 'union', 'analyst'] as const) {
        const other = await pageOf(person);
        await openInsight(other, centre);
        const mended = other.locator('.frictions > li').filter({ has: other.getByText(says.mended) });
        await mended.waitFor();
        const effect = await mended.locator('.effect').innerText();
        assert.match(effect, /95 %/);
        for (const bound of [interval.lower, interval.upper]) assert.ok(effect.includes(String(Math.abs(bound) < 60 ? Math.abs(bound) : Math.floor(Math.abs(bound) / 60))), `${bound} in ${effect}`);
        assert.equal(await mended.locator('svg.spark, .spark svg').count(), 1);
        assert.deepEqual(await violations(other), []);
      }
      await picture(await pageOf('analyst'), `day-mended-${language}`);
    });

    test('an older report is looked at again, and all of it is one page for paper', async () => {
      const page = await pageOf('analyst');
      await openInsight(page, centre);
      await tabTo(page, page.getByRole('link', { name: says.print }));
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/insight\/print/);
      await page.locator('main .card').first().waitFor();
      await page.locator('.effect').first().waitFor();
      assert.equal(await page.getByRole('button', { name: says.change }).count(), 0);
      assert.deepEqual(await violations(page), []);
      await page.emulateMedia({ media: 'print' });
      await picture(page, `day-print-${language}`);
      await page.emulateMedia({ media: null });
    });

    test('no page has broken a rule of its own', () => assert.deepEqual(visits.flatMap((one) => one.complaints), []));
  });
}
