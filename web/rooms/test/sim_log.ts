// The log of a centre that insyn-sim has made up, in parts, and on the calendar where a test wants it.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';
const kWeek = 7 * 86_400_000;

export interface SimLog {
  begins: number;
  calls: string;
  events: string;
}

// Of so many weeks from that Monday on; version 2 makes some of it faster, and is there in the second half.
export const simLog = async (folder: string, weeks: number, begins: number): Promise<SimLog> => {
  await mkdir(folder, { recursive: true });
  await run(join(bin, 'insyn-sim'), ['--calls', '9000', '--agents', '60', '--weeks', String(weeks), '--improvement', '0.3', '--shortcut', '0.25', '--begins', new Date(begins).toISOString().slice(0, 10), '--out', folder]);
  return { begins, calls: await readFile(join(folder, 'calls.csv'), 'utf8'), events: await readFile(join(folder, 'events.csv'), 'utf8') };
};

// Files of its first weeks, as they would be exported then. In every tenth call an agent says that the system did not help.
export const writeFirstWeeks = async (log: SimLog, weeks: number, folder: string): Promise<string[]> => {
  await mkdir(folder, { recursive: true });
  const [head = '', ...lines] = log.calls.trimEnd().split('\n');
  const columns = head.split(',');
  const start = columns.indexOf('start');
  const end = new Date(log.begins + weeks * kWeek).toISOString();
  const some = lines.filter((line) => (line.split(',')[start] ?? '') < end);
  const ids = new Set(some.map((line) => line.split(',')[0]));
  const said = some.filter((_, index) => index % 10 === 0).map((line) => `${line.split(',')[0]},${line.split(',')[start]},did-not-help,Start`);
  const [eventHead, ...events] = log.events.trimEnd().split('\n');
  const files: Record<string, (string | undefined)[]> = {
    'calls.csv': [head, ...some],
    'events.csv': [eventHead, ...events.filter((line) => ids.has(line.split(',')[0] ?? ''))],
    'words.csv': ['call,time,event,object', ...said],
  };
  for (const [name, rows] of Object.entries(files)) await writeFile(join(folder, name), `${rows.join('\n')}\n`);
  return Object.keys(files).map((name) => join(folder, name));
};
