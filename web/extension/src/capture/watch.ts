// What says that a document may look different from the last time that it was looked at.
import { type Field, type Fields, isField } from './fields';
import { shadowOf } from './shadow';

export interface Dirt {
  /** What is read anew, with all in it. */
  elements: ReadonlySet<Element>;
  /** What holds a text that changed. */
  texts: ReadonlySet<Node>;
  /** Everything on the screen is read anew; wary: and what is off it may be on it now. */
  all: boolean;
  wary: boolean;
}

const kMostDirty = 400;
/** The name of the event by which the page's own world says that something may have changed, and nothing else. */
export const kBell = 'insyn-look';

export class Watch {
  #dirty = new Set<Element>();
  #texts = new Set<Node>();
  #all = true;
  /** Something moved or changed, though no style has to be read anew. */
  touched = true;
  /** What happened may show in places that are not known: everything is read again, not more than once a second. */
  sweepDue = false;
  /** Rules may have changed: what none of them set before may be set now. */
  rulesDue = true;
  /** Changed while it was being looked at. */
  #changed = false;
  pointer: { x: number; y: number; visible: boolean; down: boolean } | null = null;
  readonly fields = new Set<Field>();
  readonly #observer: MutationObserver;
  readonly #stopping = new AbortController();
  readonly #roots = new WeakSet<Node>();
  #hovered: Element | null = null;

  constructor(
    readonly memory: Fields,
    readonly dirty: () => void,
  ) {
    this.#observer = new MutationObserver((records) => {
      this.#mutated(records);
    });
    this.#observe(document);
    this.#listen();
  }

  get isDirty(): boolean {
    return this.touched || this.#all || this.#dirty.size > 0;
  }
  get isChanged(): boolean {
    return this.#changed;
  }

  /** Whether anything moves by itself. */
  isMoving(): boolean {
    return document.getAnimations().some((animation) => animation.playState === 'running');
  }

  stop(): void {
    this.#observer.disconnect();
    this.#stopping.abort();
  }

  /** `rules`: also what none of it had before. */
  everything(rules = true): void {
    this.#all = true;
    this.rulesDue ||= rules;
    this.dirty();
  }

  /** A shadow root that was come upon. */
  readonly met = (shadow: ShadowRoot): void => {
    this.#observe(shadow);
  };

  flush(): void {
    this.#mutated(this.#observer.takeRecords());
  }

  take(sweep: boolean): Dirt {
    this.flush();
    for (const animation of document.getAnimations()) {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
      if (target !== null) this.#dirty.add(target);
    }
    const many = this.#all || this.#dirty.size > kMostDirty;
    const dirt = { elements: this.#dirty, texts: this.#texts, all: many || sweep, wary: many || (sweep && this.rulesDue) };
    if (dirt.all) {
      this.sweepDue = false;
      this.#arm();
    }
    this.#dirty = new Set();
    this.#texts = new Set();
    this.#all = this.touched = this.#changed = false;
    return dirt;
  }

  #observe(root: Node): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true });
    if (root !== document) for (const name of ['input', 'change', 'scroll', 'load']) root.addEventListener(name, this.#event, { capture: true, passive: true, signal: this.#stopping.signal });
    this.#enter(root);
  }

  /** Shadow roots and fields in what is new. */
  #enter(root: Node): void {
    const meet = (element: Element): void => {
      if (isField(element)) {
        this.fields.add(element);
        this.memory.meet(element);
      }
      const shadow = shadowOf(element);
      if (shadow !== null) this.#observe(shadow);
    };
    if (root instanceof Element) meet(root);
    if (root instanceof Element || root instanceof DocumentFragment || root instanceof Document) for (const element of root.querySelectorAll('*')) meet(element);
  }

  #mutated(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes, attributeName, oldValue } of records) {
      this.#changed = true;
      this.touched = true;
      if (type === 'attributes' && target instanceof Element) {
        if (attributeName === 'type' && oldValue?.toLowerCase() === 'password') this.memory.remember(target);
        // What stands beside it may depend on it, as by `~` and `:has()`.
        this.#dirty.add(target.parentElement !== null && target.parentElement.childElementCount < 60 && target !== document.body ? target.parentElement : target);
        this.sweepDue = true;
      } else if (type === 'childList') {
        if (target instanceof Element) this.#dirty.add(target);
        else this.#all = true;
        for (const node of addedNodes) {
          this.#enter(node);
          if (node instanceof Element && /^(style|link)$/i.test(node.localName)) this.everything();
        }
        this.sweepDue = true;
      } else {
        this.#texts.add(target);
        if (target.parentElement?.localName === 'style') this.everything();
      }
    }
    if (records.length > 0) this.dirty();
  }

  readonly #event = (event: Event): void => {
    const [target] = event.composedPath();
    this.touched = true;
    if (event.type === 'load' || event.type === 'error') {
      if (target instanceof Element && target.localName === 'link') this.everything();
      if (target instanceof Element) this.#dirty.add(target);
    } else if (event.type !== 'scroll' && target instanceof Element) {
      this.#near(target);
      if (isField(target)) this.memory.listen([target]);
    }
    if (event.type !== 'scroll') this.sweepDue = true;
    this.dirty();
  };

  /** An element and what is around it, as far as it is small. */
  #near(element: Element): void {
    let at = element;
    while (at.parentElement !== null && at.parentElement.childElementCount < 20 && at.parentElement !== document.body) {
      if (at !== element && at.querySelectorAll('*').length > 60) break;
      at = at.parentElement;
    }
    this.#dirty.add(at);
  }

  /** A page may ring as often as it likes: it is heard once, and then not before the next look. */
  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    document.addEventListener(
      kBell,
      () => {
        this.#armed = false;
        this.sweepDue = true;
        this.rulesDue = true;
        this.touched = true;
        this.dirty();
      },
      { once: true, signal: this.#stopping.signal },
    );
  }
  #armed = false;

  #listen(): void {
    const options = { capture: true, passive: true, signal: this.#stopping.signal };
    for (const name of ['input', 'change', 'focusin', 'focusout', 'scroll', 'load', 'error', 'toggle', 'close', 'cancel', 'transitionend', 'animationstart', 'animationend', 'transitionrun', 'fullscreenchange', 'reset', 'slotchange'])
      document.addEventListener(name, this.#event, options);
    for (const name of ['resize', 'pageshow', 'hashchange', 'popstate']) addEventListener(name, () => { this.everything(); }, options);
    document.addEventListener('visibilitychange', () => { this.everything(); }, options);
    document.fonts.addEventListener('loadingdone', () => { this.everything(); }, { signal: this.#stopping.signal });
    this.#arm();
    const pointer = (event: PointerEvent): void => {
      this.pointer = { x: Math.round(event.clientX), y: Math.round(event.clientY), visible: event.type !== 'pointerleave', down: event.buttons !== 0 };
      this.touched = true;
      const [target] = event.composedPath();
      if (target instanceof Element && (target !== this.#hovered || event.type !== 'pointermove')) {
        this.#near(target);
        if (this.#hovered !== null) this.#near(this.#hovered);
        this.#hovered = target;
        this.sweepDue = true;
      }
      this.dirty();
    };
    for (const name of ['pointermove', 'pointerdown', 'pointerup', 'pointerleave'] as const) document.addEventListener(name, pointer as EventListener, options);
  }
}
