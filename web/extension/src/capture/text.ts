// What of a text is on the screen: its lines, cut off where they are let through no further.
import { type Area, isEmpty, touches } from './clip';

export interface Line {
  /** Characters of the text that are seen, and whether the line goes on before or behind them. */
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** How wide what was cut off was. */
  cutLeft: number;
  cutRight: number;
}

export type Seen = { kind: 'all'; rects: readonly DOMRect[] } | { kind: 'none'; rects: readonly DOMRect[] } | { kind: 'part'; lines: readonly Line[]; rects: readonly DOMRect[] };

const range = new Range();
const kAway = 0.6;

/** Only a text that is not wholly seen is looked at by its characters, and of those no more than this many. */
const kMostCharacters = 20000;

const boxOf = (text: Text, from: number, to: number): DOMRect | undefined => {
  range.setStart(text, from);
  range.setEnd(text, to);
  const rects = range.getClientRects();
  return rects[rects.length - 1];
};

/** The first character from which on `below` holds, of a text whose lines go downwards. */
const firstWhere = (text: Text, below: (box: DOMRect) => boolean): number => {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // White space that has no box is judged by what comes after it.
    let at = middle;
    let box: DOMRect | undefined;
    while (at < high && (box = boxOf(text, at, at + 1)) === undefined) ++at;
    if (box === undefined || below(box)) high = middle;
    else low = at + 1;
  }
  return low;
};

/** `ellipsis`: how wide the sign is that stands where the text is cut off, 0 for none. */
export const seenOf = (text: Text, clip: Area, ellipsis: number): Seen => {
  range.selectNodeContents(text);
  const rects = [...range.getClientRects()];
  const lines = rects.filter((rect) => touches(rect, clip) && rect.height > 0);
  if (lines.length === 0 || isEmpty(clip)) return { kind: 'none', rects };
  const whole = rects.every((rect) => rect.height === 0 || (rect.bottom > clip.top && rect.top < clip.bottom && rect.left >= clip.left - kAway && rect.right <= clip.right + kAway));
  if (whole) return { kind: 'all', rects };
  const from = firstWhere(text, (box) => box.bottom > clip.top);
  const to = firstWhere(text, (box) => box.top >= clip.bottom);
  const found: Line[] = [];
  const data = text.data;
  const right = rects.some((rect) => rect.right > clip.right + kAway) ? clip.right - ellipsis : Infinity;
  let line: Line | null = null;
  for (let at = from; at < Math.min(to, from + kMostCharacters); ) {
    const size = (data.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    const box = boxOf(text, at, at + size);
    const character = data.slice(at, at + size);
    at += size;
    if (box === undefined || box.height === 0) {
      if (line !== null && line.cutRight === 0) line.text += character;
      continue;
    }
    if (line === null || box.top >= line.bottom - 1 || box.bottom <= line.top + 1) {
      line = { text: '', left: box.left, right: box.right, top: box.top, bottom: box.bottom, cutLeft: 0, cutRight: 0 };
      found.push(line);
    }
    if (box.right <= clip.left) line.cutLeft += box.width;
    else if (box.left >= clip.right || box.right > right + kAway) line.cutRight += box.width;
    else if (line.cutRight === 0) {
      line.text += character;
      line.right = box.right;
    }
  }
  return { kind: 'part', lines: found, rects };
};

/** The widths of the lines' bars in units of 4 em, each rounded up: nothing finer is kept of a text that is not shown. */
export const barsOf = (rects: readonly DOMRect[], clip: Area, em: number): number[] => {
  const lines: { top: number; width: number }[] = [];
  for (const rect of rects) {
    if (rect.width === 0 || rect.bottom <= clip.top || rect.top >= clip.bottom) continue;
    const last = lines[lines.length - 1];
    if (last !== undefined && Math.abs(last.top - rect.top) < 1) last.width += rect.width;
    else lines.push({ top: rect.top, width: rect.width });
  }
  return lines.map(({ width }) => Math.min(250, Math.max(1, Math.ceil(width / (4 * Math.max(em, 1)) - 1e-6))));
};
