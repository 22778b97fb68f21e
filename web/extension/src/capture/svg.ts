// Pictures that a page draws by elements of SVG.
import type { Attribute } from 'insyn-pages/records';
import { attributesOf, tagOf } from './attributes';
import { keptElement, type KeptNode, keptText } from './kept';
import type { Numbers } from './numbers';
import type { Styles } from './styles';

const kDefinitions = new Set(['defs', 'symbol', 'linearGradient', 'radialGradient', 'clipPath', 'mask', 'pattern', 'marker', 'filter', 'style', 'script', 'title', 'desc', 'metadata', 'animate', 'animateTransform', 'animateMotion', 'set']);
const kDeep = 64;
const reference = /url\((?:"#([^"]*)"|'#([^']*)'|#([^)]*))\)/g;

/** A value with the elements of the same tree that it refers to; null where it refers to something else. `need` gives the number of one. */
export const referring = (value: string, of: Element, need: (element: Element) => number): string | null => {
  let lost = false;
  const kept = value.replace(reference, (_, a: string | undefined, b: string | undefined, c: string | undefined) => {
    const root = of.getRootNode() as Document | ShadowRoot;
    const id = a ?? b ?? c ?? '';
    const element = root.getElementById(decodeURIComponent(id)) ?? document.getElementById(id);
    if (!(element instanceof SVGElement)) lost = true;
    return element === null ? '' : `node(${String(need(element))})`;
  });
  return lost ? null : kept;
};

export interface Drawing {
  numbers: Numbers;
  styles: Styles;
  /** Elements that the drawing refers to, in the order in which they were met. */
  needed: Set<Element>;
  speaks(text: string): boolean;
  /** Elements of HTML in a foreignObject. */
  foreign(element: Element): KeptNode[];
  image(element: SVGImageElement): number;
  all: boolean;
}

/** The whole picture: nothing of it is left out for where it lies, since its parts refer to each other. */
export const drawn = (outermost: SVGSVGElement, style: number, pen: Drawing): KeptNode => {
  const root = keptElement(pen.numbers.of(outermost, 'svg'), 'svg', style);
  root.attributes = attributesOf(outermost);
  // What a `use` shows has numbers of its own, by the way to it.
  const children = (of: Element, into: KeptNode[], way: string, deep: number): void => {
    if (deep > kDeep) return;
    for (const child of of.childNodes) {
      if (child instanceof Text) {
        if (/^text|^tspan/.test(of.localName) && child.data.trim() !== '') {
          const shown = pen.speaks(child.data);
          if (shown) into.push(keptText(pen.numbers.of(child, `text${way}`), child.data, root.flow));
        }
      } else if (child instanceof SVGElement && !kDefinitions.has(child.localName)) one(child, into, way, deep + 1);
    }
  };
  const one = (element: SVGElement, into: KeptNode[], way: string, deep: number): void => {
    const computed = getComputedStyle(element);
    if (computed.display === 'none' && !kDefinitions.has(element.localName)) return;
    const used = way !== '';
    const number = pen.styles.read(element, computed, { all: pen.all || pen.styles.isNew(element), item: false, used });
    const { localName } = element;
    if (localName === 'use') {
      use(element as SVGUseElement, number, into, way, deep);
      return;
    }
    const tag = localName === 'a' || localName === 'switch' || localName === 'symbol' ? 'g' : tagOf(element);
    if (tag === 'x') return;
    const kept = keptElement(pen.numbers.of(element, `${tag}${way}`), tag, number);
    kept.attributes = attributesOf(element);
    if (localName === 'image') {
      const asset = pen.image(element as SVGImageElement);
      if (asset !== 0) kept.attributes = [...kept.attributes, ['asset', String(asset)]];
    }
    if (localName === 'foreignObject') for (const child of element.children) kept.children.push(...pen.foreign(child));
    else children(element, kept.children, way, deep);
    // A gradient may have its stops from another one.
    if (/Gradient$/.test(localName) && element.children.length === 0) {
      const from = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '';
      const other: Element | null = from.startsWith('#') ? (element.getRootNode() as Document).getElementById(from.slice(1)) : null;
      if (other !== null && other !== element) children(other, kept.children, `${way}/${String(kept.number)}`, deep + 1);
    }
    into.push(kept);
  };
  const use = (element: SVGUseElement, style: number, into: KeptNode[], way: string, deep: number): void => {
    const address = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '';
    const root = element.getRootNode() as Document | ShadowRoot;
    const target = address.startsWith('#') ? (root.getElementById(address.slice(1)) ?? document.getElementById(address.slice(1))) : null;
    if (!(target instanceof SVGElement) || target.contains(element) || deep > kDeep) return;
    const number = pen.numbers.of(element, `g${way}`);
    const group = keptElement(number, 'g', style);
    const { x, y, width, height } = element;
    // An attribute would not count against the styles, which say everything.
    const shift = keptElement(pen.numbers.of(element, `shift${way}`), 'g', pen.styles.own([['transform', `translate(${String(x.baseVal.value)}px, ${String(y.baseVal.value)}px)`], ['fill', 'inherit'], ['stroke', 'inherit'], ['color', 'inherit'], ...inherited]));
    group.children.push(shift);
    const inner = `${way}/${String(number)}`;
    if (target.localName === 'symbol' || target.localName === 'svg') {
      // Drawn as a picture in the picture, as large as the `use` says.
      const box = keptElement(pen.numbers.of(target, `svg${inner}`), 'svg', pen.styles.own([['overflow-x', 'hidden'], ['overflow-y', 'hidden'], ['fill', 'inherit'], ['stroke', 'inherit'], ['color', 'inherit'], ...inherited]));
      box.attributes = [...attributesOf(target).filter(([name]) => name === 'viewBox' || name === 'preserveAspectRatio'), ...size('width', width, element), ...size('height', height, element)];
      children(target, box.children, inner, deep + 1);
      shift.children.push(box);
    } else one(target, shift.children, inner, deep + 1);
    into.push(group);
  };
  children(outermost, root.children, '', 0);
  if (pen.needed.size > 0) {
    const defs = keptElement(pen.numbers.of(outermost, 'defs'), 'defs', pen.styles.own([['display', 'inline']]));
    for (const element of pen.needed) if (element instanceof SVGElement) {
      if (tagOf(element) === 'x') continue;
      one(element, defs.children, '', 0);
    }
    root.children.push(defs);
  }
  return root;
};

const inherited: readonly (readonly [string, string])[] = ['fill-opacity', 'fill-rule', 'stroke-width', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-miterlimit', 'font-family', 'font-size'].map((name) => [name, 'inherit']);
const size = (name: 'width' | 'height', length: SVGAnimatedLength, element: Element): [Attribute, string][] => [[name, element.hasAttribute(name) ? String(length.baseVal.value) : '100%']];
