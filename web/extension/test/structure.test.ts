// At level `structure` two pages whose texts have equal bars give the same records, byte for byte: nothing else follows from a text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kFull, Stage } from './stage';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(async () => {
  await stage.close();
});

/** Numbers that look random and are the same in every run. */
const randomOf = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const kLetters = 'abcdefghijklmnoprstuvyåäöABCDEFGHIKLMNOPRSTVÅÄÖ';
const sentence = (random: () => number): string =>
  Array.from({ length: 1 + Math.floor(random() * 9) }, () => Array.from({ length: 1 + Math.floor(random() * 9) }, () => kLetters[Math.floor(random() * kLetters.length)]).join('')).join(' ');

const open = async (texts: readonly string[]): Promise<void> => {
  await stage.go('/structure.html');
  await fill(texts);
};
const fill = async (texts: readonly string[]): Promise<void> => {
  await stage.page.evaluate((all) => {
    [...document.querySelectorAll('[data-slot]')].forEach((slot, at) => (slot.textContent = all[at] ?? ''));
  }, texts);
};
/** Of each text, its lines' widths in units of 4 em, as the page itself measures them. */
const bars = (): Promise<string[]> =>
  stage.page.evaluate(() =>
    [...document.querySelectorAll('[data-slot]')].map((slot) => {
      const range = document.createRange();
      range.selectNodeContents(slot);
      const em = 4 * Number.parseFloat(getComputedStyle(slot).fontSize);
      const lines = new Map<number, number>();
      for (const { top, width } of range.getClientRects()) lines.set(top - slot.getBoundingClientRect().top, (lines.get(top - slot.getBoundingClientRect().top) ?? 0) + width);
      return [...lines.values()].map((width) => Math.ceil(width / em)).join(' ');
    }),
  );
const others = async (texts: readonly string[], random: () => number): Promise<string[]> => {
  const wanted = await bars();
  const found = [...texts];
  for (let i = 0; i < 60; ++i) {
    const candidates = texts.map((text) => text.split('').map((letter) => (letter === ' ' || random() < 0.4 ? letter : (kLetters[Math.floor(random() * kLetters.length)] ?? letter))).join(''));
    await fill(candidates);
    (await bars()).forEach((bar, at) => {
      if (bar === wanted[at] && candidates[at] !== undefined) found[at] = candidates[at];
    });
  }
  await open(found);
  assert.deepEqual(await bars(), wanted);
  return found;
};
const recorded = async (texts: readonly string[], hidden: string): Promise<string> => {
  await open(texts);
  await stage.begin({ ...kFull, level: 'structure' });
  await stage.settled();
  // What has no bar says nothing at all.
  await stage.page.evaluate((text) => {
    for (const id of ['field', 'area']) {
      (document.getElementById(id) as HTMLInputElement).value = text;
      (document.getElementById(id) as HTMLInputElement).placeholder = text;
    }
    document.getElementById('generated')?.setAttribute('data-x', text);
    const drawn = document.getElementById('drawn');
    if (drawn !== null) drawn.textContent = text;
  }, hidden);
  await stage.settled();
  await stage.page.evaluate(() => document.getElementById('small')?.scrollTo(0, 30));
  await stage.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await stage.settled();
  await stage.check();
  return (await stage.records()).map((record) => JSON.stringify(record.kind === 'look' ? { kind: 'look' } : record)).join('\n');
};

test('texts with equal bars cannot be told apart', async () => {
  let changed = 0;
  for (let seed = 1; seed <= 4; ++seed) {
    const random = randomOf(seed);
    const texts = Array.from({ length: 22 }, () => sentence(random));
    await open(texts);
    const same = await others(texts, random);
    changed += same.filter((text, at) => text !== texts[at]).length;
    const [one, other] = [await recorded(texts, sentence(random)), await recorded(same, sentence(random))];
    const [a, b] = [one.split('\n'), other.split('\n')];
    a.forEach((line, at) => {
      assert.equal(line, b[at], `seed ${String(seed)}, record ${String(at)}`);
    });
    assert.equal(a.length, b.length);
    for (const text of texts) if (text.length > 4) assert.ok(!one.includes(text));
  }
  assert.ok(changed >= 40, `only ${String(changed)} texts were others`);
});

test('texts with other bars can', async () => {
  const random = randomOf(9);
  const texts = Array.from({ length: 22 }, () => sentence(random));
  const longer = [`${texts[0] ?? ''} och en hel mening till`, ...texts.slice(1)];
  assert.notEqual(await recorded(texts, ''), await recorded(longer, ''));
});
