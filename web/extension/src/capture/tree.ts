// One look at a document: what of it is on the screen.
import type { Tag } from 'insyn-pages/records';
import { attributesOf, tagOf } from './attributes';
import { type Area, clipFor, type Clips, clipsWithin, isHiding, touches } from './clip';
import { FarAway, join } from './far';
import { isField, type Fields } from './fields';
import { collapse, filled } from './flow';
import { type Flow, gone, isGone, keptBars, keptElement, type KeptNode, keptText } from './kept';
import { kCannot, kMasked, kOtherAddress, kSecret, type Level } from './level';
import type { Numbers } from './numbers';
import type { Pictures } from './pictures';
import { Runs } from './runs';
import { flatChildren } from './shadow';
import { drawn, type Drawing } from './svg';
import { barsOf, type Seen, seenOf } from './text';
import type { Dirt } from './watch';
import type { Styled, Wardrobe } from './wardrobe';

/** What around a node decides about it. */
interface Within {
  clips: Clips;
  open: boolean;
  /** How the container lays it out. */
  layout: 'block' | 'item' | 'table' | 'svg';
  /** Styles in it are read anew. */
  fresh: boolean;
  shown: boolean;
  style: CSSStyleDeclaration;
  /** Of the block whose lines it is on. */
  block: CSSStyleDeclaration;
  /** Its cells get the widths that they have, since rows of the table are left out. */
  cells: boolean;
  /** The texts that are read as one. */
  run: number;
  depth: number;
  /** What is off the screen is walked, too, since something that may move it has changed. */
  wary: boolean;
  /** Set when something that took place was left out; how far what is in it reaches; whether it has what no scrolling moves. */
  loss: Loss;
}

interface Loss {
  lost: boolean;
  reach: Area | null;
  fixed: boolean;
}
const noLoss = (): Loss => ({ lost: false, reach: null, fixed: false });

export interface Parts {
  level: Level;
  wardrobe: Wardrobe;
  pictures: Pictures;
  fields: Fields;
  numbers: Numbers;
  stills: WeakMap<Element, number>;
  met(shadow: ShadowRoot): void;
  /** A frame in the document, and the number of its element; false where its document is not kept. */
  frame(element: HTMLIFrameElement, node: number): boolean;
}

const kNever = new Set(['script', 'style', 'link', 'meta', 'title', 'head', 'noscript', 'template', 'base', 'param', 'source', 'track', 'area', 'datalist']);
const kReplaced = new Set(['img', 'canvas', 'video', 'audio', 'iframe', 'frame', 'object', 'embed', 'input', 'textarea', 'select', 'progress', 'meter']);
const kDeep = 400;
const round = (length: number): number => Math.round(length * 64) / 64;
const number = (value: string): number => Number.parseFloat(value) || 0;
const isInline = (display: string): boolean => display.startsWith('inline') || display === 'ruby' || display === 'ruby-text' || display === 'math';

export class Tree {
  readonly #runs: Runs;
  readonly #far = new FarAway();
  readonly #unread = new Map<KeptNode, () => void>();
  /** What only takes the place of something. */
  readonly #nothing = new Set<KeptNode>();
  readonly #fonts = new Map<string, readonly [number, number, number]>();
  count = 0;

  constructor(readonly parts: Parts) {
    this.#runs = new Runs(parts.fields, parts.numbers);
  }

  *look({ elements: dirty, texts, all, wary }: Dirt, readAll: boolean): Generator<void, KeptNode | null> {
    const root = document.documentElement;
    this.#dirty = dirty;
    this.#far.begin([...dirty, ...texts]);
    this.parts.wardrobe.readAll = readAll;
    this.#runs.begin();
    this.count = 0;
    this.#unread.clear();
    this.#nothing.clear();
    const view: Area = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const into: KeptNode[] = [];
    const style = getComputedStyle(root);
    const within: Within = {
      clips: { flow: view, absolute: view, fixed: view }, open: this.parts.level.open, layout: 'block', fresh: all, shown: true, style, block: style, cells: false, run: this.#runs.open(), depth: 0, wary, loss: noLoss(),
    };
    yield* this.#element(root, within, into);
    this.#runs.end();
    const [kept] = into;
    if (kept !== undefined) kept.scroll = scrollX !== 0 || scrollY !== 0 ? { left: round(scrollX), top: round(scrollY) } : null;
    return kept ?? null;
  }
  #dirty: ReadonlySet<Element> = new Set();

  *#children(of: Element, within: Within, into: KeptNode[]): Generator<void, void> {
    const nodes = renderedChildren(of, within.style, this.parts.met);
    if (nodes === null) {
      within.loss.lost = true;
      return;
    }
    for (let at = 0; at < nodes.length; ++at) {
      const node = nodes[at];
      if (node instanceof Text) this.#text(node, within, into);
      else if (node instanceof Element) yield* this.#element(node, within, into);
    }
  }

  *#element(element: Element, above: Within, into: KeptNode[]): Generator<void, void> {
    const { localName } = element;
    if (kNever.has(localName) || above.depth > kDeep) return;
    if (++this.count % 8 === 0) yield;
    const wary = above.wary || this.#dirty.has(element);
    if (!wary && this.#isFar(element, above, into)) return;
    const style = getComputedStyle(element);
    const { display, position } = style;
    if (display === 'none') return;
    const { level } = this.parts;
    const fresh = above.fresh || this.#dirty.has(element);
    const open = above.open || level.opens(element);
    if (display === 'contents') {
      yield* this.#children(element, { ...above, fresh, wary, open, depth: above.depth + 1, style }, into);
      return;
    }
    const box = element.getBoundingClientRect();
    const hidden = isHiding(style);
    above.loss.reach = join(above.loss.reach, box);
    if (position === 'fixed') above.loss.fixed = true;
    const area = clipFor(position, above.clips);
    const seen = !hidden && touches(box, area) && (box.width > 0 || box.height > 0);
    const out = position === 'absolute' || position === 'fixed' || style.float !== 'none';
    const inline = !out && above.layout === 'block' && isInline(display);
    const flow: Flow = { level: out ? 'out' : inline ? 'inline' : 'block', top: box.top, bottom: box.bottom, marginTop: number(style.marginTop), marginBottom: number(style.marginBottom), lossy: false };
    const shown = style.visibility === 'visible';
    const lose = (reason = 0): void => this.#lose(element, style, box, above, flow, reason, open, area, into);
    if (level.masks(element)) return lose(seen ? kMasked : 0);
    if (hidden) return lose();
    if (kReplaced.has(localName)) return seen && shown ? this.#replaced(element, style, box, above, flow, open, fresh, into, lose) : lose();
    if (localName === 'svg') {
      if (!seen || !shown || !open) return lose();
      into.push(this.#svg(element as SVGSVGElement, style, flow, fresh, above));
      return;
    }
    if (localName === 'br' || localName === 'wbr') {
      if (!touches(box, area) && localName === 'br') return;
      into.push({ ...keptElement(this.#number(element, localName), localName, this.#styled(element, style, above, open, fresh).style), flow: { ...flow, top: 0, bottom: 0 } });
      return;
    }

    const isRoot = element === document.documentElement || (element === document.body && getComputedStyle(document.documentElement).overflowX === 'visible');
    const clips = isRoot ? above.clips : clipsWithin(element, style, box, above.clips);
    const loss = noLoss();
    const table = display === 'table' || display === 'inline-table';
    const layout = /flex|grid/.test(display) ? 'item' : /^table(?!-cell|-caption)|^inline-table/.test(display) ? 'table' : 'block';
    const isRun = display === 'inline' && layout === 'block';
    const cut = table && (box.top < area.top || box.bottom > area.bottom);
    const children: KeptNode[] = [];
    const within: Within = {
      clips, open, layout, fresh, wary, shown, style, block: isRun ? above.block : style, loss, cells: table ? cut && open : above.cells, run: isRun ? above.run : this.#runs.open(), depth: above.depth + 1,
    };
    yield* this.#children(element, within, children);
    if (!isRun) this.#runs.close(within.run);
    if (loss.reach !== null) above.loss.reach = join(above.loss.reach, loss.reach);
    if (loss.fixed) above.loss.fixed = true;
    if (children.every((child) => isGone(child) || this.#nothing.has(child)) && !(seen && shown)) {
      if (!loss.fixed && !out && ((above.layout === 'block' && flow.level === 'block') || display === 'table-row')) this.#far.remember(element, box, join(loss.reach, box));
      return lose();
    }
    if (loss.lost) above.loss.lost = flow.lossy = true;
    if (isRun) this.#line(flow, children);
    const tag = tagOf(element);
    const kept = keptElement(this.#number(element, tag), tag, 0, flow);
    const scrolls = !isRoot && (element.scrollTop !== 0 || element.scrollLeft !== 0);
    if (scrolls) kept.scroll = { left: round(element.scrollLeft), top: round(element.scrollTop) };
    kept.children = (loss.lost ? this.#filled(element, style, box, display, isRoot, children) : children).filter((child) => !isGone(child));
    for (const child of kept.children) this.#unread.get(child)?.();
    this.#margins(kept, style, box, display);
    const known = this.#styled(element, style, above, open, fresh, loss.lost && !isRoot && !isRun ? this.#sizes(style, display, above, position, open) : undefined);
    kept.style = known.style;
    kept.pseudos = known.pseudos;
    kept.attributes = attributesOf(element);
    // Where the first of a line's elements lost its first lines, the block did.
    if (isRun && children[0] !== undefined && isGone(children[0])) into.push(gone());
    into.push(kept);
    if (isRun && children.length > 1 && children.slice(1).some(isGone)) into.push(gone());
  }

  /** Without looking into it; false where it has to be. */
  #isFar(element: Element, above: Within, into: KeptNode[]): boolean {
    const far = this.#far.still(element, above.clips);
    if (far === null) return false;
    const row = above.layout === 'table';
    // Of rows one after another only the first is read.
    const last = into[into.length - 1];
    if (row && !this.#joins(last, far.box)) return false;
    above.loss.lost = true;
    above.loss.reach = join(above.loss.reach, far.reach);
    if (!row) into.push(gone());
    return true;
  }

  /** Whether a row that is left out was put to one before it. */
  #joins(last: KeptNode | undefined, box: DOMRect): boolean {
    const [first, size] = last?.attributes[0] ?? [];
    if (last?.tag !== 'tr' || first !== 'size' || size === undefined) return false;
    last.attributes = [['size', `${size.slice(0, size.indexOf('x'))}x${String(Math.round((box.bottom - last.flow.top) * 64))}`]];
    last.flow.bottom = box.bottom;
    return true;
  }

  /** An element on a line stands where the lines in it do. */
  #line(flow: Flow, children: readonly KeptNode[]): void {
    const lines = children.filter((child) => child.flow.level === 'inline' && child.flow.bottom > child.flow.top);
    if (lines.length === 0) return;
    flow.top = Math.min(...lines.map((child) => child.flow.top));
    flow.bottom = Math.max(...lines.map((child) => child.flow.bottom));
    flow.lossy = false;
  }

  #number(element: Node, what: string): number {
    return this.parts.numbers.of(element, what);
  }

  /** Sizes that came from what was left out stay as they were. */
  #sizes(style: CSSStyleDeclaration, display: string, above: Within, position: string, open: boolean): Map<string, string | null> {
    const sizes = new Map<string, string | null>();
    if (/^table/.test(display) || display === 'inline') {
      if (display === 'table' && open) sizes.set('width', style.width);
      return sizes;
    }
    sizes.set('height', style.height);
    const shrinks = above.layout === 'item' || position === 'absolute' || position === 'fixed' || style.float !== 'none' || /^inline-/.test(display);
    if (shrinks && open) sizes.set('width', style.width);
    return sizes;
  }

  #filled(element: Element, style: CSSStyleDeclaration, box: DOMRect, display: string, isRoot: boolean, children: KeptNode[]): KeptNode[] {
    if (/^table(?!-cell|-caption)/.test(display)) return children;
    if (!/^(block|list-item|flow-root|inline-block|table-cell|table-caption)/.test(display) || style.columnCount !== 'auto' || !style.writingMode.startsWith('horizontal')) return children;
    const scroller = !isRoot && (style.overflowY === 'auto' || style.overflowY === 'scroll' || style.overflowY === 'hidden');
    const borderTop = box.top + number(style.borderTopWidth) - element.scrollTop * (isRoot ? 0 : 1);
    const padded = number(style.borderTopWidth) + number(style.paddingTop) > 0;
    // What centres its content has to be full.
    const centres = element.localName === 'button' || display === 'table-cell';
    const bottom = box.bottom - number(style.borderBottomWidth) - number(style.paddingBottom);
    const container = {
      top: borderTop + number(style.paddingTop),
      open: !padded && !scroller && (display === 'block' || display === 'list-item') && style.overflowY === 'visible',
      end: scroller && element.scrollHeight > element.clientHeight ? borderTop + element.scrollHeight - number(style.paddingBottom) : centres ? bottom : null,
    };
    const spacer = (height: number, before: number): KeptNode => {
      const kept = keptElement(this.#number(element, `space${String(before)}`), 'x', this.parts.wardrobe.styles.own([['display', 'block']]), { level: 'block', top: 0, bottom: 0, marginTop: 0, marginBottom: 0, lossy: true });
      kept.attributes = [['size', `0x${String(Math.round(height * 64))}`]];
      return kept;
    };
    return filled(children, container, spacer);
  }

  /** Its margins as its neighbours meet them. */
  #margins(kept: KeptNode, style: CSSStyleDeclaration, box: DOMRect, display: string): void {
    if ((display !== 'block' && display !== 'list-item') || style.overflowY !== 'visible') return;
    const { flow } = kept;
    const inFlow = kept.children.filter((child) => child.flow.level !== 'out');
    const [first] = inFlow;
    const last = inFlow[inFlow.length - 1];
    if (first?.flow.level === 'block' && Math.abs(first.flow.top - box.top) < 0.02 && number(style.borderTopWidth) + number(style.paddingTop) === 0) flow.marginTop = collapse(flow.marginTop, first.flow.marginTop);
    if (!flow.lossy && last?.flow.level === 'block' && Math.abs(last.flow.bottom - box.bottom) < 0.02 && number(style.borderBottomWidth) + number(style.paddingBottom) === 0)
      flow.marginBottom = collapse(flow.marginBottom, last.flow.marginBottom);
  }

  /** What is not on the screen, or never kept: an empty element where others stand by it. */
  #lose(element: Element, style: CSSStyleDeclaration, box: DOMRect, above: Within, flow: Flow, reason: number, open: boolean, area: Area, into: KeptNode[]): void {
    if (box.width === 0 && box.height === 0 && reason === 0) return;
    above.loss.lost = true;
    into.push(gone());
    if (style.position === 'absolute' || style.position === 'fixed') {
      if (reason === 0) return;
    } else if (reason === 0 && above.layout === 'block' && style.float === 'none') {
      // What follows it is put in its place; see flow.ts. On a line it is as wide as it was.
      if (flow.level === 'block' || !(box.bottom > area.top && box.top < area.bottom)) return;
    }
    const table = above.layout === 'table' && /^table-/.test(style.display);
    const tag: Tag = reason !== 0 ? 'withheld' : table ? tagOf(element) : 'x';
    const kept = keptElement(this.#number(element, `lost${tag}`), tag, 0, { ...flow, lossy: true });
    if (reason === 0) this.#nothing.add(kept);
    // Its style is not read before it is known that what it is in is kept.
    this.#unread.set(kept, () => (kept.style = this.parts.wardrobe.styles.read(element, style, { all: false, item: false, outer: true })));
    const em = 4 * number(style.fontSize);
    const width = open || em === 0 ? box.width : Math.ceil(box.width / em - 1e-6) * em;
    const line = flow.level === 'inline' && style.display === 'inline' && reason === 0;
    kept.attributes = [['size', `${String(Math.round(width * 64))}x${line ? '0' : String(Math.round(box.height * 64))}`]];
    if (reason !== 0) kept.attributes = [...kept.attributes, ['reason', String(reason)]];
    if (table) for (const attribute of attributesOf(element)) if (attribute[0] === 'colspan' || attribute[0] === 'rowspan') kept.attributes = [...kept.attributes, attribute];
    // Rows one after another are one.
    const last = into[into.length - 2];
    if (table && tag === 'tr' && this.#joins(last, box)) {
      into.pop();
      return;
    }
    into.push(kept);
  }

  #styled(element: Element, style: CSSStyleDeclaration, above: Within, open: boolean, fresh: boolean, sizes?: ReadonlyMap<string, string | null>): Styled {
    const cell: [string, string][] = above.cells && style.display === 'table-cell' ? [['width', style.width], ['box-sizing', style.boxSizing]] : [];
    return this.parts.wardrobe.of(element, style, { item: above.layout === 'item', open, fresh, sizes: cell.length > 0 ? new Map([...(sizes ?? []), ...cell]) : sizes });
  }

  #svg(element: SVGSVGElement, style: CSSStyleDeclaration, flow: Flow, fresh: boolean, above: Within): KeptNode {
    const { wardrobe, fields, numbers } = this.parts;
    const { styles } = wardrobe;
    wardrobe.open = true;
    wardrobe.needed = new Set();
    const pen: Drawing = {
      numbers, styles, needed: wardrobe.needed, all: fresh && wardrobe.readAll,
      speaks: (text) => fields.speaks(text),
      foreign: () => [],
      image: () => 0,
    };
    const kept = drawn(element, styles.read(element, style, { all: true, item: above.layout === 'item' }), pen);
    kept.flow = flow;
    return kept;
  }

  #replaced(element: Element, style: CSSStyleDeclaration, box: DOMRect, above: Within, flow: Flow, open: boolean, fresh: boolean, into: KeptNode[], lose: (reason?: number) => void): void {
    const { fields, pictures, stills, level } = this.parts;
    const used = new Map<string, string | null>([['width', style.width], ['height', style.height]]);
    const tag = isField(element) ? fields.tag(element) : tagOf(element);
    const kept = keptElement(this.#number(element, tag), tag, 0, flow);
    let sizes: Map<string, string | null> | undefined = used;
    if (isField(element)) {
      if (fields.isSecret(element)) return lose(kSecret);
      const buttonLike = element instanceof HTMLInputElement && /^(submit|button|reset|image)$/.test(element.type);
      kept.attributes = fields.attributes(element, open);
      kept.value = fields.value(element, open);
      if (element instanceof HTMLSelectElement) this.#options(element, kept, open);
      else if (!buttonLike) sizes = undefined;
      if (!open && sizes !== undefined) {
        const em = 4 * number(style.fontSize);
        sizes = new Map([['width', `${String(Math.ceil(number(style.width) / em - 1e-6) * em)}px`]]);
      }
    } else if (element instanceof HTMLImageElement) {
      const asset = open ? pictures.image(element) : 0;
      kept.attributes = asset === 0 ? [['size', `${String(Math.round(box.width * 64))}x${String(Math.round(box.height * 64))}`]] : [['asset', String(asset)]];
    } else if (element instanceof HTMLCanvasElement || element instanceof HTMLVideoElement) {
      const [width, height] = element instanceof HTMLCanvasElement ? [element.width, element.height] : [element.videoWidth, element.videoHeight];
      kept.attributes = [['width', String(width)], ['height', String(height)]];
      if (open && level.settings.stills) {
        kept.still = stills.get(element) ?? 0;
      }
    } else if (element instanceof HTMLIFrameElement) {
      if (!this.parts.frame(element, this.parts.numbers.said(kept.number))) return lose(kOtherAddress);
    } else if (tag === 'progress' || tag === 'meter') kept.attributes = attributesOf(element);
    else return lose(kCannot);
    const known = this.#styled(element, style, above, open, fresh, sizes);
    kept.style = known.style;
    kept.pseudos = known.pseudos;
    this.#runs.field(kept, element, above.open);
    into.push(kept);
  }

  /** Of a list that is folded up, only what is chosen is seen. */
  #options(field: HTMLSelectElement, kept: KeptNode, open: boolean): void {
    const folded = !field.multiple && field.size <= 1;
    const all = [...field.options];
    const seen = folded ? all.filter((option) => option.selected) : all.slice(0, 500);
    const selected: number[] = [];
    for (const [at, option] of seen.entries()) {
      if (option.selected) selected.push(at);
      const one = keptElement(this.#number(option, 'option'), 'option', this.parts.wardrobe.styles.read(option, getComputedStyle(option), { all: false, item: false }));
      const label = option.label;
      if (open && label !== '' && this.parts.fields.speaks(label)) one.children.push(keptText(this.#number(option, 'label'), label, one.flow));
      kept.children.push(one);
    }
    kept.value = { value: '', checked: false, indeterminate: false, selected };
  }

  #ellipsis(style: CSSStyleDeclaration): number {
    return style.textOverflow === 'ellipsis' ? this.#metrics(style)[2] : 0;
  }

  /** Of the font that something is written in: how far its letters reach above and below their line, and how wide a … is. */
  #metrics(style: CSSStyleDeclaration): readonly [number, number, number] {
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    let known = this.#fonts.get(font);
    if (known === undefined) {
      const pen = new OffscreenCanvas(1, 1).getContext('2d');
      if (pen === null) return [0, 0, 0];
      pen.font = font;
      const { fontBoundingBoxAscent, fontBoundingBoxDescent, width } = pen.measureText('…');
      this.#fonts.set(font, (known = [Math.round(fontBoundingBoxAscent), Math.round(fontBoundingBoxDescent), width]));
    }
    return known;
  }

  #text(text: Text, within: Within, into: KeptNode[]): void {
    const { data } = text;
    if (data === '' || within.layout === 'svg') return;
    const { style } = within;
    const blank = /^[\t\n\f\r ]*$/.test(data);
    if (blank && within.layout !== 'block') return;
    const clip = within.clips.flow;
    const seen: Seen = seenOf(text, clip, this.#ellipsis(style));
    const { rects } = seen;
    const last = into.filter((one) => !isGone(one)).at(-1);
    if (rects.length === 0) {
      // White space between two things on a line is where the line may break, though nothing of it is seen.
      if (blank && last?.flow.level === 'inline') into.push(keptText(this.#number(text, 'text'), ' ', { ...last.flow, top: 0, bottom: 0 }));
      return;
    }
    const transparent = !within.shown || (isClear(style.color) && isClear(style.getPropertyValue('-webkit-text-fill-color')) && style.textShadow === 'none' && style.backgroundClip !== 'text');
    const em = number(style.fontSize);
    const lineHeight = number(style.lineHeight);
    const first = rects.find((rect) => rect.height > 0 && touches(rect, clip)) ?? rects[0];
    const flowOf = (top: number, bottom: number): Flow => {
      // As Chromium divides what a line is higher than its letters; and no line is lower than its block's own.
      const height = first?.height ?? 0;
      const [ascent] = this.#metrics(style);
      const lineOf = (from: number, high: number, letters: number): [number, number] => [from - (high > 0 ? Math.floor((high - letters) / 2) : 0), high > 0 ? high : letters];
      const [own, high] = lineOf(top, lineHeight, height);
      const [blockAscent, blockDescent] = this.#metrics(within.block);
      const [strut, strutHigh] = lineOf(top + ascent - blockAscent, number(within.block.lineHeight), blockAscent + blockDescent);
      const from = Math.min(own, strut);
      return { level: 'inline', top: from, bottom: bottom - height - top + Math.max(own + high, strut + strutHigh), marginTop: 0, marginBottom: 0, lossy: false };
    };
    if (seen.kind === 'none' || transparent) {
      within.loss.lost = true;
      into.push(gone());
      for (const rect of rects) within.loss.reach = join(within.loss.reach, rect);
      this.#runs.lost(within.run, data);
      // Beside what is seen of its line it takes its place.
      const beside = rects.filter((rect) => rect.bottom > clip.top && rect.top < clip.bottom && rect.width > 0);
      for (const [at, rect] of beside.entries()) into.push(this.#gap(text, `gap${String(at)}`, within.open ? rect.width : Math.ceil(rect.width / (4 * em)) * 4 * em, flowOf(rect.top, rect.bottom)));
      return;
    }
    const kinds = { node: text, rects, clip, em, run: within.run, data };
    if (!within.open && !blank) {
      const bars = keptBars(this.#number(text, 'bars'), barsOf(rects, clip, em), flowOf(first?.top ?? 0, rects[rects.length - 1]?.bottom ?? 0));
      if (seen.kind === 'part') {
        within.loss.lost = true;
        into.push(gone());
      }
      this.#runs.lost(within.run, data);
      if (bars.bars.length > 0) into.push(bars);
      return;
    }
    if (seen.kind === 'all') {
      const kept = keptText(this.#number(text, 'text'), within.open ? data : ' ', flowOf(first?.top ?? 0, rects[rects.length - 1]?.bottom ?? 0));
      into.push(kept);
      this.#runs.text({ ...kinds, kept });
      return;
    }
    within.loss.lost = true;
    into.push(gone());
    if (seen.lines.length === 0) return;
    const sideways = seen.lines.some((line) => line.cutLeft > 0 || line.cutRight > 0);
    const pre = style.whiteSpaceCollapse !== 'collapse';
    const groups = sideways ? seen.lines.map((line) => [line]) : [seen.lines];
    for (const [at, lines] of groups.entries()) {
      const [top] = lines;
      const bottom = lines[lines.length - 1];
      if (top === undefined || bottom === undefined) continue;
      const flow = flowOf(top.top, bottom.bottom);
      if (top.cutLeft > 0) into.push(this.#gap(text, `left${String(at)}`, top.cutLeft, flow));
      const kept = keptText(this.#number(text, `text${String(at)}`), lines.map((line) => line.text).join(''), flow);
      if (kept.text !== '') {
        into.push(kept);
        this.#runs.text({ ...kinds, kept });
      }
      if (bottom.cutRight > 0) {
        into.push(this.#gap(text, `right${String(at)}`, bottom.cutRight, flow));
        if (pre && at < groups.length - 1) into.push(keptText(this.#number(text, `break${String(at)}`), '\n', flow));
      }
    }
  }

  #gap(node: Node, what: string, width: number, flow: Flow): KeptNode {
    const kept = keptElement(this.#number(node, what), 'x', this.parts.wardrobe.styles.own([['display', 'inline-block']]), flow);
    kept.attributes = [['size', `${String(Math.round(width * 64))}x0`]];
    this.#nothing.add(kept);
    return kept;
  }
}

/** What is folded up, or put off until it is needed, is not drawn though it is laid out: null. */
const renderedChildren = (of: Element, style: CSSStyleDeclaration, met: (shadow: ShadowRoot) => void): ArrayLike<Node> | null => {
  if (of instanceof HTMLDetailsElement && !of.open) return [...of.children].filter((child) => child.localName === 'summary').slice(0, 1);
  if (style.contentVisibility === 'hidden') return null;
  const nodes = flatChildren(of, met);
  if (style.contentVisibility === 'auto' && of.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === false) return null;
  return nodes;
};
const isClear = (colour: string): boolean => /^rgba\(.*, 0\)$/.test(colour);
