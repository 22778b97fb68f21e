// The recorder of one document: looks at it where it changed, and says what changed as records.
import type { PageRecord } from 'insyn-pages/records';
import { type Field, Fields, isField } from './fields';
import { Fonts } from './fonts';
import { Looks } from './diff';
import type { KeptNode } from './kept';
import { kTooLarge, Level, type Settings } from './level';
import { Numbers } from './numbers';
import { Pictures } from './pictures';
import type { Styles } from './styles';
import { Tree } from './tree';
import { Wardrobe } from './wardrobe';
import { Watch } from './watch';

export interface Options extends Settings {
  /** The document's number in the track, its application in the agreement, and the frame that it is in (0, 0: none). */
  document: number;
  application: string;
  frameOf: number;
  frameIn: number;
  /** After something whose effect is not known all styles are read again, at most once in so many milliseconds. */
  sweep: number;
  /** Records of one look, the last of them `look`. */
  emit(records: PageRecord[]): void;
  /** A frame in the document and its element's number; false where nothing of it is recorded. */
  frame(element: HTMLIFrameElement, node: number): boolean;
}

const kSlice = 8;
const kRounds = 12;
const kStill = 1000;
const kBoxes = 5000;
const kMostBoxes = 60;
const kMostElements = 60000;
const round = (length: number): number => Math.round(length * 64) / 64;

// The next slice: after what the page waits for, and not throttled as a chain of timers is.
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

export class Capture {
  readonly #watch: Watch;
  readonly #fields = new Fields(() => performance.now());
  readonly #numbers = new Numbers();
  readonly #looks = new Looks();
  readonly #pictures: Pictures;
  readonly #fonts: Fonts;
  readonly #wardrobe: Wardrobe;
  readonly #styles: Styles;
  readonly #tree: Tree;
  readonly #stills = new WeakMap<Element, number>();
  #opened = false;
  #withheld = 0;
  #viewport = '';
  #pointer = '';
  #lastLook = -Infinity;
  #lastSweep = -Infinity;
  #lastBoxes = -Infinity;
  #boxesDue = false;
  #lastStill = -Infinity;
  #stillsDue = false;
  #emitted = 0;
  #timer = 0;
  #looking = false;
  #stopped = false;
  /** The longest slice, the slices and the looks so far, for the bench. */
  readonly cost = { longest: 0, slices: 0, looks: 0, time: 0, elements: 0 };

  constructor(readonly options: Options) {
    const level = new Level(options);
    this.#pictures = new Pictures(() => {
      this.#watch.everything(false);
    });
    this.#fonts = new Fonts(this.#pictures);
    this.#wardrobe = new Wardrobe(this.#pictures, this.#fields, this.#numbers);
    this.#styles = this.#wardrobe.styles;
    this.#tree = new Tree({
      level, wardrobe: this.#wardrobe, pictures: this.#pictures, fields: this.#fields, numbers: this.#numbers, stills: this.#stills,
      met: (shadow) => { this.#watch.met(shadow); },
      frame: (element, node) => options.frame(element, node),
    });
    this.#watch = new Watch(this.#fields, () => {
      this.#plan();
    });
    this.#plan();
  }

  /** Ends it; nothing is said after it. */
  stop(): void {
    this.#stopped = true;
    this.#watch.stop();
    clearTimeout(this.#timer);
  }

  /** Whether everything that is known to have happened has been said. */
  get isQuiet(): boolean {
    return !this.#looking && !this.#watch.isDirty && !this.#watch.sweepDue && !this.#forgetDue && !this.#pictures.loading && this.#fields.due === Infinity && this.cost.looks > 0;
  }

  #plan(): void {
    if (this.#looking || this.#stopped || document.visibilityState !== 'visible' || this.#timer !== 0) return;
    const wait = Math.max(0, this.#lastLook + 1000 / this.options.looks - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      void this.#look();
    }, wait) as unknown as number;
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#stopped) return;
    this.#looking = true;
    try {
      const root = await this.#settled();
      if (root !== undefined && !this.#stopped) await this.#say(root);
    } finally {
      this.#looking = false;
      this.#lastLook = performance.now();
      this.#again();
    }
  }

  /** When the next look is due, if nothing happens before. */
  #again(): void {
    if (this.#stopped) return;
    if (this.#watch.isDirty) return this.#plan();
    const waits = [this.#fields.due - performance.now()];
    if (this.#watch.sweepDue) waits.push(this.#lastSweep + this.options.sweep - performance.now());
    if (this.#watch.isMoving()) waits.push(0);
    if (this.#stillsDue) waits.push(this.#lastStill + kStill - performance.now());
    if (this.#boxesDue) waits.push(this.#lastBoxes + kBoxes - performance.now());
    if (this.#forgetDue) waits.push(this.#nextForget - performance.now());
    const wait = Math.min(...waits);
    if (wait !== Infinity && this.#timer === 0)
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        this.#watch.touched = true;
        this.#watch.sweepDue ||= this.#forgetDue;
        void this.#look();
      }, Math.max(1000 / this.options.looks, wait)) as unknown as number;
  }

  /** The document as it was between two of its changes; undefined where nothing is said of it. */
  async #settled(): Promise<KeptNode | null | undefined> {
    for (let round = 0; round < kRounds; ++round) {
      if (document.visibilityState !== 'visible') return undefined;
      const sweeping = this.#watch.sweepDue && performance.now() - this.#lastSweep >= this.options.sweep;
      const dirt = this.#watch.take(sweeping);
      if (sweeping || dirt.all) this.#lastSweep = performance.now();
      const width = this.#styles.width;
      if ((sweeping || dirt.all) && this.#watch.rulesDue) this.#forget();
      this.#fields.begin();
      this.#fields.listen(this.#fieldsToHear());
      const walk = this.#tree.look(dirt, dirt.elements.size <= 32 && !dirt.all);
      let began = performance.now();
      let step = walk.next();
      while (step.done !== true) {
        if (performance.now() - began >= kSlice) {
          this.#slice(began);
          await nextTask();
          if (document.visibilityState !== 'visible' || this.#stopped) {
            this.#watch.everything();
            return undefined;
          }
          began = performance.now();
        }
        step = walk.next();
      }
      this.#slice(began);
      if (this.#tree.count > kMostElements) {
        this.#withhold(kTooLarge);
        return undefined;
      }
      this.#watch.flush();
      // A property that was met for the first time is missing in what was read before.
      const grown = this.#styles.width !== width;
      if (grown) this.#watch.everything(false);
      if (!this.#watch.isChanged && !grown) return step.value;
    }
    // It never stood still: what was seen of it may be of several moments.
    this.#withhold(kTooLarge);
    this.#watch.touched = true;
    return undefined;
  }

  /** A page that changes its rules all the time and never sets anything new is read wholly ever more seldom. */
  #forget(): void {
    const now = performance.now();
    this.#forgetDue = now < this.#nextForget;
    if (this.#forgetDue) return;
    this.#watch.rulesDue = false;
    this.#patience = this.#styles.width === this.#forgotAt ? Math.min(this.#patience * 2, 8 * this.options.sweep) : this.options.sweep;
    this.#forgotAt = this.#styles.width;
    this.#nextForget = now + this.#patience;
    this.#styles.forget();
  }
  #nextForget = 0;
  #patience = 0;
  #forgetDue = false;
  #forgotAt = 0;

  #slice(began: number): void {
    const took = performance.now() - began;
    this.cost.longest = Math.max(this.cost.longest, took);
    this.cost.time += took;
    ++this.cost.slices;
  }

  #fieldsToHear(): Field[] {
    return [...this.#watch.fields].filter((field): field is Field => field.isConnected && isField(field));
  }

  #withhold(reason: number): void {
    if (this.#withheld === reason || !this.#opened) return;
    this.#withheld = reason;
    this.#send([{ kind: 'document withheld', reason }]);
  }

  async #say(root: KeptNode | null): Promise<void> {
    const { options } = this;
    const records: PageRecord[] = [];
    if (this.#withheld !== 0) {
      this.#withheld = 0;
      records.push({ kind: 'document withheld', reason: 0 });
    }
    const viewport = { kind: 'viewport', width: innerWidth, height: innerHeight, scale: Math.round(devicePixelRatio * 1000) } as const;
    const said = JSON.stringify(viewport);
    if (said !== this.#viewport) records.push(viewport);
    this.#viewport = said;
    if (root !== null) this.#numbers.publish(root);
    const changes = this.#looks.change(root);
    const fonts = options.level === 'structure' ? [] : this.#fonts.take();
    records.push(...this.#pictures.take(), ...this.#styles.take(), ...fonts, ...changes);
    this.#numbers.retain(new Set(this.#looks.numbers.keys()));
    const now = performance.now();
    this.#boxesDue ||= changes.length > 0 && options.level !== 'structure';
    if (this.#boxesDue && now - this.#lastBoxes >= kBoxes) {
      this.#boxesDue = false;
      this.#lastBoxes = now;
      records.push(this.#boxes(root));
    }
    const pointer = this.#watch.pointer;
    const place = JSON.stringify(pointer);
    if (place !== this.#pointer && pointer !== null) records.push({ kind: 'pointer', ...pointer });
    this.#pointer = place;
    if (options.stills && now - this.#lastStill >= kStill) await this.#takeStills(root);
    ++this.cost.looks;
    this.cost.elements = this.#tree.count;
    if (records.length > 0) this.#send(records);
  }

  #send(records: PageRecord[]): void {
    const { options } = this;
    const now = performance.now();
    const before: PageRecord[] = this.#opened
      ? [{ kind: 'document selected', document: options.document }]
      : [{ kind: 'document opened', document: options.document, frameOf: options.frameOf, frameIn: options.frameIn, application: options.application }];
    const elapsed = this.#opened ? Math.max(0, Math.round(now - this.#emitted)) : 0;
    this.#opened = true;
    this.#emitted = now;
    options.emit([...before, ...records, { kind: 'look', elapsed }]);
  }

  /** Canvases and videos as they are now, for the next look. */
  async #takeStills(root: KeptNode | null): Promise<void> {
    this.#lastStill = performance.now();
    const found: Element[] = [];
    const walk = (node: KeptNode): void => {
      const source = node.tag === 'canvas' || node.tag === 'video' ? this.#numbers.source(node.number) : undefined;
      if (source instanceof Element) found.push(source);
      node.children.forEach(walk);
    };
    if (root !== null) walk(root);
    this.#stillsDue = found.length > 0;
    for (const element of found) {
      const asset = await this.#pictures.still(element as HTMLCanvasElement);
      if (this.#stills.get(element) !== asset) {
        this.#stills.set(element, asset);
        this.#watch.touched = true;
      }
    }
  }

  /** Where some of it was drawn, spread over the document. */
  #boxes(root: KeptNode | null): PageRecord {
    const all: KeptNode[] = [];
    const walk = (node: KeptNode): void => {
      if (node.kind === 'element' && !node.attributes.some(([name]) => name === 'size')) all.push(node);
      // Parts of a drawing have boxes of their own kind.
      if (node.tag !== 'svg') node.children.forEach(walk);
    };
    if (root !== null) walk(root);
    const step = Math.max(1, Math.ceil(all.length / kMostBoxes));
    const boxes = all
      .filter((_, at) => at % step === 0)
      .flatMap(({ number }) => {
        const source = this.#numbers.source(number);
        if (!(source instanceof Element)) return [];
        const { left, top, width, height } = source.getBoundingClientRect();
        return [{ node: number, left: round(left), top: round(top), width: round(width), height: round(height) }];
      });
    return { kind: 'boxes', boxes };
  }
}
