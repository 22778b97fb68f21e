// Pictures of every page and state, of a made-up centre: for whoever looks whether they are as they should be, and for README.md. Not a
// test: `node test/run.mjs --pictures FOLDER` makes them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, visit } from './chromium.js';
import { ReportSeries } from './insight_series.js';
import { Centre, type Person } from './stage.js';

const looks: (Look & { name: string })[] = [
  { ...kUsualLook, name: 'sv-1440-light' },
  { ...kUsualLook, language: 'en', theme: 'dark', name: 'en-1440-dark' },
  { ...kUsualLook, width: 390, height: 844, name: 'sv-390-light' },
];

// An importer has no room.
type InARoom = Exclude<Person, 'importer'>;
const paths: Record<InARoom, string[]> = {
  reviewer: ['/review', '/review/requests'],
  union: ['/union', '/union/log', '/union/agreements', '/union/roster'],
  administrator: ['/administration', '/administration/people', '/administration/agreements', '/administration/agreements/new', '/administration/storage'],
  analyst: ['/insight', '/insight/flow', '/insight/comparisons', '/insight/measures', '/insight/print'],
  agent: ['/agent'],
};

const signIn = async (page: Page, centre: Centre, person: Person, known: Set<Person>) => {
  const passphrase = centre.passphraseOf(person);
  if (known.has(person)) {
    await page.goto(centre.url);
    await page.locator('input[name=account]').fill(person);
    await page.locator('input[name=passphrase]').fill(passphrase);
  } else {
    await page.goto(centre.invitation(person));
    await page.locator('input[type=password]').nth(1).waitFor();
    for (const field of await page.locator('input[type=password]').all()) await field.fill(passphrase);
    known.add(person);
  }
  await page.keyboard.press('Enter');
  // A room of one page has no list of pages.
  await page.locator('input[type=password]').first().waitFor({ state: 'detached' });
  await page.locator('h1').waitFor();
};

// Three reports, and what was said of the frictions that cost most.
const fillInsight = async (centre: Centre) => {
  await centre.login('analyst');
  const series = await ReportSeries.of(centre, 8);
  for (const weeks of [4, 6, 8]) await series.handIn(await series.make(weeks));
  const { cookie } = await centre.ask('/v1/sessions', 'POST', {}, { account: 'analyst', passphrase: centre.passphraseOf('analyst') });
  const listed = JSON.parse((await centre.ask('/v1/reports', 'GET', { cookie })).body) as { reports: { id: string }[] };
  const report = JSON.parse((await centre.ask(`/v1/reports/${listed.reports[0]?.id}`, 'GET', { cookie })).body) as { frictions: Record<string, unknown>[] };
  const said = [
    { status: 'mended', version: '2', note: null },
    { status: 'being-mended', version: '3', note: 'Sökrutan får förslag.' },
    { status: 'seen', version: null, note: null },
  ];
  for (const [index, one] of said.entries()) {
    const { kind, what, screen, other_screen } = report.frictions[index] ?? {};
    await centre.ask('/v1/frictions', 'PUT', { cookie, 'x-insyn': '1' }, { kind, what, screen, other_screen, since: new Date().toISOString().slice(0, 10), ...one });
  }
};

export const makePictures = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const centre = await Centre.start({ workstations: 14, recordings: 4, weeks: 3, agreed: 9 });
  await fillInsight(centre);
  const browser = await startBrowser();
  // The administrator's was taken by the stage, the analyst's by the command line.
  const known = new Set<Person>(['administrator', 'analyst']);
  try {
    for (const look of looks) {
      for (const person of Object.keys(paths) as InARoom[]) {
        const { context, page, complaints } = await visit(browser, look);
        await signIn(page, centre, person, known);
        for (const path of paths[person]) {
          await page.goto(centre.url + path);
          await page.waitForLoadState('networkidle');
          // A page's own script may come after a pause of the network.
          await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.busy') === null);
          await page.screenshot({ path: join(folder, `${path.slice(1).replaceAll('/', '-')}-${look.name}.png`), fullPage: true });
        }
        if (complaints.length > 0) console.log(person, look.name, complaints);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await centre.stop();
  }
};

const [, , folder] = process.argv;
if (folder !== undefined) await makePictures(folder);
