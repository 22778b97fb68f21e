// Texts that people read as one, so that a number is found in them however it is divided among elements.
import type { Area } from './clip';
import { type Fields, kPace } from './fields';
import type { KeptNode } from './kept';
import type { Numbers } from './numbers';
import { mayBecomeSecret, secretPieces } from './secrets';
import { barsOf } from './text';

export interface Said {
  kept: KeptNode;
  node: Text;
  /** The whole of the text, also what is not seen of it. */
  data: string;
  rects: readonly DOMRect[];
  clip: Area;
  em: number;
  run: number;
}

const isBeingEdited = (node: Text): boolean => {
  if (node.parentElement?.isContentEditable !== true) return false;
  const { activeElement } = node.getRootNode() as Document | ShadowRoot;
  return activeElement?.contains(node) === true;
};

export class Runs {
  /** What was kept last of a text that is being edited, and when. */
  readonly #edited = new WeakMap<Text, { text: string; at: number }>();
  #runs = new Map<number, { said: Said[]; text: string }>();
  #pieces: { text: string; hide: () => void }[] = [];
  #last = 0;

  constructor(
    readonly fields: Fields,
    readonly numbers: Numbers,
  ) {}

  begin(): void {
    this.#runs.clear();
    this.#pieces = [];
    this.#last = 0;
  }

  open(): number {
    this.#runs.set(++this.#last, { said: [], text: '' });
    return this.#last;
  }

  text(said: Said): void {
    const run = this.#runs.get(said.run);
    if (run === undefined) return;
    // Lines of one text are said once.
    if (run.said[run.said.length - 1]?.node !== said.node) run.text += said.data;
    run.said.push(said);
    if (said.data.length <= 24 && /\S/.test(said.data)) this.#pieces.push({ text: said.data, hide: () => { this.#hide(said); } });
    else if (/\S/.test(said.data)) this.#pieces.push({ text: '|', hide: () => undefined });
  }

  /** What belongs to a run and is not kept. */
  lost(number: number, data: string): void {
    const run = this.#runs.get(number);
    if (run !== undefined) run.text += data;
  }

  field(kept: KeptNode, element: Element, open: boolean): void {
    void element;
    void open;
    const { value } = kept;
    if (value !== null && value.value !== '' && value.value.length <= 24) this.#pieces.push({ text: value.value, hide: () => (kept.value = { ...value, value: '' }) });
  }

  close(number: number): void {
    const run = this.#runs.get(number);
    this.#runs.delete(number);
    if (run === undefined || run.said.length === 0) return;
    const edited = run.said.filter(({ node }) => isBeingEdited(node));
    if (!this.fields.speaks(run.text) || (edited.length > 0 && mayBecomeSecret(run.text))) for (const said of run.said) this.#hide(said);
    else for (const said of edited) this.#pace(said, edited);
  }

  /** What somebody writes is kept at most once a second, as of a field. */
  #pace(said: Said, edited: readonly Said[]): void {
    const { kept, node } = said;
    if (kept.kind === 'bars') return;
    const now = this.fields.now();
    const before = this.#edited.get(node);
    if (before?.text === node.data) return;
    if (before === undefined || now - before.at >= kPace) {
      this.#edited.set(node, { text: node.data, at: now });
      return;
    }
    this.fields.due = Math.min(this.fields.due, before.at + kPace);
    // Lines of which not all is seen cannot be put together from what was kept.
    if (edited.some((other) => other !== said && other.node === node) || kept.text !== node.data) this.#hide(said);
    else kept.text = before.text;
  }

  end(): void {
    for (const number of [...this.#runs.keys()]) this.close(number);
    for (const at of secretPieces(this.#pieces.map(({ text }) => text))) this.#pieces[at]?.hide();
  }

  #hide({ kept, node, rects, clip, em }: Said): void {
    if (kept.kind === 'bars') return;
    kept.kind = 'bars';
    kept.text = '';
    kept.number = this.numbers.of(node, `bars of ${String(kept.number)}`);
    kept.bars = barsOf(rects, clip, em);
  }
}
