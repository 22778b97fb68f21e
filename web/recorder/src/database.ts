// The browser's own store, IndexedDB: each change is one transaction, which is on the disk as a whole before it counts.
import { refuse, Refused } from 'insyn-note';

/** Of one database: the device's key and its usage journal, and the recordings. */
export const stores = ['device', 'usage', 'recordings', 'files', 'journal'] as const;
export type StoreName = (typeof stores)[number];

const named = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : 'IndexedDB');

function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error;
  return named(error) === 'QuotaExceededError' ? new Refused('full', 'storage-full') : new Refused('permanent', 'storage-failed', { about: named(error) });
}

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(refusedBy(request.error));
  });

export class Database {
  private constructor(
    private readonly database: IDBDatabase,
    readonly name: string,
  ) {}

  static async open(name = 'insyn-recorder'): Promise<Database> {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(name, 1);
    } catch (error) {
      throw refusedBy(error);
    }
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    return new Database(await answerOf(request), name);
  }

  /** It lasts when this returns. Where `action` throws, nothing is changed. */
  async change(names: readonly StoreName[], action: (store: (name: StoreName) => IDBObjectStore) => Promise<void> | void): Promise<void> {
    const transaction = this.transaction(names, 'readwrite');
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(refusedBy(transaction.error));
    });
    try {
      await action((name) => transaction.objectStore(name));
    } catch (error) {
      // Whatever it is about, nobody else is told.
      done.catch(() => undefined);
      abort(transaction);
      throw refusedBy(error);
    }
    await done;
  }
  read<T>(names: readonly StoreName[], action: (store: (name: StoreName) => IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = this.transaction(names, 'readonly');
    return action((name) => transaction.objectStore(name));
  }
  close(): void {
    this.database.close();
  }

  private transaction(names: readonly StoreName[], mode: IDBTransactionMode): IDBTransaction {
    try {
      // "strict" waits for the disk; otherwise a power cut takes what was said to be there.
      return this.database.transaction(names, mode, { durability: 'strict' });
    } catch (error) {
      throw refusedBy(error);
    }
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

export const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const corrupt = (about: string): never => refuse('corrupt', 'storage-failed', { about });
