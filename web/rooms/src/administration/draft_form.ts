// The form of an agreement, and the TOML that it makes (docs/agreement.md). What the form has no field for is kept as text.
import { parseToml, quoted, utcText, type Table, type Value } from 'insyn-note';
import type { Beginnings } from '../centre/agreement_draft';

export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const levels = ['metrics', 'structure', 'masked', 'full'] as const;
export const voices = ['none', 'customer', 'both'] as const;

export interface Program {
  name: string;
  kind: 'native' | 'web';
  // The program's file, or the origins of its pages, one a line.
  where: string;
}
export interface Form {
  id: string;
  employer: string;
  unions: string; // one a line
  purpose: string;
  negotiation: string;
  dpia: string;
  from: string; // 2026-12-01
  to: string;
  hours: boolean;
  days: string[];
  hoursFrom: string;
  hoursTo: string;
  zone: string;
  programs: Program[];
  level: string;
  callsPerWeek: string;
  samplePercent: string;
  maxMinutes: string;
  afterCallSeconds: string;
  audio: string;
  discardHours: string;
  seeOwn: boolean;
  didNotHelp: boolean;
  manualCalls: boolean;
  retentionDays: string;
  minGroup: string;
  minCalls: string;
  ledgerOrigin: string;
  ledgerKey: string;
  witnesses: string; // one a line
  graceHours: string;
  rest: string; // TOML
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const emptyForm = (from: Beginnings, zone: string): Form => ({
  id: '',
  employer: from.employer ?? '',
  unions: from.unions.join('\n'),
  purpose: '',
  negotiation: '',
  dpia: '',
  from: '',
  to: '',
  hours: true,
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hoursFrom: '08:00',
  hoursTo: '18:00',
  zone,
  programs: [{ name: '', kind: 'native', where: '' }],
  level: 'full',
  callsPerWeek: '10',
  samplePercent: '20',
  maxMinutes: '60',
  afterCallSeconds: '0',
  audio: 'none',
  discardHours: '72',
  seeOwn: true,
  didNotHelp: false,
  manualCalls: false,
  retentionDays: '30',
  minGroup: '10',
  minCalls: '30',
  ledgerOrigin: from.ledger.origin,
  ledgerKey: from.ledger.key,
  witnesses: from.witnesses.join('\n'),
  graceHours: '4',
  rest: '',
});

const list = (texts: readonly string[]) => `[${texts.map(quoted).join(', ')}]`;
const named = (name: string, value: string) => (value.trim() === '' ? '' : `${name} = ${quoted(value.trim())}\n`);
// What was typed, so that whoever reads the text with its fault sees their own words; a number needs no quotes.
const number = (name: string, value: string) => {
  const plain = value.trim().replace(',', '.');
  return `${name} = ${/^\d+(\.\d+)?$/.test(plain) ? plain : quoted(value.trim())}\n`;
};
const share = (percent: string) => {
  const value = Number(percent.trim().replace(',', '.'));
  return Number.isFinite(value) && percent.trim() !== '' ? String(Math.round(value * 1000) / 100_000).replace(/^(\d+)$/, '$1.0') : quoted(percent.trim());
};
const date = (name: string, value: string) => `${name} = ${/^\d{4}-\d\d-\d\d$/.test(value) ? value : quoted(value)}\n`;

const programText = ({ name, kind, where }: Program) =>
  `\n[[application]]\nname = ${quoted(name.trim())}\nkind = ${quoted(kind)}\n` + (kind === 'native' ? `exe = ${quoted(where.trim())}\n` : `origins = ${list(linesOf(where))}\n`);

export const tomlOf = (form: Form): string => {
  const unions = linesOf(form.unions);
  let text = 'insyn = 1\n';
  text += named('id', form.id) + named('employer', form.employer);
  text += `union = ${unions.length === 1 ? quoted(unions[0] ?? '') : list(unions)}\n`;
  text += named('purpose', form.purpose) + named('negotiation', form.negotiation) + named('dpia', form.dpia);
  text += date('not_before', form.from) + date('not_after', form.to);
  if (form.hours)
    text += `hours = { days = ${list(days.filter((day) => form.days.includes(day)))}, from = ${quoted(form.hoursFrom)}, to = ${quoted(form.hoursTo)}, zone = ${quoted(form.zone.trim())} }\n`;
  if (form.audio !== 'none') text += `audio = ${quoted(form.audio)}\n`;
  text += form.programs.map(programText).join('');
  text += `\n[recording]\nlevel = ${quoted(form.level)}\n` + number('calls_per_agent_per_week', form.callsPerWeek);
  text += `sample = ${share(form.samplePercent)}\n` + number('max_minutes', form.maxMinutes) + number('after_call_seconds', form.afterCallSeconds);
  text += `\n[agent]\n` + number('discard_within_hours', form.discardHours) + `see_own = ${String(form.seeOwn)}\ndid_not_help = ${String(form.didNotHelp)}\n`;
  text += `\n[calls]\nmanual = ${String(form.manualCalls)}\n\n[retention]\n` + number('days', form.retentionDays);
  if (!/^\[insight\]/m.test(form.rest)) text += `\n[insight]\n` + number('min_group', form.minGroup) + number('min_calls', form.minCalls);
  text += `\n[ledger]\norigin = ${quoted(form.ledgerOrigin.trim())}\nkey = ${quoted(form.ledgerKey.trim())}\nwitnesses = ${list(linesOf(form.witnesses))}\n` + number('grace_hours', form.graceHours);
  const rest = form.rest.trim();
  return rest === '' ? text : `${text}\n${rest}\n`;
};

// A value in one line.
const inline = (value: Value): string => {
  switch (value.kind) {
    case 'string':
      return quoted(value.string);
    case 'integer':
      return String(value.number);
    case 'float':
      return Number.isInteger(value.number) ? `${value.number}.0` : String(value.number);
    case 'boolean':
      return String(value.boolean);
    case 'date':
      return value.date;
    case 'instant':
      return utcText(value.instant);
    case 'array':
      return `[${value.items.map(inline).join(', ')}]`;
    case 'table':
      return `{ ${[...value.fields].map(([name, one]) => `${name} = ${inline(one)}`).join(', ')} }`;
    case 'other':
      return '""';
  }
};
const section = (header: string, table: Table) => `${header}\n${[...table.fields].map(([name, one]) => `${name} = ${inline(one)}\n`).join('')}`;

const asText = (table: Table | undefined, name: string, otherwise: string): string => {
  const value = table?.fields.get(name);
  if (value === undefined) return otherwise;
  if (value.kind === 'string') return value.string;
  if (value.kind === 'integer' || value.kind === 'float') return String(value.number);
  if (value.kind === 'date') return value.date;
  return otherwise;
};
const asFlag = (table: Table | undefined, name: string, otherwise: boolean): boolean => {
  const value = table?.fields.get(name);
  return value?.kind === 'boolean' ? value.boolean : otherwise;
};
const asList = (table: Table | undefined, name: string): string[] => {
  const value = table?.fields.get(name);
  if (value?.kind === 'string') return [value.string];
  return value?.kind === 'array' ? value.items.flatMap((one) => (one.kind === 'string' ? [one.string] : [])) : [];
};
const asTable = (table: Table, name: string): Table | undefined => {
  const value = table.fields.get(name);
  return value?.kind === 'table' ? value : undefined;
};

// What the form's fields are made of; whatever else a section has keeps the section out of the form.
const known: Record<string, readonly string[]> = {
  recording: ['level', 'calls_per_agent_per_week', 'sample', 'max_minutes', 'after_call_seconds'],
  agent: ['discard_within_hours', 'see_own', 'did_not_help'],
  calls: ['manual'],
  retention: ['days'],
  ledger: ['origin', 'key', 'witnesses', 'grace_hours'],
};
const topLevel = ['insyn', 'id', 'employer', 'union', 'purpose', 'negotiation', 'dpia', 'not_before', 'not_after', 'hours', 'audio', 'application', 'supersedes'];

// A form that begins as an earlier agreement: its terms, and a new name and period. What cannot be shown in a field is among `rest`, and `left`
// names what the form would lose, so that nobody signs less than they think.
export const formOf = (toml: string, from: Beginnings, zone: string): { form: Form; left: string[] } => {
  const top = parseToml(toml);
  const hours = asTable(top, 'hours');
  const recording = asTable(top, 'recording');
  const agent = asTable(top, 'agent');
  const insight = asTable(top, 'insight');
  const ledger = asTable(top, 'ledger');
  const applications = top.fields.get('application');
  const left: string[] = [];
  const programs: Program[] =
    applications?.kind === 'array'
      ? applications.items.flatMap((one): Program[] => {
          if (one.kind !== 'table') return [];
          const kind = asText(one, 'kind', 'native') === 'web' ? 'web' : 'native';
          for (const name of one.fields.keys()) if (!['name', 'kind', 'exe', 'origins'].includes(name)) left.push(`application.${name}`);
          return [{ name: asText(one, 'name', ''), kind, where: kind === 'native' ? asText(one, 'exe', '') : asList(one, 'origins').join('\n') }];
        })
      : [];
  let rest = '';
  for (const [name, value] of top.fields) {
    if (topLevel.includes(name)) continue;
    if (value.kind === 'table') {
      const fields = known[name];
      if (fields === undefined) {
        if (name !== 'insight' || value.fields.has('recipient')) rest += `${section(`[${name}]`, value)}\n`;
      } else for (const field of value.fields.keys()) if (!fields.includes(field) && !(name === 'agent' && field === 'pause')) left.push(`${name}.${field}`);
    } else if (value.kind === 'array' && value.items.every((one) => one.kind === 'table')) {
      for (const one of value.items) if (one.kind === 'table') rest += `${section(`[[${name}]]`, one)}\n`;
    } else left.push(name);
  }
  const sample = recording?.fields.get('sample');
  const form: Form = {
    ...emptyForm(from, zone),
    employer: asText(top, 'employer', from.employer ?? ''),
    unions: asList(top, 'union').join('\n'),
    purpose: asText(top, 'purpose', ''),
    negotiation: asText(top, 'negotiation', ''),
    dpia: asText(top, 'dpia', ''),
    hours: hours !== undefined,
    days: asList(hours, 'days'),
    hoursFrom: asText(hours, 'from', '08:00'),
    hoursTo: asText(hours, 'to', '18:00'),
    zone: asText(hours, 'zone', zone),
    programs,
    level: asText(recording, 'level', 'full'),
    callsPerWeek: asText(recording, 'calls_per_agent_per_week', '10'),
    samplePercent: sample?.kind === 'float' || sample?.kind === 'integer' ? String(Math.round(sample.number * 100_000) / 1000) : '20',
    maxMinutes: asText(recording, 'max_minutes', '60'),
    afterCallSeconds: asText(recording, 'after_call_seconds', '0'),
    audio: asText(top, 'audio', 'none'),
    discardHours: asText(agent, 'discard_within_hours', '72'),
    seeOwn: asFlag(agent, 'see_own', true),
    didNotHelp: asFlag(agent, 'did_not_help', false),
    manualCalls: asFlag(asTable(top, 'calls'), 'manual', false),
    retentionDays: asText(asTable(top, 'retention'), 'days', '30'),
    minGroup: asText(insight, 'min_group', '10'),
    minCalls: asText(insight, 'min_calls', '30'),
    ledgerOrigin: asText(ledger, 'origin', from.ledger.origin),
    ledgerKey: asText(ledger, 'key', from.ledger.key),
    witnesses: ledger === undefined ? from.witnesses.join('\n') : asList(ledger, 'witnesses').join('\n'),
    graceHours: asText(ledger, 'grace_hours', '4'),
    rest: rest.trim(),
  };
  return { form, left };
};
