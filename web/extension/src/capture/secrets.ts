// Numbers of cards and of people in a text. Where it is unsure whether something is one, it is.

const luhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; ++i) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 === 0;
};

/** Whether there is such a day; in years of two digits each 29th of February is. */
const isDay = (day: number, month: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
const two = (digits: string, at: number): number => Number(digits.slice(at, at + 2));

/** Sweden: YYMMDDNNNC, the day also with 60 more (samordningsnummer). */
const swedish = (ten: string): boolean => {
  const day = two(ten, 4);
  return isDay(day > 60 ? day - 60 : day, two(ten, 2)) && luhn(ten);
};

const weighed = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11;

/** Denmark: DDMMYYNNNN. Since 2007 numbers are given whose check does not hold, so that one written as such needs none. */
const danish = (ten: string, divided: boolean): boolean => isDay(two(ten, 0), two(ten, 2)) && (divided || weighed(ten, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0);

/** Norway: DDMMYYNNNCC; the day with 40 more (D-nummer), the month with 40, 65 or 80 more (made-up ones, and those of hospitals). */
const norwegian = (eleven: string): boolean => {
  const day = two(eleven, 0);
  const month = two(eleven, 2);
  if (!isDay(day > 40 ? day - 40 : day, month > 80 ? month - 80 : month > 65 ? month - 65 : month > 40 ? month - 40 : month)) return false;
  return weighed(eleven, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) === 0 && weighed(eleven, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0;
};

const kFinnish = /(?<![\dA-Z])(\d{2})(\d{2})(\d{2})[-+ABCDEFUVWXY](\d{3})([0-9A-FHJKLMNPRSTUVWXY])(?![\dA-Z])/gi;
const finnish = (text: string): boolean => {
  for (const [, day, month, year, number, check] of text.matchAll(kFinnish)) {
    if (!isDay(Number(day), Number(month))) continue;
    if ('0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${day ?? ''}${month ?? ''}${year ?? ''}${number ?? ''}`) % 31] === check?.toUpperCase()) return true;
  }
  return false;
};

// Digits that somebody reads as one number: with at most one sign of division, or two, between any two of them.
const kRuns = /\d(?:[\s\u00a0\u2000-\u200f\u202f\u2060\ufeff.\-\u2010-\u2015\u2212/+_·]{0,3}\d){5,}/g;
const kPerson = /^(?:\d{2})?\d{6}\D{1,3}\d{4}$/;

/** Any part of the digits that may be a number of somebody or of a card. */
const hidden = (run: string): boolean => {
  const digits = run.replace(/\D/g, '');
  const groups = run.split(/\D+/);
  // A number is written from where a group begins to where one ends; without groups it is all of it.
  const ends: number[] = [0];
  for (const group of groups) ends.push((ends[ends.length - 1] ?? 0) + group.length);
  for (let from = 0; from + 1 < ends.length; ++from)
    for (let to = from + 1; to < ends.length && to <= from + 20; ++to) {
      const part = digits.slice(ends[from], ends[to]);
      if (part.length > 19) break;
      if (part.length >= 13 && luhn(part) && !/^0+$/.test(part)) return true;
      if (part.length === 10 && (swedish(part) || danish(part, kPerson.test(groups.slice(from, to).join(' '))))) return true;
      if (part.length === 12 && /^(16|18|19|20)/.test(part) && swedish(part.slice(2))) return true;
      if (part.length === 11 && norwegian(part)) return true;
    }
  // A long one without groups may have one inside, as where two fields' values were put together.
  if (groups.length === 1 && digits.length > 19) for (let at = 0; at + 16 <= digits.length; ++at) if (luhn(digits.slice(at, at + 16))) return true;
  return false;
};

const kOtherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\u{1d7ce}-\u{1d7ff}\u2460-\u2468\u2070-\u2079\u2080-\u2089]/gu;
/** Digits of other scripts and shapes as plain ones. */
const plain = (text: string): string => text.normalize('NFKC').replace(kOtherDigits, (digit) => String([0x660, 0x6f0, 0x966].map((zero) => (digit.codePointAt(0) ?? 0) - zero).find((value) => value >= 0 && value < 10) ?? digit));

/** Whether a number of a card (Luhn, 13 to 19 digits) or of a person in Sweden, Denmark, Norway or Finland may be in the text. */
export const hasSecret = (text: string): boolean => {
  let digits = 0;
  let other = false;
  for (let at = 0; at < text.length; ++at) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) ++digits;
    else if (code > 0x5ff) other = true;
  }
  if (digits < 9 && !other) return false;
  const said = other || digits > 0 ? plain(text) : text;
  for (const [run] of said.matchAll(kRuns)) if (hidden(run)) return true;
  return finnish(said);
};

/** Whether what is being typed may become such a number: six digits in a row and it is not kept until the field is left. */
export const mayBecomeSecret = (text: string): boolean => {
  for (const [run] of plain(text).matchAll(kRuns)) if (run.replace(/\D/g, '').length >= 6) return true;
  return false;
};

const kPiece = /^[\s\u00a0]*(\d{1,8})[\s\u00a0-]*$/;

/**
 * Short texts of digits alone that stand one after another, as a number does that is written in boxes: indices of those that may be parts of one.
 */
export const secretPieces = (texts: readonly string[]): Set<number> => {
  const found = new Set<number>();
  const pieces = texts.map((text) => kPiece.exec(text)?.[1]);
  for (let from = 0; from < pieces.length; ++from) {
    let joined = '';
    const lengths: number[] = [];
    for (let to = from; to < pieces.length && joined.length < 19; ++to) {
      const piece = pieces[to];
      if (piece === undefined) break;
      joined += piece;
      lengths.push(piece.length);
      if (lengths.length < 2) continue;
      const single = lengths.every((length) => length === 1);
      // As they are written: 4-4-4-4, 4-6-5, 4-4-4-4-3, digit by digit; 6-4 and 8-4.
      const shape = lengths.join('-');
      const card = (single || /^4(-4){2,3}(-[1-4])?$/.test(shape) || shape === '4-6-5' || shape === '4-6-4') && joined.length >= 13 && joined.length <= 19 && luhn(joined);
      const person = (single || /^(6-4|8-4|6-5|6-3-1|2-2-2-4|4-2-2-4)$/.test(shape)) && hidden(single ? joined : [joined.slice(0, -4), joined.slice(-4)].join('-')) && joined.length <= 12;
      if (card || person) for (let at = from; at <= to; ++at) found.add(at);
    }
  }
  return found;
};
