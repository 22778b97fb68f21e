// Elements of a recording: made by name from a list, with attributes of a list. Nothing that a recording holds is ever read as markup, an address or a script.
import { attributes, type Attribute, tags, type Tag } from '../records.js';

const kSvg = 'http://www.w3.org/2000/svg';
const kMath = 'http://www.w3.org/1998/Math/MathML';
const svgFrom = tags.indexOf('svg');
const mathFrom = tags.indexOf('math');
const known: ReadonlySet<string> = new Set(tags);
const knownAttributes: ReadonlySet<string> = new Set(attributes);

export const isSvg = (tag: Tag): boolean => tags.indexOf(tag) >= svgFrom && tags.indexOf(tag) < mathFrom;

export const make = (document: Document, tag: Tag): Element => {
  if (!known.has(tag)) throw new Error('a recorded page has an element of an unknown kind');
  if (tag === 'x' || tag === 'withheld') return document.createElement(tag === 'x' ? 'x-x' : 'withheld');
  // Where no script may run a canvas is not drawn; so it is a picture, too.
  if (tag === 'video' || tag === 'canvas') return document.createElement('img');
  if (tags.indexOf(tag) >= mathFrom) return document.createElementNS(kMath, tag);
  if (isSvg(tag)) return document.createElementNS(kSvg, tag);
  return document.createElement(tag);
};

const inputTypes: ReadonlySet<string> = new Set([
  'text', 'search', 'email', 'tel', 'url', 'number', 'date', 'time', 'month', 'week', 'datetime-local', 'color', 'range', 'checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'password',
]);
const kBoolean: ReadonlySet<string> = new Set(['multiple', 'open', 'disabled', 'readonly', 'reversed']);
// Those that need more than to be set are the page's own: see page.ts.
const apart: ReadonlySet<string> = new Set(['asset', 'size', 'reason', 'modal', 'popover', 'href']);
const kSvgText = /^[\w\s.,+\-#()%]*$/;

/** Sets an attribute that only the drawing follows; false where it is one that the page sees to. */
export const setAttribute = (element: Element, name: Attribute, value: string | null): boolean => {
  if (!knownAttributes.has(name)) throw new Error('a recorded page has an unknown attribute');
  if (apart.has(name)) return false;
  // The size of a picture is that of its style.
  if (element.localName === 'img') return true;
  if (name === 'type' && (element.localName !== 'input' || (value !== null && !inputTypes.has(value)))) return true;
  if (name === 'characters') {
    if (value === null) element.removeAttribute('size');
    else element.setAttribute('size', value);
    return true;
  }
  // Only numbers, words and paths: an attribute of SVG can refer to nothing.
  if (element.namespaceURI === kSvg && value !== null && !kSvgText.test(value)) return true;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, kBoolean.has(name) ? '' : value);
  return true;
};
