// What the tests of pages tracks share: random records that are valid, and a state as JSON.
import { createHash } from 'node:crypto';
import { assetTypes, type AssetType, type Attribute, attributes, fontDescriptors, isPicture, type PageElement, type PageNode, type PageRecord, type PagesState, type Pseudo, pseudos, subtree, tags } from '../src/index.js';

export type Put = Exclude<PageRecord, { kind: 'look' }>;

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** mulberry32: the same numbers for the same seed. */
export class Random {
  constructor(private seed: number) {}
  unit(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }
  of<One>(list: readonly One[]): One {
    return list[this.below(list.length)]!;
  }
  /** Up to `most` different ones. */
  some<One>(list: readonly One[], most: number): One[] {
    const chosen = new Set<One>();
    for (let i = list.length > 0 ? this.below(most + 1) : 0; i > 0; --i) chosen.add(this.of(list));
    return [...chosen];
  }
  px(): number {
    return this.of([0, 1, -1, 640, 1 / 64, -1234.5, 2 ** 25, -(2 ** 25), this.below(100_000) / 64]);
  }
  text(): string {
    return this.of(['', 'a', 'å', '€uro', '😀', '\ufeffbyte order mark', 'line\nline', 'Hej på dig', String(this.below(1e9)), 'x'.repeat(this.below(300))]);
  }
}

const values = ['0px', 'rgb(1, 2, 3)', 'block', '"it is"', "'(['", 'matrix(1, 0, 0, 1, 10, 20)', '[a] 1fr [b] minmax(0px, auto)', 'node(7)', 'ö', 'calc(100% - (2px + 1em))', ''];

/** Makes records that are valid for a state, of every kind. */
export class RandomRecords {
  constructor(
    private readonly random: Random,
    private readonly state: PagesState,
    private next = 1,
  ) {}

  record(): Put {
    for (;;) {
      const record = this.attempt();
      if (record) return record;
    }
  }

  private fresh(): number {
    const { random } = this;
    this.next += random.below(20) === 0 ? 1000 : 1;
    return this.next;
  }
  private nodes(): PageNode[] {
    const { selected, nodes } = this.state;
    return selected === 0 ? [] : [...nodes.values()].filter((node) => node.document === selected); // those put aside are in document 0
  }
  private element(choose: (element: PageElement) => boolean = () => true): PageElement | undefined {
    const found = this.nodes().filter((node): node is PageElement => node.kind === 'element' && choose(node));
    return found.length > 0 ? this.random.of(found) : undefined;
  }
  private asset(choose: (type: AssetType) => boolean): number | undefined {
    const found = [...this.state.assets].filter(([, { type }]) => choose(type)).map(([number]) => number);
    return found.length > 0 ? this.random.of(found) : undefined;
  }
  private style(): number {
    return this.random.of([0, ...this.state.styles.keys()]);
  }
  private ofPseudos(): [Pseudo, number][] {
    return this.random.below(4) > 0 ? [] : this.random.some(pseudos, 3).map((pseudo) => [pseudo, this.style()]);
  }
  private attribute(attribute: Attribute): string | undefined {
    const { random } = this;
    switch (attribute) {
      case 'asset': return this.asset(isPicture)?.toString();
      case 'size': return `${random.below(10000)}x${random.of([0, 64, 2 ** 31])}`;
      case 'reason': return String(1 + random.below(19));
      case 'href': return String(1 + random.below(2 ** 20));
      default: return random.text();
    }
  }
  private place(moving: PageNode | null, isElement: boolean): { parent: number; before: number } | null {
    const document = this.state.documents.get(this.state.selected);
    if (!document) return null;
    if (isElement && (!document.root || (document.root === moving && this.random.below(9) === 0))) return { parent: 0, before: 0 };
    const inside = new Set(moving ? subtree(moving) : []);
    const parent = this.element((element) => !inside.has(element) && element.tag !== 'withheld' && element.depth < 60);
    if (!parent) return null;
    const children = [0];
    for (let child = parent.first; child; child = child.next) if (child !== moving) children.push(child.node);
    return { parent: parent.node, before: this.random.of(children) };
  }

  private attempt(): Put | null {
    const { random, state } = this;
    if (state.documents.size === 0 || random.below(60) === 0) return this.open();
    if (state.selected === 0 || random.below(40) === 0) return { kind: 'document selected', document: random.of([0, ...state.documents.keys()]) };
    switch (random.below(30)) {
      case 0: return random.below(20) === 0 ? { kind: 'document closed', document: random.of([...state.documents.keys()]) } : null;
      case 1: return { kind: 'viewport', width: Math.abs(random.px()), height: Math.abs(random.px()), scale: random.of([100, 1000, 1250, 10000]) };
      case 2: return random.below(5) === 0 ? { kind: 'document withheld', reason: random.below(20) } : null;
      case 3: return this.newStyle();
      case 4: return random.below(3) === 0 ? this.newAsset() : null;
      case 5: return this.font();
      case 6: case 7: case 8: case 9: return this.newElement();
      case 10: case 11: {
        const place = this.place(null, false);
        return place && { kind: 'text', node: this.fresh(), ...place, text: random.text() };
      }
      case 12: {
        const place = this.place(null, false);
        return place && { kind: 'bars', node: this.fresh(), ...place, bars: this.bars() };
      }
      case 13: {
        const nodes = this.nodes().filter((node) => [...subtree(node)].length < 6);
        return nodes.length > 0 ? { kind: 'removed', node: random.of(nodes).node } : null;
      }
      case 14: return this.with(this.element(), ({ node }) => ({ kind: 'restyled', node, style: this.style(), pseudos: this.ofPseudos() }));
      case 15: return this.with(this.other('text'), ({ node }) => ({ kind: 'text changed', node, text: random.text() }));
      case 16: return this.with(this.other('bars'), ({ node }) => ({ kind: 'bars changed', node, bars: this.bars() }));
      case 17: {
        const attribute = random.of(attributes);
        const value = random.below(3) === 0 ? null : this.attribute(attribute);
        return value === undefined ? null : this.with(this.element(), ({ node }) => ({ kind: 'attribute', node, attribute, value }));
      }
      case 18: {
        const nodes = this.nodes();
        const node = nodes.length > 0 ? random.of(nodes) : null;
        const place = node && this.place(node, node.kind === 'element');
        return place && { kind: 'moved', node: node.node, ...place };
      }
      case 19: return { kind: 'scrolled', node: random.below(3) === 0 ? 0 : (this.element()?.node ?? 0), left: random.px(), top: random.px() };
      case 20:
        return this.with(this.element(({ tag }) => ['input', 'textarea', 'select'].includes(tag)), ({ node }) => ({
          kind: 'value', node, value: random.text(), checked: random.below(2) === 1, indeterminate: random.below(9) === 0, selected: random.some([0, 1, 2, 500], 4).sort((a, b) => a - b),
        }));
      case 21: return this.with(this.element(({ tag }) => tag === 'canvas' || tag === 'video'), ({ node }) => ({ kind: 'still', node, asset: random.of([0, this.asset(isPicture) ?? 0]) }));
      case 22: return this.with(this.element(({ depth }) => depth > 1 || random.below(9) === 0), ({ node }) => ({ kind: 'put aside', node, kept: this.fresh() }));
      case 23: case 24: {
        const kept = [...(state.documents.get(state.selected)?.kept.keys() ?? [])];
        const place = kept.length > 0 ? this.place(null, true) : null;
        return place && { kind: 'put back', kept: random.of(kept), ...place };
      }
      case 25: {
        const kept = [...(state.documents.get(state.selected)?.kept.keys() ?? [])];
        return kept.length > random.below(4) ? { kind: 'forgotten', kept: random.of(kept) } : null;
      }
      case 26: return { kind: 'pointer', x: random.px(), y: random.px(), visible: random.below(2) === 1, down: random.below(2) === 1 };
      case 27: return random.below(9) === 0 ? { kind: 'time withheld', from: random.below(1000), to: 1000 + random.below(1000), reason: 1 + random.below(19) } : null;
      case 28: return { kind: 'boxes', boxes: random.some(this.nodes().filter((node) => node.kind === 'element'), 5).map(({ node }) => ({ node, left: random.px(), top: random.px(), width: Math.abs(random.px()), height: 3 })) };
      default: {
        const styles = [...state.styles].filter(([, { uses }]) => uses === 0).map(([number]) => number);
        const assets = [...state.assets].filter(([, { uses }]) => uses === 0).map(([number]) => number);
        if (styles.length > 3) return { kind: 'style forgotten', style: random.of(styles) };
        return assets.length > 3 ? { kind: 'asset forgotten', asset: random.of(assets) } : null;
      }
    }
  }

  private with<One>(one: One | undefined, make: (one: One) => Put): Put | null {
    return one === undefined ? null : make(one);
  }
  private other(kind: 'text' | 'bars'): PageNode | undefined {
    const found = this.nodes().filter((node) => node.kind === kind);
    return found.length > 0 ? this.random.of(found) : undefined;
  }
  private bars(): number[] {
    return Array.from({ length: this.random.below(4) }, () => this.random.below(251));
  }
  private open(): Put | null {
    const { state, random } = this;
    if (state.documents.size > 6) return null;
    const frame = random.below(2) === 0 ? this.element(({ tag, frame: taken }) => tag === 'iframe' && taken === 0) : undefined;
    return { kind: 'document opened', document: this.fresh(), frameOf: frame ? state.selected : 0, frameIn: frame?.node ?? 0, application: random.of(['', 'Kundstöd', 'Wiki']) };
  }
  private newStyle(): Put {
    const { random } = this;
    const picture = this.asset(isPicture);
    const all = picture === undefined ? values : [...values, `asset(${picture})`, `linear-gradient(red, blue), asset(${picture}) , asset(${picture})`];
    return { kind: 'style', style: this.fresh(), declarations: random.some(['color', 'display', 'background-image', '-webkit-line-clamp', 'x', 'y'.repeat(60)], 6).map((property) => [property, random.of(all)]) };
  }
  private newAsset(): Put {
    const { random } = this;
    const bytes = Uint8Array.from({ length: random.below(200) }, () => random.below(256));
    return { kind: 'asset', asset: this.fresh(), type: Number(random.of(Object.keys(assetTypes))) as AssetType, hash: sha256(bytes), bytes };
  }
  private font(): Put | null {
    const { random } = this;
    const asset = this.asset((type) => !isPicture(type));
    if (asset === undefined) return null;
    return { kind: 'font', family: random.of(['Inter', 'Öpen Sans 3', 'x(y)']), descriptors: random.some(fontDescriptors, 4).map((descriptor) => [descriptor, random.of(['400', 'U+0-FF, U+131', '90%'])]), asset };
  }
  private newElement(): Put | null {
    const { random } = this;
    const place = this.place(null, true);
    if (!place) return null;
    const tag = random.of([...tags, 'iframe', 'canvas', 'input', 'div', 'div', 'div', 'div'] as const);
    const chosen = random.below(3) > 0 ? [] : random.some(attributes, 4);
    const list = chosen.flatMap((attribute) => {
      const value = this.attribute(attribute);
      return value === undefined ? [] : [[attribute, value] as const];
    });
    return { kind: 'element', node: this.fresh(), ...place, tag, style: this.style(), pseudos: this.ofPseudos(), attributes: list };
  }
}

const units = (px: number): number => px * 64 + 0; // no −0
const at = ({ left, top }: { left: number; top: number }): number[] => [units(left), units(top)];

function shownNode(one: PageNode): object {
  const { node } = one;
  if (one.kind === 'text') return { node, text: one.text };
  if (one.kind === 'bars') return { node, bars: one.bars };
  const children = [];
  for (let child = one.first; child; child = child.next) children.push(shownNode(child));
  return {
    node, tag: one.tag, style: one.style,
    ...(one.pseudos.size > 0 && { pseudos: Object.fromEntries(one.pseudos) }),
    ...(one.attributes.size > 0 && { attributes: Object.fromEntries(one.attributes) }),
    ...((one.scroll.left !== 0 || one.scroll.top !== 0) && { scroll: at(one.scroll) }),
    ...(one.field && { value: one.field }),
    ...(one.still !== 0 && { still: one.still }),
    children,
  };
}

/** A state as tests/golden/README.md describes it: what it shows, and not where its assets' bytes are. Lengths in 1/64 px. */
export function shown(state: PagesState): object {
  const byNumber = (a: [number, unknown], b: [number, unknown]): number => a[0] - b[0];
  return {
    selected: state.selected,
    pointer: state.pointer && { ...state.pointer, x: units(state.pointer.x), y: units(state.pointer.y) },
    weight: state.weight,
    styles: [...state.styles].sort(byNumber).map(([style, { declarations, uses }]) => ({ style, declarations, uses })),
    assets: [...state.assets].sort(byNumber).map(([asset, { type, hash, size, uses }]) => ({ asset, type, hash: hexOf(hash), size, uses })),
    documents: [...state.documents.values()].map((document) => ({
      document: document.document, frameOf: document.frameOf, frameIn: document.frameIn, application: document.application,
      viewport: document.viewport && [units(document.viewport.width), units(document.viewport.height), document.viewport.scale],
      withheld: document.withheld, scroll: at(document.scroll),
      fonts: document.fonts.map(({ family, descriptors, asset }) => ({ family, descriptors, asset })),
      kept: [...document.kept].sort(byNumber).map(([kept, root]) => ({ kept, root: shownNode(root) })),
      root: document.root && shownNode(document.root),
    })),
  };
}
