// Records as bytes. What is checked here is only what another form of bytes would not have; the rest is PagesState's.
import type { ByteReader, ByteWriter } from './bytes.js';
import { PagesError } from './error.js';
import { type AssetType, attributes, type Declarations, fontDescriptors, type PageRecord, pseudos, type PseudoStyles, recordKinds, tags } from './records.js';

const hashSize = 32;

const numbered = <Name>(names: readonly Name[]): ReadonlyMap<Name, number> => new Map(names.map((name, i) => [name, i + 1]));
const numbers = {
  kinds: numbered(recordKinds), tags: numbered(tags), attributes: numbered(attributes), pseudos: numbered(pseudos), descriptors: numbered<string>(fontDescriptors),
};
/** 0, which is none, for a name that there is not: PagesState refuses it. */
const numberIn = <Name>(names: ReadonlyMap<Name, number>, name: Name): number => names.get(name) ?? 0;
function nameIn<Name>(names: readonly Name[], number: number, what: string): Name {
  const name = names[number - 1];
  if (name === undefined) throw new PagesError(`there is no ${what} ${number}`);
  return name;
}

export function encodeRecord(to: ByteWriter, record: PageRecord): void {
  const list = <One>(entries: readonly One[], one: (entry: One) => void): void => {
    to.uint(entries.length);
    for (const entry of entries) one(entry);
  };
  const pairs = (declarations: Declarations): void =>
    list(declarations, ([name, value]) => {
      to.text(name);
      to.text(value);
    });
  const placed = ({ node, parent, before }: { node: number; parent: number; before: number }): void => [node, parent, before].forEach((number) => to.uint(number));
  const ofPseudos = (styles: PseudoStyles): void =>
    list(styles, ([pseudo, style]) => {
      to.uint(numberIn(numbers.pseudos, pseudo));
      to.uint(style);
    });
  to.uint(numberIn(numbers.kinds, record.kind));
  switch (record.kind) {
    case 'look': return to.uint(record.elapsed);
    case 'document opened':
      to.uint(record.document);
      to.uint(record.frameOf);
      to.uint(record.frameIn);
      return to.text(record.application);
    case 'document closed': case 'document selected': return to.uint(record.document);
    case 'viewport':
      to.px(record.width);
      to.px(record.height);
      return to.uint(record.scale);
    case 'document withheld': return to.uint(record.reason);
    case 'style':
      to.uint(record.style);
      return pairs(record.declarations);
    case 'asset':
      to.uint(record.asset);
      to.uint(record.type);
      to.raw(record.hash);
      return to.sized(record.bytes);
    case 'asset elsewhere':
      to.uint(record.asset);
      to.uint(record.type);
      to.raw(record.hash);
      to.uint(record.size);
      return to.uint(record.chunk);
    case 'font':
      to.text(record.family);
      list(record.descriptors, ([descriptor, value]) => {
        to.uint(numberIn(numbers.descriptors, descriptor));
        to.text(value);
      });
      return to.uint(record.asset);
    case 'element':
      placed(record);
      to.uint(numberIn(numbers.tags, record.tag));
      to.uint(record.style);
      ofPseudos(record.pseudos);
      return list(record.attributes, ([attribute, value]) => {
        to.uint(numberIn(numbers.attributes, attribute));
        to.text(value);
      });
    case 'text':
      placed(record);
      return to.text(record.text);
    case 'bars':
      placed(record);
      return list(record.bars, (bar) => to.uint(bar));
    case 'removed': return to.uint(record.node);
    case 'restyled':
      to.uint(record.node);
      to.uint(record.style);
      return ofPseudos(record.pseudos);
    case 'text changed':
      to.uint(record.node);
      return to.text(record.text);
    case 'bars changed':
      to.uint(record.node);
      return list(record.bars, (bar) => to.uint(bar));
    case 'attribute':
      to.uint(record.node);
      to.uint(numberIn(numbers.attributes, record.attribute));
      to.uint(record.value === null ? 0 : 1);
      return record.value === null ? undefined : to.text(record.value);
    case 'moved': return placed(record);
    case 'scrolled':
      to.uint(record.node);
      to.px(record.left);
      return to.px(record.top);
    case 'value':
      to.uint(record.node);
      to.text(record.value);
      to.uint((record.checked ? 1 : 0) + (record.indeterminate ? 2 : 0));
      return list(record.selected, (option) => to.uint(option));
    case 'still':
      to.uint(record.node);
      return to.uint(record.asset);
    case 'put aside':
      to.uint(record.node);
      return to.uint(record.kept);
    case 'put back':
      to.uint(record.kept);
      to.uint(record.parent);
      return to.uint(record.before);
    case 'forgotten': return to.uint(record.kept);
    case 'pointer':
      to.px(record.x);
      to.px(record.y);
      return to.uint((record.visible ? 1 : 0) + (record.down ? 2 : 0));
    case 'time withheld':
      to.uint(record.from);
      to.uint(record.to);
      return to.uint(record.reason);
    case 'boxes':
      return list(record.boxes, (box) => {
        to.uint(box.node);
        for (const length of [box.left, box.top, box.width, box.height]) to.px(length);
      });
    case 'style forgotten': return to.uint(record.style);
    case 'asset forgotten': return to.uint(record.asset);
  }
}

/** Whether there is one of this number is PagesState's to say. */
const assetType = (number: number): AssetType => number as AssetType;

export function decodeRecord(from: ByteReader): PageRecord {
  const kind = nameIn(recordKinds, from.uint(), 'record kind');
  const placed = (): { node: number; parent: number; before: number } => ({ node: from.uint(), parent: from.uint(), before: from.uint() });
  const ofPseudos = (): PseudoStyles => from.list(() => [nameIn(pseudos, from.uint(), 'pseudo-element'), from.uint()] as const);
  const bars = (): number[] => from.list(() => from.uint());
  switch (kind) {
    case 'look': return { kind, elapsed: from.uint() };
    case 'document opened': return { kind, document: from.uint(), frameOf: from.uint(), frameIn: from.uint(), application: from.text() };
    case 'document closed': case 'document selected': return { kind, document: from.uint() };
    case 'viewport': return { kind, width: from.px(), height: from.px(), scale: from.uint() };
    case 'document withheld': return { kind, reason: from.uint() };
    case 'style': return { kind, style: from.uint(), declarations: from.list(() => [from.text(), from.text()] as const) };
    case 'asset': return { kind, asset: from.uint(), type: assetType(from.uint()), hash: from.raw(hashSize).slice(), bytes: from.raw(from.uint()).slice() };
    case 'asset elsewhere': return { kind, asset: from.uint(), type: assetType(from.uint()), hash: from.raw(hashSize).slice(), size: from.uint(), chunk: from.uint() };
    case 'font':
      return { kind, family: from.text(), descriptors: from.list(() => [nameIn(fontDescriptors, from.uint(), 'descriptor'), from.text()] as const), asset: from.uint() };
    case 'element':
      return {
        kind, ...placed(), tag: nameIn(tags, from.uint(), 'tag'), style: from.uint(), pseudos: ofPseudos(),
        attributes: from.list(() => [nameIn(attributes, from.uint(), 'attribute'), from.text()] as const),
      };
    case 'text': return { kind, ...placed(), text: from.text() };
    case 'bars': return { kind, ...placed(), bars: bars() };
    case 'removed': return { kind, node: from.uint() };
    case 'restyled': return { kind, node: from.uint(), style: from.uint(), pseudos: ofPseudos() };
    case 'text changed': return { kind, node: from.uint(), text: from.text() };
    case 'bars changed': return { kind, node: from.uint(), bars: bars() };
    case 'attribute':
      return { kind, node: from.uint(), attribute: nameIn(attributes, from.uint(), 'attribute'), value: from.upTo(1, 'a bit of') === 1 ? from.text() : null };
    case 'moved': return { kind, ...placed() };
    case 'scrolled': return { kind, node: from.uint(), left: from.px(), top: from.px() };
    case 'value': {
      const [node, value, bits] = [from.uint(), from.text(), from.upTo(3, 'bits of')];
      return { kind, node, value, checked: (bits & 1) !== 0, indeterminate: (bits & 2) !== 0, selected: from.list(() => from.uint()) };
    }
    case 'still': return { kind, node: from.uint(), asset: from.uint() };
    case 'put aside': return { kind, node: from.uint(), kept: from.uint() };
    case 'put back': return { kind, kept: from.uint(), parent: from.uint(), before: from.uint() };
    case 'forgotten': return { kind, kept: from.uint() };
    case 'pointer': {
      const [x, y, bits] = [from.px(), from.px(), from.upTo(3, 'bits of')];
      return { kind, x, y, visible: (bits & 1) !== 0, down: (bits & 2) !== 0 };
    }
    case 'time withheld': return { kind, from: from.uint(), to: from.uint(), reason: from.uint() };
    case 'boxes': return { kind, boxes: from.list(() => ({ node: from.uint(), left: from.px(), top: from.px(), width: from.px(), height: from.px() })) };
    case 'style forgotten': return { kind, style: from.uint() };
    case 'asset forgotten': return { kind, asset: from.uint() };
  }
}
