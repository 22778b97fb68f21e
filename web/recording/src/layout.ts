// The names of what lies in a recording's folder: docs/recording.md.
import { type Hash, parseHash, parseNumber, refuse, splitWord } from 'insyn-note';

export const mostChunks = 11_800;
export const largestChunk = 320 << 20;
export const largestNote = 1 << 20;
export const largestKeyFile = 1 << 20;
/** The longest line for each chunk, and one that was being written. */
export const largestJournal = (mostChunks + 1) * (14 + 64 + 1 + 9 + 1 + 88 + 1);

export const keyFiles = ['key.age', 'key.events.age', 'key.calls.age', 'key.agent.age'] as const;
export type KeyFile = (typeof keyFiles)[number];

/** `chunk` is track. Pictures (`chunk`) and `pages` are sealed to R, `events` to E, `calls` to C. */
export const chunkKinds = ['chunk', 'events', 'calls', 'pages'] as const;
export type ChunkKind = (typeof chunkKinds)[number];

/** What is handed out by a peel. */
export const peelKinds = ['pictures', 'events'] as const;
export type PeelKind = (typeof peelKinds)[number];
export const keyFileOf = (kind: PeelKind): KeyFile => (kind === 'pictures' ? 'key.age' : 'key.events.age');
export const isHandedOut = (chunk: ChunkKind, kind: PeelKind): boolean =>
  kind === 'pictures' ? chunk === 'chunk' || chunk === 'pages' : chunk === 'events';

/** What a chunk's file has to be: a line of the closing note, and of the journal. */
export interface ChunkRecord {
  index: number;
  kind: ChunkKind;
  sha256: Hash;
  length: number;
}

const digits = (index: number): string => index.toString().padStart(6, '0');
export const chunkFile = ({ index, kind }: Pick<ChunkRecord, 'index' | 'kind'>): string => `${digits(index)}.${kind}.age`;
export const chunkText = ({ index, kind, sha256, length }: ChunkRecord): string => `${kind} ${digits(index)} ${sha256} ${length}`;

/** Of a line, without a line end. */
export function parseChunk(text: string): ChunkRecord {
  const [word, rest] = splitWord(text);
  const kind = chunkKinds.find((one) => one === word);
  if (kind === undefined) refuse('corrupt', 'unknown-line');
  const [place, behind] = splitWord(rest);
  const [hash, length] = splitWord(behind);
  if (!/^[0-9]{6}$/.test(place) || Number(place) >= mostChunks) refuse('corrupt', 'not-a-number');
  return { index: Number(place), kind, sha256: parseHash(hash), length: parseNumber(length, largestChunk) };
}

/** The chunk that a file has; nothing where its name is no chunk's. */
export function chunkNamed(file: string): Pick<ChunkRecord, 'index' | 'kind'> | undefined {
  const parts = /^([0-9]{6})\.([a-z]+)\.age$/.exec(file);
  const kind = chunkKinds.find((one) => one === parts?.[2]);
  if (kind === undefined || Number(parts![1]) >= mostChunks) return undefined;
  return { index: Number(parts![1]), kind };
}

export const isRecordingId = (id: string): boolean => id.length === 32 && /^[0-9a-f]{32}$/.test(id);
export function parseRecordingId(text: string): string {
  if (!isRecordingId(text)) refuse('corrupt', 'line-value');
  return text;
}
