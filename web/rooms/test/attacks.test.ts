// Hostile text in every field that comes from outside, by the real programs and the real server, in every room: it stays text. No script runs, the
// pages' policy is never touched, nothing is laid out wider than the window.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { hashOf, parseNote } from 'insyn-note';
import { recipientOf, sealTo } from 'insyn-recording';
import type { Browser, Page } from 'playwright-core';
import { fits, kUsualLook, signIn, startBrowser, type Visit, visit } from './chromium.js';
import { ReportSeries } from './insight_series.js';
import { hostile, hostileAgreement, hostileRoster, hostileTerms, keyPart, report, short, turned } from './hostile.js';
import { Centre, type Person, program, until } from './stage.js';

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
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
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
  administrator: { paths: ['/administration', '/administration/people', '/administration/agreements', '/administration/agreements/new', '/administration/agreements/HASH/dpia', '/administration/agreements/HASH/information', '/administration/storage'], shows: /desk-1<img-src=x[^]*Bolaget <img src=x/ },
  analyst: { paths: ['/insight', '/insight/flow', '/insight/comparisons', '/insight/measures', '/insight/print'], shows: /<img src=x/ },
  agent: { paths: ['/agent'], shows: /./ },
};

describe('hostile text', () => {
  let centre: Centre;
  let browser: Browser;
  let agreement = '';
  before(async () => {
    [centre, browser] = await Promise.all([Centre.start({ workstations: 12, recordings: 2, weeks: 3, agreed: 9, keep: true, suffix: hostile, terms: hostileTerms }), startBrowser()]);
    for (const person of ['reviewer', 'union', 'analyst', 'agent'] as const) await centre.login(person);
    agreement = hashOf(parseNote(await readFile(centre.path('company', 'agreement.note'), 'utf8')).text);
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

  test('turns nothing around in what is signed: an agreement and a roster with such text are refused', async () => {
    const terms = parseNote(await readFile(centre.path('company', 'agreement.note'), 'utf8')).text;
    for (const place of ['avtal ', 'Bolaget ', 'Facket ', 'purpose = "', 'negotiation = "', 'dpia = "', 'Kundbild', 'Klass ', 'Webb ', 'Skärm ', 'Växel ', '/opt/', 'masks = ["/', 'Granskare ', 'Arkivet ']) {
      assert.ok(terms.includes(place), place);
      await writeFile(centre.path('turned.toml'), terms.replace(place, `${place}${turned}`));
      const refused = await centre.insyn('employer', ['agreement', 'sign', centre.path('turned.toml'), '--key', centre.path('company', 'employer.sign'), '--out', centre.path('turned.note')]).then(
        () => 'signed',
        (failed: unknown) => (failed as { stderr: string }).stderr,
      );
      assert.match(refused, /U\+202E/, place);
    }
    const { text: key } = (await centre.signer('witness')).verifier;
    await assert.rejects(program('insyn-fleet', ['make', '--out', centre.path('turned'), '--workstations', '1', '--ledger-key', key, '--suffix', turned]), /U\+202E/);
  });

  test('is nothing that links can say of their computers: codes alone are taken', async () => {
    const fine = { version: '0.1.0', waiting: 0, faults: [] as string[] };
    const link = 'workstation-00001';
    for (const version of [hostile, short, turned, '', '1'.repeat(41)]) assert.equal(await report(centre, link, { ...fine, version }), 400, version);
    for (const fault of [hostile, short, turned, '', 'a'.repeat(41), 'a b']) assert.equal(await report(centre, link, { ...fine, faults: [fault] }), 400, fault);
    assert.equal(await report(centre, link, { ...fine, faults: Array.from({ length: 17 }, () => 'a') }), 400);
    // The longest that is taken, of which no program knows anything.
    assert.equal(await report(centre, link, { version: '9'.repeat(40), waiting: 1_000_000_000, faults: Array.from({ length: 16 }, (_, i) => String.fromCharCode(97 + i).repeat(40)) }), 204);
  });

  for (const [person, { paths, shows }] of Object.entries(rooms) as [Person, { paths: string[]; shows: RegExp }][])
    test(`does nothing in the room of the ${person}`, async () => {
      const cookie = await signedIn(centre, person);
      const [name = '', value = ''] = cookie.split('=');
      let all = '';
      for (const look of [kUsualLook, { ...kUsualLook, language: 'en' as const, width: 390, height: 844 }]) {
        const visited = await visit(browser, look);
        await visited.context.addCookies([{ name, value, url: centre.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
        for (const path of paths.map((one) => one.replace('HASH', agreement))) {
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

  test('does nothing in the union’s own program, nor in what waits for its signature', async () => {
    const visited = await visit(browser);
    const { page } = visited;
    page.setDefaultTimeout(60_000);
    const address = await centre.startUnionsRoom();
    await page.goto(address);
    await signIn(page, 'union', centre.passphraseOf('union'));
    let all = '';
    const look = async () => {
      await isUnharmed(page, visited);
      all += await page.locator('body').innerText();
    };
    const waiting = (text: string) => page.locator('input[type=file]').setInputFiles({ name: `${short}.note`, mimeType: 'text/plain', buffer: Buffer.from(text) });
    const [roster, next] = [await hostileRoster(centre), await hostileAgreement(centre)];
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of ['/union', '/union/log', '/union/roster', '/union/agreements']) {
        await page.goto(new URL(path, address).href);
        await page.locator(path === '/union' ? '.request' : '.card').first().waitFor();
        await look();
        if (path === '/union/roster') await waiting(roster);
        if (path === '/union/agreements') await waiting(next);
        if (!/roster|agreements/.test(path)) continue;
        await page.getByText('SHA-256', { exact: true }).first().waitFor();
        await look();
      }
    }
    // What the roster has, what the agreements have, and what is new in the ones that wait.
    const planted = [`agent-1${hostile}`, `desk-1${keyPart}`, '0812-000001<img', ...['Anders', 'avtal', 'Bolaget', 'Facket', 'Skärm', 'Webb', 'Växeln', 'Arkivet', 'Granskare', 'Nytt'].map((word) => `${word} <img`)];
    assert.deepEqual(planted.filter((one) => !all.includes(one)), [], 'nowhere to be seen');
    await visited.context.close();
  });

  test('does nothing in the agent’s own program', async () => {
    const visited = await visit(browser);
    const { page } = visited;
    page.setDefaultTimeout(60_000);
    const address = await centre.startAgentsRoom('workstation-00001');
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    let all = '';
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of ['/agent', '/agent/rules', '/insight']) {
        await page.goto(new URL(path, address).href);
        await isUnharmed(page, visited);
        all += await page.locator('body').innerText();
      }
    }
    for (const planted of ['Kundbild<img', 'Bolaget <img', 'Facket <img']) assert.ok(all.includes(planted), `${planted} is nowhere to be seen`);
    await page.goto(new URL('/agent', address).href);
    await page.getByRole('link', { name: /^Spela upp inspelningen från/ }).first().click();
    await page.getByRole('slider').first().waitFor();
    await isUnharmed(page, visited);
    await visited.context.close();
  });

  test('does nothing in findings: written, shown, handed on; nor does what another reviewer has sealed', async () => {
    const visited = await visit(browser);
    const { page, context } = visited;
    page.setDefaultTimeout(60_000);
    const cookie = await signedIn(centre, 'reviewer');
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: centre.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
    await page.goto(`${centre.url}/review`);
    await page.getByRole('button', { name: 'Ordna nyckeln …' }).click();
    await page.getByLabel('Filerna').setInputFiles(['reviewer.age', 'reviewer.sign', 'employer.pub', 'union.pub'].map((file) => centre.path('company', file)));
    await page.getByRole('button', { name: 'Hämta nyckeln' }).click();
    await page.getByRole('button', { name: 'Ordna nyckeln …' }).waitFor({ state: 'detached' });
    await page.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('b');
    await page.keyboard.type(hostile);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/begäran är inlämnad/).waitFor();
    await until('the union can approve', async () => {
      await centre.insyn('union', ['approve', '--all', '--key', centre.path('company', 'union.age'), '--sign', centre.path('company', 'union.sign'), ...centre.agreementWords()]);
      return true;
    });
    await page.goto(`${centre.url}/review/requests`);
    await page.getByRole('link', { name: 'Spela upp' }).first().click();
    await page.getByRole('slider').first().waitFor();
    await isUnharmed(page, visited);
    await page.keyboard.press('i');
    await page.getByLabel('Skärm', { exact: true }).fill(short);
    await page.getByLabel('Artikel', { exact: true }).fill(hostile.slice(0, 200));
    await page.getByLabel('Iakttagelse', { exact: true }).fill(`${hostile}\n${turned}\n${'w'.repeat(2000)}`);
    await page.getByRole('button', { name: 'Spara', exact: true }).press('Enter');
    await page.getByText('Iakttagelsen är sparad').waitFor();
    await isUnharmed(page, visited);

    // A reviewer can seal anything to the others: notes that are none, and pictures that are pages.
    const recording = /"recording": ?"([0-9a-f]{32})"/.exec((await asked(centre, cookie, '/v1/findings')).body)?.[1] ?? '';
    const identity = (await readFile(centre.path('company', 'reviewer.age'), 'utf8')).split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-')) ?? '';
    const sealed = async (text: string) => Buffer.from(await sealTo([await recipientOf(identity)], new TextEncoder().encode(text))).toString('base64');
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='OWNED'"><script>document.title='OWNED'</script></svg>`;
    const note = { version: 1, from: 0, to: 0, screen: hostile, article: `=1+1 ${hostile}`, kind: 'other', text: hostile };
    assert.equal((await asked(centre, cookie, '/v1/findings', 'POST', { recording, note: Buffer.from(JSON.stringify(note)).toString('base64'), picture: null })).status, 400, 'not sealed');
    for (const text of [hostile, JSON.stringify({ ...note, kind: hostile }), JSON.stringify({ ...note, text: { toString: hostile } }), JSON.stringify(note)])
      assert.equal((await asked(centre, cookie, '/v1/findings', 'POST', { recording, note: await sealed(text), picture: await sealed(picture) })).status, 200);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.reload();
      await page.getByRole('slider').first().waitFor();
      await page.getByRole('tab', { name: /Iakttagelser/ }).click();
      await page.locator('article.finding').nth(4).waitFor();
      await isUnharmed(page, visited);
    }
    assert.equal(await page.locator('article.finding .said').count(), 2);
    for (const form of ['CSV', 'Markdown', 'Sida']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: form, exact: true }).press('Enter')]);
      const text = await readFile(await download.path(), 'utf8');
      assert.ok(text.includes('OWNED'), form);
      if (form === 'CSV') assert.doesNotMatch(text, /(^|",)"[=+@-]/m);
      if (form !== 'Sida') continue;
      const read = await visit(browser);
      await writeFile(centre.path('handed-on.html'), text);
      await read.page.goto(`file://${centre.path('handed-on.html')}`);
      assert.doesNotMatch(await read.page.title(), /OWNED/);
      assert.equal(await read.page.locator('script, svg, iframe, [onerror], [onload], img:not([src^="data:image/png;base64,"])').count(), 0);
      assert.ok((await read.page.locator('body').innerText()).includes(hostile));
      await read.context.close();
    }
    await context.close();
  });
});
