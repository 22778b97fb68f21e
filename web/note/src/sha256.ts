import { sha256 as digest } from '@noble/hashes/sha2';
import { bytesOf, type Hash, type Text, toHex } from './text.js';

export const sha256 = (text: Text): Uint8Array => digest(typeof text === 'string' ? bytesOf(text) : text);
/** In hexadecimal digits. */
export const hashOf = (text: Text): Hash => toHex(sha256(text));
