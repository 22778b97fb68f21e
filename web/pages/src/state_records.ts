// The records that make a state from nothing: what an index point begins with.
import { type PageElement, type PageNode, subtree } from './nodes.js';
import type { PageDocument } from './parts.js';
import type { PageRecord } from './records.js';
import type { PagesState } from './state.js';

/** `elsewhere` says which earlier chunk holds an asset, or null where it has to be written again. */
export function* recordsOf(state: PagesState, elsewhere: (asset: number) => number | null): Generator<PageRecord, void> {
  for (const [asset, { type, hash, size, bytes }] of state.assets) {
    const chunk = elsewhere(asset);
    if (chunk !== null) yield { kind: 'asset elsewhere', asset, type, hash, size, chunk };
    else yield { kind: 'asset', asset, type, hash, bytes: bytes! };
  }
  for (const [style, { declarations }] of state.styles) yield { kind: 'style', style, declarations };
  for (const document of state.documents.values()) yield* ofDocument(document); // a frame's after the one that it is in
  if (state.pointer) {
    const { document, ...pointer } = state.pointer;
    yield { kind: 'document selected', document };
    yield { kind: 'pointer', ...pointer };
  }
  if (state.documents.size > 0) yield { kind: 'document selected', document: state.selected };
}

function* ofDocument(one: PageDocument): Generator<PageRecord, void> {
  const { document, frameOf, frameIn, application, viewport, withheld, scroll } = one;
  yield { kind: 'document opened', document, frameOf, frameIn, application };
  if (viewport) yield { kind: 'viewport', ...viewport };
  if (withheld !== 0) yield { kind: 'document withheld', reason: withheld };
  yield* one.fonts;
  for (const [kept, root] of one.kept) {
    yield* ofTree(root);
    yield { kind: 'put aside', node: root.node, kept };
  }
  if (one.root) yield* ofTree(one.root);
  if (scroll.left !== 0 || scroll.top !== 0) yield { kind: 'scrolled', node: 0, ...scroll };
}

function* ofTree(root: PageElement): Generator<PageRecord, void> {
  for (const node of subtree(root)) yield* ofNode(node);
}

function* ofNode(one: PageNode): Generator<PageRecord, void> {
  const { node } = one;
  const place = { node, parent: one.parent?.node ?? 0, before: 0 };
  if (one.kind === 'text') return yield { kind: 'text', ...place, text: one.text };
  if (one.kind === 'bars') return yield { kind: 'bars', ...place, bars: one.bars };
  yield { kind: 'element', ...place, tag: one.tag, style: one.style, pseudos: [...one.pseudos], attributes: [...one.attributes] };
  if (one.field) yield { kind: 'value', node, ...one.field };
  if (one.scroll.left !== 0 || one.scroll.top !== 0) yield { kind: 'scrolled', node, ...one.scroll };
  if (one.still !== 0) yield { kind: 'still', node, asset: one.still };
}
