// The fonts that a page brought along and drew with.
import type { Declarations, PageRecord } from 'insyn-pages/records';
import type { Pictures } from './pictures';

const kDescriptors = ['font-weight', 'font-style', 'font-stretch', 'unicode-range', 'font-feature-settings', 'size-adjust', 'ascent-override', 'descent-override', 'line-gap-override'];
const bare = (family: string): string => family.trim().replace(/^["']|["']$/g, '');

export class Fonts {
  readonly #kept = new Set<string>();
  #rules = 0;

  constructor(readonly pictures: Pictures) {}

  /** Fonts that are loaded, and not kept yet. */
  take(): PageRecord[] {
    const loaded = new Set<string>();
    for (const face of document.fonts) if (face.status === 'loaded') loaded.add(bare(face.family));
    if (loaded.size === 0) return [];
    const records: PageRecord[] = [];
    for (const [rule, base] of this.#faces()) {
      const family = bare(rule.style.getPropertyValue('font-family'));
      if (!loaded.has(family)) continue;
      for (const [, quoted, plain] of rule.style.getPropertyValue('src').matchAll(/url\((?:"([^"]*)"|([^")]*))\)/g)) {
        const address = new URL(quoted ?? plain ?? '', base).href;
        const key = `${family}|${address}`;
        if (this.#kept.has(key)) break;
        const asset = this.pictures.font(address);
        if (asset === 0) continue;
        this.#kept.add(key);
        const descriptors: Declarations = kDescriptors.flatMap((name) => {
          const value = rule.style.getPropertyValue(name);
          return value === '' ? [] : [[name, value] as const];
        });
        records.push({ kind: 'font', family, descriptors, asset });
        break;
      }
    }
    return records;
  }

  #faces(): [CSSFontFaceRule, string][] {
    const found: [CSSFontFaceRule, string][] = [];
    const within = (rules: CSSRuleList, base: string): void => {
      for (const rule of rules) {
        if (rule instanceof CSSFontFaceRule) found.push([rule, base]);
        else if (rule instanceof CSSImportRule) sheet(rule.styleSheet);
        else if (rule instanceof CSSGroupingRule) within(rule.cssRules, base);
      }
    };
    const sheet = (one: CSSStyleSheet | null): void => {
      if (one === null) return;
      try {
        within(one.cssRules, one.href ?? document.baseURI);
      } catch {
        // The style sheet of another origin cannot be read; its fonts are drawn by others.
      }
    };
    for (const one of [...document.styleSheets, ...document.adoptedStyleSheets]) sheet(one);
    this.#rules = found.length;
    return found;
  }

  get seen(): number {
    return this.#rules;
  }
}
