// What was off the screen with all in it need not be walked again until something in it changes, or it comes nearer.
import { type Area, type Clips, touches } from './clip';

interface Far {
  /** How far it and all in it reach, from its upper left corner. */
  reach: Area;
  width: number;
  height: number;
}

export const join = (a: Area | null, b: Area): Area => (a === null ? b : { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) });

export class FarAway {
  readonly #known = new WeakMap<Element, Far>();
  /** What changed, and all that it is in. */
  #changed = new Set<Node>();

  begin(changed: Iterable<Node>): void {
    this.#changed = new Set();
    for (const node of changed)
      for (let at: Node | null = node; at !== null && !this.#changed.has(at); at = at instanceof ShadowRoot ? at.host : ((at as Element).assignedSlot ?? at.parentNode)) this.#changed.add(at);
  }

  remember(element: Element, box: DOMRect, reach: Area): void {
    this.#known.set(element, { reach: { left: reach.left - box.left, top: reach.top - box.top, right: reach.right - box.left, bottom: reach.bottom - box.top }, width: box.width, height: box.height });
  }

  /** Where it is, if it is still out of sight with all in it; else null. */
  still(element: Element, clips: Clips): { box: DOMRect; reach: Area } | null {
    const known = this.#known.get(element);
    if (known === undefined) return null;
    const box = element.getBoundingClientRect();
    const reach = { left: known.reach.left + box.left, top: known.reach.top + box.top, right: known.reach.right + box.left, bottom: known.reach.bottom + box.top };
    const away = box.width === known.width && box.height === known.height && !this.#changed.has(element) && !touches(reach, clips.flow) && !touches(reach, clips.absolute) && !touches(reach, clips.fixed);
    if (!away) this.#known.delete(element);
    return away ? { box, reach } : null;
  }
}
