// What a pages track shows at one moment. Writer and reader apply records to it, so that both refuse the same: each record is
// checked as a whole before it changes anything.
import { sha256 } from '@noble/hashes/sha2';
import { utf8Length } from './bytes.js';
import {
  assetsOf, checkList, checkNumber, checkOnce, checkPx, checkText, hexOf, isSize, refuse, weighAttribute, weighBars, weighField, weighFont, weighNode, weighPairs, workOf,
} from './checks.js';
import { limits, weight } from './limits.js';
import { attach, detach, type PageElement, type PageNode, subtree } from './nodes.js';
import type { PageAsset, PageDocument, PageStyle, Pointer } from './parts.js';
import {
  assetTypes, type Attribute, attributes, fontDescriptors, isPicture, lastReason, type PageRecord, pseudos, type PseudoStyles, type RecordOf, tags,
} from './records.js';
import { numberOf, propertyFault, valueFault } from './style_rules.js';

const known = { tags: new Set<string>(tags), attributes: new Set<string>(attributes), pseudos: new Set<string>(pseudos), descriptors: new Set<string>(fontDescriptors) };

export class PagesState {
  /** In the order in which they were opened. */
  readonly documents = new Map<number, PageDocument>();
  readonly nodes = new Map<number, PageNode>();
  readonly styles = new Map<number, PageStyle>();
  readonly assets = new Map<number, PageAsset>();
  /** Where each kept subtree belongs. */
  readonly kept = new Map<number, PageDocument>();
  pointer: Pointer | null = null;
  /** The document that records are about, or 0. */
  selected = 0;
  /** See limits.weight. */
  weight = 0;
  private assetBytes = 0;
  private work = 0;
  private chunk = 0;
  /** By their hashes: what the state before an index point has for assets that are elsewhere. */
  private lent = new Map<string, Uint8Array>();

  /** To be called before the records of each chunk. */
  begin(chunk: number): void {
    this.chunk = chunk;
    this.work = 0;
  }
  /** What an index point forgets: everything, but for the bytes of assets that its records refer to. */
  clear(): void {
    this.lent.clear();
    for (const { hash, bytes } of this.assets.values()) if (bytes) this.lent.set(hexOf(hash), bytes);
    for (const part of [this.documents, this.nodes, this.styles, this.assets, this.kept]) part.clear();
    this.pointer = null;
    this.selected = this.weight = this.assetBytes = 0;
  }
  /** To be called after the records of each chunk. */
  end(): void {
    this.lent.clear();
  }
  /** Counts work of this chunk. */
  charge(work: number): void {
    if (this.work + work > limits.work) refuse('reading the chunk takes more steps than is allowed');
    this.work += work;
  }

  /** Throws PagesError where the record is not valid here; then nothing has changed. */
  apply(record: PageRecord): void {
    this.charge(workOf(record));
    switch (record.kind) {
      case 'look': return checkNumber(record.elapsed, 'a time of', 2 ** 32 - 1, 0);
      case 'document opened': return this.open(record);
      case 'document closed': return this.close(record.document);
      case 'document selected':
        if (record.document !== 0 && !this.documents.has(record.document)) refuse(`document ${record.document} is not open`);
        this.selected = record.document;
        return;
      case 'viewport':
        checkPx(record.width, record.height);
        checkNumber(record.scale, 'a scale of', 10_000, 100);
        if (record.width < 0 || record.height < 0) refuse('a viewport of less than nothing');
        this.here().viewport = { width: record.width, height: record.height, scale: record.scale };
        return;
      case 'document withheld':
        checkNumber(record.reason, 'there is no reason', lastReason, 0);
        this.here().withheld = record.reason;
        return;
      case 'style': return this.addStyle(record);
      case 'style forgotten': return this.forgetStyle(record.style);
      case 'asset': case 'asset elsewhere': return this.addAsset(record);
      case 'asset forgotten': return this.forgetAsset(record.asset);
      case 'font': return this.addFont(record);
      case 'element': return this.addElement(record);
      case 'text': return this.addText(record);
      case 'bars': return this.addBars(record);
      case 'removed': return this.remove(record.node);
      case 'restyled': return this.restyle(record);
      case 'text changed': {
        const node = this.node(record.node);
        if (node.kind !== 'text') return refuse(`node ${record.node} is no text`);
        const bytes = checkText(record.text, limits.text, 'a text');
        this.weigh(bytes - utf8Length(node.text));
        node.text = record.text;
        return;
      }
      case 'bars changed': {
        const node = this.node(record.node);
        if (node.kind !== 'bars') return refuse(`node ${record.node} is no bars`);
        this.weigh(weighBars(record.bars) - weighBars(node.bars));
        node.bars = record.bars;
        return;
      }
      case 'attribute': return this.setAttribute(record);
      case 'moved': return this.move(record);
      case 'scrolled': {
        const scrolled = record.node === 0 ? this.here() : this.element(record.node);
        checkPx(record.left, record.top);
        scrolled.scroll = { left: record.left, top: record.top };
        return;
      }
      case 'value': return this.setValue(record);
      case 'still': {
        const element = this.element(record.node);
        if (element.tag !== 'canvas' && element.tag !== 'video') refuse(`node ${record.node} is no canvas or video`);
        if (record.asset !== 0) this.picture(record.asset).uses += 1;
        if (element.still !== 0) this.assets.get(element.still)!.uses -= 1;
        element.still = record.asset;
        return;
      }
      case 'put aside': return this.putAside(record);
      case 'put back': return this.putBack(record);
      case 'forgotten': {
        const document = this.ofKept(record.kept);
        const { nodes, documents } = this.doomed([document.kept.get(record.kept)!]);
        document.kept.delete(record.kept);
        this.kept.delete(record.kept);
        this.weight -= weight.thing;
        return this.drop(nodes, documents);
      }
      case 'pointer': {
        checkPx(record.x, record.y);
        const { document } = this.here();
        this.pointer = { document, x: record.x, y: record.y, visible: record.visible, down: record.down };
        return;
      }
      case 'time withheld':
        checkNumber(record.to, 'a time of', 2 ** 32 - 1, record.from);
        checkNumber(record.reason, 'there is no reason', lastReason);
        return;
      case 'boxes':
        checkList(record.boxes, limits.boxes, 'boxes');
        for (const box of record.boxes) {
          this.element(box.node);
          checkPx(box.left, box.top, box.width, box.height);
          if (box.width < 0 || box.height < 0) refuse('a box of less than nothing');
        }
        return;
    }
  }

  private here(): PageDocument {
    return this.documents.get(this.selected) ?? refuse('no document is selected');
  }
  private node(number: number): PageNode {
    const { document } = this.here();
    const node = this.nodes.get(number);
    return node && node.document === document ? node : refuse(`node ${number} is not in document ${document}`);
  }
  private element(number: number): PageElement {
    const node = this.node(number);
    return node.kind === 'element' ? node : refuse(`node ${number} is no element`);
  }
  private weigh(more: number): void {
    if (this.weight + more > limits.weight) refuse('the state is larger than is allowed');
    this.weight += more;
  }

  private open({ document, frameOf, frameIn, application }: RecordOf<'document opened'>): void {
    checkNumber(document, 'document');
    if (this.documents.has(document)) refuse(`document ${document} is open already`);
    if (this.documents.size === limits.documents) refuse(`more than ${limits.documents} documents`);
    let frame: PageElement | null = null;
    if (frameOf !== 0) {
      const node = this.nodes.get(frameIn);
      if (!this.documents.has(frameOf)) refuse(`document ${frameOf} is not open`);
      if (!node || node.document !== frameOf || node.kind !== 'element' || node.tag !== 'iframe') return refuse(`node ${frameIn} is no frame of document ${frameOf}`);
      if (node.frame !== 0) refuse(`node ${frameIn} has document ${node.frame}`);
      frame = node;
    } else if (frameIn !== 0) refuse('a frame of no document');
    this.weigh(weight.thing + checkText(application, limits.name, 'a name'));
    if (frame) frame.frame = document;
    this.documents.set(document, {
      document, frameOf, frameIn, application, viewport: null, withheld: 0, scroll: { left: 0, top: 0 }, fonts: [], root: null, kept: new Map(),
    });
    this.selected = document;
  }

  private close(number: number): void {
    const document = this.documents.get(number) ?? refuse(`document ${number} is not open`);
    const { nodes, documents } = this.doomed([], [document]);
    this.drop(nodes, documents);
    this.selected = 0;
  }

  /** What goes with these nodes and documents: all in them, and the documents of their frames. Charged. */
  private doomed(roots: PageNode[], documents: PageDocument[] = []): { nodes: PageNode[]; documents: PageDocument[] } {
    const nodes: PageNode[] = [];
    const left = [...roots];
    for (let visited = 0; left.length > 0 || visited < documents.length; ) {
      const root = left.pop();
      if (root) {
        for (const node of subtree(root)) {
          nodes.push(node);
          if (node.kind === 'element' && node.frame !== 0) documents.push(this.documents.get(node.frame)!);
        }
      } else {
        const document = documents[visited++]!;
        if (document.root) left.push(document.root);
        for (const kept of document.kept.values()) left.push(kept);
      }
    }
    this.charge(nodes.length);
    return { nodes, documents };
  }

  private drop(nodes: readonly PageNode[], documents: readonly PageDocument[]): void {
    for (const node of nodes) {
      this.nodes.delete(node.node);
      this.weight -= weighNode(node);
      if (node.kind !== 'element') continue;
      this.use([node.style, ...node.pseudos.values()], -1);
      for (const asset of assetsOf(node.attributes)) this.assets.get(asset)!.uses -= 1;
      if (node.still !== 0) this.assets.get(node.still)!.uses -= 1;
    }
    for (const document of documents) {
      this.documents.delete(document.document);
      this.weight -= weight.thing + utf8Length(document.application);
      for (const number of document.kept.keys()) {
        this.kept.delete(number);
        this.weight -= weight.thing;
      }
      for (const font of document.fonts) {
        this.weight -= weighFont(font);
        this.assets.get(font.asset)!.uses -= 1;
      }
      const frame = this.nodes.get(document.frameIn);
      if (frame?.kind === 'element' && frame.frame === document.document) frame.frame = 0;
      if (this.pointer?.document === document.document) this.pointer = null;
      if (this.selected === document.document) this.selected = 0;
    }
  }

  private addStyle({ style, declarations }: RecordOf<'style'>): void {
    checkNumber(style, 'style');
    if (this.styles.has(style)) refuse(`style ${style} is there already`);
    if (this.styles.size === limits.styles) refuse(`more than ${limits.styles} styles`);
    checkList(declarations, limits.declarations, 'properties in a style');
    checkOnce(declarations, null, 'property');
    const assets: number[] = [];
    for (const [property, value] of declarations) {
      const fault = propertyFault(property) ?? valueFault(value, (asset) => assets.push(asset));
      if (fault) refuse(fault);
    }
    for (const asset of assets) this.picture(asset);
    this.weigh(weight.thing + weighPairs(declarations));
    for (const asset of assets) this.assets.get(asset)!.uses += 1;
    this.styles.set(style, { declarations, assets, uses: 0 });
  }
  private forgetStyle(number: number): void {
    const style = this.styles.get(number) ?? refuse(`style ${number} is not there`);
    if (style.uses > 0) refuse(`style ${number} is in use`);
    for (const asset of style.assets) this.assets.get(asset)!.uses -= 1;
    this.styles.delete(number);
    this.weight -= weight.thing + weighPairs(style.declarations);
  }

  private addAsset(record: RecordOf<'asset'> | RecordOf<'asset elsewhere'>): void {
    const { asset, type, hash } = record;
    checkNumber(asset, 'asset');
    if (this.assets.has(asset)) refuse(`asset ${asset} is there already`);
    if (this.assets.size === limits.assets) refuse(`more than ${limits.assets} assets`);
    if (!Object.hasOwn(assetTypes, type)) refuse(`there is no type of asset ${type as number}`);
    if (hash.length !== 32) refuse('a hash of another length');
    const size = record.kind === 'asset' ? record.bytes.length : record.size;
    checkNumber(size, 'an asset of', limits.asset, 0);
    if (this.assetBytes + size > limits.allAssets) refuse('assets of more bytes than is allowed');
    if (record.kind === 'asset elsewhere') checkNumber(record.chunk, 'an asset in chunk', this.chunk - 1, 0);
    else if (hexOf(sha256(record.bytes)) !== hexOf(hash)) refuse('an asset with another hash');
    this.weigh(weight.thing);
    this.assetBytes += size;
    const lent = record.kind === 'asset' ? record.bytes : this.lent.get(hexOf(hash));
    this.assets.set(asset, {
      type, hash, size, bytes: lent?.length === size ? lent : null, chunk: record.kind === 'asset' ? this.chunk : record.chunk, uses: 0,
    });
  }
  private forgetAsset(number: number): void {
    const asset = this.assets.get(number) ?? refuse(`asset ${number} is not there`);
    if (asset.uses > 0) refuse(`asset ${number} is in use`);
    this.assets.delete(number);
    this.assetBytes -= asset.size;
    this.weight -= weight.thing;
  }
  private picture(number: number): PageAsset {
    const asset = this.assets.get(number);
    return asset && isPicture(asset.type) ? asset : refuse(`asset ${number} is no picture`);
  }

  private addFont(record: RecordOf<'font'>): void {
    const document = this.here();
    if (document.fonts.length === limits.fonts) refuse(`more than ${limits.fonts} fonts`);
    checkText(record.family, limits.name, 'a name');
    if (record.family === '' || /["']/.test(record.family)) refuse('a family that is none');
    checkOnce(record.descriptors, known.descriptors, 'descriptor');
    for (const value of [record.family, ...record.descriptors.map(([, one]) => one)]) {
      const fault = valueFault(value, () => refuse('a font that refers to an asset'));
      if (fault) refuse(fault);
    }
    const asset = this.assets.get(record.asset);
    if (!asset || isPicture(asset.type)) return refuse(`asset ${record.asset} is no font`);
    this.weigh(weighFont(record));
    asset.uses += 1;
    document.fonts.push(record);
  }

  private checkStyles(style: number, ofPseudos: PseudoStyles): void {
    checkOnce(ofPseudos, known.pseudos, 'pseudo-element');
    for (const one of [style, ...ofPseudos.map(([, number]) => number)]) if (one !== 0 && !this.styles.has(one)) refuse(`style ${one} is not there`);
  }
  private use(styles: readonly number[], more: 1 | -1): void {
    for (const style of styles) if (style !== 0) this.styles.get(style)!.uses += more;
  }
  private checkAttribute(attribute: Attribute, value: string): void {
    checkText(value, limits.attribute, 'an attribute');
    if (attribute === 'asset') this.picture(numberOf(value));
    else if (attribute === 'href' && numberOf(value) === 0) refuse('an href that is no node');
    else if (attribute === 'reason' && (numberOf(value) === 0 || numberOf(value) > lastReason)) refuse('a reason that is none');
    else if (attribute === 'size' && !isSize(value)) refuse('a size that is none');
  }
  private checkNew(node: number): void {
    checkNumber(node, 'node');
    if (this.nodes.has(node)) refuse(`node ${node} is there already`);
    if (this.nodes.size === limits.nodes) refuse(`more than ${limits.nodes} nodes`);
  }

  /** Where a node may stand, which `from` now stands already where it is there. */
  private place(parentNumber: number, beforeNumber: number, isElement: boolean, from: PageNode | null): { parent: PageElement | null; before: PageNode | null } {
    const document = this.here();
    if (parentNumber === 0) {
      if (!isElement) refuse('a text with no element around it');
      if (beforeNumber !== 0 || (document.root && document.root !== from)) refuse(`document ${document.document} has an element already`);
      return { parent: null, before: null };
    }
    const parent = this.element(parentNumber);
    if (parent.tag === 'withheld') refuse('something in what is withheld');
    const before = beforeNumber === 0 ? null : this.node(beforeNumber);
    if (before && (before.parent !== parent || before === from)) refuse(`node ${beforeNumber} is no other node in ${parentNumber}`);
    return { parent, before };
  }
  private put(node: PageNode, { parent, before }: ReturnType<PagesState['place']>): void {
    attach(node, parent, before);
    if (parent === null) this.here().root = node as PageElement;
  }

  private addElement(record: RecordOf<'element'>): void {
    const { node, tag, style } = record;
    this.checkNew(node);
    const place = this.place(record.parent, record.before, true, null);
    const depth = (place.parent?.depth ?? 0) + 1;
    if (depth > limits.depth) refuse(`more than ${limits.depth} elements within one another`);
    if (!known.tags.has(tag)) refuse(`there is no tag ${tag as string}`);
    this.checkStyles(style, record.pseudos);
    checkOnce(record.attributes, known.attributes, 'attribute');
    for (const [attribute, value] of record.attributes) this.checkAttribute(attribute, value);
    const element: PageElement = {
      kind: 'element', node, document: this.selected, parent: null, previous: null, next: null, tag, style, pseudos: new Map(record.pseudos), attributes: new Map(record.attributes), first: null,
      last: null, depth, frame: 0, scroll: { left: 0, top: 0 }, field: null, still: 0,
    };
    this.weigh(weighNode(element));
    this.use([style, ...element.pseudos.values()], 1);
    for (const asset of assetsOf(element.attributes)) this.assets.get(asset)!.uses += 1;
    this.nodes.set(node, element);
    this.put(element, place);
  }
  private addText({ node, parent, before, text }: RecordOf<'text'>): void {
    this.checkNew(node);
    const place = this.place(parent, before, false, null);
    this.weigh(weight.thing + checkText(text, limits.text, 'a text'));
    const added: PageNode = { kind: 'text', node, document: this.selected, parent: null, previous: null, next: null, text };
    this.nodes.set(node, added);
    this.put(added, place);
  }
  private addBars({ node, parent, before, bars }: RecordOf<'bars'>): void {
    this.checkNew(node);
    const place = this.place(parent, before, false, null);
    this.weigh(weight.thing + weighBars(bars));
    const added: PageNode = { kind: 'bars', node, document: this.selected, parent: null, previous: null, next: null, bars };
    this.nodes.set(node, added);
    this.put(added, place);
  }

  private take(node: PageNode): void {
    const document = this.here();
    if (document.root === node) document.root = null;
    detach(node);
  }
  private remove(number: number): void {
    const node = this.node(number);
    const { nodes, documents } = this.doomed([node]);
    this.take(node);
    this.drop(nodes, documents);
  }
  private restyle({ node, style, pseudos: ofPseudos }: RecordOf<'restyled'>): void {
    const element = this.element(node);
    this.checkStyles(style, ofPseudos);
    this.weigh((ofPseudos.length - element.pseudos.size) * weight.entry);
    this.use([element.style, ...element.pseudos.values()], -1);
    element.style = style;
    element.pseudos = new Map(ofPseudos);
    this.use([style, ...element.pseudos.values()], 1);
  }
  private setAttribute({ node, attribute, value }: RecordOf<'attribute'>): void {
    const element = this.element(node);
    if (!known.attributes.has(attribute)) refuse(`there is no attribute ${attribute as string}`);
    if (value !== null) this.checkAttribute(attribute, value);
    const before = element.attributes.get(attribute);
    this.weigh(weighAttribute(value ?? undefined) - weighAttribute(before));
    if (attribute === 'asset') {
      if (value !== null) this.assets.get(numberOf(value))!.uses += 1;
      if (before !== undefined) this.assets.get(numberOf(before))!.uses -= 1;
    }
    if (value === null) element.attributes.delete(attribute);
    else element.attributes.set(attribute, value);
  }
  private setValue({ node, value, checked, indeterminate, selected }: RecordOf<'value'>): void {
    const element = this.element(node);
    if (element.tag !== 'input' && element.tag !== 'textarea' && element.tag !== 'select') refuse(`node ${node} is no field`);
    checkText(value, limits.text, 'a value');
    checkList(selected, limits.options, 'options');
    let last = -1;
    for (const option of selected) {
      checkNumber(option, 'option', Number.MAX_SAFE_INTEGER, last + 1);
      last = option;
    }
    const field = { value, checked, indeterminate, selected };
    this.weigh(weighField(field) - weighField(element.field));
    element.field = field;
  }

  /** Whether all in `node` may stand at `place`; charged. */
  private checkMove(nodes: readonly PageNode[], node: PageNode, parent: PageElement | null): number {
    const deeper = node.kind === 'element' ? (parent?.depth ?? 0) + 1 - node.depth : 0;
    for (const one of nodes) if (one.kind === 'element' && one.depth + deeper > limits.depth) refuse(`more than ${limits.depth} elements within one another`);
    return deeper;
  }
  private move({ node: number, parent: parentNumber, before }: RecordOf<'moved'>): void {
    const node = this.node(number);
    const place = this.place(parentNumber, before, node.kind === 'element', node);
    for (let around = place.parent; around; around = around.parent) if (around === node) refuse(`node ${number} into itself`);
    const nodes = [...subtree(node)];
    const deeper = this.checkMove(nodes, node, place.parent);
    this.charge(nodes.length);
    this.take(node);
    for (const one of nodes) if (one.kind === 'element') one.depth += deeper;
    this.put(node, place);
  }
  private putAside({ node: number, kept }: RecordOf<'put aside'>): void {
    const node = this.element(number);
    checkNumber(kept, 'kept subtree');
    if (this.kept.has(kept)) refuse(`kept subtree ${kept} is there already`);
    if (this.kept.size === limits.kept) refuse(`more than ${limits.kept} kept subtrees`);
    const nodes = [...subtree(node)];
    const frames = nodes.flatMap((one) => (one.kind === 'element' && one.frame !== 0 ? [this.documents.get(one.frame)!] : []));
    const doomed = this.doomed([], frames);
    this.charge(nodes.length);
    this.weigh(weight.thing);
    const document = this.here();
    this.take(node);
    for (const one of nodes) one.document = 0;
    document.kept.set(kept, node);
    this.kept.set(kept, document);
    this.drop(doomed.nodes, doomed.documents);
  }
  private ofKept(number: number): PageDocument {
    const document = this.here();
    return document.kept.has(number) ? document : refuse(`kept subtree ${number} is not of document ${document.document}`);
  }
  private putBack({ kept, parent, before }: RecordOf<'put back'>): void {
    const document = this.ofKept(kept);
    const node = document.kept.get(kept)!;
    const place = this.place(parent, before, true, null);
    const nodes = [...subtree(node)];
    const deeper = this.checkMove(nodes, node, place.parent);
    this.charge(nodes.length);
    document.kept.delete(kept);
    this.kept.delete(kept);
    this.weight -= weight.thing;
    for (const one of nodes) {
      one.document = document.document;
      if (one.kind === 'element') one.depth += deeper;
    }
    this.put(node, place);
  }
}
