// Parts of the player that need no page: words, addresses, the timeline, lists to hand on, notes from outside.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventNamed, momentIn, withMoment } from '../src/player/address';
import { endingOf } from '../src/player/ended';
import { listed } from '../src/player/events';
import { csvOf, markdownOf, pageOf, readable, type Wording } from '../src/player/findings/export';
import { type Finding, kinds, type Note, noteBytes, noteOf } from '../src/player/findings/finding';
import { isDamage, SourceFailure, toldOf } from '../src/player/pictures/chunk_reader';
import { type Facts, timelineOf } from '../src/player/pictures/facts';
import { player as en } from '../src/words/en/player';
import { player as sv } from '../src/words/sv/player';

const source = process.env['INSYN_SOURCE'] ?? '../..';

test('the reasons are those of `insyn show`, word for word', () => {
  const text = readFileSync(`${source}/src/words/withheld.cc`, 'utf8');
  const sentences = (name: string) => {
    const body = text.slice(text.indexOf(`std::string ${name}(`));
    return [...body.slice(0, body.indexOf('\n}\n')).matchAll(/return "([^"]+)";/g)].map((one) => one[1]!);
  };
  const straight = (words: string) => words.replaceAll('’', "'");
  for (const [name, words, key] of [
    ['in_english', en, 'reason'],
    ['in_swedish', sv, 'reason'],
    ['explained_in_english', en, 'because'],
    ['explained_in_swedish', sv, 'because'],
  ] as const) {
    const said = sentences(name);
    assert.equal(said.length, 14, name);
    said.forEach((sentence, i) => assert.equal(straight((words as Record<string, string>)[`player.${key}.${i + 1}`]!), sentence));
  }
});

test('the address of a moment', () => {
  const address = withMoment('https://centre.example/review/recording/0a?event=sök&x=1#y', 123_456);
  assert.equal(address, 'https://centre.example/review/recording/0a?x=1&at=123.4#y');
  assert.deepEqual(momentIn(new URL(address).search), { at: 123_400, event: null });
  for (const wrong of ['', '?at=', '?at=-1', '?at=1e9', '?at=NaN', '?at=1.2.3', '?at=99999999']) assert.equal(momentIn(wrong).at, null, wrong);
  assert.equal(momentIn('?event=a%20b').event, 'a b');
  const item = { kind: 'search', from: 5, to: 5, words: 'flytta', hits: null } as const;
  assert.equal(eventNamed([item], 'flytta'), item);
  assert.equal(eventNamed([item], 'annat'), null);
});

const facts = (place: number, more: Partial<Facts>): Facts => ({ place, begin: place * 2000, end: place * 2000 + 2000, changes: [], areas: [], nothing: [], ...more });

test('the timeline: what is next to each other is one, and nothing is lost', () => {
  const items = timelineOf([
    facts(0, { areas: [{ from: 100, to: 2000, reason: 2 }] }),
    facts(1, { areas: [{ from: 2000, to: 4000, reason: 2 }, { from: 2500, to: 2600, reason: 1 }] }),
    facts(2, { nothing: [{ from: 5000, to: 35_000, reason: 6 }] }),
    facts(3, { areas: [{ from: 60_000, to: 61_000, reason: 2 }] }),
  ]);
  assert.deepEqual(items, [
    { kind: 'withheld', from: 100, to: 4000, reason: 2 },
    { kind: 'withheld', from: 2500, to: 2600, reason: 1 },
    { kind: 'nothing', from: 5000, to: 35_000, reason: 6 },
    { kind: 'withheld', from: 60_000, to: 61_000, reason: 2 },
  ]);
  // A flash of what was not drawn yet is on the line, and not in the list; a gap is always in it.
  assert.deepEqual(listed(items).map(({ from }) => from), [100, 5000, 60_000]);
  assert.equal(listed([{ kind: 'nothing', from: 0, to: 1, reason: 1 }]).length, 1);
});

test('why it ended', () => {
  const failure = (code: string | null, status: number | null, name = 'Refusal') => new SourceFailure({ name, message: '', code, kind: null, status });
  assert.equal(endingOf(failure('expired', 403)), 'expired');
  assert.equal(endingOf(failure('something-new', 410)), 'gone');
  assert.equal(endingOf(failure('busy', 503)), null);
  assert.equal(failure(null, null, 'Unreachable').code, 'network');
  assert.equal(endingOf(new Error('x')), null);
  assert.ok(isDamage(Object.assign(new Error('x'), { kind: 'corrupt' })));
  assert.ok(isDamage(new SourceFailure(toldOf(Object.assign(new Error('x'), { kind: 'corrupt', code: 'chunk-changed' })))));
  assert.ok(!isDamage(failure('expired', 403)));
});

const note = (text: string, more: Partial<Note> = {}): Note => ({ version: 1, from: 0, to: 0, screen: '', article: '', kind: 'slow', text, ...more });
const finding = (one: Note | null): Finding & { note: Note } => ({ id: 'i', recording: '0123456789abcdef0123456789abcdef', day: '2026-11-24', own: true, hasPicture: true, note: one as Note });
const words: Wording = {
  title: 'Iakttagelser', lead: 'Om systemet.', day: 'Dag', kind: 'Vad', screen: 'Skärm', article: 'Artikel', text: 'Text', picture: 'Bild', kindOf: (kind) => `[${kind}]`, dayOf: (day) => day,
};

test('a note goes there and back, and what is no note is none', () => {
  const one = note('åäö "x"', { from: 5, to: 9, screen: 'Sök', kind: 'other' });
  assert.deepEqual(noteOf(noteBytes(one)), one);
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  for (const wrong of [null, 1, [], { ...one, version: 2 }, { ...one, kind: 'score' }, { ...one, from: '5' }, { ...one, text: null }]) assert.equal(noteOf(bytes(wrong)), null, JSON.stringify(wrong));
  assert.equal(noteOf(Uint8Array.of(0xff, 0xfe)), null);
  assert.ok(kinds.every((kind) => `findings.kind.${kind}` in sv));
});

test('CSV: every cell is quoted, and none is a formula', () => {
  const csv = csvOf([finding(note('=HYPERLINK("http://x")\nrad två', { screen: '+1', article: '@x' })), finding(note('-2')), finding(note('\n=1'))], words);
  assert.ok(csv.startsWith('\ufeff"Dag","Vad","Skärm","Artikel","Text"\r\n'));
  assert.ok(csv.includes(`"'=HYPERLINK(""http://x"")\nrad två"`));
  assert.ok(csv.includes(`"'+1","'@x"`) && csv.includes(`"'-2"`) && csv.includes(`"'\n=1"`));
});

test('Markdown and the page: a text is never markup, and nothing leads back to a recording', () => {
  const text = '# rubrik\n1. punkt <script>alert(1)</script> [länk](javascript:x) ![b](http://x) `kod` | & "citat"';
  const all = [finding(note(text, { screen: '*fet*' }))];
  const markdown = markdownOf(all, words);
  assert.ok(!/(^|[^\\])[<>`|]/.test(markdown.replace(/^#+ .*$/gm, '')), markdown);
  assert.ok(!/(^|[^\\])\[/m.test(markdown.replace(/^## .*$/gm, '')) && !/^1\. /m.test(markdown) && markdown.includes('\\*fet\\*'), markdown);
  const html = pageOf([{ finding: all[0]!, picture: Uint8Array.of(1, 2, 3) }], words, 'sv');
  assert.ok(!html.includes('<script') && html.includes('&lt;script&gt;') && html.includes('data:image/png;base64,AQID'));
  for (const out of [markdown, html, csvOf(all, words)]) assert.ok(!out.includes('0123456789abcdef'));
  assert.equal(readable([finding(null), ...all]).length, 1);
});
