// Recordings and the device in the browser's own store.
import { bytesOf, refuse } from 'insyn-note';
import { keyFiles, type RecordingFiles } from 'insyn-recording';
import { answerOf, corrupt, type Database, type StoreName, textOr } from './database.js';
import type { DeviceKey, DeviceStore } from './device.js';
import { closingFile, journalFile, type NamedFile, type RecordingStore, reserveFile, type StoredRecording } from './storage.js';

const everythingOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

// What is stored of a view is all that it looks into, be it somebody else's.
const alone = (bytes: Uint8Array): Uint8Array => (bytes.buffer.byteLength === bytes.byteLength ? bytes : bytes.slice());

export class RecordingsOfBrowser implements RecordingStore {
  constructor(private readonly database: Database) {}

  async begin(id: string, files: readonly NamedFile[]): Promise<StoredRecording> {
    const release = await this.lock(id);
    try {
      await this.database.change(['recordings', 'files', 'journal'], async (store) => {
        if ((await answerOf(store('recordings').getKey(id))) !== undefined) refuse('permanent', 'recording-there', { about: id });
        store('recordings').put(true, id);
        for (const file of files) put(store('files'), id, file);
      });
    } catch (error) {
      release();
      throw error;
    }
    return new WrittenRecording(this.database, id, release);
  }
  async ids(): Promise<string[]> {
    const keys = await this.database.read(['recordings'], (store) => answerOf(store('recordings').getAllKeys()));
    return keys.map(String);
  }
  files(id: string): RecordingFiles {
    const names = async (): Promise<string[]> => {
      const keys = await this.database.read(['files'], (store) => answerOf(store('files').getAllKeys(everythingOf(id))));
      const found = keys.map((key) => String((key as IDBValidKey[])[1]));
      return found.length === 0 || found.includes(closingFile) ? found : [...found, journalFile];
    };
    const read = async (name: string): Promise<Uint8Array | null> => {
      if (name === journalFile) return this.journal(id);
      const value: unknown = await this.database.read(['files'], (store) => answerOf(store('files').get([id, name])));
      if (value instanceof Blob) return new Uint8Array(await value.arrayBuffer());
      return value === undefined ? null : value instanceof Uint8Array ? value : corrupt(name);
    };
    return { names, read };
  }
  async isBeingWritten(id: string): Promise<boolean> {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name === this.lockOf(id));
  }
  removeKeyFiles(id: string): Promise<void> {
    return this.database.change(['files'], (store) => {
      for (const name of keyFiles) store('files').delete([id, name]);
    });
  }
  remove(id: string): Promise<void> {
    return this.database.change(['recordings', 'files', 'journal'], (store) => {
      store('recordings').delete(id);
      for (const one of ['files', 'journal'] as const) store(one).delete(everythingOf(id));
    });
  }

  private async journal(id: string): Promise<Uint8Array | null> {
    return this.database.read(['recordings', 'files', 'journal'], async (store) => {
      const isOpen = (await answerOf(store('recordings').getKey(id))) !== undefined && (await answerOf(store('files').getKey([id, closingFile]))) === undefined;
      if (!isOpen) return null;
      const lines = await answerOf<unknown[]>(store('journal').getAll(everythingOf(id)));
      return bytesOf(lines.map((line) => textOr(line) ?? corrupt(journalFile)).join(''));
    });
  }
  private lockOf(id: string): string {
    return `${this.database.name} ${id}`;
  }
  // Held until it is released, or until whoever holds it is gone.
  private lock(id: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const held = navigator.locks.request(this.lockOf(id), { ifAvailable: true }, (lock) => {
        if (lock === null) return refuse('permanent', 'recording-there', { about: id });
        return new Promise<void>((release) => resolve(release));
      });
      held.catch(reject);
    });
  }
}

// A blob has a file of its own, which goes when it is removed. Other small values stay in the database's log for as long as that is: a recording whose key file does is not shredded.
const valueOf = ({ name, bytes }: NamedFile): Uint8Array | Blob => (keyFiles.some((one) => one === name) ? new Blob([alone(bytes) as Uint8Array<ArrayBuffer>]) : alone(bytes));
const put = (files: IDBObjectStore, id: string, file: NamedFile): unknown => files.put(valueOf(file), [id, file.name]);

class WrittenRecording implements StoredRecording {
  private lines = 0;
  constructor(
    private readonly database: Database,
    private readonly id: string,
    readonly release: () => void,
  ) {}

  async append(line: string, chunk: NamedFile): Promise<void> {
    await this.change(['files', 'journal'], (store) => {
      store('journal').add(line, [this.id, this.lines]);
      put(store('files'), this.id, chunk);
    });
    ++this.lines;
  }
  removeReserve(): Promise<void> {
    return this.change(['files'], (store) => void store('files').delete([this.id, reserveFile]));
  }
  finish(end: NamedFile, closing: NamedFile, failed: string | undefined): Promise<void> {
    return this.change(['files', 'journal'], (store) => {
      if (failed !== undefined) store('files').delete([this.id, failed]);
      for (const file of [end, closing]) put(store('files'), this.id, file);
      store('journal').delete(everythingOf(this.id));
    });
  }

  // Nothing is written of a recording that somebody has taken away.
  private change(names: readonly StoreName[], action: (store: (name: StoreName) => IDBObjectStore) => void): Promise<void> {
    return this.database.change(['recordings', ...names], async (store) => {
      if ((await answerOf(store('recordings').getKey(this.id))) === undefined) refuse('permanent', 'not-a-recording', { about: this.id });
      action(store);
    });
  }
}

const deviceKey = 'key';
const markKey = 'newest';

export class DeviceOfBrowser implements DeviceStore {
  constructor(private readonly database: Database) {}

  async key(): Promise<DeviceKey | undefined> {
    return (await this.database.read(['device'], (store) => answerOf(store('device').get(deviceKey)))) as DeviceKey | undefined;
  }
  async create(key: DeviceKey, line: string, mark: string): Promise<boolean> {
    // A key that the browser could give out would be stored readably.
    if (key.keys.privateKey.extractable) refuse('permanent', 'no-such-key', { about: key.name });
    let made = false;
    await this.database.change(['device', 'usage'], async (store) => {
      if ((await answerOf(store('device').getKey(deviceKey))) !== undefined) return;
      store('device').put(key, deviceKey);
      store('device').put(mark, markKey);
      store('usage').add(line, 0);
      made = true;
    });
    return made;
  }
  usage(): Promise<{ lines: string[]; mark: string | undefined }> {
    return this.database.read(['device', 'usage'], async (store) => {
      const mark = textOr(await answerOf<unknown>(store('device').get(markKey)));
      const lines = await answerOf<unknown[]>(store('usage').getAll());
      return { lines: lines.map((line) => textOr(line) ?? ''), mark };
    });
  }
  async mark(): Promise<string | undefined> {
    return textOr(await this.database.read(['device'], (store) => answerOf<unknown>(store('device').get(markKey))));
  }
  async append(before: string, line: string, mark: string): Promise<boolean> {
    let added = false;
    await this.database.change(['device', 'usage'], async (store) => {
      if (textOr(await answerOf<unknown>(store('device').get(markKey))) !== before) return;
      store('usage').add(line, await answerOf(store('usage').count()));
      store('device').put(mark, markKey);
      added = true;
    });
    return added;
  }
}
