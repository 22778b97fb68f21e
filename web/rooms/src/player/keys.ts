// The player's keys. Those of one character can be switched off (WCAG 2.1.4); that choice is kept in this browser.
import { useCallback, useEffect, useRef, useState } from 'react';

const kKey = 'insyn.player.letters';

export type Action =
  | 'toggle' | 'back' | 'forward' | 'start' | 'end' | 'change-back' | 'change' | 'event' | 'event-back' | 'matched' | 'finding' | 'zoom-in' | 'zoom-out' | 'fit' | 'full' | 'pointer' | 'link' | 'keys'
  | 'silence-first' | 'silence-second' | 'sound-earlier' | 'sound-later' | 'sound-much-earlier' | 'sound-much-later'
  | { speed: number };

// By `event.key`, in lower case.
const always: Record<string, Action> = { ' ': 'toggle', arrowleft: 'back', arrowright: 'forward', home: 'start', end: 'end' };
const letters: Record<string, Action> = {
  ',': 'change-back', '.': 'change', h: 'event', j: 'event-back', m: 'matched', i: 'finding', '+': 'zoom-in', '=': 'zoom-in', '-': 'zoom-out', '−': 'zoom-out', '0': 'fit', f: 'full', p: 'pointer', l: 'link', '?': 'keys',
  v: 'silence-first', b: 'silence-second', z: 'sound-earlier', x: 'sound-later',
  '1': { speed: 0 }, '2': { speed: 1 }, '3': { speed: 2 }, '4': { speed: 3 }, '5': { speed: 4 }, '6': { speed: 5 },
};

const withShift: Record<string, Action> = { z: 'sound-much-earlier', x: 'sound-much-later' };

// In these a key is something else already.
const isTaken = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false;
  if (target.closest('[role="dialog"], [role="alertdialog"], textarea, [contenteditable="true"], [data-own-keys]') !== null) return true;
  const field = target.closest('input, select');
  // Of a volume only the keys that set it.
  if (field instanceof HTMLInputElement && field.type === 'range') return /^(arrow|page|home|end)/.test(key);
  if (field !== null) return true;
  if (key === ' ') return target.closest('button, a, summary, [role="button"], [role="tab"]') !== null;
  // A stage that is zoomed into is scrolled by them.
  return key.startsWith('arrow') || key === 'home' || key === 'end' ? target.closest('[role="tablist"], .stage-room:not(.fits)') !== null : false;
};

export const useKeys = (act: (action: Action) => void, off = false) => {
  const [hasLetters, setLetters] = useState(() => localStorage.getItem(kKey) !== 'off');
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (off) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      const action = always[key] ?? (hasLetters ? ((event.shiftKey ? withShift[key] : undefined) ?? letters[key]) : undefined);
      if (action === undefined || isTaken(event.target, key)) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [hasLetters, off]);
  const choose = useCallback((on: boolean) => {
    localStorage.setItem(kKey, on ? 'on' : 'off');
    setLetters(on);
  }, []);
  return { hasLetters, choose };
};
