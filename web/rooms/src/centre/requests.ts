// Requests to open recordings.
import { ask, askFor, query } from './ask';
import { flag, list, maybe, number, oneOf, record, text } from './read';

export const requestStates = ['asked', 'approved', 'refused', 'expired'] as const;
export interface OpeningRequest {
  id: string;
  recording: string;
  opens: 'pictures' | 'events';
  purpose: string; // its code; empty where the agreement has none
  because: string | null;
  state: (typeof requestStates)[number];
  asked: string;
  until: string;
  entry: number;
  note: string | null;
  answer: string | null;
  // Whether there is audio beside the recording.
  audio: boolean | null;
}

export const readRequest = record<OpeningRequest>({
  id: text,
  recording: text,
  opens: oneOf('pictures', 'events'),
  purpose: text,
  because: maybe(text),
  state: oneOf(...requestStates),
  asked: text,
  until: text,
  entry: number,
  note: maybe(text),
  answer: maybe(text),
  audio: maybe(flag),
});

const readPage = record({ requests: list(readRequest), next: maybe(text) });

// All of one's own, the oldest first.
export const requests = async (signal?: AbortSignal): Promise<OpeningRequest[]> => {
  const all: OpeningRequest[] = [];
  for (let after: string | null = null; ; ) {
    const page: { requests: OpeningRequest[]; next: string | null } = await ask(`/v1/requests${query({ most: 200, after })}`, readPage, { signal });
    all.push(...page.requests);
    if (page.next === null) return all;
    after = page.next;
  }
};

export const request = (id: string) => ask(`/v1/requests/${id}`, readRequest);

export const sendRequest = (note: string) => ask('/v1/requests', record({ id: text, entry: number }), { method: 'POST', body: note });

export interface Peel {
  entry: number;
  approval: string;
  peel: string;
  key: string; // base64
  opening: string;
  closing: string | null;
  journal: string | null;
}
export const peel = (id: string) =>
  ask(
    `/v1/requests/${id}/peel`,
    record<Peel>({ entry: number, approval: text, peel: text, key: text, opening: text, closing: maybe(text), journal: maybe(text) }),
  );

// The bytes from `from` to `to`, both included, of the chunks that the peel opens; `to` may be answered short.
export const chunkBytes = async (id: string, from: number, to: number, signal?: AbortSignal): Promise<Uint8Array> => {
  const answer = await askFor(`/v1/requests/${id}/chunks`, { headers: { range: `bytes=${from}-${to}` }, signal });
  return new Uint8Array(await answer.arrayBuffer());
};
