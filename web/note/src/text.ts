// Checks on texts from outside, as src/base/text.h and src/base/name.h make them.
import { refuse } from './refused.js';

export const longestText = 1 << 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A string's UTF-8. Refused where it has half of a surrogate pair, which has none. */
export function bytesOf(text: string): Uint8Array {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) refuse('corrupt', 'not-utf8');
  }
  return encoder.encode(text);
}

export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return refuse('corrupt', 'not-utf8');
  }
}

/** Bytes as they came, or a string. */
export type Text = Uint8Array | string;

/** A text of at most 1 MiB of UTF-8, without control characters but those in `allowed`. */
export function checkedText(given: Text, allowed: string, limit = longestText): string {
  if (given.length > limit) refuse('corrupt', 'too-long');
  const bytes = typeof given === 'string' ? bytesOf(given) : given;
  if (bytes.length > limit) refuse('corrupt', 'too-long');
  const text = typeof given === 'string' ? given : textOf(given);
  let line = 1;
  for (let i = 0; i < text.length; ++i) {
    const code = text.charCodeAt(i);
    if (code >= 0x20) continue;
    if (!allowed.includes(text[i]!)) refuse('corrupt', 'control-character', { line });
    if (code === 0x0a) ++line;
  }
  return text;
}

type Range = readonly [number, number];
const isIn = (ranges: readonly Range[], character: number): boolean => ranges.some(([first, last]) => character >= first && character <= last);

// Default_Ignorable_Code_Point and Bidi_Control of Unicode 14.0, control characters, separators and what else is invisible: src/base/text.cc.
const invisible: readonly Range[] = [
  [0x0, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x200b, 0x200f],
  [0x2028, 0x202e], [0x2060, 0x206f], [0x2800, 0x2800], [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xfffb],
  [0x13430, 0x1343f], [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a], [0xe0000, 0xe0fff], [0xfffe, 0xffff],
];

/** Whether a character is invisible itself and changes how the text around it is shown, or makes two texts look the same that are not. */
export const misleads = (character: number): boolean => (character < 0x20 || character >= 0x7f) && isIn(invisible, character);

/** Refused where a text has a character that misleads, except line ends and tabs. */
export function checkShown(text: string): void {
  let line = 1;
  for (const character of text) {
    const layout = character === '\n' || character === '\r' || character === '\t';
    if (!layout && misleads(character.codePointAt(0)!)) refuse('corrupt', 'invisible-character', { line });
    if (character === '\n') ++line;
  }
}

/** A value that will be shown: 1 to `limit` bytes without invisible characters. */
export function checkReadable(value: string, limit: number): void {
  if (value === '') refuse('corrupt', 'empty');
  if (value.length > limit || bytesOf(value).length > limit) refuse('corrupt', 'too-long');
  for (const character of value) if (misleads(character.codePointAt(0)!)) refuse('corrupt', 'invisible-character');
}

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f || code === 0x3000;

function checkSpaces(text: string): void {
  let space = true;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if ((code !== 0x20 && isSpace(code)) || (space && code === 0x20)) refuse('corrupt', 'name-spaces');
    space = code === 0x20;
  }
  if (space) refuse('corrupt', 'name-spaces');
}

// Combining marks, and letters that there are for the sake of older sets of characters.
const otherForms: readonly Range[] = [
  [0x300, 0x36f], [0x1ab0, 0x1aff], [0x1dc0, 0x1dff], [0x20d0, 0x20ff], [0x2126, 0x2126], [0x212a, 0x212b], [0x2132, 0x2188], [0xfb00, 0xfb06], [0xfe20, 0xfe2f],
];

// The property Script of Unicode 14.0, of the scripts with letters that pass for each other: src/base/name.cc.
const scripts: readonly (readonly Range[])[] = [
  [ // Latin
    [0x41, 0x5a], [0x61, 0x7a], [0xaa, 0xaa], [0xba, 0xba], [0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0x2b8], [0x2e0, 0x2e4], [0x1d00, 0x1d25], [0x1d2c, 0x1d5c],
    [0x1d62, 0x1d65], [0x1d6b, 0x1d77], [0x1d79, 0x1dbe], [0x1e00, 0x1eff], [0x2071, 0x209c], [0x212a, 0x212b], [0x2132, 0x2188], [0x2c60, 0x2c7f],
    [0xa722, 0xa7ff], [0xab30, 0xab64], [0xfb00, 0xfb06],
  ],
  [ // Greek
    [0x370, 0x373], [0x375, 0x37d], [0x37f, 0x384], [0x386, 0x386], [0x388, 0x3e1], [0x3f0, 0x3ff], [0x1d26, 0x1d2a], [0x1d5d, 0x1d61], [0x1d66, 0x1d6a],
    [0x1dbf, 0x1dbf], [0x1f00, 0x1ffe], [0x2126, 0x2126], [0xab65, 0xab65],
  ],
  [[0x400, 0x484], [0x487, 0x52f], [0x1c80, 0x1c88], [0x1d2b, 0x1d2b], [0x1d78, 0x1d78], [0x2de0, 0x2dff], [0xa640, 0xa69f]], // Cyrillic
  [[0x531, 0x556], [0x559, 0x58f]], // Armenian
  [[0x13a0, 0x13fd], [0xab70, 0xabbf]], // Cherokee
  [[0x3e2, 0x3ef], [0x2c80, 0x2cff]], // Coptic
  [[0xa4d0, 0xa4ff]], // Lisu
  [[0xff21, 0xff5a], [0x1d400, 0x1d7ff]], // mathematical and full-width
];

function checkOneScript(text: string): void {
  let first = -1;
  for (const character of text) {
    const script = scripts.findIndex((ranges) => isIn(ranges, character.codePointAt(0)!));
    if (script < 0 || script === first) continue;
    if (first >= 0) refuse('corrupt', 'name-mixed-scripts');
    first = script;
  }
}

/** A name that people sign and compare: docs/agreement.md, "The terms". */
export function checkName(name: string, limit: number): void {
  checkReadable(name, limit);
  checkSpaces(name);
  for (const character of name) if (isIn(otherForms, character.codePointAt(0)!)) refuse('corrupt', 'name-letter-forms');
  checkOneScript(name);
}

/** The path of a file, each part of which may be in a script of its own. */
export function checkPath(path: string, limit: number): void {
  checkReadable(path, limit);
  for (const part of path.split(/[/\\]/)) checkOneScript(part);
}

/** 1 to `limit` of a to z, 0 to 9 and "-". */
export const isCode = (text: string, limit: number): boolean => text.length <= limit && /^[a-z0-9-]+$/.test(text);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; ++i) valueOf[alphabet.charCodeAt(i)] = i;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += alphabet[group >> 18]! + alphabet[(group >> 12) & 63]! + (left > 1 ? alphabet[(group >> 6) & 63]! : '=') + (left > 2 ? alphabet[group & 63]! : '=');
  }
  return text;
}

/** Of canonical base64 with padding (RFC 4648): nothing else gives bytes. */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) refuse('corrupt', 'not-base64');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const digits = text.length - padding;
  let bits = 0;
  let have = 0;
  let at = 0;
  for (let i = 0; i < digits; ++i) {
    const value = valueOf[text.charCodeAt(i)] ?? -1;
    if (value < 0) refuse('corrupt', 'not-base64');
    bits = ((bits << 6) | value) & 0xfff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes[at++] = (bits >> have) & 0xff;
  }
  // What is left of the last digit has to be zero.
  if ((bits & ((1 << have) - 1)) !== 0) refuse('corrupt', 'not-base64');
  return bytes;
}

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Of lower-case hexadecimal digits; so many bytes. */
export function fromHex(text: string, size: number): Uint8Array {
  if (text.length !== size * 2 || !/^[0-9a-f]*$/.test(text)) refuse('corrupt', 'not-hex');
  return Uint8Array.from({ length: size }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** A SHA-256 in 64 lower-case hexadecimal digits. */
export type Hash = string;
export const isHash = (text: string): boolean => text.length === 64 && /^[0-9a-f]+$/.test(text);

/** "age1" and 58 lower-case bech32 characters: by its form only. */
export const looksLikeRecipient = (text: string): boolean => text.length === 62 && /^age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}$/.test(text);

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

