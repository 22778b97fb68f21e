// Styles of a recording as rules of CSS. They are bytes from outside: each value is set by itself, so that it can be no more than a value, and none loads anything.
import type { Declarations } from '../records.js';
import { propertyFault, valueFault } from '../style_rules.js';

const reference = /\b(asset|node)\((\d{1,16})\)/g;

/** What a value refers to: the address of an asset that is there, and the id of an element. */
export interface References {
  asset(number: number): string | undefined;
  node(number: number): string;
}

/** The value as CSS; null where it is none that a recording may have. */
export const cssValue = (value: string, references: References): string | null => {
  // The reader has checked it; a renderer does not rely on that. What a reader lets through for a browser to know of, as `var()`, asks for nothing.
  if (valueFault(value) !== null) return null;
  let lost = false;
  const css = value.replace(reference, (_, kind: string, digits: string) => {
    const number = Number(digits);
    if (kind === 'node') return `url("#${references.node(number)}")`;
    const address = references.asset(number);
    if (address === undefined) lost = true;
    return `url("${address ?? ''}")`;
  });
  return lost ? null : css;
};

/** Sets what the declarations say, each by itself; what is refused stays initial. */
export const declare = (style: CSSStyleDeclaration, declarations: Declarations, references: References): void => {
  for (const [name, value] of declarations) {
    if (propertyFault(name) !== null) continue;
    const css = cssValue(value, references);
    if (css !== null) style.setProperty(name, css);
  }
};

/** Whether the browser itself drew the control's border and background; then the style has neither. */
export const isNative = (declarations: Declarations): boolean => declarations.some(([name, value]) => name === 'native' && value === 'auto');

/** `all: initial` but for what a control's own drawing ends with: a border or a background that a page sets. */
export const initialButNative = (properties: Iterable<string>): string =>
  [...properties].filter((name) => !name.startsWith('--') && !/^(border|background|-webkit-border|appearance)/.test(name)).map((name) => `${name}: initial;`).join(' ');
