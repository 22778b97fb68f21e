// What stands in fields: at most once a second, and never what is secret or may become so.
import type { Attribute, Tag } from 'insyn-pages/records';
import type { Value } from './kept';
import { hasSecret, mayBecomeSecret } from './secrets';

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export const isField = (element: Element): element is Field => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

const kSecretNames = /\b(?:cc-[a-z-]+|one-time-code|(?:current|new)-password)\b/i;
/** Milliseconds between two values of one field. */
export const kPace = 1000;
// A shorter one would stand in half of all texts.
const kEcho = 4;
const kMostSpoken = 500;
const kMost = 64 * 1024;

interface Memory {
  value: string;
  at: number;
  /** There was a secret in it, or the beginning of one: until it is empty again. */
  tainted: boolean;
}

export class Fields {
  readonly #memory = new WeakMap<Field, Memory>();
  readonly #passwords = new WeakSet<Element>();
  /** What stands in fields that are withheld: where a page says it elsewhere, too, it is not kept there. */
  readonly echoes = new Set<string>();
  /** The same of passwords and codes, also when their field is gone or emptied. */
  readonly #spoken = new Set<string>();
  /** When the next value may be taken; Infinity where none is waiting. */
  due = Infinity;

  constructor(readonly now: () => number) {}

  /** To be called for each field as soon as it is there: a password stays one when the page shows it. */
  meet(element: Element): void {
    if (element instanceof HTMLInputElement && element.type === 'password') this.#passwords.add(element);
  }

  /** A field that was one for a password until now. */
  remember(element: Element): void {
    this.#passwords.add(element);
  }

  /** A field that is never kept, whatever stands in it. */
  isSecret(field: Field): boolean {
    this.meet(field);
    return this.#passwords.has(field) || kSecretNames.test(field.autocomplete) || kSecretNames.test(field.getAttribute('autocomplete') ?? '') || getComputedStyle(field).getPropertyValue('-webkit-text-security') !== 'none';
  }

  /** A text that may be kept. */
  speaks(text: string): boolean {
    if (hasSecret(text)) return false;
    for (const echoes of [this.echoes, this.#spoken]) for (const echo of echoes) if (text.includes(echo)) return false;
    return true;
  }

  begin(): void {
    this.due = Infinity;
    this.echoes.clear();
  }

  /** Notes what must not be said anywhere on the page; before anything is read. */
  listen(fields: Iterable<Field>): void {
    for (const field of fields) {
      if (field instanceof HTMLSelectElement) continue;
      const { value } = field;
      if (value.length < kEcho) continue;
      if (this.isSecret(field)) {
        this.#spoken.add(value);
        if (this.#spoken.size > kMostSpoken) this.#spoken.delete(this.#spoken.values().next().value ?? '');
      } else if (this.#isTainted(field, value)) this.echoes.add(value);
    }
  }

  #isTainted(field: Field, value: string): boolean {
    let memory = this.#memory.get(field);
    if (memory === undefined) this.#memory.set(field, (memory = { value: '', at: -Infinity, tainted: false }));
    const active = (field.getRootNode() as Document | ShadowRoot).activeElement === field;
    if (value === '') memory.tainted = false;
    else if (hasSecret(value)) memory.tainted = true;
    return memory.tainted || (active && mayBecomeSecret(value));
  }

  value(field: Field, shown: boolean): Value {
    if (field instanceof HTMLSelectElement) return { value: '', checked: false, indeterminate: false, selected: [] };
    const { checked, indeterminate } = field instanceof HTMLInputElement ? field : { checked: false, indeterminate: false };
    const blank: Value = { value: '', checked, indeterminate, selected: [] };
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio' || field.type === 'file')) return blank;
    if (!shown) return blank;
    const value = field.value.slice(0, kMost).replaceAll('\u0000', '');
    if (this.#isTainted(field, field.value) || !this.speaks(value)) return blank;
    const memory = this.#memory.get(field);
    if (memory === undefined) return blank;
    const now = this.now();
    if (memory.value !== value) {
      if (now - memory.at >= kPace || value === '') {
        memory.value = value;
        memory.at = now;
      } else this.due = Math.min(this.due, memory.at + kPace);
    }
    return { ...blank, value: memory.value };
  }

  attributes(field: Field, shown: boolean): [Attribute, string][] {
    const found: [Attribute, string][] = [];
    const plain = (attribute: Attribute, name: string): void => {
      const value = field.getAttribute(name);
      if (value !== null && value !== '') found.push([attribute, value.slice(0, 200)]);
    };
    if (field instanceof HTMLInputElement) {
      found.push(['type', field.type === 'image' || field.type === 'hidden' ? 'button' : field.type]);
      if (field.type === 'range' || field.type === 'number' || field.type === 'date') for (const name of ['min', 'max', 'step'] as const) if (/^[-+\d.e:]*$|^any$/.test(field.getAttribute(name) ?? '')) plain(name, name);
      if (field.hasAttribute('size')) found.push(['characters', String(field.size)]);
    }
    if (field instanceof HTMLTextAreaElement) found.push(['rows', String(field.rows)], ['cols', String(field.cols)]);
    if (field instanceof HTMLSelectElement) {
      if (field.multiple) found.push(['multiple', '']);
      if (field.size > 1) found.push(['characters', String(field.size)]);
    } else if (shown && field.value === '' && field.placeholder !== '' && this.speaks(field.placeholder)) found.push(['placeholder', field.placeholder.slice(0, 2000)]);
    if (field.disabled) found.push(['disabled', '']);
    if (!(field instanceof HTMLSelectElement) && field.readOnly) found.push(['readonly', '']);
    return found;
  }

  tag(field: Field): Tag {
    return field instanceof HTMLInputElement ? 'input' : field instanceof HTMLTextAreaElement ? 'textarea' : 'select';
  }
}
