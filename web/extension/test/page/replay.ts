// The page in which the tests show records again.
import type { PageRecord } from 'insyn-pages/records';
import { Renderer } from 'insyn-pages/render/renderer';

type Packed = PageRecord & { bytes?: string | Uint8Array; hash?: number[] | Uint8Array };
const unpacked = (record: Packed): PageRecord =>
  record.kind === 'asset' ? { ...record, hash: Uint8Array.from(record.hash), bytes: Uint8Array.from(atob(record.bytes as unknown as string), (character) => character.charCodeAt(0)) } : record;

let renderer: Renderer | null = null;
const replay = {
  clear(): void {
    renderer?.close();
    renderer = new Renderer(document.body);
  },
  async show(json: string): Promise<void> {
    renderer?.apply((JSON.parse(json) as Packed[]).map(unpacked));
    await renderer?.drawn();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  },
  fidelity: () => renderer?.fidelity(),
};
export type Replay = typeof replay;
(globalThis as unknown as { replay: Replay }).replay = replay;
