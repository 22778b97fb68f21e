// The union's day, in both languages, by keyboard: insyn-room beside a real server and witness. A request is verified and approved, another
// refused, the ledger is searched, and the agreement is withdrawn in two steps. And the same pages from the employer's server, which decide nothing.
import assert from 'node:assert/strict';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { fits, kUsualLook, type Look, signIn, startBrowser, tabTo, violations, type Visit, visit } from './chromium.js';
import { Centre, until } from './stage.js';

const rooms = process.env['INSYN_ROOMS'] ?? '../../build/release/share/insyn/rooms';
const pictures = process.env['INSYN_PICTURES'];
const kAgreement = 'made up';

const words = {
  sv: {
    own: 'Sidan kommer från fackets egen dator',
    waiting: '3 begäranden väntar på dig',
    whole: 'Alla 2 är hela och oförändrade',
    purpose: 'Syftet: det bedömer du',
    choose: /^Välj 2 inspelningar/,
    approve: 'Godkänn 2',
    approved: '2 inspelningar är godkända',
    chooseOne: /^Välj 1 inspelning/,
    refuse: 'Avslå 1 …',
    refuseNow: 'Avslå 1',
    approveOne: 'Godkänn 1',
    discarded: 'Handläggaren har kastat inspelningen, säger loggen.',
    because: 'Samtalet rör en annan fråga än den som anges.',
    refused: '1 begäran är avslagen',
    none: 'Inget att svara på',
    log: 'Loggen',
    search: 'Sök i loggen',
    find: 'godkände begäran',
    found: /godkände begäran på rad/,
    line: /^rad /,
    proven: /^Bevisat/,
    close: 'Stäng',
    agreements: 'Avtal',
    inForce: 'Gäller',
    roster: 'Förteckning',
    version: /version 1/,
    requests: /^Begäranden/,
    stop: 'Stoppa …',
    next: 'Jag har läst, gå vidare',
    wrong: /Det är inte avtalets namn/,
    withdraw: 'Återkalla avtalet nu',
    withdrawn: `${kAgreement} är återkallat.`,
    served: /kan inte godkänna något/,
    said: 'Som servern säger, inte kontrollerat',
    notProven: /^Inte bevisat/,
    again: /Adressen från insyn-room gäller en gång/,
  },
  en: {
    own: 'The page comes from the union’s own computer',
    waiting: '3 requests wait for you',
    whole: 'All 2 are whole and unchanged',
    purpose: 'The purpose: you judge that',
    choose: /^Select 2 recordings/,
    approve: 'Approve 2',
    approved: '2 recordings are approved',
    chooseOne: /^Select 1 recording/,
    refuse: 'Refuse 1 …',
    refuseNow: 'Refuse 1',
    approveOne: 'Approve 1',
    discarded: 'Its agent has discarded the recording, as the ledger says.',
    because: 'The call is about another question than the one stated.',
    refused: '1 request is refused',
    none: 'Nothing to answer',
    log: 'The ledger',
    search: 'Search the ledger',
    find: 'approved the request',
    found: /approved the request of line/,
    line: /^line /,
    proven: /^Proven/,
    close: 'Close',
    agreements: 'Agreements',
    inForce: 'In force',
    roster: 'Roster',
    version: /version 1/,
    requests: /^Requests/,
    stop: 'Stop …',
    next: 'I have read it, go on',
    wrong: /That is not the agreement’s name/,
    withdraw: 'Withdraw the agreement now',
    withdrawn: `${kAgreement} is withdrawn.`,
    served: /cannot approve anything/,
    said: 'As the server says, not verified',
    notProven: /^Not proven/,
    again: /The address from insyn-room is good once/,
  },
} as const;

const keep = async (page: Page, name: string) => {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

const ask = async (centre: Centre, ids: string[], because: string, folder: string) => {
  const { stdout } = await centre.insyn('reviewer', ['ask', ...ids, '--purpose', 'search-fails', '--because', because, '--key', centre.path('company', 'reviewer.sign'), '--out', centre.path(folder), ...centre.agreementWords()]);
  return stdout.trim().split('\n');
};

// The employer's server with the bundle, as insyn-server hands it out.
const servePages = async (centre: Centre): Promise<{ url: string; close: () => void }> => {
  const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
  const target = new URL(centre.url);
  const certificate = await readFile(centre.certificate, 'utf8');
  const server: Server = createServer({ key: await readFile(centre.path('tls.key')), cert: certificate }, (asked, answer) => {
    const path = new URL(asked.url ?? '/', centre.url).pathname;
    if (/^\/(v1|ledger|room)\//.test(path)) {
      const passed = request({ host: target.hostname, port: target.port, method: asked.method, path: asked.url, headers: { ...asked.headers, host: target.host }, ca: certificate }, (from) => {
        answer.writeHead(from.statusCode ?? 500, from.headers);
        from.pipe(answer);
      });
      asked.pipe(passed);
      return;
    }
    const file = join(rooms, path);
    const found = path !== '/' && existsSync(file) && extname(file) !== '' ? file : join(rooms, 'index.html');
    answer.setHeader('content-type', types[extname(found)] ?? 'application/octet-stream');
    createReadStream(found).pipe(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

for (const language of ['sv', 'en'] as const) {
  const says = words[language];
  const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
  describe(`the union's day (${language})`, () => {
    let centre: Centre;
    let browser: Browser;
    let here: Visit;
    let address = '';
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 3, recordings: 2, weeks: 1, recorder: true }), startBrowser()]);
      await centre.login('reviewer');
      const invitation = centre.invitation('union').split('#')[1] ?? '';
      const taken = await centre.ask('/v1/invitations', 'POST', {}, { invitation, passphrase: centre.passphraseOf('union') });
      assert.equal(taken.status, 200);
      const { stdout } = await centre.insyn('reviewer', ['recordings', '--ids']);
      const ids = stdout.trim().split('\n');
      assert.ok(ids.length >= 3);
      await ask(centre, ids.slice(0, 2), 'Förstå vilka sökord om fakturor som inte ger någon träff.', 'asked-two');
      await ask(centre, ids.slice(2, 3), 'Se varför adressen saknas fast den finns.', 'asked-one');
      address = await centre.startUnionsRoom();
      here = await visit(browser, look);
    });
    after(async () => {
      await browser?.close();
      await centre?.stop();
    });

    test('the printed address lets this browser in, and is gone from it', async () => {
      const { page } = here;
      await page.goto(address);
      await signIn(page, 'union', centre.passphraseOf('union'));
      await page.getByText(says.own).waitFor();
      assert.doesNotMatch(page.url(), /#/);
      assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees a cookie');
    });

    test('a second browser is not let in by it', async () => {
      const other = await visit(browser, look);
      await other.page.goto(address);
      await other.page.getByText(says.again).waitFor();
      assert.deepEqual(await violations(other.page), []);
      await keep(other.page, `union-not-let-in-${language}`);
      await other.context.close();
    });

    test('requests are verified, check by check, and two are approved by keyboard', async () => {
      const { page } = here;
      await page.getByRole('heading', { level: 1, name: says.waiting }).waitFor();
      await page.getByText(says.whole).waitFor({ timeout: 60_000 });
      await page.getByText(says.purpose).nth(1).waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('.steps .danger').count(), 0);
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-requests-${language}`);
      await tabTo(page, says.choose);
      await page.keyboard.press('Space');
      await tabTo(page, says.approve);
      await keep(page, `union-chosen-${language}`);
      await page.keyboard.press('Enter');
      await page.getByText(says.approved).waitFor({ timeout: 60_000 });
      const fetched = await centre.insyn('reviewer', ['fetch', centre.path('asked-two'), '--to', centre.path('fetched'), ...centre.agreementWords()]);
      assert.equal(fetched.stdout.trim().split('\n').length, 2);
    });

    test('why a check failed as one was to be approved is said in words', async () => {
      const { page } = here;
      // A recording that is discarded between the check and the approval.
      const answer = { id: 'a'.repeat(32), done: false, problem: 'the ledger says that its agent has discarded it', why: { code: 'discarded', values: {} } };
      await page.route('**/room/approve', (route) => route.fulfill({ json: { answers: [answer] } }));
      await tabTo(page, says.chooseOne);
      await page.keyboard.press('Space');
      await tabTo(page, says.approveOne);
      await page.keyboard.press('Enter');
      await page.getByText(says.discarded).waitFor();
      assert.equal(await page.getByText(answer.problem).count(), 0);
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-not-approved-${language}`);
      await page.unroute('**/room/approve');
      await page.reload();
    });

    test('another is refused, with a reason that the reader is told', async () => {
      const { page } = here;
      await page.locator('.request').first().waitFor();
      await tabTo(page, says.chooseOne);
      await page.keyboard.press('Space');
      await tabTo(page, says.refuse);
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.type(says.because);
      await keep(page, `union-refuse-${language}`);
      await tabTo(page, says.refuseNow);
      await page.keyboard.press('Enter');
      await page.getByText(says.refused).waitFor();
      await page.getByText(says.none).waitFor();
      const told = await centre.insyn('reviewer', ['requests', '--state', 'refused']);
      assert.match(told.stdout + told.stderr, new RegExp(says.because));
    });

    test('the ledger is searched, and a line shows its proof', async () => {
      const { page } = here;
      await tabTo(page, says.log);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: says.log }).waitFor();
      await page.locator('table.ledger tbody tr').first().waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-log-${language}`);
      await tabTo(page, says.search);
      await page.keyboard.type(says.find);
      await until('only what was searched for is there', async () => {
        const rows = await page.locator('table.ledger tbody tr td.wide').allInnerTexts();
        return rows.length === 2 && rows.every((row) => says.found.test(row));
      });
      await tabTo(page, says.line);
      await page.keyboard.press('Enter');
      await page.getByText(says.proven).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-proof-${language}`);
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    });

    test('agreements and the roster are there, verified', async () => {
      const { page } = here;
      await tabTo(page, says.agreements);
      await page.keyboard.press('Enter');
      await page.locator('.card > header .state.ok').getByText(says.inForce).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-agreements-${language}`);
      await tabTo(page, says.roster);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2, name: says.version }).first().waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-roster-${language}`);
    });

    test('every page fits, from a telephone to 4K, light and dark', async () => {
      const { page } = here;
      for (const [width, height] of [[390, 844], [1024, 768], [3840, 2160]] as const)
        for (const path of ['/union', '/union/log', '/union/agreements', '/union/roster']) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: width === 390 ? 'dark' : 'light' });
          await page.goto(new URL(path, address).href);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.locator('.card').first().waitFor();
          await fits(page);
          if (width === 390) assert.deepEqual(await violations(page), []);
          await keep(page, `union${path.replaceAll('/', '-').replace('-union', '')}-${width}-${language}`);
        }
      await page.setViewportSize({ width: look.width, height: look.height });
      await page.emulateMedia({ colorScheme: look.theme });
    });

    test('the agreement is withdrawn in two steps, and not by a wrong name', async () => {
      const { page } = here;
      const recorder = await centre.startRecorder('workstation-00001');
      let answered = '';
      const answers = async (wanted: RegExp) => wanted.test((answered = await recorder()));
      await until('the recorder to record', () => answers(/^$/)).catch((error: unknown) => assert.fail(`${String(error)}: ${answered}`));
      await page.goto(new URL('/union', address).href);
      await page.getByRole('button', { name: says.stop }).and(page.locator(':enabled')).waitFor({ timeout: 30_000 });
      await tabTo(page, says.stop);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: says.next }).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-stop-1-${language}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: says.withdraw }).waitFor();
      await page.keyboard.type('made');
      await page.keyboard.press('Enter');
      await page.getByText(says.wrong).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.type(' up');
      await keep(page, `union-stop-2-${language}`);
      await page.keyboard.press('Enter');
      await page.getByText(says.withdrawn).waitFor();
      assert.deepEqual(await violations(page), []);
      await keep(page, `union-stopped-${language}`);
      await until('the recorder to hear of it', () => answers(/withdrew the agreement/)).catch((error: unknown) => assert.fail(`${String(error)}: ${answered}`));
    });

    test('the page complained of nothing', () => assert.deepEqual(here.complaints, []));

    test('from the employer’s server the same pages show what it says, and decide nothing', async () => {
      const served = await servePages(centre);
      const other = await visit(browser, look);
      try {
        const { page } = other;
        await page.goto(`${served.url}/`);
        await signIn(page, 'union', centre.passphraseOf('union'));
        await page.getByText(says.served).waitFor();
        await page.getByText('insyn-room --server').waitFor();
        assert.equal(await page.getByRole('checkbox').count(), 0);
        assert.equal(await page.getByRole('button', { name: says.stop }).count(), 0);
        assert.deepEqual(await violations(page), []);
        await keep(page, `union-served-${language}`);
        await tabTo(page, says.log);
        await page.keyboard.press('Enter');
        await tabTo(page, says.line);
        await page.keyboard.press('Enter');
        await page.getByText(says.notProven).waitFor();
        assert.deepEqual(await violations(page), []);
        await keep(page, `union-served-log-${language}`);
        assert.deepEqual(other.complaints, []);
      } finally {
        await other.context.close();
        served.close();
      }
    });
  });
}
