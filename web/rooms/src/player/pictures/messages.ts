// What the page and its worker say to each other.
import type { Picture } from '../source';
import type { Told } from './chunk_reader';
import type { Facts } from './facts';

export type Asked =
  // `port`: on its other side the page opens chunks, the first one without being asked.
  | { ask: 'open'; kinds: string[]; port: MessagePort }
  | { ask: 'show'; id: number; time: number }
  | { ask: 'step'; id: number; time: number; direction: 1 | -1 }
  | { ask: 'draw anew' }
  // Of a picture that was drawn.
  | { ask: 'use again'; pixels: ArrayBuffer };

export type Said =
  | { say: 'picture'; id: number; picture: Picture | null }
  | { say: 'change'; id: number; time: number | null }
  | { say: 'refused'; id: number; why: Told }
  | { say: 'length'; milliseconds: number }
  | { say: 'facts'; facts: Facts }
  | { say: 'failed'; why: Told };
