// When two texts are the id of one call: docs/usage-journal.md, "When two ids are one call's".

/** What is compared: without white space at the ends, one space for each run of it within, and small letters for A to Z. Nothing else of a text is changed. */
export const normalisedCallId = (id: string): string =>
  id.replace(/[ \t-\r]+/g, ' ').replace(/^ | $/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// In C++ an ending is counted in bytes, of which a letter beyond ASCII has two or more, each of which passes for a letter.
function withoutEnding(id: string): string {
  const found = /^(.+)[\x00-\x2f\x3a-\x60\x7b-\x7f]([a-z0-9\x80-\u{10ffff}]+)$/su.exec(id);
  return found === null || new TextEncoder().encode(found[2]).length > 3 ? id : found[1]!;
}

/** Whether two normalised ids differ only in a short ending, which one of them may lack: a character that is neither letter nor digit, and one to three letters or digits. */
export function mayBeOneCall(a: string, b: string): boolean {
  const [left, right] = [withoutEnding(a), withoutEnding(b)];
  return a === b || left === b || a === right || left === right;
}
