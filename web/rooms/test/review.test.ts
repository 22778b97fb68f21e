// A reviewer's day, in both languages: signing in by an invitation, the key, finding, asking to open; by keyboard and by mouse.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { kUsualLook, type Look, startBrowser, violations, type Visit, visit } from './chromium.js';
import { Centre, until } from './stage.js';

const words = {
  sv: { copied: /^Adressen till .* är kopierad/, play: 'Spela upp', stop: 'Stanna', whole: 'Hel och oförändrad', save: 'Spara och logga in', recordings: 'Inspelningar', setUp: 'Ordna nyckeln …', files: 'Filerna', load: 'Hämta nyckeln', purpose: 'Syfte', kind: 'Faktura', ask: /^Begär att få öppna 2$/, asked: '2 begäranden är inlämnade', requests: 'Begäranden (2)', waits: 'Väntar på facket', short: 'för kort', clear: 'Rensa', out: 'Logga ut', signIn: 'Logga in' },
  en: { copied: /^The address of .* is copied/, play: 'Play', stop: 'Stop', whole: 'Whole and unchanged', save: 'Save and sign in', recordings: 'Recordings', setUp: 'Set up the key …', files: 'The files', load: 'Load the key', purpose: 'Purpose', kind: 'Faktura', ask: /^Ask to open 2$/, asked: '2 requests are handed in', requests: 'Requests (2)', waits: 'Waits for the union', short: 'too short', clear: 'Clear', out: 'Sign out', signIn: 'Sign in' },
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
    before(async () => {
      [centre, browser] = await Promise.all([Centre.start({ workstations: 12, recordings: 3, weeks: 3 }), startBrowser()]);
      here = await visit(browser, look);
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

    test('what the union approves is verified, opened and played, and stands in the ledger', async () => {
      const { page } = here;
      await centre.login('union');
      const union = (name: string) => join(centre.folder, 'company', name);
      await until('the union can approve', async () => {
        await centre.insyn('union', ['approve', '--all', '--key', union('union.age'), '--sign', union('union.sign'), ...centre.agreementWords()]);
        return true;
      });
      await page.goto(`${centre.url}/review/requests`);
      await page.getByRole('link', { name: says.play }).first().click();
      await page.getByText(says.whole).waitFor();
      const slider = page.getByRole('slider').first();
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

    test('no answer to the reviewer has an agent, a workstation or a call in it', async () => {
      const { page } = here;
      const answers: string[] = [];
      page.on('response', (answer) => {
        if (answer.url().includes('/v1/')) void answer.text().then((text) => answers.push(text)).catch(() => undefined);
      });
      await page.goto(`${centre.url}/review`);
      await page.locator('tbody tr').first().waitFor();
      await page.waitForLoadState('networkidle');
      assert.ok(answers.length > 2);
      for (const text of answers) assert.doesNotMatch(text, /agent-\d|desk-\d|link-\d/);
    });

    test('signing out leaves nothing behind, and the page has broken no rule of its own', async () => {
      const { page, complaints } = here;
      await page.getByRole('button', { name: says.out }).click();
      await page.getByRole('heading', { name: says.signIn }).waitFor();
      assert.deepEqual(complaints, []);
    });
  });
}
