// What a reel is given: how much it may keep, and whom it tells what it has read.
import type { Facts } from './facts';

export interface Budget {
  // Bytes of decoded pictures.
  kept: number;
}

export interface Teller {
  length(milliseconds: number): void;
  facts(facts: Facts): void;
  failed(error: unknown): void;
}
