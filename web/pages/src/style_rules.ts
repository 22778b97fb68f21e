// What a style may contain (docs/pages-format.md, "Styles"): nothing that asks for anything, and nothing that ends before its time
// where a reader writes it into CSS.
import { utf8Length } from './bytes.js';
import { limits } from './limits.js';

const functions = /(?:url|src|image|image-set|cross-fade|paint|element|expression|attr)\(/i;
const references = /(asset|node)\(/gi;
const number = /^[1-9][0-9]{0,15}$/;

/** A number as attributes and styles have it: decimal, from 1 on, no zeros before it; else 0. */
export function numberOf(text: string): number {
  const value = number.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(value) ? value : 0;
}

export function propertyFault(property: string): string | null {
  if (property.length > limits.property) return 'a property that is too long';
  return /^(?!--)[a-z-]+$/.test(property) ? null : 'a property that is none';
}

/** Why a style cannot have this value, or null. `asset` is called with each asset that it refers to. */
export function valueFault(value: string, asset: (asset: number) => void = () => {}): string | null {
  const bytes = utf8Length(value);
  if (bytes < 0) return 'a text that is not Unicode, or has a U+0000';
  if (bytes > limits.value) return 'a value that is too long';
  let quote = '';
  let open = '';
  for (let i = 0; i < value.length; ++i) {
    const one = value[i]!;
    if (one < ' ' || one === '\x7f') return 'a control character in a value';
    if (';{}\\<@'.includes(one)) return `a ${one} in a value`;
    if (one === '/' && value[i + 1] === '*') return 'a comment in a value';
    if (quote !== '') {
      if (one === quote) quote = '';
    } else if (one === '"' || one === "'") quote = one;
    else if (one === '!') return 'a ! in a value';
    else if (one === '(' || one === '[') {
      if (open.length === 64) return 'parentheses too deep in a value';
      open += one;
    } else if (one === ')' || one === ']') {
      if (open[open.length - 1] !== (one === ')' ? '(' : '[')) return 'a parenthesis that was not opened in a value';
      open = open.slice(0, -1);
    }
  }
  if (quote !== '' || open !== '') return 'a quotation mark or parenthesis that is left open in a value';
  if (functions.test(value)) return 'a value that asks for something';
  return referenceFault(value, asset);
}

function referenceFault(value: string, asset: (asset: number) => void): string | null {
  let read = 0;
  let quote = '';
  for (const found of value.matchAll(references)) {
    for (; read < found.index!; ++read) {
      const one = value[read]!;
      if (quote === '' && (one === '"' || one === "'")) quote = one;
      else if (one === quote) quote = '';
    }
    const begin = found.index! + found[0].length;
    const end = value.indexOf(')', begin);
    const referred = end < 0 || end - begin > 16 ? 0 : numberOf(value.slice(begin, end));
    if (quote !== '' || referred === 0 || found[0] !== found[0].toLowerCase()) return 'a reference that is none in a value';
    if (found[0] === 'asset(') asset(referred);
  }
  return null;
}
