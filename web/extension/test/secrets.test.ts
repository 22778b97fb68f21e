// Passwords, one-time codes, numbers of cards and of people are in no record, at no level, however they got onto the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kFull, type Settings, Stage } from './stage';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(async () => {
  await stage.close();
});

const kPlanted = [
  '4111111111111111', '5500000000000004', '340000000000009', '6011000990139424', '3530111333300000', '8112189876', '6709199530', '0707614285', '01010750160', '131052308', '2223003122003222', '4000056655665556',
  '5105105105105100', '4242424242424242', '4012888888881881', '30569309025904', '4988438843884305',
];
/** What stands in records as text; numbers of nodes and sizes are not among it. */
const texts = (json: string): string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(JSON.parse(json));
  return found;
};
const clean = async (planted: readonly string[], parts: readonly string[] = [], words: readonly string[] = ['hemligt', 'dold-text', '554433', '987']): Promise<string> => {
  await stage.settled();
  const json = await stage.json();
  const all = texts(json);
  // In one text, and in texts one after another: records come from the last child to the first.
  const numbers = all.map((text) => text.replace(/\D/g, ''));
  for (const digits of [...numbers, numbers.join(''), [...numbers].reverse().join('')]) for (const number of planted) assert.ok(!digits.includes(number), number);
  for (const part of parts) assert.ok(!all.some((text) => text.replace(/\D/g, '').includes(part)), part);
  for (const word of words) assert.ok(!all.some((text) => text.includes(word)), word);
  return json;
};

const kLevels: Settings[] = [kFull, { ...kFull, level: 'masked', shown: ['body'] }, { ...kFull, level: 'masked', shown: ['p'] }, { ...kFull, level: 'structure' }];
for (const settings of kLevels)
  test(`planted secrets are nowhere at level ${settings.level} ${settings.shown.join()}`, async () => {
    await stage.go('/secrets.html');
    await stage.begin(settings);
    const json = await clean(kPlanted);
    if (settings.level === 'full') for (const open of ['open-01', 'open-02', 'open-03 kundnummer 40 118 265']) assert.ok(json.includes(open), open);
    await stage.check();
  });

test('a password stays one when the page shows it, and where the page repeats it', async () => {
  await stage.go('/secrets.html');
  await stage.begin();
  await stage.page.fill('#password', 'nytt-lösen-4711');
  await stage.page.click('#show');
  assert.equal(await stage.page.locator('#password').getAttribute('type'), 'text');
  await stage.page.evaluate(() => {
    const echo = document.getElementById('echo');
    const password = document.getElementById('password') as HTMLInputElement;
    if (echo !== null) echo.textContent = `Lösenordet är ${password.value}`;
  });
  await clean(kPlanted, [], ['nytt-lösen', '4711', 'hemligt']);
  // What is written into it from then on is one, too.
  await stage.page.fill('#password', 'öppet-ord');
  await clean(kPlanted, [], ['öppet-ord']);
  await stage.page.fill('#password', 'nytt-lösen-4711');
  await stage.settled();
  // Another field in its place with what stood in it.
  await stage.page.evaluate(() => {
    const password = document.getElementById('password') as HTMLInputElement;
    const other = document.createElement('input');
    other.value = password.value;
    password.replaceWith(other);
  });
  await clean(kPlanted, [], ['nytt-lösen', '4711', 'hemligt']);
});

test('a number that is typed is held back while it is on its way, and for good', async () => {
  await stage.go('/secrets.html');
  await stage.begin();
  await stage.page.click('#typed');
  for (const keys of ['453', '9 1', '4', '88', ' 0343 646', '7']) {
    await stage.page.keyboard.type(keys);
    await stage.settled();
  }
  await clean([...kPlanted, '4539148803436467'], ['453914', '148803', '436467']);
  await stage.page.keyboard.press('Backspace');
  await stage.page.keyboard.press('Tab');
  await clean([...kPlanted, '453914880343646'], ['453914', '148803', '43646']);
  // Emptied, it is a field as any other.
  await stage.page.fill('#typed', '');
  await stage.settled();
  await stage.page.fill('#typed', 'öppen text');
  await stage.settled();
  assert.match(await stage.json(), /öppen text/);
});

test('a number that is pasted, or written into the page, is not kept', async () => {
  await stage.go('/secrets.html');
  await stage.begin();
  await stage.page.evaluate(() => {
    const typed = document.getElementById('typed') as HTMLInputElement;
    typed.focus();
    document.execCommand('insertText', false, 'kort 4539148803436467 tack');
  });
  await stage.settled();
  await stage.page.click('#editable');
  await stage.page.keyboard.type(' 811218');
  await stage.settled();
  await stage.page.keyboard.type('-9876');
  await clean([...kPlanted, '4539148803436467'], ['811218']);
});

test('values of fields come at most once a second', async () => {
  await stage.go('/secrets.html');
  await stage.begin();
  await stage.page.click('#typed');
  await stage.page.keyboard.type('abcdefghijklmnopqrstuvwxyz', { delay: 90 });
  await stage.settled();
  let time = 0;
  const times: number[] = [];
  const records = await stage.records();
  for (const [at, record] of records.entries()) {
    // A record's time is that of the look that ends with it.
    if (record.kind === 'look') time += record.elapsed;
    if (record.kind === 'value' && /^[a-z]+$/.test(record.value)) {
      const look = records.slice(at).find(({ kind }) => kind === 'look');
      times.push(time + (look?.kind === 'look' ? look.elapsed : 0));
    }
  }
  assert.ok(times.length >= 2, times.join(' '));
  times.slice(1).forEach((at, i) => {
    assert.ok(at - (times[i] ?? 0) >= 900, times.join(' '));
  });
});

test('what is written into the page itself comes at most once a second, and whole in the end', async () => {
  await stage.go('/secrets.html');
  await stage.begin();
  await stage.page.click('#editable');
  await stage.page.keyboard.press('End');
  await stage.page.keyboard.type(' abcdefghijklmnopqrstuvwxyz', { delay: 90 });
  await stage.settled();
  let time = 0;
  const times: number[] = [];
  let last = '';
  const records = await stage.records();
  for (const [at, record] of records.entries()) {
    if (record.kind === 'look') time += record.elapsed;
    if ((record.kind === 'text' || record.kind === 'text changed') && record.text.startsWith('open-02') && record.text !== last) {
      const look = records.slice(at).find(({ kind }) => kind === 'look');
      if (/ a/.test(record.text)) times.push(time + (look?.kind === 'look' ? look.elapsed : 0));
      last = record.text;
    }
  }
  assert.ok(last.endsWith('abcdefghijklmnopqrstuvwxyz'), last);
  assert.ok(times.length >= 2 && times.length <= 6, times.join(' '));
  times.slice(1).forEach((at, i) => {
    assert.ok(at - (times[i] ?? 0) >= 900, times.join(' '));
  });
});
