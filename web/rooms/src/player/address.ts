// The address of a moment: `?at=123.4` in seconds, `?event=TEXT` for what matched.
import type { Item } from './source';

export const withMoment = (address: string, milliseconds: number): string => {
  const url = new URL(address);
  url.searchParams.delete('event');
  url.searchParams.set('at', (Math.floor(milliseconds / 100) / 10).toFixed(1));
  return url.href;
};

export const momentIn = (search: string): { at: number | null; event: string | null } => {
  const query = new URLSearchParams(search);
  const at = query.get('at');
  const seconds = at !== null && /^\d{1,6}(\.\d{1,3})?$/.test(at) ? Number(at) : null;
  return { at: seconds === null ? null : Math.round(seconds * 1000), event: query.get('event') };
};

// The first item that says it.
export const eventNamed = (items: readonly Item[], event: string): Item | null => {
  const said = (item: Item) => (item.kind === 'screen' ? item.name : item.kind === 'search' ? item.words : item.kind === 'page' ? item.text || item.what : null);
  return items.find((item) => said(item) === event) ?? null;
};
