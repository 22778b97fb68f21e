// The properties of CSS that the drawing follows, each with its initial value as getComputedStyle() says it. What is left out is said in
// test/properties.test.ts, which also notices where a newer Chromium has others.

const read = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/;\s*/)
    .filter((row) => row !== '')
    .map((row) => [row.slice(0, row.indexOf(':')), row.slice(row.indexOf(':') + 2)]);

/** Of every element. */
export const cssProperties = read(`
  -webkit-box-align: stretch; -webkit-box-direction: normal; -webkit-box-flex: 0; -webkit-box-ordinal-group: 1; -webkit-box-orient: horizontal; -webkit-box-pack: start;
  -webkit-line-clamp: none; -webkit-text-fill-color: rgb(0, 0, 0); -webkit-text-security: none; -webkit-text-stroke-color: rgb(0, 0, 0); -webkit-text-stroke-width: 0px;
  accent-color: auto; align-content: normal; align-items: normal; align-self: auto; appearance: none; aspect-ratio: auto; backdrop-filter: none; backface-visibility: visible;
  background-attachment: scroll; background-blend-mode: normal; background-clip: border-box; background-color: rgba(0, 0, 0, 0); background-image: none;
  background-origin: padding-box; background-position: 0% 0%; background-repeat: repeat; background-size: auto; border-bottom-color: rgb(0, 0, 0);
  border-bottom-left-radius: 0px; border-bottom-right-radius: 0px; border-bottom-style: none; border-bottom-width: 0px; border-collapse: separate; border-image-outset: 0;
  border-image-repeat: stretch; border-image-slice: 100%; border-image-source: none; border-image-width: 1; border-left-color: rgb(0, 0, 0); border-left-style: none;
  border-left-width: 0px; border-right-color: rgb(0, 0, 0); border-right-style: none; border-right-width: 0px; border-shape: none; border-top-color: rgb(0, 0, 0);
  border-top-left-radius: 0px; border-top-right-radius: 0px; border-top-style: none; border-top-width: 0px; bottom: auto; box-decoration-break: slice; box-shadow: none;
  box-sizing: content-box; caption-side: top; clear: none; clip: auto; clip-path: none; color: rgb(0, 0, 0); color-scheme: normal; column-count: auto; column-fill: balance;
  column-gap: normal; column-height: auto; column-rule-color: rgb(0, 0, 0); column-rule-style: none; column-rule-width: 3px; column-span: none; column-width: auto;
  column-wrap: auto; contain: none; container-type: normal; content: normal; corner-bottom-left-shape: superellipse(1); corner-bottom-right-shape: superellipse(1);
  corner-top-left-shape: superellipse(1); corner-top-right-shape: superellipse(1); counter-increment: none; counter-reset: none; counter-set: none; direction: ltr;
  display: inline; empty-cells: show; field-sizing: fixed; filter: none; flex-basis: auto; flex-direction: row; flex-grow: 0; flex-shrink: 1; flex-wrap: nowrap; float: none;
  font-family: "Times New Roman"; font-feature-settings: normal; font-kerning: auto; font-language-override: normal; font-optical-sizing: auto; font-palette: normal;
  font-size: 16px; font-size-adjust: none; font-stretch: 100%; font-style: normal; font-synthesis-small-caps: auto; font-synthesis-style: auto; font-synthesis-weight: auto;
  font-variant-alternates: normal; font-variant-caps: normal; font-variant-east-asian: normal; font-variant-emoji: normal; font-variant-ligatures: normal;
  font-variant-numeric: normal; font-variant-position: normal; font-variation-settings: normal; font-weight: 400; grid-auto-columns: auto; grid-auto-flow: row;
  grid-auto-rows: auto; grid-column-end: auto; grid-column-start: auto; grid-row-end: auto; grid-row-start: auto; grid-template-areas: none; grid-template-columns: none;
  grid-template-rows: none; height: auto; hyphenate-character: auto; hyphenate-limit-chars: auto; hyphens: manual; image-rendering: auto; initial-letter: normal;
  isolation: auto; justify-content: normal; justify-items: normal; justify-self: auto; left: auto; letter-spacing: normal; line-break: auto; line-height: normal;
  list-style-image: none; list-style-position: outside; list-style-type: disc; margin-bottom: 0px; margin-left: 0px; margin-right: 0px; margin-top: 0px; mask-clip: border-box;
  mask-composite: add; mask-image: none; mask-mode: match-source; mask-origin: border-box; mask-position: 0% 0%; mask-repeat: repeat; mask-size: auto; math-shift: normal;
  math-style: normal; max-height: none; max-width: none; min-height: 0px; min-width: 0px; mix-blend-mode: normal; object-fit: fill; object-position: 50% 50%;
  object-view-box: none; offset-path: none; opacity: 1; order: 0; outline-color: rgb(0, 0, 0); outline-offset: 0px; outline-style: none; outline-width: 3px;
  overflow-clip-margin: 0px; overflow-wrap: normal; overflow-x: visible; overflow-y: visible; padding-bottom: 0px; padding-left: 0px; padding-right: 0px; padding-top: 0px;
  perspective: none; perspective-origin: 0px 0px; position: static; quotes: auto; resize: none; right: auto; rotate: none; row-gap: normal; ruby-align: space-around; ruby-overhang: auto;
  ruby-position: over; scale: none; scrollbar-color: auto; scrollbar-gutter: auto; scrollbar-width: auto; shape-image-threshold: 0; shape-margin: 0px; shape-outside: none;
  tab-size: 8; table-layout: auto; text-align: start; text-align-last: auto; text-autospace: no-autospace; text-box-edge: auto; text-box-trim: none;
  text-combine-upright: none; text-decoration-color: rgb(0, 0, 0); text-decoration-line: none; text-decoration-skip-ink: auto; text-decoration-style: solid;
  text-decoration-thickness: auto; text-emphasis-color: rgb(0, 0, 0); text-emphasis-position: over; text-emphasis-style: none; text-indent: 0px; text-justify: auto;
  text-orientation: mixed; text-overflow: clip; text-rendering: auto; text-shadow: none; text-spacing-trim: normal; text-transform: none; text-underline-offset: auto;
  text-underline-position: auto; text-wrap-mode: wrap; text-wrap-style: auto; top: auto; transform: none; transform-box: view-box; transform-origin: 0px 0px;
  transform-style: flat; translate: none; unicode-bidi: normal; vertical-align: baseline; visibility: visible; white-space-collapse: collapse; width: auto; will-change: auto;
  word-break: normal; word-spacing: 0px; writing-mode: horizontal-tb; z-index: auto; zoom: 1;
`);

/** Of elements of SVG alone. */
export const svgProperties = read(`
  alignment-baseline: auto; baseline-shift: 0px; baseline-source: auto; clip-rule: nonzero; color-interpolation: srgb; cx: 0px; cy: 0px; d: none; dominant-baseline: auto;
  fill: rgb(0, 0, 0); fill-opacity: 1; fill-rule: nonzero; marker-end: none; marker-mid: none; marker-start: none; mask-type: luminance; paint-order: normal; r: 0px; rx: auto;
  ry: auto; shape-rendering: auto; stop-color: rgb(0, 0, 0); stop-opacity: 1; stroke: none; stroke-dasharray: none; stroke-dashoffset: 0px; stroke-linecap: butt;
  stroke-linejoin: miter; stroke-miterlimit: 4; stroke-opacity: 1; stroke-width: 1px; text-anchor: start; vector-effect: none; x: 0px; y: 0px;
`);

/** Their initial value is the element's own `color`. */
export const currentColors: ReadonlySet<string> = new Set([
  '-webkit-text-fill-color', '-webkit-text-stroke-color', 'border-bottom-color', 'border-left-color', 'border-right-color', 'border-top-color', 'column-rule-color', 'outline-color',
  'text-decoration-color', 'text-emphasis-color',
]);

/**
 * getComputedStyle() says what these came to. What they were is asked of computedStyleMap(), so that a replay lays out from what the page did.
 */
export const typedSizes: ReadonlySet<string> = new Set(['width', 'height', 'grid-template-columns', 'grid-template-rows', 'transform-origin', 'perspective-origin']);
export const typedInsets: ReadonlySet<string> = new Set(['top', 'right', 'bottom', 'left']);
export const typedMargins: ReadonlySet<string> = new Set(['margin-top', 'margin-right', 'margin-bottom', 'margin-left']);

/** What a child has of its parent where nothing says otherwise; among SVG's, for what a `use` shows. */
export const inheritedSvg: ReadonlySet<string> = new Set([
  'color', 'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-opacity', 'stroke-width', 'clip-rule',
  'color-interpolation', 'dominant-baseline', 'marker-end', 'marker-mid', 'marker-start', 'paint-order', 'shape-rendering', 'text-anchor', 'visibility', 'font-family', 'font-size', 'font-weight', 'font-style',
]);

/** What decides how an element stands among others, whatever is in it. */
export const outerProperties: ReadonlySet<string> = new Set([
  'display', 'position', 'top', 'right', 'bottom', 'left', 'float', 'clear', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'order', 'align-self', 'justify-self', 'grid-column-start',
  'grid-column-end', 'grid-row-start', 'grid-row-end', 'vertical-align', 'flex-grow', 'font-size', 'z-index', 'column-span', 'border-collapse',
]);
