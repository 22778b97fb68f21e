// What a look found: the nodes that are kept, with what the records say of each.
import type { Attribute, Pseudo, Tag } from 'insyn-pages/records';

export interface Value {
  value: string;
  checked: boolean;
  indeterminate: boolean;
  selected: readonly number[];
}

export interface KeptNode {
  number: number;
  kind: 'element' | 'text' | 'bars';
  /** Of an element. */
  tag: Tag;
  style: number;
  pseudos: readonly (readonly [Pseudo, number])[];
  attributes: readonly (readonly [Attribute, string])[];
  children: KeptNode[];
  value: Value | null;
  still: number;
  scroll: { left: number; top: number } | null;
  /** Of a text, and of bars. */
  text: string;
  bars: readonly number[];
  /** How it stands, for what comes after it; see flow.ts. */
  flow: Flow;
}

export interface Flow {
  level: 'block' | 'inline' | 'out';
  /** Of its border box or its lines, in the viewport. */
  top: number;
  bottom: number;
  /** Its margins with those of its children that fall together with them. */
  marginTop: number;
  marginBottom: number;
  /** Something in it was left out. */
  lossy: boolean;
}

/** In a list of children until they are complete: here something was left out. */
export const kGone = 0;

const nothing: Flow = { level: 'inline', top: 0, bottom: 0, marginTop: 0, marginBottom: 0, lossy: false };
const node = { tag: 'x', style: 0, pseudos: [], attributes: [], value: null, still: -1, scroll: null, text: '', bars: [] } as const;

export const keptElement = (number: number, tag: Tag, style: number, flow: Flow = nothing): KeptNode => ({ ...node, number, kind: 'element', tag, style, children: [], flow });
export const keptText = (number: number, text: string, flow: Flow): KeptNode => ({ ...node, number, kind: 'text', text, children: [], flow });
export const keptBars = (number: number, bars: readonly number[], flow: Flow): KeptNode => ({ ...node, number, kind: 'bars', bars, children: [], flow });
export const gone = (): KeptNode => keptElement(kGone, 'x', 0, { ...nothing, level: 'out' });
export const isGone = (kept: KeptNode): boolean => kept.number === kGone;
