// A filter as the words of an address, so that a list can be linked to, saved, and gone back to.
import { type Filter, kEverything, type Order, orders, type State, states } from '../centre/recordings';

const day = (value: string | null) => (value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '');
const whole = (value: string | null) => (value !== null && /^\d{1,4}$/.test(value) ? Number(value) : null);

export const filterOf = (search: string): Filter => {
  const words = new URLSearchParams(search);
  return {
    from: day(words.get('from')),
    to: day(words.get('to')),
    kind: words.getAll('kind'),
    queue: words.getAll('queue'),
    application: words.getAll('application'),
    state: words.getAll('state').filter((value): value is State => states.some((state) => state === value)),
    minutesFrom: whole(words.get('minutes_from')),
    minutesTo: whole(words.get('minutes_to')),
    withheldMost: whole(words.get('withheld_most')),
    example: words.get('example') === '1',
    order: orders.find((order): order is Order => order === words.get('order')) ?? kEverything.order,
  };
};

export const wordsOf = (filter: Filter): string => {
  const words = new URLSearchParams();
  const put = (key: string, value: string | number | null) => {
    if (value !== null && value !== '') words.append(key, String(value));
  };
  put('from', filter.from);
  put('to', filter.to);
  for (const key of ['kind', 'queue', 'application', 'state'] as const) for (const value of filter[key]) put(key, value);
  put('minutes_from', filter.minutesFrom);
  put('minutes_to', filter.minutesTo);
  put('withheld_most', filter.withheldMost);
  if (filter.example) put('example', '1');
  if (filter.order !== kEverything.order) put('order', filter.order);
  return words.toString();
};
