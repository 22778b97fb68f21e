// Where recordings lie until they are uploaded: sealed, as docs/recording.md names their files. Whatever it is made of, a change is on the disk, whole or not at all, when a call
// returns; it is refused with `storage-full` (`full`) or `storage-failed` (`permanent`).
import type { RecordingFiles } from 'insyn-recording';

export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** A recording that is being written, by whoever has this and nobody else. */
export interface StoredRecording {
  /** The journal's next line, and its chunk. Never the chunk without the line. */
  append(line: string, chunk: NamedFile): Promise<void>;
  /** Takes `reserve` away, so that there is room for the end. */
  removeReserve(): Promise<void>;
  /** The last chunk and the closing note come, and the journal goes. With it goes a chunk whose writing failed, of which nobody knows whether it came. */
  finish(end: NamedFile, closing: NamedFile, failed: string | undefined): Promise<void>;
  /** It is no longer being written. */
  release(): void;
}

export interface RecordingStore {
  /** A recording appears, with these files and an empty journal. Refused with `recording-there` where there is one of this id. */
  begin(id: string, files: readonly NamedFile[]): Promise<StoredRecording>;
  ids(): Promise<string[]>;
  /** By which it is verified and uploaded. */
  files(id: string): RecordingFiles;
  /** Whether somebody writes it: what is not closed and not being written was cut off, and stands by its journal. */
  isBeingWritten(id: string): Promise<boolean>;
  /** Shreds a recording: without its key files nobody opens it. */
  removeKeyFiles(id: string): Promise<void>;
  /** Takes a recording away altogether: it has arrived where it belongs, or its time is over. */
  remove(id: string): Promise<void>;
}

export const journalFile = 'chunks.journal';
export const closingFile = 'closing.note';
export const reserveFile = 'reserve';
