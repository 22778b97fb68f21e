// The checkpoint memory of a browser: IndexedDB, in a database of its own.
import type { CheckpointMemory } from './reader.js';

/** For tests, and for what shall be forgotten with the page. */
export class MemoryOfPage implements CheckpointMemory {
  private readonly notes = new Map<string, string>();
  load(origin: string): Promise<string | null> {
    return Promise.resolve(this.notes.get(origin) ?? null);
  }
  save(origin: string, note: string): Promise<void> {
    this.notes.set(origin, note);
    return Promise.resolve();
  }
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

export class MemoryOfBrowser implements CheckpointMemory {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(name = 'insyn-ledgers'): Promise<MemoryOfBrowser> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('checkpoints');
    return new MemoryOfBrowser(await done(request));
  }
  async load(origin: string): Promise<string | null> {
    const note: unknown = await done(this.database.transaction('checkpoints').objectStore('checkpoints').get(origin));
    return typeof note === 'string' ? note : null;
  }
  save(origin: string, note: string): Promise<void> {
    const transaction = this.database.transaction('checkpoints', 'readwrite', { durability: 'strict' });
    transaction.objectStore('checkpoints').put(note, origin);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB'));
      transaction.onabort = transaction.onerror;
    });
  }
  close(): void {
    this.database.close();
  }
}
