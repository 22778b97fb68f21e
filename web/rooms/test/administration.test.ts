// The administrator's day, in both languages, by keyboard: a new agreement from a form, from its text over what it allows to both signatures; and what the law
// wants in writing about it, for a word processor. None of it is made of answers that were made up: server, witness and `insyn` are the real ones.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { fits, kUsualLook, type Look, signIn, startBrowser, tabTo, violations, type Visit, visit } from './chromium.js';
import { Centre } from './stage.js';

const run = promisify(execFile);
const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';
const pictures = process.env['INSYN_PICTURES'];
const kAgreement = 'made up';

const words = {
  sv: {
    agreements: 'Avtal',
    now: 'Inom sin tid',
    notYet: 'Har inte börjat gälla',
    dpia: 'Konsekvensbedömning',
    dpiaTitle: 'Konsekvensbedömning',
    information: 'Information till anställda',
    saveOdt: 'Spara för ordbehandlare (ODT)',
    inText: 'Enligt artikel 35 i dataskyddsförordningen',
    otherLanguage: 'en',
    inOther: 'By article 35 of the General Data Protection Regulation',
    article13: 'artikel 13 i dataskyddsförordningen',
    fresh: 'Nytt avtal …',
    begin: 'Börja som ett tidigare avtal',
    id: 'Avtalets namn',
    problem: 'Det är inget avtal än:',
    from: 'Från och med',
    to: 'Till och med',
    good: 'Texten går att underteckna.',
    retention: 'Dagar som inspelningar sparas',
    explained: '45 dagar',
    notRegistered: 'Avtalet registrerades inte.',
    save: /^Spara kundtjanst-2027\.toml$/,
  },
  en: {
    agreements: 'Agreements',
    now: 'Within its period',
    notYet: 'Has not begun',
    dpia: 'Impact assessment',
    dpiaTitle: 'Impact assessment',
    information: 'Information to employees',
    saveOdt: 'Save for a word processor (ODT)',
    inText: 'By article 35 of the General Data Protection Regulation',
    otherLanguage: 'sv',
    inOther: 'Enligt artikel 35 i dataskyddsförordningen',
    article13: 'article 13 of the General Data Protection Regulation',
    fresh: 'New agreement …',
    begin: 'Begin as an earlier agreement',
    id: 'The agreement’s name',
    problem: 'It is no agreement yet:',
    from: 'From',
    to: 'Up to and including',
    good: 'The text can be signed.',
    retention: 'Days that recordings are kept',
    explained: '45 days',
    notRegistered: 'The agreement was not registered.',
    save: /^Save kundtjanst-2027\.toml$/,
  },
} as const;

const keep = async (page: Page, name: string) => {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

const saved = async (page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

for (const language of ['sv', 'en'] as const) {
  const says = words[language];
  const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
  describe(`the administrator's day (${language})`, () => {
    let centre: Centre;
    let browser: Browser;
    let here: Visit;
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 2, recordings: 0, weeks: 1 }), startBrowser()]);
      here = await visit(browser, look);
    });
    after(async () => {
      await browser?.close();
      await centre?.stop();
    });

    test('the agreement that is registered is there, with its period', async () => {
      const { page } = here;
      await page.goto(`${centre.url}/administration`);
      await signIn(page, 'administrator', centre.passphraseOf('administrator'));
      await tabTo(page, says.agreements);
      await page.keyboard.press('Enter');
      await page.getByRole('row', { name: kAgreement }).getByText(says.now).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `administration-agreements-${language}`);
    });

    test('the impact assessment says how this centre is set up, and is saved for a word processor', async () => {
      const { page } = here;
      await tabTo(page, says.dpia);
      await page.keyboard.press('Enter');
      await page.locator('article.document').getByText(says.inText).waitFor();
      const text = await page.locator('article.document').innerText();
      for (const part of [kAgreement, 'SQLite', 'insyn-server', 'WP 248']) assert.ok(text.includes(part), part);
      assert.deepEqual(await violations(page), []);
      await keep(page, `administration-dpia-${language}`);
      const odt = await saved(page, async () => {
        await tabTo(page, says.saveOdt);
        await page.keyboard.press('Enter');
      });
      assert.equal(odt.name, `dpia-${language}.odt`);
      const content = strFromU8(unzipSync(odt.bytes)['content.xml'] ?? new Uint8Array());
      assert.ok(content.includes('SQLite') && content.includes('<table:table '));
      await page.locator('select').selectOption(says.otherLanguage);
      await page.locator('article.document').getByText(says.inOther).waitFor();
      await page.goBack();
    });

    test('the information to employees is another text', async () => {
      const { page } = here;
      await page.getByRole('row', { name: kAgreement }).waitFor();
      await tabTo(page, says.information);
      await page.keyboard.press('Enter');
      await page.locator('article.document').getByText(says.article13).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `administration-information-${language}`);
      await page.goBack();
    });

    test('a new agreement begins as the earlier one, is explained as it changes, signed by both and registered', async () => {
      const { page } = here;
      await page.getByRole('row', { name: kAgreement }).waitFor();
      await tabTo(page, says.fresh);
      await page.keyboard.press('Enter');
      await page.getByLabel(says.begin).selectOption({ label: kAgreement });
      await page.getByText(says.problem).waitFor();
      await keep(page, `administration-draft-begun-${language}`);
      await page.getByLabel(says.id, { exact: true }).fill('kundtjanst-2027');
      await page.getByLabel(says.from, { exact: true }).first().fill('2027-01-01');
      await page.getByLabel(says.to, { exact: true }).first().fill('2027-03-31');
      await page.getByLabel(says.retention).fill('45');
      await page.getByText(says.good).waitFor();
      await page.locator('pre').getByText(says.explained).waitFor();
      // What it changes, by name.
      assert.ok((await page.locator('table.differences tbody tr').count()) >= 3);
      assert.deepEqual(await violations(page), []);
      await keep(page, `administration-draft-${language}`);
      const toml = await saved(page, async () => {
        await page.getByRole('button', { name: says.save }).focus();
        await page.keyboard.press('Enter');
      });
      assert.equal(toml.name, 'kundtjanst-2027.toml');
      const draft = centre.path('kundtjanst-2027.toml');
      await writeFile(draft, toml.bytes);
      const pins = ['employer', 'union'].flatMap((party) => ['--pin', centre.path('company', `${party}.pub`)]);
      await run(join(bin, 'insyn'), ['agreement', 'sign', draft, '--key', centre.path('company', 'employer.sign'), '--out', centre.path('half.note'), '--yes', ...pins]);
      await run(join(bin, 'insyn'), ['agreement', 'sign', centre.path('half.note'), '--key', centre.path('company', 'union.sign'), '--out', centre.path('next.note'), '--yes', ...pins]);
      await page.goto(`${centre.url}/administration/agreements`);
      // One signature is not enough, and the page says so.
      await page.locator('input[type=file]').setInputFiles(centre.path('half.note'));
      await page.getByText(says.notRegistered).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `administration-not-registered-${language}`);
      await page.locator('input[type=file]').setInputFiles(centre.path('next.note'));
      await page.getByRole('row', { name: 'kundtjanst-2027' }).getByText(says.notYet).waitFor();
    });

    test('every page fits, from a telephone to 4K, light and dark', async () => {
      const { page } = here;
      const dpia = await page.getByRole('link', { name: says.dpia }).first().getAttribute('href');
      for (const [width, height] of [[390, 844], [1024, 768], [3840, 2160]] as const)
        for (const path of ['/administration/agreements', '/administration/agreements/new', dpia ?? '']) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: width === 390 ? 'dark' : 'light' });
          await page.goto(centre.url + path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.locator('.card').first().waitFor();
          await fits(page);
          if (width === 390) assert.deepEqual(await violations(page), []);
          await keep(page, `administration-${path === dpia ? 'dpia' : path.split('/').at(-1)}-${width}-${language}`);
        }
      assert.deepEqual(here.complaints, []);
    });
  });
}
