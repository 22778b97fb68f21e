// Everything that a centre has given to a browser, and a search for what its person may not learn.
import { hashOf, parseNote } from 'insyn-note';
import { parseRoster } from 'insyn-agreement';
import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import type { Centre } from './stage.js';

export interface Given {
  path: string;
  bytes: Buffer;
}

// From now on; pages and their scripts, which are the same for everybody, are left out.
export const recordGiven = async (context: BrowserContext): Promise<Given[]> => {
  const all: Given[] = [];
  await context.route(/\/(v1|ledger|room)\//, async (route) => {
    try {
      const answer = await route.fetch();
      const path = new URL(answer.url()).pathname;
      all.push({ path: `${path}, header`, bytes: Buffer.from(answer.headersArray().map(({ name, value }) => `${name}: ${value}`).join('\n')) }, { path, bytes: await answer.body() });
      await route.fulfill({ response: answer });
    } catch {
      // The page that asked is gone, or has thought better of it.
      await route.abort().catch(() => undefined);
    }
  });
  return all;
};

// Whoever and whatever stands on the rosters of a made-up company: names, numbers, keys and how keys are named in requests.
export const namesOnRoster = async (centre: Centre): Promise<string[]> => {
  const roster = parseRoster(parseNote(await readFile(centre.path('company', 'roster.note'), 'utf8')).text);
  const keys = [...roster.agents.flatMap((agent) => agent.keys.map(({ sign }) => sign)), ...roster.devices.map(({ sign }) => sign), ...roster.links.map(({ sign }) => sign)];
  const names = [
    ...roster.agents.flatMap(({ name, numbers }) => [name, ...numbers]),
    ...[...roster.devices, ...roster.links].map(({ name }) => name),
    ...roster.agents.flatMap((agent) => agent.keys.map(({ age }) => age)),
    ...keys.flatMap((key) => [key.text, key.text.split('+').slice(2).join('+'), hashOf(key.key)]),
  ];
  // A hash without a salt is as good as the name: whoever has the names has their hashes.
  return [...names, ...names.map((name) => hashOf(name))];
};

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
};

// All that can be read in it: as it is, each text of it where it is JSON, and what stands in base64 in either.
const readings = (bytes: Buffer): string[] => {
  const text = bytes.toString('utf8');
  let texts: string[] = [];
  try {
    texts = textsIn(JSON.parse(text));
  } catch {
    // No JSON.
  }
  const plain = [text, ...texts];
  const encoded = plain.flatMap((one) => one.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []);
  // Where a word begins before the base64 does, it is of another alignment.
  return [...plain, ...encoded.flatMap((one) => [0, 1, 2, 3].map((from) => Buffer.from(one.slice(from), 'base64').toString('latin1')))];
};

// Where any of the names stands in what was given.
export const namesIn = (given: readonly Given[], names: readonly string[]): string[] =>
  given.flatMap(({ path, bytes }) => {
    const all = readings(bytes).join('\n').toLowerCase();
    return names.filter((name) => all.includes(name.toLowerCase())).map((name) => `${path}: ${name}`);
  });
