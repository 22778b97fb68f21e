// Shows a pages track: its documents, each in a frame of its own, as the records say.
import { assetTypes, type Declarations, type PageRecord } from '../records.js';
import { furnish } from './frame.js';
import { Page } from './page.js';

// One transparent pixel.
const blank = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII='), (character) => character.charCodeAt(0));

interface Shown {
  /** Null until the page that it is a frame of has it. */
  frame: HTMLIFrameElement | null;
  ready: Promise<void>;
  /** Null until its frame is there. */
  page: Page | null;
  waiting: PageRecord[];
  frameOf: number;
  width: number;
  height: number;
  withheld: number;
}

/** How faithful what is drawn is: sampled boxes, those that lie half a pixel or more elsewhere, and the worst. */
export interface Fidelity {
  compared: number;
  moved: number;
  worst: number;
}

export class Renderer {
  readonly #styles = new Map<number, Declarations>();
  readonly #addresses = new Map<number, string>();
  readonly #documents = new Map<number, Shown>();
  readonly #frames = new Map<string, HTMLIFrameElement>();
  readonly #blank = URL.createObjectURL(new Blob([blank], { type: 'image/png' }));
  #selected = 0;

  /** Pages that are no frames of others become children of `place`. */
  constructor(readonly place: HTMLElement) {}

  apply(records: readonly PageRecord[]): void {
    for (const record of records) this.#apply(record);
  }

  /** When everything that was applied is there to be seen. */
  async drawn(): Promise<void> {
    await Promise.all([...this.#documents.values()].map(({ ready }) => ready));
    await Promise.all([...this.#documents.values()].map((one) => one.page?.drawn()));
  }

  fidelity(): Fidelity {
    const all = [...this.#documents.values()].map((one) => one.page?.fidelity() ?? { compared: 0, moved: 0, worst: 0 });
    return { compared: all.reduce((sum, one) => sum + one.compared, 0), moved: all.reduce((sum, one) => sum + one.moved, 0), worst: Math.max(0, ...all.map((one) => one.worst)) };
  }

  close(): void {
    for (const address of [...this.#addresses.values(), this.#blank]) URL.revokeObjectURL(address);
    this.place.replaceChildren();
  }

  #apply(record: PageRecord): void {
    switch (record.kind) {
      case 'style':
        this.#styles.set(record.style, record.declarations);
        return;
      case 'asset': {
        const known: string | undefined = assetTypes[record.type];
        if (known !== undefined) this.#addresses.set(record.asset, URL.createObjectURL(new Blob([record.bytes as Uint8Array<ArrayBuffer>], { type: known })));
        return;
      }
      case 'document opened':
        this.#open(record);
        return;
      case 'document selected':
        this.#selected = record.document;
        return;
      case 'document closed':
        this.#close(record.document);
        return;
      case 'look':
        for (const one of this.#documents.values()) one.page?.settle();
        return;
      default: {
        const shown = this.#documents.get(this.#selected);
        if (shown === undefined) return;
        if (record.kind === 'viewport') {
          shown.width = record.width;
          shown.height = record.height;
          if (shown.frameOf === 0) {
            shown.frame?.style.setProperty('width', `${String(record.width)}px`);
            shown.frame?.style.setProperty('height', `${String(record.height)}px`);
          }
        } else if (record.kind === 'document withheld') {
          shown.withheld = record.reason;
          shown.frame?.style.setProperty('visibility', record.reason === 0 ? 'visible' : 'hidden');
        } else if (shown.page === null) shown.waiting.push(record);
        else shown.page.apply(record);
      }
    }
  }

  #open(record: Extract<PageRecord, { kind: 'document opened' }>): void {
    const shown: Shown = { frame: null, ready: Promise.resolve(), page: null, waiting: [], frameOf: record.frameOf, width: 0, height: 0, withheld: 0 };
    this.#documents.set(record.document, shown);
    this.#selected = record.document;
    if (record.frameOf === 0) {
      shown.frame = document.createElement('iframe');
      shown.frame.style.cssText = 'border: 0; display: block; background: white;';
      shown.ready = this.#begin(record.document, shown, shown.frame);
      this.place.append(shown.frame);
    } else {
      const outer = this.#documents.get(record.frameOf);
      shown.ready = (outer?.ready ?? Promise.resolve()).then(() => {
        shown.frame = this.#frames.get(`${String(record.frameOf)}/${String(record.frameIn)}`) ?? null;
        // A frame that is gone again has nothing to be shown in.
        return shown.frame?.isConnected === true ? this.#begin(record.document, shown, shown.frame) : undefined;
      });
    }
  }

  async #begin(number: number, shown: Shown, frame: HTMLIFrameElement): Promise<void> {
    const page = new Page(
      await furnish(frame),
      { address: (asset) => this.#addresses.get(asset), style: (style) => this.#styles.get(style), blank: this.#blank },
      (node, inner) => this.#frames.set(`${String(number)}/${String(node)}`, inner),
    );
    shown.page = page;
    for (const one of shown.waiting.splice(0)) page.apply(one);
    page.settle();
  }

  #close(number: number): void {
    const shown = this.#documents.get(number);
    this.#documents.delete(number);
    for (const [other, one] of this.#documents) if (one.frameOf === number) this.#close(other);
    if (shown?.frameOf === 0) shown.frame?.remove();
    this.#selected = 0;
  }
}
