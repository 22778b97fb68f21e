// A replay shows what the page showed, to the pixel, without network.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage';

const kMark = 0.0005;
let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(async () => {
  await stage.close();
});

const rows: { name: string; pixels: number; share: number }[] = [];
const look = async (name: string, mark = kMark): Promise<void> => {
  const found = await stage.compare(name);
  rows.push(found);
  console.log(`${name}: ${String(found.pixels)} pixels, ${(found.share * 100).toFixed(4)} %, ${found.box.join(' ')}, moved ${String(found.moved)}`);
  assert.ok(found.share <= mark, `${name}: ${String(found.pixels)} pixels differ (${(found.share * 100).toFixed(3)} %), in ${found.box.join(' ')}`);
};

test('Kundstöd looks the same', async () => {
  await stage.go('/kundstod/index.html');
  await stage.begin();
  await look('kundstod-start');
});
