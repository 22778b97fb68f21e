// What changed from one look to the next, as records.
import type { PageRecord } from 'insyn-pages/records';
import type { KeptNode } from './kept';

interface Known {
  node: KeptNode;
  parent: number;
}

const index = (root: KeptNode | null): Map<number, Known> => {
  const all = new Map<number, Known>();
  const walk = (node: KeptNode, parent: number): void => {
    all.set(node.number, { node, parent });
    for (const child of node.children) walk(child, node.number);
  };
  if (root !== null) walk(root, 0);
  return all;
};

const sameList = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((one, at) => one === b[at]);
const samePseudos = (a: KeptNode['pseudos'], b: KeptNode['pseudos']): boolean => a.length === b.length && a.every(([name, style], at) => name === b[at]?.[0] && style === b[at][1]);
const kNoValue = { value: '', checked: false, indeterminate: false, selected: [] };

/** The last look, and how the next one differs. */
export class Looks {
  #root: KeptNode | null = null;
  #known = new Map<number, Known>();

  get numbers(): ReadonlyMap<number, unknown> {
    return this.#known;
  }
  get root(): KeptNode | null {
    return this.#root;
  }

  /** Records that make what was kept into `root`. */
  change(root: KeptNode | null): PageRecord[] {
    const records: PageRecord[] = [];
    const before = this.#known;
    const after = index(root);
    const old = this.#root;
    // The document has one child at most: another root comes when the first one is gone.
    if (old !== null && old.number !== root?.number) {
      records.push({ kind: 'removed', node: old.number });
      before.clear();
    }
    const details: PageRecord[] = [];
    const place = (node: KeptNode, parent: number, next: number): void => {
      const was = before.get(node.number);
      if (was === undefined) this.#insert(node, parent, next, records);
      else this.#update(was.node, node, records);
      this.#details(was?.node ?? null, node, details);
      this.#children(was?.node ?? null, node, before, records, place);
    };
    if (root !== null) place(root, 0, 0);
    // What is gone goes last, so that what moved out of it is not in it.
    for (const [number, { parent }] of before) if (!after.has(number) && (after.has(parent) || parent === 0)) records.push({ kind: 'removed', node: number });
    this.#root = root;
    this.#known = after;
    return [...records, ...details];
  }

  #insert(node: KeptNode, parent: number, before: number, records: PageRecord[]): void {
    const place = { node: node.number, parent, before };
    if (node.kind === 'text') records.push({ kind: 'text', text: node.text, ...place });
    else if (node.kind === 'bars') records.push({ kind: 'bars', bars: node.bars, ...place });
    else records.push({ kind: 'element', tag: node.tag, style: node.style, pseudos: node.pseudos, attributes: node.attributes, ...place });
  }

  #update(was: KeptNode, node: KeptNode, records: PageRecord[]): void {
    if (node.kind === 'text') {
      if (was.text !== node.text) records.push({ kind: 'text changed', node: node.number, text: node.text });
    } else if (node.kind === 'bars') {
      if (!sameList(was.bars, node.bars)) records.push({ kind: 'bars changed', node: node.number, bars: node.bars });
    } else {
      if (was.style !== node.style || !samePseudos(was.pseudos, node.pseudos)) records.push({ kind: 'restyled', node: node.number, style: node.style, pseudos: node.pseudos });
      const had = new Map(was.attributes);
      for (const [attribute, value] of node.attributes) {
        if (had.get(attribute) !== value) records.push({ kind: 'attribute', node: node.number, attribute, value });
        had.delete(attribute);
      }
      for (const attribute of had.keys()) records.push({ kind: 'attribute', node: node.number, attribute, value: null });
    }
  }

  /** What is said once all nodes are where they belong. */
  #details(was: KeptNode | null, node: KeptNode, details: PageRecord[]): void {
    const { value, scroll, number } = node;
    if (value !== null) {
      const had = was?.value ?? kNoValue;
      if (was === null || had.value !== value.value || had.checked !== value.checked || had.indeterminate !== value.indeterminate || !sameList(had.selected, value.selected))
        details.push({ kind: 'value', node: number, ...value });
    }
    if (node.still >= 0 && node.still !== (was?.still ?? -1)) details.push({ kind: 'still', node: number, asset: node.still });
    if (scroll !== null) {
      const had = was?.scroll ?? { left: 0, top: 0 };
      if (had.left !== scroll.left || had.top !== scroll.top) details.push({ kind: 'scrolled', node: number, ...scroll });
    } else if (was?.scroll) details.push({ kind: 'scrolled', node: number, left: 0, top: 0 });
  }

  /** From the last child to the first, so that the one before which another stands is already there. */
  #children(was: KeptNode | null, node: KeptNode, before: ReadonlyMap<number, Known>, records: PageRecord[], place: (node: KeptNode, parent: number, next: number) => void): void {
    const order = new Map((was?.children ?? []).map((child, at) => [child.number, at]));
    let next = 0;
    let last = Infinity;
    for (let at = node.children.length - 1; at >= 0; --at) {
      const child = node.children[at];
      if (child === undefined) continue;
      if (before.has(child.number)) {
        const had = order.get(child.number);
        if (had !== undefined && had < last) last = had;
        else records.push({ kind: 'moved', node: child.number, parent: node.number, before: next });
      }
      place(child, node.number, next);
      next = child.number;
    }
  }
}
