// Numbers of nodes: the same one for the same thing as long as it is kept, and none twice.
import type { KeptNode } from './kept';

export class Numbers {
  readonly #nodes = new WeakMap<Node, Map<string, number>>();
  readonly #sources = new Map<number, Node>();
  readonly #public = new Map<number, number>();
  readonly #bySaid = new Map<number, Node>();
  #last = 0;
  #lastPublic = 0;

  /** `what`: which of the things that stand for the node. For use within a look only. */
  of(node: Node, what: string): number {
    let all = this.#nodes.get(node);
    if (all === undefined) this.#nodes.set(node, (all = new Map()));
    let number = all.get(what);
    if (number === undefined) {
      all.set(what, (number = ++this.#last));
      this.#sources.set(number, node);
    }
    return number;
  }

  /** The number that records have. Only what is kept gets one: gaps between them would tell of what is not. */
  said(number: number): number {
    let said = this.#public.get(number);
    if (said === undefined) {
      this.#public.set(number, (said = ++this.#lastPublic));
      const source = this.#sources.get(number);
      if (source !== undefined) this.#bySaid.set(said, source);
    }
    return said;
  }

  /** Gives all in it the numbers that records have. */
  publish(root: KeptNode): void {
    root.number = this.said(root.number);
    for (const child of root.children) this.publish(child);
  }

  /** What a number of the records stands for. */
  source(said: number): Node | undefined {
    return this.#bySaid.get(said);
  }

  /** Only what is kept holds on to its node. What is kept again has a number of its own: the old one was removed. */
  retain(kept: ReadonlySet<number>): void {
    for (const [number, node] of this.#sources) {
      const said = this.#public.get(number);
      if (said !== undefined && kept.has(said)) continue;
      this.#sources.delete(number);
      this.#public.delete(number);
      if (said !== undefined) this.#bySaid.delete(said);
      const all = this.#nodes.get(node);
      for (const [what, one] of all ?? []) if (one === number) all?.delete(what);
    }
  }
}
