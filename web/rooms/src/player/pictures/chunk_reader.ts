// Where a track's chunks come from, opened. `ChunkReader` of insyn-recording is one; the plain track is for tracks that are not sealed.
import { split } from 'insyn-track';

export interface ChunkReader {
  readonly chunks: readonly { readonly kind: string }[];
  // What the chunk at this place holds.
  open(place: number): Promise<Uint8Array>;
}

// A whole track in memory.
export const plainTrack = (bytes: Uint8Array): ChunkReader => {
  const chunks = [...split(bytes)];
  return {
    chunks: chunks.map(() => ({ kind: 'chunk' })),
    open: async (place) => {
      const chunk = chunks[place];
      if (chunk === undefined) throw new RangeError(`there is no chunk ${place}`);
      return chunk;
    },
  };
};

// What an error is across the border of a worker.
export interface Told {
  name: string;
  message: string;
  code: string | null;
  kind: string | null;
  status: number | null;
}

const textIn = (error: object, key: string): string | null => {
  const value = (error as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : null;
};

export const toldOf = (error: unknown): Told => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null, kind: null, status: null };
  const status = (error as { status?: unknown }).status;
  return {
    name: error.constructor.name,
    message: error.message,
    code: textIn(error, 'code'),
    kind: textIn(error, 'kind'),
    status: typeof status === 'number' ? status : null,
  };
};

export class SourceFailure extends Error {
  readonly code: string;
  readonly kind: string | null;
  readonly status: number | null;
  constructor(readonly told: Told) {
    super(told.message);
    this.code = told.code ?? (told.name === 'Unreachable' ? 'network' : 'page');
    this.kind = told.kind;
    this.status = told.status;
  }
}

// A chunk that is not what was listed is a gap in the recording; whatever else keeps a chunk from being read ends the playing.
export const isDamage = (error: unknown): boolean => {
  const { kind, name } = error instanceof SourceFailure ? error.told : toldOf(error);
  return kind === 'corrupt' || name === 'TrackError';
};

type Asked = { id: number; place: number };
type Answered = { id: number; bytes?: Uint8Array; failed?: Told };

// Of the chunk that is given without being asked for.
const kUnasked = 0;
const firstOf = (chunks: ChunkReader['chunks']): number => chunks.findIndex(({ kind }) => kind === 'chunk');

// Answers, on this side of `port`, what a `remoteReader` on the other side asks. The first chunk, which is needed in any case, is on its way before somebody can ask.
// Returns how to stop.
export const serveReader = (reader: ChunkReader, port: MessagePort): (() => void) => {
  const answer = ({ id, place }: Asked) =>
    reader.open(place).then(
      (bytes) => {
        // A copy of its own: what is handed over is gone from here.
        const own = bytes.slice();
        port.postMessage({ id, bytes: own } satisfies Answered, [own.buffer]);
      },
      (error: unknown) => port.postMessage({ id, failed: toldOf(error) } satisfies Answered),
    );
  port.onmessage = ({ data }: MessageEvent<Asked>) => void answer(data);
  const first = firstOf(reader.chunks);
  if (first >= 0) void answer({ id: kUnasked, place: first });
  return () => port.close();
};

export const remoteReader = (chunks: ChunkReader['chunks'], port: MessagePort): ChunkReader => {
  const waiting = new Map<number, { give: (bytes: Uint8Array) => void; fail: (error: unknown) => void }>();
  const wait = (id: number) => new Promise<Uint8Array>((give, fail) => waiting.set(id, { give, fail }));
  const first = firstOf(chunks);
  let unasked = first < 0 ? null : wait(kUnasked);
  // Whoever asks for it hears of it.
  unasked?.catch(() => undefined);
  let last = kUnasked;
  port.onmessage = ({ data }: MessageEvent<Answered>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.bytes !== undefined) one?.give(data.bytes);
    else if (data.failed !== undefined) one?.fail(new SourceFailure(data.failed));
  };
  return {
    chunks,
    open: (place) => {
      if (place === first && unasked !== null) {
        const given = unasked;
        unasked = null;
        return given;
      }
      last += 1;
      port.postMessage({ id: last, place } satisfies Asked);
      return wait(last);
    },
  };
};
