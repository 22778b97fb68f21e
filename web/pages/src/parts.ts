// What a state is made of, beside nodes.
import type { PageElement } from './nodes.js';
import type { AssetType, Declarations, RecordOf } from './records.js';

export interface PageDocument {
  readonly document: number;
  readonly frameOf: number;
  readonly frameIn: number;
  readonly application: string;
  viewport: { width: number; height: number; scale: number } | null;
  /** A reason, or 0. */
  withheld: number;
  scroll: { left: number; top: number };
  readonly fonts: RecordOf<'font'>[];
  root: PageElement | null;
  /** By their numbers. */
  readonly kept: Map<number, PageElement>;
}
export interface PageStyle {
  readonly declarations: Declarations;
  /** Those that its values name, each as often as they do. */
  readonly assets: readonly number[];
  uses: number;
}
export interface PageAsset {
  readonly type: AssetType;
  readonly hash: Uint8Array;
  readonly size: number;
  /** null: they are in an earlier chunk. */
  bytes: Uint8Array | null;
  /** That chunk; of an asset whose bytes came with a record the one in which it was. */
  readonly chunk: number;
  uses: number;
}
export interface Pointer {
  document: number;
  x: number;
  y: number;
  visible: boolean;
  down: boolean;
}
