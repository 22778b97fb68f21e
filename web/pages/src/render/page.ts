// One recorded document, drawn in a frame.
import type { Attribute, Box, Declarations, PageRecord, PseudoStyles } from '../records.js';
import { confine } from './frame.js';
import { isSvg, make, setAttribute } from './elements.js';
import { declare, initialButNative, isNative, type References } from './style.js';

/** What a page takes from the recording around it. */
export interface Shared {
  /** The `blob:` address of an asset; undefined where there is none of that number. */
  address(asset: number): string | undefined;
  style(number: number): Declarations | undefined;
  /** The address of a picture without anything in it, in the place of those that are not kept. */
  readonly blank: string;
}

type Of<K extends PageRecord['kind']> = Extract<PageRecord, { kind: K }>;

const kBase = `
  *:where(:not(.native)) { all: initial; direction: ltr; unicode-bidi: normal; }
  head, style, script, title, meta { display: none !important; }`;
// Later than the styles, since what they stand on has styles too.
const kMarks = `
  .bar { display: inline-block; height: .7em; max-width: 100%; margin-inline-end: .25em; border-radius: .1em; background: currentColor; opacity: .25; }
  withheld { background: repeating-linear-gradient(135deg, #0000 0 6px, #8884 6px 7px) !important; }`;

const px = (sixtyFourths: number): string => `${String(sixtyFourths / 64)}px`;

export class Page {
  readonly #nodes = new Map<number, Element | Text>();
  readonly #numbers = new Map<Element, { style: number; pseudos: PseudoStyles; aside: string }>();
  readonly #styled = new Set<string>();
  readonly #sheet: CSSStyleSheet;
  readonly #references: References;
  readonly #scrolls = new Map<number, { left: number; top: number }>();
  readonly #kept = new Map<number, Element | Text>();
  /** Of the look that is shown; a later one moves what they are of. */
  #boxes: readonly Box[] = [];
  #shown = false;

  constructor(
    readonly document: Document,
    readonly shared: Shared,
    /** Called for a frame in the page. */
    readonly onFrame: (node: number, frame: HTMLIFrameElement) => void,
  ) {
    const view = document.defaultView;
    if (view === null) throw new Error('a recorded page has no place to be drawn in');
    const { CSSStyleSheet: Sheet } = view as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
    const base = new Sheet();
    base.replaceSync(`${kBase} .native { ${initialButNative(view.getComputedStyle(document.documentElement))} }`);
    this.#sheet = new Sheet();
    const marks = new Sheet();
    marks.replaceSync(kMarks);
    document.adoptedStyleSheets = [base, this.#sheet, marks];
    document.documentElement.remove();
    this.#references = { asset: (number) => shared.address(number), node: (number) => `n${String(number)}` };
  }

  apply(record: PageRecord): void {
    if (this.#shown) this.#boxes = [];
    this.#shown = false;
    switch (record.kind) {
      case 'element': return this.#element(record);
      case 'text': return this.#place(record, this.document.createTextNode(record.text));
      case 'bars': return this.#place(record, this.#bars(record.bars));
      case 'removed': return this.#removed(this.#node(record.node));
      case 'restyled': return this.#restyle(this.#find(record.node), record.style, record.pseudos);
      case 'text changed': {
        this.#node(record.node).textContent = record.text;
        return;
      }
      case 'bars changed': {
        const old = this.#find(record.node);
        old.replaceChildren(...this.#bars(record.bars).childNodes);
        return;
      }
      case 'attribute': return this.#attribute(record.node, this.#find(record.node), record.attribute, record.value);
      case 'moved': return this.#insert(this.#node(record.node), record.parent, record.before);
      case 'scrolled': {
        this.#scrolls.set(record.node, record);
        return;
      }
      case 'value': return this.#value(record);
      case 'still': return this.#still(record);
      case 'put aside': {
        const node = this.#node(record.node);
        node.remove();
        this.#kept.set(record.kept, node);
        return;
      }
      case 'put back': {
        const node = this.#kept.get(record.kept);
        if (node === undefined) throw new Error('a recorded page puts back what was not put aside');
        this.#kept.delete(record.kept);
        this.#insert(node, record.parent, record.before);
        return;
      }
      case 'font': return this.#font(record);
      case 'boxes': {
        this.#boxes = record.boxes;
        return;
      }
      default:
    }
  }

  /** At the end of a look: what needs the rest of it to be there. */
  settle(): void {
    this.#shown = true;
    const view = this.document.defaultView;
    for (const [node, { left, top }] of this.#scrolls) {
      if (node === 0) view?.scrollTo({ left, top, behavior: 'instant' });
      else {
        const element = this.#nodes.get(node);
        if (element === undefined) this.#scrolls.delete(node);
        else (element as Element).scrollTo({ left, top, behavior: 'instant' });
      }
    }
  }

  /** Done once pictures and fonts are there. */
  async drawn(): Promise<void> {
    const pictures = [...this.document.querySelectorAll('img')].map((picture) => picture.decode().catch(() => undefined));
    await Promise.all([...pictures, ...this.#drawing]);
    await this.document.fonts.ready;
    this.settle();
  }
  #drawing: Promise<void>[] = [];

  #node(number: number): Element | Text {
    const node = this.#nodes.get(number);
    if (node === undefined) throw new Error(`a recorded page refers to node ${String(number)}, which is not there`);
    return node;
  }
  #find(number: number): Element {
    const node = this.#node(number);
    if (node.nodeType !== 1) throw new Error(`node ${String(number)} of a recorded page is no element`);
    return node as Element;
  }

  #insert(node: Element | Text, parent: number, before: number): void {
    const next = before === 0 ? null : this.#node(before);
    (parent === 0 ? this.document : this.#find(parent)).insertBefore(node, next);
  }
  #place(record: { node: number; parent: number; before: number }, node: Element | Text): void {
    this.#insert(node, record.parent, record.before);
    this.#nodes.set(record.node, node);
    this.#byNode.set(node, record.node);
  }
  readonly #byNode = new Map<Node, number>();
  #removed(node: Element | Text): void {
    node.remove();
    const forget = (one: Node): void => {
      const number = this.#byNode.get(one);
      if (number !== undefined) this.#nodes.delete(number);
      this.#byNode.delete(one);
      if (one.nodeType === 1) this.#numbers.delete(one as Element);
      one.childNodes.forEach(forget);
    };
    forget(node);
  }

  #element(record: Of<'element'>): void {
    const element = make(this.document, record.tag);
    element.id = `n${String(record.node)}`;
    // A frame's document is there at once when it is put in; so it is confined before.
    if (element.localName === 'img') element.setAttribute('src', this.shared.blank);
    if (record.tag === 'iframe') {
      confine(element as HTMLIFrameElement);
      this.onFrame(record.node, element as HTMLIFrameElement);
    }
    this.#restyle(element, record.style, record.pseudos);
    for (const [name, value] of record.attributes) if (name !== 'modal' && name !== 'popover') this.#attribute(record.node, element, name, value);
    this.#place(record, element);
    for (const [name, value] of record.attributes) if (name === 'modal' || name === 'popover') this.#attribute(record.node, element, name, value);
  }

  #restyle(element: Element, style: number, pseudos: PseudoStyles): void {
    const declarations = this.shared.style(style) ?? [];
    const had = this.#numbers.get(element);
    const names = [`s${String(style)}`];
    this.#rule(names[0] ?? '', '', declarations, false);
    if (isNative(declarations)) names.push('native');
    for (const [pseudo, number] of pseudos) {
      const name = `p${String(number)}-${pseudo}`;
      this.#rule(name, `::${pseudo}`, this.shared.style(number) ?? [], true);
      names.push(name);
    }
    element.setAttribute('class', names.join(' '));
    this.#numbers.set(element, { style, pseudos, aside: had?.aside ?? '' });
  }
  #rule(name: string, pseudo: string, declarations: Declarations, initial: boolean): void {
    if (this.#styled.has(name)) return;
    this.#styled.add(name);
    const at = this.#sheet.cssRules.length;
    this.#sheet.insertRule(`.${name}${pseudo} { ${initial ? 'all: initial' : ''} }`, at);
    declare((this.#sheet.cssRules[at] as CSSStyleRule).style, declarations, this.#references);
  }

  #attribute(node: number, element: Element, name: Attribute, value: string | null): void {
    if (setAttribute(element, name, value)) return;
    const view = this.document.defaultView as unknown as { HTMLImageElement: typeof HTMLImageElement; HTMLDialogElement: typeof HTMLDialogElement };
    if (name === 'asset') {
      const address = value === null ? undefined : this.shared.address(Number(value));
      const attribute = isSvg(element.localName as never) ? 'href' : 'src';
      if (address === undefined) element.setAttribute(attribute, this.shared.blank);
      else if (element instanceof view.HTMLImageElement || element.localName === 'image') element.setAttribute(attribute, address);
    } else if (name === 'size') this.#sized(element as HTMLElement, value);
    else if (name === 'modal' && element instanceof view.HTMLDialogElement) {
      element.close();
      if (value !== null) element.showModal();
    } else if (name === 'popover') {
      const popover = element as HTMLElement;
      if (value === null) popover.removeAttribute('popover');
      else {
        popover.setAttribute('popover', 'manual');
        popover.showPopover();
      }
    } else if (name === 'href' && value !== null) element.setAttribute('href', `#n${String(Number(value))}`);
    void node;
  }

  /** An empty element in the place of one that was not kept. */
  #sized(element: HTMLElement, value: string | null): void {
    const { style } = element;
    style.cssText = '';
    const [, width, height] = /^(\d{1,10})x(\d{1,10})$/.exec(value ?? '') ?? [];
    if (width === undefined || height === undefined) return;
    const set = (name: string, to: string): void => style.setProperty(name, to, 'important');
    set('box-sizing', 'border-box');
    for (const name of ['width', 'min-width', 'max-width']) set(name, px(Number(width)));
    for (const name of ['height', 'min-height', 'max-height']) set(name, px(Number(height)));
    for (const name of ['flex-grow', 'flex-shrink']) set(name, '0');
    set('flex-basis', 'auto');
    set('padding', '0');
    set('overflow', 'hidden');
    const display = this.document.defaultView?.getComputedStyle(element).display;
    if (element.localName === 'x-x' && display === 'inline') set('display', 'inline-block');
  }

  #bars(widths: readonly number[]): Element {
    const all = this.document.createElement('x-x');
    for (const width of widths) {
      const bar = this.document.createElement('x-x');
      bar.className = 'bar';
      bar.style.width = `${String(width * 4)}em`;
      all.append(bar);
    }
    return all;
  }

  #value(record: Of<'value'>): void {
    const field = this.#find(record.node);
    const { localName } = field;
    if (localName === 'input') {
      const input = field as HTMLInputElement;
      input.checked = record.checked;
      input.indeterminate = record.indeterminate;
      if (input.type !== 'file') input.value = record.value;
    } else if (localName === 'textarea') (field as HTMLTextAreaElement).value = record.value;
    else if (localName === 'select') {
      const chosen = new Set(record.selected);
      [...(field as HTMLSelectElement).options].forEach((option, at) => (option.selected = chosen.has(at)));
    }
  }

  #still(record: Of<'still'>): void {
    const picture = this.#find(record.node);
    if (picture.localName === 'img') picture.setAttribute('src', (record.asset === 0 ? undefined : this.shared.address(record.asset)) ?? this.shared.blank);
  }

  #font(record: Of<'font'>): void {
    const address = this.shared.address(record.asset);
    const view = this.document.defaultView as unknown as { FontFace: typeof FontFace };
    if (address === undefined) return;
    const names = { 'font-weight': 'weight', 'font-style': 'style', 'font-stretch': 'stretch', 'unicode-range': 'unicodeRange', 'font-feature-settings': 'featureSettings', 'ascent-override': 'ascentOverride', 'descent-override': 'descentOverride', 'line-gap-override': 'lineGapOverride' } as const;
    const descriptors: FontFaceDescriptors = {};
    for (const [name, value] of record.descriptors) {
      const key = names[name as keyof typeof names];
      if ((key as string | undefined) !== undefined) descriptors[key] = value;
    }
    try {
      const face = new view.FontFace(record.family, `url("${address}")`, descriptors);
      this.document.fonts.add(face);
      this.#drawing.push(face.load().then(() => undefined, () => undefined));
    } catch {
      // A font that the browser does not take is drawn as any other that is missing.
    }
  }

  /** How far what is drawn lies from where the recording says it was, in CSS pixels. */
  fidelity(): { compared: number; moved: number; worst: number } {
    let [compared, moved, worst] = [0, 0, 0];
    for (const { node, left, top, width, height } of this.#boxes) {
      const element = this.#nodes.get(node);
      if (element?.nodeType !== 1) continue;
      const box = (element as Element).getBoundingClientRect();
      const off = Math.max(Math.abs(box.left - left), Math.abs(box.top - top), Math.abs(box.width - width), Math.abs(box.height - height));
      ++compared;
      if (off >= 0.5) ++moved;
      worst = Math.max(worst, off);
    }
    return { compared, moved, worst };
  }
}
