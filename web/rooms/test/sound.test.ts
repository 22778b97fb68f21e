// Audio of a call, by the whole way: a WAV as a telephone system keeps it, `insyn audio attach` at a real centre, and the player of the reviewer and of the agent. It clicks where the recording's
// picture changes.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { deviceNamed, parseRoster } from 'insyn-agreement';
import { parseNote } from 'insyn-note';
import { ChunkReader, checkOwn, chunkFile, openOwn, parseCertificate, parseIdentityFile } from 'insyn-recording';
import type { Browser } from 'playwright-core';
import type { Facts } from '../src/player/pictures/facts';
import { Reel } from '../src/player/pictures/reel';
import { kUsualLook, startBrowser, violations, visit, type Visit } from './chromium.js';
import { clicks, tone, wav } from './sound_made.js';
import { Centre, until } from './stage.js';
import { furthestOff, kApart, watch } from './watching.js';

// The telephone system's recording begins before the recorder does.
const kEarlier = 2500;

interface Made {
  call: string;
  begin: number;
  // Moments at which the whole picture changed, in milliseconds.
  changes: number[];
}

// What a workstation's spool has, opened with its agent's key.
const recorded = async (centre: Centre, workstation: string): Promise<Made> => {
  const at = (...names: string[]) => centre.path('company', workstation, ...names);
  const id = (await readdir(at('spool'))).find((name) => /^[0-9a-f]{32}$/.test(name))!;
  const text = (name: string) => readFile(at('spool', id, name), 'utf8');
  const bytes = async (name: string) => new Uint8Array(await readFile(at('spool', id, name)));
  const roster = parseRoster(parseNote(await readFile(centre.path('company', 'roster.note'), 'utf8')).text);
  const certificate = parseCertificate(parseNote(await text('certificate.note')).text);
  const own = checkOwn({ certificate: await text('certificate.note'), opening: await text('opening.note'), closing: await text('closing.note'), key: await bytes('key.agent.age') }, deviceNamed(roster, certificate.device)!);
  const keys = await openOwn(own, parseIdentityFile(await readFile(at('agent.age'), 'utf8')));
  const all = Buffer.concat(await Promise.all(own.chunks.map((chunk) => bytes(chunkFile(chunk)))));
  const reader = new ChunkReader(own.chunks, (from, length) => Promise.resolve(new Uint8Array(all.subarray(from, from + length))), keys);
  const facts: Facts[] = [];
  const reel = new Reel(reader, { length: () => undefined, facts: (one) => facts.push(one), failed: (error) => assert.fail(String(error)) });
  await reel.show(own.closing === undefined ? 0 : 3_600_000);
  reel.start();
  await until('all of it is read', async () => facts.length === own.chunks.filter(({ kind }) => kind === 'chunk').length);
  reel.close();
  // A part that is withheld is a change too, but none that one sees everywhere.
  const gaps = facts.flatMap(({ nothing, areas }) => [...nothing, ...areas]);
  const isAtAnEdge = (time: number) => gaps.some(({ from, to }) => [from, to].some((edge) => Math.abs(time - edge) < 400));
  const isInAPause = (time: number) => facts.some(({ nothing }) => nothing.some(({ from, to }) => from <= time && time <= to));
  const changes = facts.flatMap((one) => one.changes).sort((a, b) => a - b);
  return { call: certificate.call, begin: certificate.begin, changes: changes.filter((time, i) => time > 500 && (i === 0 || time - changes[i - 1]! > 500) && !isAtAnEdge(time) && !isInAPause(time)) };
};

describe('audio beside a recording, from the telephone system to the player', () => {
  let centre: Centre;
  let browser: Browser;
  let here: Visit;
  let made: Made;
  before(async () => {
    [centre, browser] = await Promise.all([Centre.start({ workstations: 1, recordings: 1, weeks: 1, keep: true, audio: 'both' }), startBrowser()]);
    here = await visit(browser, kUsualLook);
    here.page.setDefaultTimeout(60_000);
    await watch(here.page);
    made = await recorded(centre, 'workstation-00001');
    assert.ok(made.changes.length > 5, `only ${made.changes.length} changes`);
  });
  after(async () => {
    await browser.close();
    await centre.stop();
  });

  test('the importer attaches it', async () => {
    await centre.login('importer');
    const file = centre.path('call.wav');
    const customer = clicks(made.changes.map((time) => (time + kEarlier) / 1000));
    await writeFile(file, wav((made.changes.at(-1)! + kEarlier) / 1000 + 5, [tone(330, 0.3), customer]));
    const began = new Date(made.begin - kEarlier).toISOString();
    await centre.insyn('importer', ['audio', 'attach', file, '--call', made.call, '--began', began, '--customer', 'right', '--key', centre.path('company', 'importer.sign'), ...centre.agreementWords()]);
    await until('the witness has it', async () => /"audio"/.test((await centre.insyn('union', ['ledger', 'show', join(centre.folder, 'witness', 'copy'), '--json'])).stdout));
  });

  test('the reviewer asks, the union approves, and what is seen and heard is in step', async () => {
    const { page } = here;
    const company = (name: string) => centre.path('company', name);
    await page.goto(centre.invitation('reviewer'));
    const fields = page.locator('input[type=password]');
    for (const place of [0, 1]) await fields.nth(place).fill(centre.passphraseOf('reviewer'));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ordna nyckeln …' }).click();
    await page.getByLabel('Filerna').setInputFiles(['reviewer.age', 'reviewer.sign', 'employer.pub', 'union.pub'].map(company));
    await page.getByRole('button', { name: 'Hämta nyckeln' }).click();
    await page.getByRole('button', { name: 'Ordna nyckeln …' }).waitFor({ state: 'detached' });
    await page.locator('tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('b');
    await page.keyboard.type('Höra vad kunden frågar om när sökningen inte ger något');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/begäran är inlämnad/).waitFor();
    await centre.login('union');
    await until('the union can approve', async () => {
      await centre.insyn('union', ['approve', '--all', '--key', company('union.age'), '--sign', company('union.sign'), ...centre.agreementWords()]);
      return true;
    });
    await page.goto(`${centre.url}/review/requests`);
    await page.getByRole('link', { name: 'Spela upp' }).first().click();
    const bar = page.getByRole('group', { name: 'Ljud' });
    await bar.getByText('Ljudet ligger där det lades till').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Space');
    const { off, all } = await furthestOff(page, ['Home', 'ArrowRight', 'ArrowLeft'], 7);
    assert.ok(off <= kApart, all.join(' '));
    // The agent's tone was on the file's left channel, and is on the right one.
    await page.waitForFunction(() => window.heard.loud[1] > 0.2);
    await page.keyboard.press('b');
    await page.waitForFunction(() => window.heard.loud[1] < 0.02);
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('Shift+X');
    await bar.getByRole('button', { name: 'Spara för alla' }).click();
    await bar.getByText(/^Ljudet är flyttat 200 ms senare, ställt av dig/).waitFor();
    assert.deepEqual(here.complaints, []);
  });

  test('the agent hears it as well, and who has moved it', async () => {
    const address = await centre.startAgentsRoom('workstation-00001');
    const visited = await visit(browser, { ...kUsualLook, language: 'en', theme: 'dark' });
    const { page } = visited;
    page.setDefaultTimeout(60_000);
    await watch(page);
    await page.goto(address);
    await page.getByRole('link', { name: /^Play the recording of/ }).click();
    const bar = page.getByRole('group', { name: 'Sound' });
    await bar.getByText(/^The audio is moved 200 ms later, set by reviewer/).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Shift+Z');
    await page.keyboard.press('Shift+Z');
    await bar.getByText('The audio lies where it was attached, not saved').waitFor();
    await page.keyboard.press('Space');
    const { off, all } = await furthestOff(page, ['Home'], 4);
    assert.ok(off <= kApart, all.join(' '));
    await bar.getByRole('button', { name: 'Save for everybody' }).click();
    await bar.getByText(/^The audio lies where it was attached, set by you/).waitFor();
    assert.deepEqual(visited.complaints, []);
    await visited.context.close();
  });

  test('the reviewer sees that the agent has moved it, and no name', async () => {
    await here.page.reload();
    await here.page.getByRole('group', { name: 'Ljud' }).getByText(/^Ljudet ligger där det lades till, ställt av handläggaren/).waitFor();
    assert.deepEqual(here.complaints, []);
  });
});
