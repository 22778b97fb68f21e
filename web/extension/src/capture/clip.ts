// Which part of the viewport an element and what is in it can be seen in.

/** In CSS pixels of the viewport. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const kNowhere: Area = { left: 0, top: 0, right: 0, bottom: 0 };
export const isEmpty = (area: Area): boolean => area.right <= area.left || area.bottom <= area.top;
export const meet = (a: Area, b: Area): Area => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) });
/** Whether anything of the box is in the area. A line of no width is. */
export const touches = (box: Area, area: Area): boolean => !isEmpty(area) && box.right >= area.left && box.left <= area.right && box.bottom > area.top && box.top < area.bottom;

/** What an element's children are let through by: by where their containing block is. */
export interface Clips {
  flow: Area;
  absolute: Area;
  fixed: Area;
}

export const clipFor = (position: string, clips: Clips): Area => (position === 'fixed' ? clips.fixed : position === 'absolute' ? clips.absolute : clips.flow);

const hides = (overflow: string): boolean => overflow !== 'visible';
// What hides an element from all but a screen reader.
const kHidingPath = /^(?:inset\((?:50|100)%|circle\(0|polygon\(0(?:px|%)? 0(?:px|%)?(?:, 0(?:px|%)? 0(?:px|%)?)*\))/;
const kHidingClip = /^rect\(\s*(\S+?)(?:,\s*|\s+)(\S+?)(?:,\s*|\s+)(\S+?)(?:,\s*|\s+)(\S+?)\s*\)$/;

/** Whether nothing of the element or of what is in it can be seen, wherever it lies. */
export const isHiding = (style: CSSStyleDeclaration): boolean => {
  if (style.opacity === '0' || kHidingPath.test(style.clipPath)) return true;
  const [, top, right, bottom, left] = kHidingClip.exec(style.clip) ?? [];
  if (top === undefined || (style.position !== 'absolute' && style.position !== 'fixed')) return false;
  const number = (value: string | undefined): number => (value === 'auto' ? Number.NaN : Number.parseFloat(value ?? ''));
  return number(right) - number(left) <= 1 || number(bottom) - number(top) <= 1;
};

/** What an element lets through of its children, from what it is let through itself. */
export const clipsWithin = (element: Element, style: CSSStyleDeclaration, box: Area, clips: Clips): Clips => {
  const own = clipFor(style.position, clips);
  let flow = own;
  if (hides(style.overflowX) || hides(style.overflowY) || /paint|strict|content/.test(style.contain)) {
    // The scrollbar's place is the element's own.
    const left = box.left + element.clientLeft;
    const top = box.top + element.clientTop;
    const scale = 1;
    // Transformed, its box is larger than its layout: then the whole box counts.
    const plain = style.transform === 'none';
    const all = /paint|strict|content/.test(style.contain);
    const padding: Area = {
      left: plain && (all || hides(style.overflowX)) ? left : box.left,
      top: plain && (all || hides(style.overflowY)) ? top : box.top,
      right: plain && element.clientWidth > 0 ? left + element.clientWidth * scale : box.right,
      bottom: plain && element.clientHeight > 0 ? top + element.clientHeight * scale : box.bottom,
    };
    const x = all || hides(style.overflowX);
    const y = all || hides(style.overflowY);
    flow = meet(own, { left: x ? padding.left : -Infinity, right: x ? padding.right : Infinity, top: y ? padding.top : -Infinity, bottom: y ? padding.bottom : Infinity });
  }
  const holdsFixed = style.transform !== 'none' || style.filter !== 'none' || style.perspective !== 'none' || style.backdropFilter !== 'none' || /paint|layout|strict|content/.test(style.contain) || /transform|filter|perspective/.test(style.willChange);
  return { flow, absolute: style.position !== 'static' || holdsFixed ? flow : clips.absolute, fixed: holdsFixed ? flow : clips.fixed };
};
