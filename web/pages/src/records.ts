// The records of a pages track, as docs/pages-format.md lists them.

/** Tags, in the order of their numbers, from 1 on. What is none of these is kept as `x`, an element without behaviour. */
export const tags = [
  'x', 'html', 'body', 'div', 'span', 'p', 'a', 'img', 'br', 'wbr', 'hr', 'ul', 'ol', 'li', 'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th',
  'button', 'input', 'textarea', 'select', 'option', 'optgroup', 'label', 'fieldset', 'legend', 'progress', 'meter', 'details', 'summary', 'dialog', 'canvas', 'video', 'iframe', 'withheld',
  'ruby', 'rt', 'rp', 'pre', 'svg', 'g', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon', 'text', 'tspan', 'textPath', 'defs', 'linearGradient', 'radialGradient', 'stop',
  'clipPath', 'mask', 'pattern', 'marker', 'image', 'foreignObject', 'math', 'mrow', 'mi', 'mn', 'mo', 'mfrac', 'msup', 'msub', 'msqrt',
] as const;
export type Tag = (typeof tags)[number];

/**
 * Attributes, in the order of their numbers, from 1 on: those that the drawing follows and no style has. `asset` of a picture is an asset's
 * number, `size` of an empty element that stands for one outside the view `WIDTHxHEIGHT` in px of docs/pages-format.md, `reason` that of `withheld`.
 */
export const attributes = [
  'asset', 'size', 'reason', 'type', 'placeholder', 'rows', 'cols', 'characters', 'multiple', 'open', 'disabled', 'readonly', 'min', 'max', 'step', 'value', 'low', 'high', 'optimum', 'label',
  'colspan', 'rowspan', 'span', 'start', 'reversed', 'modal', 'popover', 'dir', 'lang',
  'viewBox', 'preserveAspectRatio', 'd', 'points', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'fr', 'dx', 'dy', 'width', 'height', 'rotate', 'textLength', 'lengthAdjust',
  'transform', 'gradientUnits', 'gradientTransform', 'spreadMethod', 'offset', 'clipPathUnits', 'maskUnits', 'maskContentUnits', 'patternUnits', 'patternContentUnits', 'patternTransform',
  'markerUnits', 'markerWidth', 'markerHeight', 'refX', 'refY', 'orient', 'pathLength', 'href',
] as const;
export type Attribute = (typeof attributes)[number];

export const pseudos = ['before', 'after', 'marker', 'placeholder', 'first-letter', 'first-line', 'backdrop', 'file-selector-button', 'selection'] as const;
export type Pseudo = (typeof pseudos)[number];

export const assetTypes = { 1: 'image/png', 2: 'image/jpeg', 3: 'image/webp', 4: 'image/gif', 5: 'image/avif', 16: 'font/woff2', 17: 'font/woff', 18: 'font/sfnt' } as const;
export type AssetType = keyof typeof assetTypes;

/** Lengths are in CSS pixels, multiples of 1/64. */
export interface Box {
  node: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export type PseudoStyles = readonly (readonly [Pseudo, number])[];
export type Declarations = readonly (readonly [property: string, value: string])[];
interface Placed {
  node: number;
  /** 0: the document. */
  parent: number;
  /** The sibling before which it stands; 0: last. */
  before: number;
}

export type PageRecord =
  | { kind: 'look'; elapsed: number }
  | { kind: 'document opened'; document: number; frameOf: number; frameIn: number; application: string }
  | { kind: 'document closed'; document: number }
  | { kind: 'document selected'; document: number }
  | { kind: 'viewport'; width: number; height: number; scale: number }
  | { kind: 'document withheld'; reason: number }
  | { kind: 'style'; style: number; declarations: Declarations }
  | { kind: 'asset'; asset: number; type: AssetType; hash: Uint8Array; bytes: Uint8Array }
  | { kind: 'asset elsewhere'; asset: number; type: AssetType; hash: Uint8Array; size: number; chunk: number }
  | { kind: 'font'; family: string; descriptors: Declarations; asset: number }
  | ({ kind: 'element'; tag: Tag; style: number; pseudos: PseudoStyles; attributes: readonly (readonly [Attribute, string])[] } & Placed)
  | ({ kind: 'text'; text: string } & Placed)
  | ({ kind: 'bars'; bars: readonly number[] } & Placed)
  | { kind: 'removed'; node: number }
  | { kind: 'restyled'; node: number; style: number; pseudos: PseudoStyles }
  | { kind: 'text changed'; node: number; text: string }
  | { kind: 'bars changed'; node: number; bars: readonly number[] }
  | { kind: 'attribute'; node: number; attribute: Attribute; value: string | null }
  | ({ kind: 'moved' } & Placed)
  | { kind: 'scrolled'; node: number; left: number; top: number }
  | { kind: 'value'; node: number; value: string; checked: boolean; indeterminate: boolean; selected: readonly number[] }
  | { kind: 'still'; node: number; asset: number }
  | { kind: 'put aside'; node: number; kept: number }
  | { kind: 'put back'; kept: number; parent: number; before: number }
  | { kind: 'forgotten'; kept: number }
  | { kind: 'pointer'; x: number; y: number; visible: boolean; down: boolean }
  | { kind: 'time withheld'; from: number; to: number; reason: number }
  | { kind: 'boxes'; boxes: readonly Box[] }
  | { kind: 'style forgotten'; style: number }
  | { kind: 'asset forgotten'; asset: number };

export type RecordKind = PageRecord['kind'];
export type RecordOf<Kind extends RecordKind> = Extract<PageRecord, { kind: Kind }>;

/** In the order of their numbers, from 1 on. */
export const recordKinds = [
  'look', 'document opened', 'document closed', 'document selected', 'viewport', 'document withheld', 'style', 'asset', 'asset elsewhere', 'font', 'element', 'text', 'bars', 'removed', 'restyled',
  'text changed', 'bars changed', 'attribute', 'moved', 'scrolled', 'value', 'still', 'put aside', 'put back', 'forgotten', 'pointer', 'time withheld', 'boxes', 'style forgotten', 'asset forgotten',
] as const satisfies readonly RecordKind[];

export const fontDescriptors = [
  'font-weight', 'font-style', 'font-stretch', 'unicode-range', 'font-feature-settings', 'size-adjust', 'ascent-override', 'descent-override', 'line-gap-override',
] as const;

/** Reasons for what is withheld are numbered from 1 to this one. */
export const lastReason = 19;

export const isPicture = (type: AssetType): boolean => type < 16;
