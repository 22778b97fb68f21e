// An extension's service worker, for browser.test.ts: what it does is asked for from outside.
import { verifyAgreement } from 'insyn-agreement';
import { parsePublicKeys, Refused, toBase64 } from 'insyn-note';
import { Database, Device, DeviceOfBrowser, endReasonOf, RecordingsOfBrowser, RecordingWriter } from '../src/index.js';

interface Told {
  agreement: string;
  pins: string[];
}
// How each change of the store was asked for.
const durabilities: (string | undefined)[] = [];
let writer: RecordingWriter | undefined;
let parts: Promise<{ database: Database; device: Device; keys: DeviceOfBrowser; store: RecordingsOfBrowser }> | undefined;

function watch(): void {
  const plain = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    if (mode === 'readwrite') durabilities.push(options?.durability);
    return plain.call(this, names, mode, options);
  };
}
async function open(): Promise<Awaited<NonNullable<typeof parts>>> {
  parts ??= (async () => {
    watch();
    const database = await Database.open();
    const keys = new DeviceOfBrowser(database);
    const device = (await Device.open(keys)) ?? (await Device.make(keys, 'Kassa 3'));
    return { database, device, keys, store: new RecordingsOfBrowser(database) };
  })();
  return parts;
}
const clock = (): number => Math.round(performance.now() * 1000);
const random = (length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1 << 16) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + (1 << 16))));
  return bytes;
};
const refusal = async (action: () => Promise<unknown>): Promise<string> => {
  try {
    await action();
    return 'done';
  } catch (error) {
    return error instanceof Refused ? error.code : String(error);
  }
};

const recorder = {
  async begin({ agreement, pins }: Told): Promise<string> {
    const { device, store } = await open();
    writer = await RecordingWriter.begin(store, device, {
      agreement: verifyAgreement(agreement, pins.map((pin) => parsePublicKeys(pin))), applications: ['Wiki'], agent: 'a17', agentKeys: [], call: '4711', begin: Date.now(), beginMonotonic: clock(),
    });
    return writer.id;
  },
  async append(length: number): Promise<number> {
    return (await writer!.append('pages', random(length))).index;
  },
  close: (reason: 'stopped' | 'disk-full' = 'stopped'): Promise<void> =>
    writer!.close({ end: Date.now(), endMonotonic: clock(), duration: 1, reason, kept: { times: 1, pixels: 1 }, withheld: [] }),
  /** Until it is refused; how many were appended, the refusal's code and the reason by which it ends, and how closing went. */
  async fill(length: number): Promise<{ appended: number; code: string; closed: string }> {
    for (let appended = 0; ; ++appended)
      try {
        await writer!.append('pages', random(length));
      } catch (error) {
        const reason = endReasonOf(error);
        return { appended, code: error instanceof Refused ? `${error.code} ${reason}` : String(error), closed: await refusal(() => recorder.close(reason as 'disk-full')) };
      }
  },
  async export(id: string): Promise<[string, string][]> {
    const files = (await open()).store.files(id);
    return Promise.all((await files.names()).map(async (name): Promise<[string, string]> => [name, toBase64((await files.read(name, 1 << 30))!)]));
  },
  async shred(id: string): Promise<void> {
    await (await open()).store.removeKeyFiles(id);
  },
  /** Of each recording, by its id. */
  async beingWritten(): Promise<[string, boolean][]> {
    const { store } = await open();
    return Promise.all((await store.ids()).map(async (id): Promise<[string, boolean]> => [id, await store.isBeingWritten(id)]));
  },
  async device(): Promise<{ pub: string; journal: string; newest: string }> {
    const { device } = await open();
    return { pub: device.pub, ...(await device.exportUsage()) };
  },
  durabilities: (): (string | undefined)[] => durabilities,
  /** What the browser gives out of the device's key, and whether a key that it would give out is taken. */
  async keyGivenOut(): Promise<string[]> {
    const { keys, database } = await open();
    const own = (await keys.key())!.keys.privateKey;
    const formats = ['pkcs8', 'jwk', 'raw'] as const;
    const answers = await Promise.all(formats.map((format) => crypto.subtle.exportKey(format, own).then(() => format as string, () => '')));
    const readable = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair;
    answers.push((await refusal(() => new DeviceOfBrowser(database).create({ name: 'x', keys: readable }, 'x', 'x'))) === 'no-such-key' ? '' : 'taken');
    return answers;
  },
  /** What of a change is there that fails in the middle; how much of what a view looks into is stored with it; what becomes of a recording that is begun twice, or taken away while it is written. */
  async storing(): Promise<Record<string, unknown>> {
    const { store, database } = await open();
    const [id, other, third] = ['f', 'e', 'd'].map((digit) => digit.repeat(32)) as [string, string, string];
    const secret = new TextEncoder().encode('secret-part-of-it');
    const unstorable = (() => 1) as unknown as Uint8Array;
    const halfBegun = await refusal(() => store.begin(other, [{ name: 'opening.note', bytes: secret }, { name: 'certificate.note', bytes: unstorable }]));
    const begunIds = (await store.ids()).length;
    const held = await store.begin(id, [{ name: 'opening.note', bytes: secret.subarray(0, 3) }]);
    const stored = (await store.files(id).read('opening.note', 100))!.buffer.byteLength;
    const halves = [
      await refusal(() => held.append('line\n', { name: '000000.pages.age', bytes: unstorable })), await refusal(() => held.append(unstorable as unknown as string, { name: '000000.pages.age', bytes: secret })),
    ];
    const left = [(await store.files(id).read('chunks.journal', 100))!.length, (await store.files(id).names()).length];
    const twice = [await refusal(() => store.begin(id, []))];
    held.release();
    // The browser lets go of a lock a moment later.
    while (await store.isBeingWritten(id));
    twice.push(await refusal(() => store.begin(id, [])));
    // Somebody has the lock who has stored nothing yet.
    await navigator.locks.request(`${database.name} ${third}`, async () => twice.push(await refusal(() => store.begin(third, []))));
    await store.remove(id);
    const after = await refusal(() => held.append('line\n', { name: '000000.pages.age', bytes: secret }));
    return { halfBegun, begunIds, stored, halves, left, twice, after, names: (await store.files(id).names()).length, ids: (await store.ids()).length };
  },
  /** Requests at once, of two devices as two workers have them. */
  async race(): Promise<number> {
    const { keys, device } = await open();
    const other = (await Device.open(keys))!;
    const request = (number: number): Parameters<Device['certify']>[0] => {
      const id = (0xabc000 + number).toString(16).padStart(32, '0');
      return { id, key: device.verifier.text.replace(/^[^+]*/, id), agent: 'a17', call: `${number}`, begin: Date.now(), beginMonotonic: 1, agreement: 'a'.repeat(64) };
    };
    // Whether the key is one of its name does not matter here, and is refused as late as that.
    const notes = await Promise.all(Array.from({ length: 6 }, (_, i) => (i % 2 === 0 ? device : other).writeDown({ what: 'refused', time: Date.now(), agreement: 'a'.repeat(64), agent: 'a17', call: request(i).call })));
    return notes.length;
  },
};
export type Recorder = typeof recorder;

(globalThis as unknown as { recorder: Recorder }).recorder = recorder;

interface Asked {
  what: 'beingWritten' | 'export';
  id: string;
}
type Heard = (asked: Asked, sender: unknown, answer: (value: unknown) => void) => boolean;
// A message starts a worker that was stopped.
(globalThis as unknown as { chrome?: { runtime?: { onMessage?: { addListener(heard: Heard): void } } } }).chrome?.runtime?.onMessage?.addListener(({ what, id }, _, answer) => {
  void recorder[what](id).then(answer);
  return true;
});
