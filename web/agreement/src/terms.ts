// The terms of an agreement, read from its text and checked: docs/agreement.md describes every key.
import {
  checkName, type Hash, isCode, isHash, parseNote, parseToml, type PublicKeys, publicKeysText, readPublicKeys, Refused, TableReader, type Text, type Utc, Verifier, within, type Note,
} from 'insyn-note';
import { checkZone, instantsOf } from './zone.js';

export const longestName = 200;
const longestSentence = 4000;
const longestKey = 400;
const longestTerm = 366 * 86_400_000;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export interface Hours {
  days: (typeof weekdays)[number][];
  /** Minutes of the day. */
  from: number;
  to: number;
  zone: string;
}
export type Application =
  | { kind: 'native'; name: string; exe: string; windowClass: string; sha256?: Hash }
  | { kind: 'web'; name: string; origins: string[]; except: string[]; masks: string[]; shown: string[]; stills: boolean; searchWords: boolean };
export interface Screen {
  name: string;
  title: string;
  application: string;
  event: 'screen' | 'article' | 'answer';
}
export interface CallSource {
  name: string;
  key: Verifier;
  leaseSeconds: number;
}
export interface Ledger {
  origin: string;
  key: Verifier;
  witnesses: Verifier[];
  graceHours: number;
}
/** Somebody who opens beside the parties themselves, and the .pub file that a party has signed for them. */
export interface Vouched {
  keys: PublicKeys;
  note: Note;
  line: number;
}
/** Somebody who may put audio beside recordings, and the .pub file that the employer has signed for them. It opens nothing. */
export interface Importer extends Vouched {
  keys: PublicKeys & { verifier: Verifier };
}
export interface Terms {
  id: string;
  employer: string;
  unions: string[];
  purpose: string;
  negotiation: string;
  dpia: string;
  supersedes: Hash[];
  /** The first instant in force, and the first no longer. */
  notBefore: Utc;
  notAfter: Utc;
  hours?: Hours;
  applications: Application[];
  screens: Screen[];
  level: 'metrics' | 'structure' | 'masked' | 'full';
  callsPerAgentPerWeek: number;
  sample: number;
  maxMinutes: number;
  afterCallSeconds: number;
  maxFps: number;
  /** 0: no such limit. */
  enoughPerKind: number;
  audio: 'none' | 'customer' | 'both';
  manualCalls: boolean;
  callSources: CallSource[];
  ledger?: Ledger;
  discardWithinHours: number;
  seeOwn: boolean;
  didNotHelp: boolean;
  /** Empty: the pinned ones. */
  reviewers: string[];
  unionRecipients: string[];
  vouched: Vouched[];
  /** Who may attach audio. Empty: nobody. */
  importers: Importer[];
  /** Empty: any. */
  purposes: string[];
  retentionDays: number;
  minGroup: number;
  minCalls: number;
  insightRecipient?: string;
  extensionSigner?: Hash;
}

/** The zone of days and weeks. */
export const zoneOf = (terms: Pick<Terms, 'hours'>): string => terms.hours?.zone ?? 'UTC';

const names = (fields: TableReader, key: string, limit = longestName): string[] => fields.strings(key, limit, (text) => checkName(text, limit));

export function readKey(fields: TableReader, key: string): Verifier {
  const text = fields.string(key, longestKey);
  return within({ line: fields.find(key)!.line, about: fields.fullName(key) }, () => Verifier.parse(text));
}

function readUnions(top: TableReader): string[] {
  if (top.find('union')?.kind !== 'array') return [top.nameOf('union', longestName)];
  const all = names(top, 'union');
  return all.length > 10 ? top.refuse('union') : all;
}

function readClock(fields: TableReader, key: string): number {
  const text = fields.string(key, 5);
  const minute = /^\d\d:[0-5]\d$/.test(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3)) : Number.NaN;
  return minute <= 24 * 60 ? minute : fields.refuse(key);
}

function readHours(top: TableReader): Hours | undefined {
  const fields = top.sectionIfThere('hours');
  if (fields === undefined) return undefined;
  if (fields.find('days') === undefined) fields.refuse('days', 'field-missing');
  const days = fields.strings('days', 3).map((day) => weekdays.find((one) => one === day) ?? fields.refuse('days'));
  const hours = { days, from: readClock(fields, 'from'), to: readClock(fields, 'to'), zone: fields.string('zone', 100) };
  if (hours.to <= hours.from) fields.refuse('to');
  within({ line: fields.line, about: 'hours.zone' }, () => checkZone(hours.zone));
  fields.finish();
  return hours;
}

// Where the clocks show midnight twice, the shorter period applies.
function readInstant(top: TableReader, key: string, zone: string): Utc {
  const value = top.find(key) ?? top.refuse(key, 'field-missing');
  if (value.kind === 'instant') return value.instant;
  if (value.kind !== 'date') return top.refuse(key);
  return key === 'not_after' ? instantsOf(value.date, 24 * 60, zone).earliest : instantsOf(value.date, 0, zone).latest;
}

const isAbsolute = (path: string): boolean => /^[A-Za-z]:\\./.test(path) || (path.startsWith('/') && path.length > 1);
function isPlain(path: string): boolean {
  const parts = path.split(path.startsWith('/') ? '/' : '\\').slice(1);
  return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
// As a browser writes it. Without TLS anyone on the path can pose as it, so "http" is only for this computer.
function isOrigin(text: string): boolean {
  const parts = /^(https?):\/\/([a-z0-9.-]+)(:[1-9][0-9]*)?$/.exec(text);
  if (parts === null) return false;
  const [, scheme, host, port] = parts as unknown as [string, string, string, string | undefined];
  const local = host === 'localhost' || host === '127.0.0.1';
  const hostFits = !host.startsWith('.') && !host.endsWith('.') && !host.includes('..');
  return (scheme === 'https' || local) && hostFits && Number(port?.slice(1) ?? 1) <= 65535 && port !== (scheme === 'https' ? ':443' : ':80');
}

function readApplication(fields: TableReader): Application {
  const name = fields.nameOf('name', longestName);
  let application: Application;
  if (fields.word('kind', ['native', 'web']) === 'native') {
    const exe = fields.path('exe', longestSentence);
    if (!isAbsolute(exe) || !isPlain(exe)) fields.refuse('exe');
    application = { kind: 'native', name, exe, windowClass: fields.nameOf('wm_class', longestName, ''), ...(fields.find('sha256') !== undefined && { sha256: fields.hash('sha256') }) };
  } else {
    const origins = fields.strings('origins', 300, (text) => isOrigin(text) || fields.refuse('origins'));
    if (origins.length === 0) fields.refuse('origins', 'field-missing');
    application = {
      kind: 'web', name, origins,
      except: fields.strings('except', longestSentence, (text) => text.startsWith('/') || fields.refuse('except')),
      masks: fields.strings('masks', 500), shown: fields.strings('shown', 500), stills: fields.boolean('stills', false), searchWords: fields.boolean('search_words', false),
    };
  }
  fields.finish();
  return application;
}

function readApplications(top: TableReader): Application[] {
  const all = top.tables('application', 50).map(readApplication);
  if (all.length === 0) top.refuse('application', 'field-missing');
  return new Set(all.map(({ name }) => name)).size === all.length ? all : top.refuse('application');
}

function readScreen(fields: TableReader, applications: readonly Application[]): Screen {
  const screen: Screen = {
    name: fields.nameOf('name', longestName), title: fields.string('title', longestName), application: fields.string('application', longestName, ''),
    event: fields.word('event', ['screen', 'article', 'answer'], 'screen'),
  };
  if (screen.application !== '' && !applications.some(({ name }) => name === screen.application)) fields.refuse('application');
  fields.finish();
  return screen;
}

function readVouchedTable(fields: TableReader): Vouched {
  const signature = fields.string('vouched', longestKey);
  const keys = readPublicKeys(fields);
  try {
    // The .pub file that a party has signed, put together again from what the table says.
    const note = parseNote(`${publicKeysText(keys)}\n— ${signature}\n`);
    if (note.signatures.length === 1) return { keys, note, line: fields.line };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  return fields.refuse('vouched', 'vouched-not-as-written');
}

function readVouched(fields: TableReader): Vouched {
  const one = readVouchedTable(fields);
  return ['reviewer', 'union', 'insight'].includes(one.keys.role) && one.keys.recipient !== undefined ? one : fields.refuse('role');
}

function readImporter(fields: TableReader): Importer {
  const { keys, ...one } = readVouchedTable(fields);
  return keys.role === 'importer' && keys.verifier !== undefined && keys.recipient === undefined ? { ...one, keys: { ...keys, verifier: keys.verifier } } : fields.refuse('role');
}

function readCallSources(top: TableReader): CallSource[] {
  const all: CallSource[] = [];
  for (const fields of top.tables('call_source', 20)) {
    const source = { name: fields.nameOf('name', longestName), key: readKey(fields, 'key'), leaseSeconds: fields.integer('lease_seconds', 2, 60, 5) };
    fields.finish();
    if (all.some((other) => other.name === source.name || other.key.equals(source.key))) fields.refuse('name');
    all.push(source);
  }
  return all;
}

function readLedger(top: TableReader): Ledger | undefined {
  const fields = top.sectionIfThere('ledger');
  if (fields === undefined) return undefined;
  const origin = fields.nameOf('origin', longestName);
  const key = readKey(fields, 'key');
  const texts = fields.strings('witnesses', longestKey);
  if (texts.length === 0 || texts.length > 20) fields.refuse('witnesses');
  const witnesses = texts.map((text) => within({ line: fields.find('witnesses')!.line, about: 'ledger.witnesses' }, () => Verifier.parse(text)));
  const ledger = { origin, key, witnesses, graceHours: fields.integer('grace_hours', 1, 24, 4) };
  fields.finish();
  return ledger;
}

/** Refused, with the line and the key, where the text is not the terms of an agreement. */
export function parseTerms(text: Text): Terms {
  const top = new TableReader(parseToml(text));
  top.integer('insyn', 1, 1);
  const parties = {
    id: top.nameOf('id', longestName), employer: top.nameOf('employer', longestName), unions: readUnions(top), purpose: top.string('purpose', longestSentence),
    negotiation: top.string('negotiation', longestSentence, ''), dpia: top.string('dpia', longestSentence, ''),
    supersedes: top.strings('supersedes', 64, (hash) => isHash(hash.toLowerCase()) || top.refuse('supersedes')).map((hash) => hash.toLowerCase()),
  };
  const hours = readHours(top);
  const zone = hours?.zone ?? 'UTC';
  const notBefore = readInstant(top, 'not_before', zone);
  const notAfter = readInstant(top, 'not_after', zone);
  if (notAfter <= notBefore || notAfter - notBefore > longestTerm) top.refuse('not_after');
  const applications = readApplications(top);
  const screens = top.tables('screen', 500).map((fields) => readScreen(fields, applications));

  const recording = top.sectionIfThere('recording') ?? top.refuse('recording', 'field-missing');
  const kept = {
    level: recording.word('level', ['metrics', 'structure', 'masked', 'full']), callsPerAgentPerWeek: recording.integer('calls_per_agent_per_week', 1, 1000, 10),
    sample: recording.fraction('sample', 0.2), maxMinutes: recording.integer('max_minutes', 1, 480, 60), afterCallSeconds: recording.integer('after_call_seconds', 0, 600, 0),
    maxFps: recording.integer('max_fps', 1, 30, 10), enoughPerKind: recording.integer('enough_per_kind', 1, 1_000_000, 0),
  };
  recording.finish();

  const agent = top.section('agent');
  if (!agent.boolean('pause', true)) agent.refuse('pause');
  const ofAgent = { discardWithinHours: agent.integer('discard_within_hours', 1, 8760, 72), seeOwn: agent.boolean('see_own', true), didNotHelp: agent.boolean('did_not_help', false) };
  agent.finish();

  const access = top.section('access');
  access.word('open', ['both'], 'both');
  const opens = {
    reviewers: access.recipients('reviewers'), unionRecipients: access.recipients('union'), purposes: access.strings('purposes', longestName, (text) => isCode(text, 64) || access.refuse('purposes')),
  };
  if (opens.unionRecipients.some((one) => opens.reviewers.includes(one))) access.refuse('union');
  access.finish();

  const retention = top.section('retention');
  const retentionDays = retention.integer('days', 1, 365, 30);
  retention.finish();

  const insight = top.section('insight');
  const minGroup = insight.integer('min_group', 5, 10_000, 10);
  const minCalls = insight.integer('min_calls', 1, 1_000_000, 30);
  const insightRecipient = insight.recipient('recipient');
  if (screens.length > 0 && insightRecipient === undefined) insight.refuse('recipient', 'field-missing');
  insight.finish();

  const calls = top.section('calls');
  const manualCalls = calls.boolean('manual', false);
  calls.finish();
  const callSources = readCallSources(top);
  const ledger = readLedger(top);
  const audio = top.word('audio', ['none', 'customer', 'both'], 'none');
  const extension = top.sectionIfThere('extension');
  const extensionSigner = extension?.hash('signer');
  extension?.finish();
  const vouched = top.tables('recipient', 100).map(readVouched);
  const importers = top.tables('importer', 20).map(readImporter);
  top.finish();
  return {
    ...parties, notBefore, notAfter, applications, screens, ...kept, ...ofAgent, ...opens, retentionDays, minGroup, minCalls, manualCalls, callSources, audio, vouched, importers,
    ...(hours !== undefined && { hours }), ...(ledger !== undefined && { ledger }), ...(insightRecipient !== undefined && { insightRecipient }),
    ...(extensionSigner !== undefined && { extensionSigner }),
  };
}

