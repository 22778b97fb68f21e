// Where something was left out of a block, what is after it would move up: an empty block stands there instead, exactly as high as what is missing.
import { isGone, type KeptNode } from './kept';

/** As CSS lets margins fall together. */
export const collapse = (a: number, b: number): number => Math.max(0, a, b) + Math.min(0, a, b);

export interface Container {
  /** Of its content box, in the viewport, as if it were not scrolled. */
  top: number;
  /** Whether its first child's margin falls together with its own. */
  open: boolean;
  /** Where its content has to end: of what is scrolled. Otherwise its height says so. */
  end: number | null;
}

const kEnough = 1 / 64;

/**
 * The children with what has to stand between them. `spacer(height, before)` makes such a block; `before` is the number of the child it precedes, 0 at the end.
 */
export const filled = (children: readonly KeptNode[], container: Container, spacer: (height: number, before: number) => KeptNode): KeptNode[] => {
  const result: KeptNode[] = [];
  let y = container.top;
  let margin = 0;
  let first = container.open;
  // Without anything left out there is nothing to put right: what was measured is never as exact as what CSS does with it.
  let missing = false;
  let lossy = false;
  for (let at = 0; at < children.length; ) {
    const child = children[at];
    if (child === undefined) break;
    if (child.flow.level === 'out') {
      if (isGone(child)) missing = true;
      else result.push(child);
      ++at;
      continue;
    }
    let end = at + 1;
    let { top, bottom } = child.flow;
    const inline = child.flow.level === 'inline';
    if (inline) {
      // Its lines are one block.
      let known = bottom > top;
      while (end < children.length && children[end]?.flow.level === 'inline') {
        const flow = children[end]?.flow;
        if (flow !== undefined && flow.level === 'inline' && flow.bottom > flow.top) {
          top = known ? Math.min(top, flow.top) : flow.top;
          bottom = known ? Math.max(bottom, flow.bottom) : flow.bottom;
          known = true;
        }
        ++end;
      }
      if (!known) {
        // White space alone: there is no line.
        result.push(...children.slice(at, end));
        at = end;
        continue;
      }
    }
    const before = inline ? 0 : child.flow.marginTop;
    const expected = first && !inline ? top : y + collapse(margin, before);
    const gap = top - expected;
    // A block that lost something may have lost margins that fell together with its own; lines have none.
    if (!inline) missing ||= child.flow.lossy || lossy;
    if (gap > kEnough && missing) {
      // Once it stands there, neither side's margin falls together with the other's.
      const height = top - before - (y + margin);
      if (height > kEnough) result.push(spacer(height, child.number));
    }
    result.push(...children.slice(at, end));
    at = end;
    missing = false;
    lossy = !inline && child.flow.lossy;
    first = false;
    y = bottom;
    margin = inline ? 0 : child.flow.marginBottom;
  }
  if (container.end !== null) {
    const height = container.end - (y + margin);
    if (height > kEnough) result.push(spacer(height, 0));
  }
  return result;
};
