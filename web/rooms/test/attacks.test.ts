// Hostile text in every field that comes from outside, by the real programs and the real server, in every room: it stays text. No script runs, the
// pages' policy is never touched, nothing is laid out wider than the window.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { fits, kUsualLook, startBrowser, type Visit, visit } from './chromium.js';
import { ReportSeries } from './insight_series.js';
import { Centre, type Person, until } from './stage.js';

// Markup, the end of a script, a template's and a message's syntax, an address that runs, and a word without an end.
const hostile = `<img src=x onerror=document.title='OWNED'></script><svg onload=document.title='OWNED'>{{7*7}}{n}\${7*7} javascript:document.title='OWNED' =1+1 ${'w'.repeat(40)}`;
const short = `<img src=x onerror="document.title='OWNED'"><b>{n}`;
// Turns what follows around.
const turned = 'Bo\u202egpj.exe';
const passphrase = 'tolv katter i en korg, hostile';

const asked = async (centre: Centre, who: string, path: string, method = 'GET', body?: unknown): Promise<{ status: number; body: string }> =>
  centre.ask(path, method, { cookie: who, 'x-insyn': '1' }, body);

const signedIn = async (centre: Centre, person: Person): Promise<string> =>
  (await centre.ask('/v1/sessions', 'POST', {}, { account: person, passphrase: centre.passphraseOf(person) })).cookie;

// What a page with hostile text in it has to be.
const isUnharmed = async (page: Page, { complaints }: Visit) => {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.busy') === null);
  assert.doesNotMatch(await page.title(), /OWNED/);
  const planted = await page.evaluate(() => ({
    elements: [...document.querySelectorAll('img, script:not([src]), svg[onload], iframe, object, embed')].map((one) => one.outerHTML),
    addresses: [...document.querySelectorAll('[href], [src], [action], [formaction]')].flatMap((one) => ['href', 'src', 'action', 'formaction'].map((name) => one.getAttribute(name) ?? '')).filter((one) => /^\s*(javascript|data|vbscript):/i.test(one)),
    handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on')),
  }));
  assert.deepEqual(planted, { elements: [], addresses: [], handlers: [] }, page.url());
  assert.deepEqual(complaints, [], page.url());
  await fits(page);
};

// An importer's has no text from outside.
const rooms: Record<Exclude<Person, 'importer'>, { paths: string[]; shows: RegExp }> = {
  reviewer: { paths: ['/review', '/review/requests', '/insight'], shows: /<img src=x/ },
  union: { paths: ['/union', '/union/log', '/union/agreements', '/union/roster'], shows: /<img src=x/ },
  administrator: { paths: ['/administration', '/administration/people', '/administration/agreements', '/administration/agreements/new', '/administration/storage'], shows: /<img src=x/ },
  analyst: { paths: ['/insight', '/insight/flow', '/insight/comparisons', '/insight/measures', '/insight/print'], shows: /<img src=x/ },
  agent: { paths: ['/agent'], shows: /./ },
};

describe('hostile text', () => {
  let centre: Centre;
  let browser: Browser;
  before(async () => {
    [centre, browser] = await Promise.all([Centre.start({ workstations: 12, recordings: 2, weeks: 3, agreed: 9, suffix: hostile }), startBrowser()]);
    for (const person of ['reviewer', 'union', 'analyst', 'agent'] as const) await centre.login(person);
  });
  after(async () => {
    await browser?.close();
    await centre?.stop();
  });

  test('is taken as text where it is read, and refused where a name is signed or compared', async () => {
    const administrator = await signedIn(centre, 'administrator');
    for (const [name, status] of [[short, 200], [turned, 422], [`Bo ${'x'.repeat(200)}`, 400], [`Bo ${'x'.repeat(10_000)}`, 413]] as const) {
      const made = await asked(centre, administrator, '/v1/accounts', 'POST', { name, role: 'reviewer' });
      assert.equal(made.status, status, `${name.slice(0, 40)}: ${made.body}`);
      if (status !== 200) continue;
      const { invitation } = JSON.parse(made.body) as { invitation: string };
      assert.equal((await centre.ask('/v1/invitations', 'POST', {}, { invitation, passphrase })).status, 200);
    }
    const reviewer = await signedIn(centre, 'reviewer');
    const union = await signedIn(centre, 'union');
    const listed = JSON.parse((await asked(centre, reviewer, '/v1/recordings?most=10')).body) as { recordings: { id: string; kind: string; applications: string[] }[] };
    assert.ok(listed.recordings.some(({ kind, applications }) => (kind ?? '').endsWith(hostile) && applications[0]?.endsWith(hostile)), 'nothing hostile is listed');
    const [first, second, third] = listed.recordings.map(({ id }) => id) as [string, string, string];
    assert.equal((await asked(centre, reviewer, '/v1/searches', 'PUT', { name: short, query: 'kind=%3Cimg%20src%3Dx%3E' })).status, 200);
    assert.equal((await asked(centre, union, `/v1/recordings/${first}/example`, 'PUT', { name: short })).status, 200);
    const because = (words: string, id: string, folder: string) =>
      centre.insyn('reviewer', ['ask', id, '--purpose', 'search-fails', '--because', words, '--key', centre.path('company', 'reviewer.sign'), '--out', centre.path(folder), ...centre.agreementWords()]);
    await because(hostile, second, 'asked');
    const { stdout } = await because(`${hostile} again`, third, 'asked-too');
    const request = stdout.trim().split('\n').at(-1) ?? '';
    await until('the union can refuse', async () => {
      await centre.insyn('union', ['refuse', request, '--because', hostile, '--sign', centre.path('company', 'union.sign')]);
      return true;
    });
    // Kinds, screens and queries of a report, and what is said of a friction.
    const series = await ReportSeries.of(centre, 8, (text) => text.replaceAll(/(^|,)(Flytt|Faktura|Adress|Start|Sök)(?=,|$)/gm, (_, comma: string, word: string) => `${comma}"${word} ${short.replaceAll('"', '""')}"`));
    await series.handIn(await series.make(8));
    const analyst = await signedIn(centre, 'analyst');
    const reports = JSON.parse((await asked(centre, analyst, '/v1/reports')).body) as { reports: { id: string }[] };
    const report = (await asked(centre, analyst, `/v1/reports/${reports.reports[0]?.id}`)).body;
    assert.match(report, /onerror/);
    const { kind, what, screen, other_screen } = (JSON.parse(report) as { frictions: Record<string, unknown>[] }).frictions[0] ?? {};
    const said = { kind, what, screen, other_screen, since: new Date().toISOString().slice(0, 10), status: 'seen', version: null, note: hostile };
    assert.equal((await asked(centre, analyst, '/v1/frictions', 'PUT', said)).status, 200);
  });

  for (const [person, { paths, shows }] of Object.entries(rooms) as [Person, { paths: string[]; shows: RegExp }][])
    test(`does nothing in the room of the ${person}`, async () => {
      const cookie = await signedIn(centre, person);
      const [name = '', value = ''] = cookie.split('=');
      let all = '';
      for (const look of [kUsualLook, { ...kUsualLook, language: 'en' as const, width: 390, height: 844 }]) {
        const visited = await visit(browser, look);
        await visited.context.addCookies([{ name, value, url: centre.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
        for (const path of paths) {
          await visited.page.goto(centre.url + path);
          await isUnharmed(visited.page, visited);
          all += await visited.page.locator('body').innerText();
        }
        await visited.context.close();
      }
      assert.match(all, shows);
      // Nothing of it was taken for a template.
      assert.doesNotMatch(all, /[^0-9]49[^0-9]{1,3}49/);
    });

  test('does nothing in the name of whoever is signed in', async () => {
    const { cookie } = await centre.ask('/v1/sessions', 'POST', {}, { account: short, passphrase });
    const visited = await visit(browser);
    const [name = '', value = ''] = cookie.split('=');
    await visited.context.addCookies([{ name, value, url: centre.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
    await visited.page.goto(`${centre.url}/review?kind=${encodeURIComponent(hostile)}&queue=%3Cscript%3Edocument.title%3D%27OWNED%27%3C%2Fscript%3E#<img src=x onerror=document.title='OWNED'>`);
    await isUnharmed(visited.page, visited);
    // The one that was named as an example is found by that.
    await visited.page.goto(`${centre.url}/review`);
    await visited.page.locator('tbody tr[data-index]').nth(3).waitFor();
    await visited.page.getByRole('checkbox', { name: 'Exempel på något som kostar tid' }).check();
    await visited.page.waitForFunction(() => document.querySelectorAll('tbody tr[data-index]').length === 1);
    assert.ok((await visited.page.locator('td.why').innerText()).includes(short));
    await isUnharmed(visited.page, visited);
    assert.ok((await visited.page.locator('body').innerText()).includes(short));
    await visited.page.goto(`${centre.url}/review/recording/${encodeURIComponent('"><img src=x onerror=document.title="OWNED">')}`);
    await visited.page.waitForLoadState('networkidle');
    assert.doesNotMatch(await visited.page.title(), /OWNED/);
    assert.equal(await visited.page.locator('img').count(), 0);
    await visited.context.close();
  });
});
