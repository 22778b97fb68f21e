// Numbers of nodes: the same one for the same thing as long as it is kept, and none twice.

export class Numbers {
  readonly #nodes = new WeakMap<Node, Map<string, number>>();
  readonly #sources = new Map<number, Node>();
  #last = 0;

  /** `what`: which of the things that stand for the node. */
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

  source(number: number): Node | undefined {
    return this.#sources.get(number);
  }

  /** Only numbers that are kept hold on to their nodes. What is kept again has a number of its own: the old one was removed. */
  retain(kept: ReadonlySet<number>): void {
    for (const [number, node] of this.#sources)
      if (!kept.has(number)) {
        this.#sources.delete(number);
        const all = this.#nodes.get(node);
        for (const [what, one] of all ?? []) if (one === number) all?.delete(what);
      }
  }
}
