// The list for whoever owns the support system: words and pictures, and nothing that leads back to a recording.
import { saveFile } from '../../design/save_file';
import type { Finding, Note } from './finding';

// What is said in the reader's language.
export interface Wording {
  title: string;
  lead: string;
  day: string;
  kind: string;
  screen: string;
  article: string;
  text: string;
  picture: string;
  kindOf: (kind: Note['kind']) => string;
  dayOf: (day: string) => string;
}

export interface Exported {
  finding: Finding & { note: Note };
  // A PNG file; only the page has it.
  picture: Uint8Array | null;
}

export const readable = (findings: readonly Finding[]): (Finding & { note: Note })[] =>
  findings.filter((one): one is Finding & { note: Note } => one.note !== null);

// A spreadsheet takes a cell that begins like this for a formula.
const kFormula = /^[=+\-@\t\r\n]/;
const cell = (value: string) => `"${(kFormula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

export const csvOf = (findings: readonly (Finding & { note: Note })[], words: Wording): string =>
  // The mark by which spreadsheets know that it is UTF-8.
  `\ufeff${[
    [words.day, words.kind, words.screen, words.article, words.text],
    ...findings.map(({ day, note }) => [day, words.kindOf(note.kind), note.screen, note.article, note.text]),
  ]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('')}`;

// Nothing in a text becomes markup: neither Markdown's nor HTML's.
const plainMarkdown = (value: string) =>
  value
    .replace(/[\\`*_{}[\]<>()#+!|~&-]/g, (one) => `\\${one}`)
    .replace(/^(\s*)(\d+)([.)])/gm, '$1$2\\$3')
    .replace(/\r?\n/g, '  \n');

export const markdownOf = (findings: readonly (Finding & { note: Note })[], words: Wording): string =>
  `# ${plainMarkdown(words.title)}\n\n${plainMarkdown(words.lead)}\n${findings
    .map(
      ({ day, note }) =>
        `\n## ${plainMarkdown(words.kindOf(note.kind))}\n\n${plainMarkdown(note.text)}\n\n* ${words.day}: ${plainMarkdown(words.dayOf(day))}\n${note.screen === '' ? '' : `* ${words.screen}: ${plainMarkdown(note.screen)}\n`}${note.article === '' ? '' : `* ${words.article}: ${plainMarkdown(note.article)}\n`}`,
    )
    .join('')}`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (value: string) => value.replace(/[&<>"']/g, (one) => entities[one]!);

const base64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
};

// One file with its pictures, to read and to print.
export const pageOf = (all: readonly Exported[], words: Wording, language: string): string => `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(words.title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid; padding: 1rem 0; break-inside: avoid; }
h2 { font-size: 1.1rem; margin: 0; }
p { white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
img { max-width: 100%; border: 1px solid; }
</style>
</head>
<body>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.lead)}</p>
${all
  .map(({ finding: { day, note }, picture }) => {
    const row = (name: string, value: string) => (value === '' ? '' : `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>\n`);
    return `<article>
<h2>${escaped(words.kindOf(note.kind))}</h2>
<p>${escaped(note.text)}</p>
<dl>
${row(words.day, words.dayOf(day))}${row(words.screen, note.screen)}${row(words.article, note.article)}</dl>
${picture === null ? '' : `<p><img src="data:image/png;base64,${base64(picture)}" alt="${escaped(words.picture)}"></p>\n`}</article>`;
  })
  .join('\n')}
</body>
</html>
`;

export const download = (name: string, type: string, content: string) => saveFile(name, new Blob([content], { type: `${type};charset=utf-8` }));
