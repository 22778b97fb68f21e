// Where texts and pictures may be kept, by the agreement.

export interface Settings {
  level: 'structure' | 'masked' | 'full';
  /** Selectors of areas that level `masked` shows. */
  shown: readonly string[];
  /** Selectors of areas that are never kept. */
  masks: readonly string[];
  /** Whether canvases and videos are kept as still pictures. */
  stills: boolean;
  /** At most so many looks in a second. */
  looks: number;
}

// As in docs/pages-format.md.
export const kSecret = 15;
export const kOtherAddress = 16;
export const kTooLarge = 17;
export const kMasked = 18;
export const kCannot = 19;

export class Level {
  readonly #shown: string;
  readonly #masks: string;

  constructor(readonly settings: Settings) {
    this.#shown = settings.shown.join(', ');
    this.#masks = settings.masks.join(', ');
    // A selector that the browser does not know would never match: then nothing may be kept.
    for (const selectors of [this.#shown, this.#masks]) if (selectors !== '') document.createDocumentFragment().querySelector(selectors);
  }

  /** Of the document, before any area opens or closes it. */
  get open(): boolean {
    return this.settings.level === 'full';
  }
  opens(element: Element): boolean {
    return this.settings.level === 'masked' && this.#shown !== '' && element.matches(this.#shown);
  }
  masks(element: Element): boolean {
    return this.#masks !== '' && element.matches(this.#masks);
  }
}
