// Readers of JSON from outside: each gives a value of its type or throws. What they do not name is left unread.
export type Read<T> = (value: unknown) => T;

const fail = (what: string): never => {
  throw new TypeError(`not ${what}`);
};

export const text: Read<string> = (value) => (typeof value === 'string' ? value : fail('a text'));
export const number: Read<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : fail('a number'));
export const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : fail('true or false'));

export const oneOf =
  <const T extends string>(...all: readonly T[]): Read<T> =>
  (value) =>
    all.find((one) => one === value) ?? fail('a known word');

// Null and missing are null.
export const maybe =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null || value === undefined ? null : read(value);

export const list =
  <T>(read: Read<T>): Read<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(read) : fail('a list');

export const record =
  <T extends object>(members: { [Key in keyof T]: Read<T[Key]> }): Read<T> =>
  (value) => {
    if (typeof value !== 'object' || value === null) return fail('an object');
    const read: Partial<T> = {};
    for (const key of Object.keys(members) as (keyof T)[]) read[key] = members[key]((value as Record<keyof T, unknown>)[key]);
    return read as T;
  };
