// For tests, and for what shall be forgotten with the page: the same stores, in memory.
import { bytesOf, type Code, Refused } from 'insyn-note';
import { keyFiles, type RecordingFiles } from 'insyn-recording';
import type { DeviceKey, DeviceStore } from './device.js';
import { closingFile, journalFile, type NamedFile, type RecordingStore, reserveFile, type StoredRecording } from './storage.js';

interface Folder {
  files: Map<string, Uint8Array>;
  journal: string[];
}

export class RecordingsOfPage implements RecordingStore {
  private readonly folders = new Map<string, Folder>();
  private readonly written = new Set<string>();

  begin(id: string, files: readonly NamedFile[]): Promise<StoredRecording> {
    if (this.folders.has(id)) return Promise.reject(refusal('recording-there', id));
    const folder: Folder = { files: new Map(), journal: [] };
    const put = ({ name, bytes }: NamedFile): unknown => folder.files.set(name, bytes.slice());
    const change = (action: () => void): Promise<void> => (this.folders.get(id) === folder ? Promise.resolve(action()) : Promise.reject(refusal('not-a-recording', id)));
    files.forEach(put);
    this.folders.set(id, folder);
    this.written.add(id);
    return Promise.resolve({
      append: (line, chunk) =>
        change(() => {
          folder.journal.push(line);
          put(chunk);
        }),
      removeReserve: () => change(() => void folder.files.delete(reserveFile)),
      finish: (end, closing, failed) =>
        change(() => {
          if (failed !== undefined) folder.files.delete(failed);
          [end, closing].forEach(put);
          folder.journal = [];
        }),
      release: () => void this.written.delete(id),
    });
  }
  ids(): Promise<string[]> {
    return Promise.resolve([...this.folders.keys()]);
  }
  files(id: string): RecordingFiles {
    const folder = this.folders.get(id);
    const files = new Map(folder?.files);
    if (folder !== undefined && !files.has(closingFile)) files.set(journalFile, bytesOf(folder.journal.join('')));
    return { names: () => Promise.resolve([...files.keys()]), read: (name) => Promise.resolve(files.get(name) ?? null) };
  }
  isBeingWritten(id: string): Promise<boolean> {
    return Promise.resolve(this.written.has(id));
  }
  removeKeyFiles(id: string): Promise<void> {
    for (const name of keyFiles) this.folders.get(id)?.files.delete(name);
    return Promise.resolve();
  }
  remove(id: string): Promise<void> {
    this.folders.delete(id);
    return Promise.resolve();
  }
}

const refusal = (code: Code, about: string): Refused => new Refused('permanent', code, { about });

export class DeviceOfPage implements DeviceStore {
  private own: DeviceKey | undefined;
  private lines: string[] = [];
  private newest: string | undefined;

  key(): Promise<DeviceKey | undefined> {
    return Promise.resolve(this.own);
  }
  create(key: DeviceKey, line: string, mark: string): Promise<boolean> {
    if (this.own !== undefined) return Promise.resolve(false);
    this.own = key;
    this.lines = [line];
    this.newest = mark;
    return Promise.resolve(true);
  }
  usage(): Promise<{ lines: string[]; mark: string | undefined }> {
    return Promise.resolve({ lines: [...this.lines], mark: this.newest });
  }
  mark(): Promise<string | undefined> {
    return Promise.resolve(this.newest);
  }
  append(before: string, line: string, mark: string): Promise<boolean> {
    if (this.newest !== before) return Promise.resolve(false);
    this.lines.push(line);
    this.newest = mark;
    return Promise.resolve(true);
  }
}
