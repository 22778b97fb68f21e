// What counts as a number of a card or of a person. All numbers are made up, or published as examples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSecret, mayBecomeSecret, secretPieces } from '../src/capture/secrets';

test('card numbers are found however they are written', () => {
  for (const text of ['4111111111111111', 'kort 4111 1111 1111 1111 tack', '4111-1111-1111-1111', '4111\u00a01111\u00a01111\u00a01111', '378282246310005', '3782 822463 10005', '4222222222222', '6011 0009 9013 9424', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4111.1111.1111.1111', '4111–1111–1111–1111', '４１１１１１１１１１１１１１１１', 'x4111111111111111x', 'ref 12 4111 1111 1111 1111 34', '4111\u200b1111\u200b11111111'])
    assert.ok(hasSecret(text), text);
});

test('numbers of people in four countries are found', () => {
  for (const text of ['811218-9876', '8112189876', '19811218-9876', '198112189876', 'född 811218 9876', '670919-9530', '811278-9873', '811218+9876']) assert.ok(hasSecret(text), text);
  for (const text of ['070761-4285', '0707614285', '070761 4285']) assert.ok(hasSecret(text), text);
  for (const text of ['01010750160', '010107 50160']) assert.ok(hasSecret(text), text);
  for (const text of ['131052-308T', '131052-308t', '010594Y9032', 'hetu 131052-308T.']) assert.ok(hasSecret(text), text);
});

test('other numbers are none', () => {
  for (const text of ['', 'Fakturan är 1 234 567 kr', '4111 1111 1111 1112', 'kundnummer 40 118 265', '070-174 06 12', '2026-12-01 09:30', '99 %', 'OCR 123456', '199999-9999', '131052-308U', '1.2.3.4', 'avsnitt 12.3 och 45.6', '811318-9876'])
    assert.ok(!hasSecret(text), text);
});

test('a number on its way is held back from its sixth digit', () => {
  for (const text of ['411111', '4111 11', '811218', 'kort: 4111-11']) assert.ok(mayBecomeSecret(text), text);
  for (const text of ['', '41111', 'rum 12, plan 3', 'faktura']) assert.ok(!mayBecomeSecret(text), text);
});

test('a number in boxes is found', () => {
  const found = (...texts: string[]): number[] => [...secretPieces(texts)].sort((a, b) => a - b);
  assert.deepEqual(found('x', '4111', '1111', '1111', '1111', 'y'), [1, 2, 3, 4]);
  assert.deepEqual(found(...'4111111111111111'), Array.from({ length: 16 }, (_, at) => at));
  assert.deepEqual(found('811218', '9876'), [0, 1]);
  assert.deepEqual(found('3782', '822463', '10005'), [0, 1, 2]);
  assert.deepEqual(found('12', '345', '6', '1999'), []);
  assert.deepEqual(found('2024', '2025', '2026'), []);
});
