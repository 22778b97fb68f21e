// For tests: an agreement with all its keys, a profile's device and recordings in memory, and the programs that a recording is shown to.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { type Agreement, verifyAgreement } from 'insyn-agreement';
import { addSignature, bytesOf, type PublicKeys, publicKeysText, signNote, TextSigner, utcText } from 'insyn-note';
import { example } from 'insyn-note/testing';
import { parseCallStatements, recipientOf, type RecordingFiles } from 'insyn-recording';
import { type Beginning, type Certifier, Device, DeviceOfPage, type Ending, type RecordingStore, RecordingsOfPage, RecordingWriter } from '../src/index.js';

const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';

export interface Party {
  signer: TextSigner;
  age: string;
  pub: PublicKeys;
}
async function party(role: 'employer' | 'union' | 'insight' | 'agent', name: string): Promise<Party> {
  const signer = TextSigner.generate(name);
  const age = await generateIdentity();
  return { signer, age, pub: { role, name, verifier: signer.verifier, recipient: await recipientOf(age) } };
}

export interface World {
  employer: Party;
  union: Party;
  insight: Party;
  agent: Party;
  /** The agent's second key. */
  home: Party;
  agreementNote: string;
  agreement: Agreement;
}

/** `level` and the rest of [recording], and what else the terms say. */
export async function makeWorld({ level = 'full', rest = '', didNotHelp = true, seeOwn = true } = {}): Promise<World> {
  const [employer, union, insight, agent, home] = await Promise.all([
    party('employer', 'Nord'), party('union', 'Klubben'), party('insight', 'Analys'), party('agent', 'a17'), party('agent', 'a17-hemma'),
  ]);
  const day = (from: number): string => utcText(Date.now() + from * 86_400_000).slice(0, 10);
  const vouched = (await signNote(publicKeysText(insight.pub), employer.signer)).trimEnd().split('\n').at(-1)!.slice('— '.length);
  const text =
    `insyn = 1\nid = "webb-1"\nemployer = "Nord"\nunion = "Klubben"\npurpose = "Bättre sökning"\nnot_before = ${day(-20)}\nnot_after = ${day(20)}\n` +
    `[[application]]\nname = "Wiki"\nkind = "web"\norigins = ["https://wiki.example"]\n[recording]\nlevel = "${level}"\n${rest}` +
    `[agent]\ndid_not_help = ${didNotHelp}\nsee_own = ${seeOwn}\n[insight]\nrecipient = "${insight.pub.recipient}"\n` +
    `[[recipient]]\n${publicKeysText(insight.pub).split('\n').slice(1).join('\n')}vouched = "${vouched}"\n`;
  const agreementNote = await addSignature(await signNote(text, employer.signer), union.signer);
  return { employer, union, insight, agent, home, agreementNote, agreement: verifyAgreement(agreementNote, [employer.pub, union.pub]) };
}

export const beginning = (world: World, more: Partial<Beginning> = {}): Beginning => ({
  agreement: world.agreement, applications: ['Wiki'], agent: 'a17', agentKeys: [world.agent, world.home].map(({ pub }) => pub.recipient!), call: '4711', kind: 'faktura', queue: 'kundtjänst',
  begin: Date.now(), beginMonotonic: 86_400_512_345, ...more,
});
export const ending = (more: Partial<Ending> = {}): Ending => ({
  end: Date.now(), endMonotonic: 86_404_012_345, duration: 3500, reason: 'call-ended', kept: { times: 12, pixels: 3_000 },
  withheld: [{ times: 2, pixels: 1_000, reason: 'not yet drawn' }, { times: 1, pixels: 0, reason: 'paused' }], ...more,
});
export const events = 'call,time,event,object\n4711,2026-12-01T08:15:04.120Z,screen,sök\n';
export const pagesOf = (number: number, length = 3000): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + number * 31 + (i >> 8)) & 0xff);
/** That of docs/recording.md. */
export const statement = parseCallStatements(bytesOf(example('recording.md', 'statements'))).notes[0]!;

export interface Profile {
  device: Device;
  store: RecordingStore;
}
export async function makeProfile(store: RecordingStore = new RecordingsOfPage()): Promise<Profile> {
  return { device: await Device.make(new DeviceOfPage(), 'Kassa 3'), store };
}

/** A whole call: two pieces of pages, events, a statement, more pages. */
export async function record(world: World, { device, store }: { device: Certifier; store: RecordingStore }, { closed = true, more = {} as Partial<Beginning> } = {}): Promise<RecordingWriter> {
  const writer = await RecordingWriter.begin(store, device, beginning(world, more));
  if (writer.opening.recipient !== undefined) for (const number of [0, 1]) await writer.append('pages', pagesOf(number));
  if (writer.opening.eventsRecipient !== undefined) await writer.append('events', bytesOf(events));
  await writer.appendStatements([statement]);
  if (closed) await writer.close(ending());
  return writer;
}

/** A folder that is gone when `action` is over. */
export async function inFolder<T>(action: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'insyn-recorder-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A recording's files in a folder of its id's name below `folder`, which is returned. */
export async function exportTo(folder: string, id: string, files: RecordingFiles): Promise<string> {
  const to = join(folder, id);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of await files.names()) writeFileSync(join(to, name), (await files.read(name, 1 << 30))!, { mode: 0o600 });
  return to;
}

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
  bytes: Uint8Array;
}
export function run(program: string, args: readonly string[], input?: Uint8Array): Ran {
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...(input !== undefined && { input }), maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  return { status: status ?? -1, stdout: stdout.toString(), stderr: stderr.toString(), bytes: Uint8Array.from(stdout) };
}
/** The C++ program. */
export const insyn = (...args: string[]): Ran => run(join(bin, 'insyn'), args);
/** That it ends with 0; what it said. */
export function insynDoes(...args: string[]): string {
  const { status, stdout, stderr } = insyn(...args);
  assert.equal(status, 0, `insyn ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout + stderr;
}
export function writeKey(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
