// For the tests of all libraries here: the examples of the pages in docs/, which the C++ tests read too, and ways to damage them.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Code, type Kind, Refused } from '../src/refused.js';

// Node 18 has these behind an option; browsers and later ones have them.
const scope = globalThis as unknown as Record<string, unknown>;
if (scope['crypto'] === undefined) scope['crypto'] = webcrypto;
if (scope['CryptoKey'] === undefined) scope['CryptoKey'] = (webcrypto as unknown as Record<string, unknown>)['CryptoKey'];

// The tests run in the package's own folder, here or in the build tree.
const docs = join(process.env['INSYN_SOURCE'] ?? '../..', 'docs');

export const page = (name: string): string => readFileSync(join(docs, name), 'utf8');

/** All examples of this name on a page, without their fences. */
export function examples(pageName: string, name: string): string[] {
  const all = page(pageName).split(`\`\`\`${name}\n`).slice(1);
  assert.notEqual(all.length, 0, `${pageName} has no example ${name}`);
  return all.map((part) => part.slice(0, part.indexOf('```')));
}
export const example = (pageName: string, name: string): string => examples(pageName, name)[0]!;

/** That `action` is refused, with this kind and code where they are given. */
export async function assertRefused(action: () => unknown, code?: Code | readonly Code[], kind?: Kind, message?: string): Promise<Refused> {
  let outcome: unknown;
  try {
    outcome = await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const wanted = code === undefined ? [error.code] : typeof code === 'string' ? [code] : code;
    assert.ok(wanted.includes(error.code), `${error.message} instead of ${wanted.join(' or ')}${message === undefined ? '' : `: ${message}`}`);
    if (kind !== undefined) assert.equal(error.kind, kind, message);
    return error;
  }
  return assert.fail(`not refused: ${message ?? ''} ${JSON.stringify(outcome)?.slice(0, 200)}`);
}

/** The text with each of its bytes changed, one at a time, as bytes; or with each `step`-th. */
export function* withEachByteChanged(text: string, step = 1): Generator<[number, Uint8Array]> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += step) {
    const changed = Uint8Array.from(bytes);
    changed[i]! ^= 1;
    yield [i, changed];
  }
}

/** The text with each of its lines left out, written twice, and exchanged with the next. */
export function* withEachLineChanged(text: string): Generator<[string, string]> {
  const lines = text.match(/[^\n]*\n/g)!;
  for (let i = 0; i < lines.length; ++i) {
    yield [`without line ${i + 1}`, lines.filter((_, j) => j !== i).join('')];
    yield [`line ${i + 1} twice`, lines.flatMap((line, j) => (j === i ? [line, line] : [line])).join('')];
    if (i + 1 < lines.length && lines[i] !== lines[i + 1])
      yield [`line ${i + 1} after ${i + 2}`, [...lines.slice(0, i), lines[i + 1], lines[i], ...lines.slice(i + 2)].join('')];
  }
}
