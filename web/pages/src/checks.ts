// The bounds of a record's fields, and what things weigh (limits.weight).
import { utf8Length } from './bytes.js';
import { PagesError } from './error.js';
import { limits, weight } from './limits.js';
import type { PageElement, PageNode } from './nodes.js';
import type { Attribute, Declarations, PageRecord, RecordOf } from './records.js';
import { numberOf } from './style_rules.js';

export const refuse = (reason: string): never => {
  throw new PagesError(reason);
};
export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function checkText(text: string, most: number, what: string): number {
  const bytes = utf8Length(text);
  if (bytes < 0) refuse('a text that is not Unicode, or has a U+0000');
  if (bytes > most) refuse(`${what} of ${bytes} bytes`);
  return bytes;
}
export function checkNumber(value: number, what: string, most: number = Number.MAX_SAFE_INTEGER, least = 1): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) refuse(`${what} ${value}`);
}
export function checkPx(...values: readonly number[]): void {
  for (const value of values) if (!Number.isInteger(value * 64) || Math.abs(value * 64) > limits.px) refuse(`a length of ${value} px`);
}
export function checkList(list: readonly unknown[], most: number, what: string): void {
  if (list.length > most) refuse(`${list.length} ${what}`);
}
export function checkOnce(list: readonly (readonly [string, unknown])[], known: ReadonlySet<string> | null, what: string): void {
  for (let i = 0; known && i < list.length; ++i) if (!known.has(list[i]![0])) refuse(`there is no ${what} ${list[i]![0]}`);
  if (list.length < 2) return; // as most are
  const seen = new Set<string>();
  for (const [name] of list) {
    if (seen.has(name)) refuse(`${what} ${name} twice`);
    seen.add(name);
  }
}

/** How much of a chunk's work a record is, but for the nodes that it takes, moves or puts back. */
export function workOf(record: PageRecord): number {
  switch (record.kind) {
    case 'style': return 1 + record.declarations.length;
    case 'font': return 1 + record.descriptors.length;
    case 'element': return 1 + record.pseudos.length + record.attributes.length;
    case 'bars': case 'bars changed': return 1 + record.bars.length;
    case 'restyled': return 1 + record.pseudos.length;
    case 'value': return 1 + record.selected.length;
    case 'boxes': return 1 + record.boxes.length;
    default: return 1;
  }
}

export function isSize(value: string): boolean {
  const parts = /^(0|[1-9][0-9]{0,9})x(0|[1-9][0-9]{0,9})$/.exec(value);
  return parts !== null && Number(parts[1]) <= limits.px && Number(parts[2]) <= limits.px;
}
export function assetsOf(of: ReadonlyMap<Attribute, string>): number[] {
  const asset = of.get('asset');
  return asset === undefined ? [] : [numberOf(asset)];
}
export const weighPairs = (pairs: Declarations): number => pairs.reduce((sum, [name, value]) => sum + weight.entry + utf8Length(name) + utf8Length(value), 0);
export const weighFont = (font: RecordOf<'font'>): number =>
  font.descriptors.reduce((sum, [, value]) => sum + weight.entry + utf8Length(value), weight.thing + utf8Length(font.family));
export const weighAttribute = (value: string | undefined): number => (value === undefined ? 0 : weight.entry + utf8Length(value));
export const weighField = (field: PageElement['field']): number => (field ? utf8Length(field.value) + field.selected.length * weight.entry : 0);
export function weighBars(bars: readonly number[]): number {
  checkList(bars, limits.bars, 'lines of bars');
  for (const bar of bars) checkNumber(bar, 'a bar of', limits.bar, 0);
  return bars.length * weight.entry;
}
export function weighNode(node: PageNode): number {
  if (node.kind === 'text') return weight.thing + utf8Length(node.text);
  if (node.kind === 'bars') return weight.thing + node.bars.length * weight.entry;
  let sum = weight.thing + node.pseudos.size * weight.entry + weighField(node.field);
  for (const value of node.attributes.values()) sum += weighAttribute(value);
  return sum;
}
