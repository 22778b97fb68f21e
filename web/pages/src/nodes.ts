// Nodes of documents: siblings are linked lists, so that putting in and taking out cost the same among two and among 200,000.
import type { Attribute, Pseudo, RecordOf, Tag } from './records.js';

interface Linked {
  readonly node: number;
  /** 0: it is put aside. */
  document: number;
  parent: PageElement | null;
  previous: PageNode | null;
  next: PageNode | null;
}
export interface PageText extends Linked {
  readonly kind: 'text';
  text: string;
}
export interface PageBars extends Linked {
  readonly kind: 'bars';
  bars: readonly number[];
}
export type FieldValue = Omit<RecordOf<'value'>, 'kind' | 'node'>;
export interface PageElement extends Linked {
  readonly kind: 'element';
  readonly tag: Tag;
  style: number;
  pseudos: ReadonlyMap<Pseudo, number>;
  readonly attributes: Map<Attribute, string>;
  first: PageNode | null;
  last: PageNode | null;
  /** 1: a document's own child. */
  depth: number;
  /** The document that is shown in it, or 0. */
  frame: number;
  scroll: { left: number; top: number };
  field: FieldValue | null;
  /** An asset, or 0. */
  still: number;
}
export type PageNode = PageElement | PageText | PageBars;

export function attach(node: PageNode, parent: PageElement | null, before: PageNode | null): void {
  node.parent = parent;
  if (parent === null) return;
  node.next = before;
  node.previous = before ? before.previous : parent.last;
  if (node.previous) node.previous.next = node;
  else parent.first = node;
  if (before) before.previous = node;
  else parent.last = node;
}

export function detach(node: PageNode): void {
  const { parent, previous, next } = node;
  if (parent) {
    if (previous) previous.next = next;
    else parent.first = next;
    if (next) next.previous = previous;
    else parent.last = previous;
  }
  node.parent = node.previous = node.next = null;
}

/** The node and all in it, each element before what is in it. Steps, no recursion. */
export function* subtree(root: PageNode): Generator<PageNode, void> {
  for (let node: PageNode | null = root; node; ) {
    yield node;
    if (node.kind === 'element' && node.first) {
      node = node.first;
      continue;
    }
    while (node && node !== root && !node.next) node = node.parent as PageNode | null;
    node = node && node !== root ? node.next : null;
  }
}
