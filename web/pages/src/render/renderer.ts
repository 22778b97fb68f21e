// Shows a pages track: its documents, each in a frame of its own, as the records say.
import { assetTypes, type Declarations, type PageRecord } from '../records.js';
import { confine } from './frame.js';
import { Page } from './page.js';

// One transparent pixel.
const blank = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII='), (character) => character.charCodeAt(0));

interface Shown {
  frame: HTMLIFrameElement;
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
    await Promise.all(this.#loading);
    await Promise.all([...this.#documents.values()].map((one) => one.page?.drawn()));
  }
  readonly #loading = new Set<Promise<void>>();

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
            shown.frame.style.width = `${String(record.width)}px`;
            shown.frame.style.height = `${String(record.height)}px`;
          }
        } else if (record.kind === 'document withheld') {
          shown.withheld = record.reason;
          shown.frame.style.visibility = record.reason === 0 ? 'visible' : 'hidden';
        } else if (shown.page === null) shown.waiting.push(record);
        else shown.page.apply(record);
      }
    }
  }

  #open(record: Extract<PageRecord, { kind: 'document opened' }>): void {
    const inside = this.#frames.get(`${String(record.frameOf)}/${String(record.frameIn)}`);
    const frame = inside ?? document.createElement('iframe');
    const shown: Shown = { frame, page: null, waiting: [], frameOf: record.frameOf, width: 0, height: 0, withheld: 0 };
    this.#documents.set(record.document, shown);
    this.#selected = record.document;
    const ready = confine(frame).then((there) => {
      const page = new Page(
        there,
        { address: (asset) => this.#addresses.get(asset), style: (number) => this.#styles.get(number), blank: this.#blank },
        (node, inner) => this.#frames.set(`${String(record.document)}/${String(node)}`, inner),
      );
      shown.page = page;
      for (const one of shown.waiting.splice(0)) page.apply(one);
      page.settle();
    });
    const loading = ready.finally(() => this.#loading.delete(loading));
    this.#loading.add(loading);
    if (record.frameOf === 0) {
      frame.style.cssText = 'border: 0; display: block; background: white;';
      this.place.append(frame);
    }
  }

  #close(number: number): void {
    const shown = this.#documents.get(number);
    this.#documents.delete(number);
    for (const [other, one] of this.#documents) if (one.frameOf === number) this.#close(other);
    if (shown?.frameOf === 0) shown.frame.remove();
    this.#selected = 0;
  }
}
