// What of an element's attributes the drawing follows, and no style says.
import { type Attribute, attributes, type Tag, tags } from 'insyn-pages/records';

const kSvg = 'http://www.w3.org/2000/svg';
const kMath = 'http://www.w3.org/1998/Math/MathML';
const svgTags: ReadonlySet<string> = new Set(tags.slice(tags.indexOf('svg'), tags.indexOf('math')));
const mathTags: ReadonlySet<string> = new Set(tags.slice(tags.indexOf('math')));
// Elements whose own behaviour the drawing needs. A button centres its content, a table counts its columns; a section does nothing that its style does not say.
const htmlTags: ReadonlySet<string> = new Set([
  'html', 'body', 'div', 'span', 'p', 'a', 'img', 'br', 'wbr', 'hr', 'ul', 'ol', 'li', 'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'button', 'input', 'textarea', 'select',
  'label', 'fieldset', 'legend', 'progress', 'meter', 'canvas', 'video', 'iframe', 'ruby', 'rt', 'rp', 'pre',
]);

export const tagOf = (element: Element): Tag => {
  const { localName, namespaceURI } = element;
  const known = namespaceURI === kSvg ? svgTags : namespaceURI === kMath ? mathTags : htmlTags;
  if (localName === 'dialog' && namespaceURI !== kSvg && element.matches(':modal')) return 'dialog';
  return known.has(localName) ? (localName as Tag) : 'x';
};

const byTag: Readonly<Record<string, readonly Attribute[]>> = {
  td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'], col: ['span'], colgroup: ['span'], ol: ['start', 'reversed'], li: ['value'],
  progress: ['value', 'max'], meter: ['value', 'min', 'max', 'low', 'high', 'optimum'], canvas: ['width', 'height'],
};
const svgNames: ReadonlySet<string> = new Set(attributes.slice(attributes.indexOf('viewBox'), attributes.indexOf('href')));
const kNumber = /^-?[\d.]{1,20}$/;
// Numbers, units, names of commands and functions; nothing that could be a sentence.
const kSvgValue = /^[\w\s.,+\-%()#]*$/;
const kLanguage = /^[a-z]{2,3}(?:-[A-Z]{2}|-[A-Z][a-z]{3})?$/;

export const attributesOf = (element: Element): [Attribute, string][] => {
  const found: [Attribute, string][] = [];
  if (element.namespaceURI === kSvg) {
    for (const { name, value } of element.attributes) if (svgNames.has(name) && value.length <= 65536 && kSvgValue.test(value)) found.push([name as Attribute, value]);
    return found;
  }
  const language = element.getAttribute('lang');
  if (language !== null && kLanguage.test(language)) found.push(['lang', language]);
  for (const name of byTag[element.localName] ?? []) {
    const value = element.getAttribute(name);
    if (value !== null && (name === 'reversed' || kNumber.test(value))) found.push([name, name === 'reversed' ? '' : value]);
  }
  if (element instanceof HTMLButtonElement && element.matches(':disabled')) found.push(['disabled', '']);
  if (element.localName === 'progress' && (element as HTMLProgressElement).position >= 0 && !element.hasAttribute('value')) found.push(['value', String((element as HTMLProgressElement).value)]);
  if (element.matches(':modal')) found.push(['modal', '']);
  else if (element.matches(':popover-open, :fullscreen')) found.push(['popover', '']);
  return found;
};
