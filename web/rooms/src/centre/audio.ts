// Audio beside a recording: of a request that is open (`/v1/requests/ID`), or of an own recording (`/v1/own/recordings/ID`).
import { largestAudioNote } from 'insyn-recording';
import { ask, askFor } from './ask';
import { Refusal } from './failure';
import { maybe, number, oneOf, record, text } from './read';

// Its note, as it is signed; null where there is no audio.
export const audioNote = async (path: string, signal?: AbortSignal): Promise<string | null> => {
  try {
    const answer = await askFor(`${path}/audio/note`, { signal });
    const length = Number(answer.headers.get('content-length') ?? 0);
    if (length > largestAudioNote) throw new Refusal(0, 'audio-head');
    return await answer.text();
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
};

// The bytes from `from` to `to`, both included, of the sealed file; `to` may be answered short.
export const audioBytes = async (path: string, from: number, to: number, signal?: AbortSignal): Promise<Uint8Array> => {
  const answer = await askFor(`${path}/audio`, { headers: { range: `bytes=${from}-${to}` }, signal });
  return new Uint8Array(await answer.arrayBuffer());
};

// How much later than the importer said it lies, in milliseconds; who has set that, and as what. An agent's name is told to no reviewer.
export interface KeptOffset {
  ms: number;
  by: string | null;
  as: 'reviewer' | 'analyst' | 'agent' | null;
  at: string | null;
}
export const kFarthestOffset = 3_600_000;
const readSent = record<KeptOffset>({ ms: number, by: maybe(text), as: maybe(oneOf('reviewer', 'analyst', 'agent')), at: maybe(text) });
const readOffset = (value: unknown): KeptOffset => {
  const { ms, ...rest } = readSent(value);
  return { ms: Math.round(Math.max(-kFarthestOffset, Math.min(kFarthestOffset, ms))), ...rest };
};
export const keptOffset = (path: string): Promise<KeptOffset> => ask(`${path}/audio/offset`, readOffset);
export const keepOffset = (path: string, ms: number): Promise<KeptOffset> => ask(`${path}/audio/offset`, readOffset, { method: 'PUT', body: { ms } });
