// The styles of the elements that are kept: read anew where something may have changed, else remembered.
import type { Pseudo } from 'insyn-pages/records';
import { tagOf } from './attributes';
import { type Fields, isField } from './fields';
import type { Numbers } from './numbers';
import type { Pictures } from './pictures';
import { Styles, type Values } from './styles';
import { referring } from './svg';

export interface Styled {
  open: boolean;
  item: boolean;
  width: number;
  style: number;
  pseudos: readonly (readonly [Pseudo, number])[];
  firstLetter: boolean;
}

/** How an element is styled: as a child of a flex or grid container; where texts and pictures are shown; read anew. */
export interface Styling {
  item: boolean;
  open: boolean;
  fresh: boolean;
  /** Values that stand instead of its own. */
  sizes: ReadonlyMap<string, string | null> | undefined;
}

export class Wardrobe implements Values {
  readonly styles: Styles;
  readonly #known = new WeakMap<Element, Styled>();
  /** Elements of SVG that the styles since the last time refer to. */
  needed = new Set<Element>();
  /** All properties are read of what is read anew. */
  readAll = false;
  /** Whether pictures are kept of what is being read. */
  open = true;
  #size = { width: 0, height: 0 };

  constructor(
    readonly pictures: Pictures,
    readonly fields: Fields,
    readonly numbers: Numbers,
  ) {
    this.styles = new Styles(this);
  }

  of(element: Element, style: CSSStyleDeclaration, { item, open, fresh, sizes }: Styling): Styled {
    const { styles } = this;
    let known = this.#known.get(element);
    const stale = fresh || known === undefined || known.open !== open || known.item !== item || known.width !== styles.width;
    this.open = open;
    const all = stale && (this.readAll || styles.isNew(element));
    if (stale) {
      this.#size = { width: element.clientWidth, height: element.clientHeight };
      const number = styles.read(element, style, { all, item });
      const pseudos: [Pseudo, number][] = [];
      const speaks = (text: string): boolean => open && this.fields.speaks(text);
      const take = (pseudo: Pseudo): void => {
        const one = styles.readPseudo(element, pseudo, speaks, all);
        if (one !== 0) pseudos.push([pseudo, one]);
      };
      take('before');
      take('after');
      if (style.display === 'list-item') take('marker');
      const firstLetter = all ? hasFirstLetter(element, style) : (known?.firstLetter ?? false);
      if (firstLetter && open) take('first-letter');
      if (element.matches(':modal, :popover-open, :fullscreen')) take('backdrop');
      if (isField(element) && 'placeholder' in element && element.placeholder !== '') take('placeholder');
      known = { open, item, width: styles.width, style: number, pseudos, firstLetter };
      this.#known.set(element, known);
    }
    if (sizes === undefined || sizes.size === 0) return known as Styled;
    return { ...(known as Styled), style: styles.read(element, style, { all, item, instead: sizes }) };
  }

  /** For a value of a style: the pictures and elements in it. */
  referring(value: string, of: Element): string | null {
    if (/url\("?#/.test(value)) {
      return referring(value, of, (element) => {
        this.needed.add(element);
        return this.numbers.said(this.numbers.of(element, tagOf(element)));
      });
    }
    if (!this.open) return null;
    let lost = /image-set|cross-fade|paint\(|element\(/.test(value);
    const kept = value.replace(/url\("((?:[^"\\]|\\.)*)"\)/g, (_, address: string) => {
      const asset = this.pictures.background(new URL(address, document.baseURI).href, this.#size.width, this.#size.height);
      if (asset === 0) lost = true;
      return `asset(${String(asset)})`;
    });
    return lost ? null : kept;
  }
}

const hasFirstLetter = (element: Element, style: CSSStyleDeclaration): boolean => {
  if (!/^(block|list-item|inline-block|table-cell)$/.test(style.display)) return false;
  const first = getComputedStyle(element, '::first-letter');
  return first.fontSize !== style.fontSize || first.color !== style.color || first.fontWeight !== style.fontWeight || first.float !== 'none';
};
