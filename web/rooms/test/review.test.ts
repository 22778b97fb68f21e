// A reviewer's day, in both languages: signing in by an invitation, the key, finding, asking to open, playing with audio, findings and handing them on; by keyboard and by mouse. In the end all
// that the browser was given is searched for whoever works at the centre.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, violations, type Visit, visit } from './chromium.js';
import { attachAudio } from './attached.js';
import { type Given, namesIn, namesOnRoster, recordGiven } from './given.js';
import { Centre, until } from './stage.js';

const words = {
  sv: { copied: /^Adressen till .* är kopierad/, play: 'Spela upp', stop: 'Stanna', whole: 'Hel och oförändrad', save: 'Spara och logga in', recordings: 'Inspelningar', setUp: 'Ordna nyckeln …', files: 'Filerna', load: 'Hämta nyckeln', purpose: 'Syfte', kind: 'Faktura', ask: /^Begär att få öppna 2$/, asked: '2 begäranden är inlämnade', requests: 'Begäranden (2)', waits: 'Väntar på facket', short: 'för kort', clear: 'Rensa', out: 'Logga ut', signIn: 'Logga in', sound: 'Ljud', attached: 'Ljudet ligger där det lades till', text: 'Iakttagelse', addPicture: /Lägg till bild/, usePicture: 'Använd bilden', saveFinding: 'Spara', saved: /Iakttagelsen är sparad/, asPage: 'Sida' },
  en: { copied: /^The address of .* is copied/, play: 'Play', stop: 'Stop', whole: 'Whole and unchanged', save: 'Save and sign in', recordings: 'Recordings', setUp: 'Set up the key …', files: 'The files', load: 'Load the key', purpose: 'Purpose', kind: 'Faktura', ask: /^Ask to open 2$/, asked: '2 requests are handed in', requests: 'Requests (2)', waits: 'Waits for the union', short: 'too short', clear: 'Clear', out: 'Sign out', signIn: 'Sign in', sound: 'Sound', attached: 'The audio lies where it was attached', text: 'Finding', addPicture: /Add a picture/, usePicture: 'Use the picture', saveFinding: 'Save', saved: /The finding is saved/, asPage: 'Page' },
} as const;

const keyFiles = (centre: Centre) => ['reviewer.age', 'reviewer.sign', 'employer.pub', 'union.pub'].map((name) => join(centre.folder, 'company', name));

const takeInvitation = async (page: Page, centre: Centre, says: (typeof words)['sv' | 'en']) => {
  await page.goto(centre.invitation('reviewer'));
  const fields = page.locator('input[type=password]');
  await fields.nth(0).fill(centre.passphraseOf('reviewer'));
  await fields.nth(1).fill(centre.passphraseOf('reviewer'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: says.recordings }).waitFor();
};

for (const language of ['sv', 'en'] as const) {
  const says = words[language];
  const look: Look = { ...kUsualLook, language, theme: language === 'sv' ? 'light' : 'dark' };
  describe(`a reviewer's day (${language})`, () => {
    let centre: Centre;
    let browser: Browser;
    let here: Visit;
    let given: Given[];
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 12, recordings: 3, weeks: 3, keep: true, audio: 'both' }), startBrowser()]);
      here = await visit(browser, look);
      given = await recordGiven(here.context);
    });
    after(async () => {
      await browser.close();
      await centre.stop();
    });

    test('an invitation is taken, once', async () => {
      const { page } = here;
      await takeInvitation(page, centre, says);
      assert.deepEqual(await violations(page), []);
      const other = await visit(browser, look);
      await other.page.goto(centre.invitation('reviewer'));
      const fields = other.page.locator('input[type=password]');
      await fields.nth(0).fill('en helt annan lösenfras');
      await fields.nth(1).fill('en helt annan lösenfras');
      await other.page.keyboard.press('Enter');
      await other.page.getByRole('alert').waitFor();
      await other.context.close();
    });

    test('the key is loaded out of files, and cannot be read out of the browser', async () => {
      const { page } = here;
      await page.getByRole('button', { name: says.setUp }).click();
      await page.getByLabel(says.files).setInputFiles(keyFiles(centre));
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: says.load }).click();
      await page.getByRole('button', { name: says.setUp }).waitFor({ state: 'detached' });
      const kept = await page.evaluate(async () => {
        const open = indexedDB.open('insyn-keys');
        const database: IDBDatabase = await new Promise((done) => (open.onsuccess = () => done(open.result)));
        const all = database.transaction('keys').objectStore('keys').getAll();
        const keys: { opens: CryptoKey; signs?: { keys: CryptoKeyPair } }[] = await new Promise((done) => (all.onsuccess = () => done(all.result as never)));
        return { extractable: keys.map((key) => [key.opens.extractable, key.signs?.keys.privateKey.extractable]), storage: JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) };
      });
      assert.deepEqual(kept.extractable, [[false, false]]);
      assert.doesNotMatch(kept.storage, /SECRET-KEY|PRIVATE\+KEY/);
    });

    test('a filter is a chip, an address, and a reason beside each row', async () => {
      const { page } = here;
      const rows = page.locator('tbody tr:not(.spacer)');
      await rows.first().waitFor();
      const everything = await rows.count();
      await page.getByRole('checkbox', { name: new RegExp(`^${says.kind}`) }).check();
      await page.locator('.chip').waitFor();
      await page.waitForFunction((all) => document.querySelectorAll('tbody tr:not(.spacer)').length < all, everything);
      assert.match(page.url(), new RegExp(`kind=${says.kind}`));
      for (const why of await page.locator('td.why').allInnerTexts()) assert.match(why, new RegExp(says.kind));
      await page.reload();
      await page.locator('.chip').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.getByRole('button', { name: says.clear }).click();
      await page.waitForFunction((all) => document.querySelectorAll('tbody tr:not(.spacer)').length === all, everything);
    });

    test('two are chosen and asked for by keyboard alone; a purpose that says nothing is refused', async () => {
      const { page } = here;
      await page.locator('tbody tr[tabindex="0"]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.keyboard.press('b');
      await page.keyboard.type('Kolla');
      await page.keyboard.press('Enter');
      await page.getByText(says.short).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Förstå vilka sökord om fakturor som inte ger någon träff');
      await page.keyboard.press('Tab');
      assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', says.ask);
      await page.keyboard.press('Enter');
      await page.getByText(says.asked).waitFor();
      await page.getByRole('link', { name: says.requests }).click();
      await page.locator('tbody').getByText(says.waits).nth(1).waitFor();
      assert.deepEqual(await violations(page), []);
    });

    test('audio is put beside what was asked for', async () => {
      await centre.login('union');
      await centre.login('importer');
      const { stdout } = await centre.insyn('union', ['requests', '--json']);
      const asked = [...stdout.matchAll(/"recording": ?"([0-9a-f]{32})"/g)].map(([, id]) => id ?? '');
      assert.equal(asked.length, 2, stdout);
      for (const recording of asked) await attachAudio(centre, recording);
    });

    test('what the union approves is verified, opened and played, and stands in the ledger', async () => {
      const { page } = here;
      const union = (name: string) => join(centre.folder, 'company', name);
      await until('the union can approve', async () => {
        await centre.insyn('union', ['approve', '--all', '--key', union('union.age'), '--sign', union('union.sign'), ...centre.agreementWords()]);
        return true;
      });
      await page.goto(`${centre.url}/review/requests`);
      await page.getByRole('link', { name: says.play }).first().click();
      await page.getByText(says.whole).waitFor();
      // A volume is a slider too.
      const slider = page.locator('.scrub');
      await slider.waitFor();
      assert.deepEqual(await violations(page), []);
      await slider.focus();
      const before = Number(await slider.getAttribute('aria-valuenow'));
      await page.keyboard.press('ArrowRight');
      await until('the player goes on', async () => Number(await slider.getAttribute('aria-valuenow')) > before);
      // At the very beginning nothing was drawn yet.
      await page.waitForFunction(() => {
        const canvas = document.querySelector('canvas');
        const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels !== undefined && pixels.some((value, index) => index % 4 === 3 && value !== 0);
      });
      // The page's own policy lets it copy the address of a moment.
      await page.keyboard.press('l');
      await page.getByText(says.copied).waitFor();
      // The witness reads each second.
      await until('the witness has it', async () => {
        const ledger = await centre.insyn('union', ['ledger', 'show', join(centre.folder, 'witness', 'copy'), '--json']);
        return /reading/.test(ledger.stdout);
      });
    });

    test('it is heard', async () => {
      const { page } = here;
      await page.getByRole('group', { name: says.sound }).getByText(says.attached).waitFor();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: says.stop, exact: true }).waitFor();
      await page.keyboard.press('Space');
      assert.deepEqual(await violations(page), []);
    });

    test('a finding with a picture is kept, and the list of them is handed on in each form', async () => {
      const { page } = here;
      await page.keyboard.press('i');
      await page.getByLabel(says.text, { exact: true }).fill('Sökordet ger ingen träff fast artikeln finns.');
      await page.getByRole('button', { name: says.addPicture }).press('Enter');
      await page.getByRole('alertdialog').getByRole('button', { name: says.usePicture }).press('Enter');
      await page.getByRole('button', { name: says.saveFinding, exact: true }).press('Enter');
      await page.getByText(says.saved).waitFor();
      assert.deepEqual(await violations(page), []);
      for (const name of ['CSV', 'Markdown', says.asPage]) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).press('Enter')]);
        const bytes = await readFile(await download.path());
        assert.match(bytes.toString(), /Sökordet ger ingen träff/);
        given.push({ path: download.suggestedFilename(), bytes });
      }
    });

    test('nothing that the reviewer was given in all of the day has an agent, a workstation or a call in it', async () => {
      const { page } = here;
      await page.goto(`${centre.url}/review`);
      await page.locator('tbody tr').first().waitFor();
      await page.waitForLoadState('networkidle');
      const id = '[0-9a-f]{32}';
      for (const part of ['/v1/invitations', '/v1/recordings', '/v1/agreements.*', '/v1/requests', `/v1/requests/${id}`, `/v1/requests/${id}/peel`, `/v1/requests/${id}/chunks`, `/v1/requests/${id}/audio`, `/v1/requests/${id}/audio/note`, '/v1/findings', `/v1/findings/${id}/picture`, 'findings.html'])
        assert.ok(given.some(({ path }) => new RegExp(`^${part}$`).test(path)), `nothing was given at ${part}: ${[...new Set(given.map(({ path }) => path))].join(' ')}`);
      // The ids of made-up calls begin with a workstation's name.
      const names = await namesOnRoster(centre);
      assert.ok(names.length > 12 * 8);
      assert.deepEqual(namesIn(given, names), []);
      // What is put into any of it is found there, and however it is written.
      const agent = names[0]!;
      for (const { path, bytes } of given) assert.equal(namesIn([{ path, bytes: Buffer.concat([bytes, Buffer.from(agent)]) }], [agent]).length, 1, path);
      for (const name of names)
        for (const written of [name, name.toUpperCase(), Buffer.from(`by ${name}`).toString('base64'), name.replaceAll('-', '\\u002d')])
          assert.equal(namesIn([{ path: '', bytes: Buffer.from(`{"by":"${written}"}`) }], [name]).length, 1, written);
    });

    test('signing out leaves nothing behind, and the page has broken no rule of its own', async () => {
      const { page, complaints } = here;
      await page.getByRole('button', { name: says.out }).click();
      await page.getByRole('heading', { name: says.signIn }).waitFor();
      assert.deepEqual(complaints, []);
    });
  });
}
