// Keys that are made in a browser and do not leave it: one for each request, and a reader's own. They lie in the browser's key store, as objects that can be used and not read.
import { BrowserSigner, type PublicKeys, publicKeysText, refuse, type Role, type Utc, within } from 'insyn-note';
import { recipientOf } from 'insyn-recording';

export interface StoredKey {
  /** "age1…": what the store finds it by. */
  recipient: string;
  name: string;
  made: Utc;
  /** X25519, private, not extractable. */
  opens: CryptoKey;
  /** Of a person's own: the role, and an Ed25519 pair of which the private half is not extractable. */
  role?: Role;
  signs?: { name: string; keys: CryptoKeyPair };
}

/** Where keys are kept. Nothing but a browser's own store keeps what cannot be read. */
export interface KeyStore {
  put(key: StoredKey): Promise<void>;
  get(recipient: string): Promise<StoredKey | undefined>;
  all(): Promise<StoredKey[]>;
  remove(recipient: string): Promise<void>;
}

async function newOpeningKey(): Promise<{ opens: CryptoKey; recipient: string }> {
  let keys: CryptoKeyPair;
  try {
    keys = (await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])) as CryptoKeyPair;
  } catch {
    return refuse('permanent', 'browser-cannot', { about: 'X25519' });
  }
  return { opens: keys.privateKey, recipient: await recipientOf(keys.privateKey) };
}

/** A key for one request. It is in the store when this returns. */
export async function makeRequestKey(store: KeyStore, name: string, now: Utc = Date.now()): Promise<StoredKey> {
  const key = { name, made: now, ...(await newOpeningKey()) };
  await store.put(key);
  return key;
}

/** A person's own keys, and their .pub file, for a party to vouch for. */
export async function makeOwnKeys(store: KeyStore, role: Role, name: string, keyName: string, now: Utc = Date.now()): Promise<{ key: StoredKey; pub: string }> {
  const { signer, keys } = await BrowserSigner.generate(keyName);
  const key: StoredKey = { name, made: now, role, signs: { name: keyName, keys }, ...(await newOpeningKey()) };
  const pub: PublicKeys = { role, name, verifier: signer.verifier, recipient: key.recipient };
  await store.put(key);
  return { key, pub: publicKeysText(pub) };
}

export const signerOf = (key: StoredKey): Promise<BrowserSigner> =>
  key.signs === undefined ? refuse('permanent', 'no-such-key', { about: key.name }) : BrowserSigner.of(key.signs.name, key.signs.keys);

/** The key with this recipient. */
export async function keyFor(store: KeyStore, recipient: string): Promise<StoredKey> {
  return (await store.get(recipient)) ?? refuse('denied', 'no-such-key', { about: recipient });
}

/** For tests, and for what shall be forgotten with the page. */
export class KeysOfPage implements KeyStore {
  private readonly keys = new Map<string, StoredKey>();
  put(key: StoredKey): Promise<void> {
    this.keys.set(key.recipient, key);
    return Promise.resolve();
  }
  get(recipient: string): Promise<StoredKey | undefined> {
    return Promise.resolve(this.keys.get(recipient));
  }
  all(): Promise<StoredKey[]> {
    return Promise.resolve([...this.keys.values()]);
  }
  remove(recipient: string): Promise<void> {
    this.keys.delete(recipient);
    return Promise.resolve();
  }
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

/** IndexedDB, in a database of its own. */
export class KeysOfBrowser implements KeyStore {
  private constructor(private readonly database: IDBDatabase) {}

  static async open(name = 'insyn-keys'): Promise<KeysOfBrowser> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys', { keyPath: 'recipient' });
    return new KeysOfBrowser(await answerOf(request));
  }
  put(key: StoredKey): Promise<void> {
    // A key that the browser could give out would be stored readably.
    within({ about: key.name }, () => {
      if (key.opens.extractable || key.signs?.keys.privateKey.extractable === true) refuse('permanent', 'no-such-key');
    });
    return this.change((keys) => keys.put(key));
  }
  async get(recipient: string): Promise<StoredKey | undefined> {
    return (await answerOf(this.keys('readonly').get(recipient))) as StoredKey | undefined;
  }
  async all(): Promise<StoredKey[]> {
    return (await answerOf(this.keys('readonly').getAll())) as StoredKey[];
  }
  remove(recipient: string): Promise<void> {
    return this.change((keys) => keys.delete(recipient));
  }
  close(): void {
    this.database.close();
  }

  private keys(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction('keys', mode, { durability: 'strict' }).objectStore('keys');
  }
  // It lasts when this returns.
  private change(action: (keys: IDBObjectStore) => unknown): Promise<void> {
    const keys = this.keys('readwrite');
    action(keys);
    return new Promise((resolve, reject) => {
      keys.transaction.oncomplete = () => resolve();
      keys.transaction.onabort = () => reject(keys.transaction.error ?? new Error('IndexedDB'));
    });
  }
}
