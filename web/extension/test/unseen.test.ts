// Nothing is kept that was not on the screen: what lies in the document beside that is found nowhere in the records.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { encode } from './png';
import { kFull, Stage } from './stage';

let stage: Stage;
before(async () => {
  stage = await Stage.open({ '/picture.png': { type: 'image/png', body: encode(16, 16, (x, y) => [x * 9, y * 9, 90]) } });
});
after(async () => {
  await stage.close();
});

const canaries = (json: string): string[] => [...new Set(json.match(/canary[-\w]*/gi) ?? [])].sort();
const seen = (json: string): string[] => [...new Set(json.match(/seen-\d\d/g) ?? [])].sort();

test('what is in the document and not on the screen is not in the records', async () => {
  await stage.go('/unseen.html');
  await stage.begin();
  await stage.settled();
  const json = await stage.json();
  assert.deepEqual(canaries(json), []);
  // The same records do have what was there to be seen.
  assert.deepEqual(seen(json), Array.from({ length: 14 }, (_, at) => `seen-${String(at + 1).padStart(2, '0')}`));
  await stage.check();
});

test('of a text that ends with an ellipsis there is only what stands before it', async () => {
  await stage.go('/unseen.html');
  await stage.begin();
  await stage.settled();
  const kept = (await stage.records()).flatMap((record) => (record.kind === 'text' && record.text.startsWith('seen-03') ? [record.text] : []));
  const room = await stage.page.evaluate((text) => {
    const cut = document.querySelector('.ellipsis') as HTMLElement;
    const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    pen.font = getComputedStyle(cut).font;
    return cut.clientWidth - pen.measureText(text).width - pen.measureText('…').width;
  }, kept[0] ?? '');
  assert.equal(kept.length, 1);
  assert.ok(room >= -1 && room < 12, `${kept[0] ?? ''}: ${String(room)}`);
});

test('what is scrolled into view is kept, and not before', async () => {
  await stage.go('/unseen.html');
  await stage.begin();
  await stage.settled();
  await stage.page.evaluate(() => {
    document.getElementById('small')?.scrollTo(0, 1000);
    document.getElementById('scrolled')?.scrollTo(0, 0);
  });
  await stage.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await stage.settled();
  assert.deepEqual(canaries(await stage.json()), ['canary-above-39', 'canary-below-38']);
  await stage.check();
});

test('what comes and goes between two looks, or while nothing is shown, is not kept', async () => {
  await stage.go('/unseen.html');
  await stage.begin();
  await stage.settled();
  await stage.page.evaluate(() => {
    const text = document.querySelector('#seen')?.firstChild as Text;
    text.data = 'canary-brief-80';
    text.data = 'seen-01 again';
    const added = document.createElement('p');
    added.className = 'gone';
    added.textContent = 'canary-added-81';
    document.body.prepend(added);
  });
  await stage.settled();
  assert.deepEqual(canaries(await stage.json()), []);
});

test('a hidden document says nothing', async () => {
  await stage.go('/unseen.html');
  await stage.begin();
  await stage.settled();
  const before = (await stage.records()).length;
  await stage.inside("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' }), true");
  await stage.page.evaluate(() => {
    (document.querySelector('#seen') as HTMLElement).textContent = 'seen-77 canary-away-82';
  });
  for (const until = Date.now() + 2000; Date.now() < until; ) assert.equal((await stage.records()).length, before);
  // Shown again, it is as it is then.
  await stage.page.evaluate(() => {
    (document.querySelector('#seen') as HTMLElement).textContent = 'seen-78';
  });
  await stage.inside("delete document.visibilityState, document.dispatchEvent(new Event('visibilitychange'))");
  await stage.settled();
  const json = await stage.json();
  assert.deepEqual(canaries(json), []);
  assert.match(json, /seen-78/);
});

test('masked areas and levels show nothing of what they hide', async () => {
  await stage.go('/unseen.html');
  await stage.begin({ ...kFull, masks: ['#seen', 'details', '.clip'] });
  await stage.settled();
  const json = await stage.json();
  for (const gone of ['seen-01', 'seen-08', 'seen-04']) assert.ok(!json.includes(gone), gone);
  assert.match(json, /seen-02/);
  await stage.begin({ ...kFull, level: 'masked', shown: ['#deep'] });
  await stage.settled();
  assert.deepEqual(seen(await stage.json()), ['seen-13']);
  await stage.begin({ ...kFull, level: 'structure' });
  await stage.settled();
  assert.deepEqual(seen(await stage.json()), []);
  await stage.check();
});

test('a mask that the browser does not understand stops the capture before it begins', async () => {
  await stage.go('/unseen.html');
  await assert.rejects(stage.begin({ ...kFull, masks: ['p:nonsense('] }));
  await assert.rejects(stage.begin({ ...kFull, level: 'masked', shown: ['['] }));
  assert.deepEqual(await stage.records(), []);
});
