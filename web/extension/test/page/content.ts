// The content script of the tests: a capture that is begun, and whose records are taken, by the debugger.
import type { PageRecord } from 'insyn-pages/records';
import { Capture, type Options } from '../../src/capture/capture';

const packed = (record: PageRecord): unknown => (record.kind === 'asset' ? { ...record, hash: [...record.hash], bytes: btoa(Array.from(record.bytes, (byte) => String.fromCharCode(byte)).join('')) } : record);

let capture: Capture | null = null;
let records: PageRecord[] = [];
const test = {
  begin(options: Pick<Options, 'level' | 'shown' | 'masks' | 'stills' | 'looks' | 'sweep'>): void {
    records = [];
    capture = new Capture({ ...options, document: 1, application: 'Test', frameOf: 0, frameIn: 0, emit: (look) => records.push(...look), frame: () => false });
  },
  /** All records so far. */
  take(): string {
    return JSON.stringify(records.map(packed));
  },
  cost: () => JSON.stringify(capture?.cost),
  /** Nothing is waiting to be looked at. */
  isQuiet: () => capture?.isQuiet ?? true,
  stop(): void {
    capture?.stop();
    capture = null;
  },
};
export type Test = typeof test;
(globalThis as unknown as { insynTest: Test }).insynTest = test;
