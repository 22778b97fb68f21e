// What an element is drawn with: its computed values that are not initial, as a number of a style that is kept once.
import type { Declarations, PageRecord, Pseudo } from 'insyn-pages/records';
import { valueFault } from 'insyn-pages/style_rules';
import { cssProperties, currentColors, inheritedSvg, outerProperties, svgProperties, typedInsets, typedMargins, typedSizes } from './properties';

/** What of a style belongs to others: pictures and elements that a value refers to. */
export interface Values {
  /** The value as a recording has it; null where it is left out. */
  referring(value: string, of: Element): string | null;
}

/** How an element is read. */
export interface Reading {
  /** All properties, not only those that something on the page has been seen to set. */
  all: boolean;
  /** A child of a flex or grid container, whose `min-width: 0` is not initial. */
  item: boolean;
  /** Values that stand in place of those that are read, or null for none. */
  instead?: ReadonlyMap<string, string | null>;
  /** Only what decides how it stands among others. */
  outer?: boolean;
  /** Shown by a `use`, from which it inherits, and not from its own parent. */
  used?: boolean;
}

const all = [...cssProperties, ...svgProperties];
const names = all.map(([name]) => name);
const initial = all.map(([, value]) => value);
const kCss = cssProperties.length;
const current = names.map((name) => currentColors.has(name));
const outer = names.map((name) => outerProperties.has(name));
// What every page has, so that its first elements need not be read twice.
const usual = new Set([
  'background-color', 'border-bottom-color', 'border-bottom-style', 'border-bottom-width', 'border-top-style', 'border-top-width', 'border-top-color', 'box-sizing', 'color', 'display', 'font-family', 'font-size', 'font-weight',
  'height', 'line-height', 'margin-bottom', 'margin-left', 'margin-right', 'margin-top', 'opacity', 'overflow-x', 'overflow-y', 'padding-bottom', 'padding-left', 'padding-right', 'padding-top', 'position', 'text-align',
  'text-decoration-line', 'transform', 'unicode-bidi', 'visibility', 'width', 'outline-style', 'box-shadow', 'background-image', 'z-index', 'top', 'left', 'cursor',
]);
const kMin = new Set(['min-width', 'min-height']);
const referring = /(?:url|image-set|cross-fade|paint|element|src|image|attr|expression)\(/i;

const kGrey = new Set(['rgb(118, 118, 118)', 'rgb(0, 0, 0)', 'rgba(118, 118, 118, 0.3)', 'rgb(133, 133, 133)']);
const kFace = new Set(['rgb(239, 239, 239)', 'rgb(255, 255, 255)', 'rgba(239, 239, 239, 0.3)', 'rgb(59, 59, 59)', 'rgb(107, 107, 107)']);
const drawnByName = new Set(['button', 'input', 'select', 'textarea', 'progress', 'meter']);

/** Whether the browser itself draws the control's border and background. A page that sets exactly those is taken for it, and looks the same. */
const isNative = (element: Element, style: CSSStyleDeclaration): boolean => {
  if (!drawnByName.has(element.localName) || style.appearance === 'none') return false;
  const { borderTopStyle, borderTopColor, borderTopWidth, borderTopLeftRadius, backgroundColor, backgroundImage } = style;
  if (backgroundImage !== 'none') return false;
  const { type } = element as HTMLInputElement;
  if (element.localName === 'progress' || element.localName === 'meter' || type === 'range' || type === 'checkbox' || type === 'radio') return borderTopStyle === 'none';
  if (!kGrey.has(borderTopColor) || !kFace.has(backgroundColor)) return false;
  if (element.localName === 'select' || element.localName === 'textarea' || type === 'color') return borderTopStyle === 'solid' && borderTopWidth === '1px';
  return (borderTopStyle === 'inset' || borderTopStyle === 'outset') && borderTopWidth === '2px' && borderTopLeftRadius === '0px';
};
const nativeLeft = /^(border-(?!collapse)|background-)/;

export class Styles {
  readonly #numbers = new Map<string, number>();
  #fresh: PageRecord[] = [];
  /** The properties that something on the page has been seen to have. */
  #used: number[] = names.flatMap((name, at) => (usual.has(name) ? [at] : []));
  readonly #isUsed = new Set(this.#used);
  readonly #signatures = new Set<string>();

  constructor(readonly values: Values) {}

  /** Grows when a property is seen for the first time: what was read before lacks it. */
  get width(): number {
    return this.#used.length;
  }

  /** The styles that are new since the last time. */
  take(): PageRecord[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Another style sheet may set what none set before: each kind of element is read wholly once more. */
  forget(): void {
    this.#signatures.clear();
  }

  /** True the first time that something like the element is met: then all its properties are read. */
  isNew(element: Element): boolean {
    const signature = `${element.localName}|${element.getAttribute('class') ?? ''}|${element.getAttribute('style') ?? ''}|${element.getAttribute('type') ?? ''}|${element.parentElement?.localName ?? ''}`;
    if (this.#signatures.has(signature)) return false;
    if (this.#signatures.size > 20000) this.#signatures.clear();
    this.#signatures.add(signature);
    return true;
  }

  read(element: Element, style: CSSStyleDeclaration, reading: Reading): number {
    const svg = element.namespaceURI === 'http://www.w3.org/2000/svg';
    const native = isNative(element, style);
    const parts: string[] = native ? ['native', 'auto'] : [];
    const { color, position } = style;
    const positioned = position !== 'static';
    const transformed = style.transform !== 'none' || style.rotate !== 'none' || style.scale !== 'none';
    const { instead } = reading;
    const parent = reading.used === true && element.parentElement !== null ? getComputedStyle(element.parentElement) : null;
    let map: StylePropertyMapReadOnly | null = null;
    const typed = (name: string): string => String((map ??= element.computedStyleMap()).get(name));
    const one = (at: number): void => {
      const name = names[at] ?? '';
      if (at >= kCss && !svg) return;
      if (reading.outer === true && outer[at] !== true) return;
      if (native && nativeLeft.test(name)) return;
      const other = instead?.get(name);
      if (other !== undefined) {
        if (other !== null) parts.push(name, other);
        return;
      }
      let value = style.getPropertyValue(name);
      if (parent !== null && inheritedSvg.has(name) && value === parent.getPropertyValue(name)) {
        parts.push(name, 'inherit');
        return;
      }
      if (value === initial[at]) {
        if (!reading.item || !kMin.has(name)) return;
      } else if (current[at] === true && value === color) return;
      if (!this.#isUsed.has(at)) {
        this.#isUsed.add(at);
        this.#used.push(at);
        this.#used.sort((a, b) => a - b);
      }
      if (typedSizes.has(name)) {
        if (name === 'transform-origin' ? !transformed : name === 'perspective-origin' ? style.perspective === 'none' : value === 'auto') return;
        value = typed(name);
      } else if (typedInsets.has(name)) {
        if (!positioned) return;
        value = typed(name);
      } else if (typedMargins.has(name)) value = typed(name);
      if (value === '' || value === 'auto' && (kMin.has(name) || typedSizes.has(name) || typedInsets.has(name))) return;
      this.#add(parts, name, value, element);
    };
    // The list grows while it is read by: a copy of it would cost more than it saves.
    const list = this.#used;
    if (reading.all) for (let at = 0; at < names.length; ++at) one(at);
    else for (const at of list) one(at);
    return this.#number(parts);
  }

  /** The style of a pseudo-element; 0 where there is none of it. `speaks` false: what is written in it is left out. */
  readPseudo(element: Element, pseudo: Pseudo, speaks: (text: string) => boolean, allProperties: boolean): number {
    const style = getComputedStyle(element, `::${pseudo}`);
    const generated = pseudo === 'before' || pseudo === 'after';
    const { content, color } = style;
    if (generated && (content === 'none' || content === 'normal' || style.display === 'none')) return 0;
    const parts: string[] = [];
    for (const at of allProperties ? names.keys() : this.#used) {
      if (at >= kCss) break;
      const name = names[at] ?? '';
      if (name === 'content' && !generated && pseudo !== 'marker') continue;
      const value = style.getPropertyValue(name);
      if (name === 'content') {
        if (content !== 'normal') parts.push('content', this.#content(content, element, speaks));
        continue;
      }
      if (value === initial[at] || value === '' || (current[at] === true && value === color) || value === 'auto') continue;
      if (typedInsets.has(name) && style.position === 'static') continue;
      if (name === 'transform-origin' && style.transform === 'none') continue;
      if (!this.#isUsed.has(at)) {
        this.#isUsed.add(at);
        this.#used.push(at);
      }
      this.#add(parts, name, value, element);
    }
    if (generated && !parts.includes('content')) parts.push('content', this.#content(content, element, speaks));
    return this.#number(parts);
  }

  /** A style of the capture's own, for what stands in the place of something else. */
  own(declarations: Declarations): number {
    return this.#number(declarations.flat());
  }

  #content(content: string, element: Element, speaks: (text: string) => boolean): string {
    const said = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? '').join('');
    if (said !== '' && !speaks(said)) return '""';
    const value = referring.test(content) ? this.values.referring(content, element) : content;
    return value === null || valueFault(value) !== null ? '""' : value;
  }

  #add(parts: string[], name: string, value: string, element: Element): void {
    let kept: string | null = value;
    if (referring.test(value)) kept = this.values.referring(value, element);
    if (kept === null) return;
    parts.push(name, kept);
  }

  #number(parts: readonly string[]): number {
    const key = parts.join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const style = this.#numbers.size + 1;
    this.#numbers.set(key, style);
    const declarations: [string, string][] = [];
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [name = '', value = ''] = parts.slice(at, at + 2);
      if (valueFault(value) === null) declarations.push([name, value]);
    }
    this.#fresh.push({ kind: 'style', style, declarations });
    return style;
  }
}
