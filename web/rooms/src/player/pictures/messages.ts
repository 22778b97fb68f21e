// What the page and its worker say to each other.
import type { Frame } from '../source';
import type { Told } from './chunk_reader';
import type { Facts } from './facts';

export type Asked =
  // `port`: on its other side the page opens chunks.
  | { ask: 'open'; kinds: string[]; port: MessagePort }
  | { ask: 'show'; id: number; time: number }
  | { ask: 'step'; id: number; time: number; direction: 1 | -1 }
  | { ask: 'draw anew' };

export type Said =
  | { say: 'frame'; id: number; frame: Frame | null }
  | { say: 'change'; id: number; time: number | null }
  | { say: 'refused'; id: number; why: Told }
  | { say: 'length'; milliseconds: number }
  | { say: 'facts'; facts: Facts }
  | { say: 'failed'; why: Told };
