// An agent's own recordings, and who has asked to open them.
import { ask, askFor, query } from './ask';
import { requestStates } from './requests';
import { list, maybe, number, oneOf, record, text } from './read';

export interface OwnRecording {
  id: string;
  began: string;
  kind: string | null;
  level: string;
  minutes: number | null; // rounded
  withheld: number | null; // percent
  keptUntil: string;
}
interface SentRecording extends Omit<OwnRecording, 'keptUntil'> {
  kept_until: string;
}
const readOwn = record<SentRecording>({ id: text, began: text, kind: maybe(text), level: text, minutes: maybe(number), withheld: maybe(number), kept_until: text });
const readPage = record({ recordings: list(readOwn), next: maybe(text) });

export const ownRecordings = async (after: string | null): Promise<{ recordings: OwnRecording[]; next: string | null }> => {
  const page = await ask(`/v1/own/recordings${query({ after })}`, readPage);
  return { recordings: page.recordings.map(({ kept_until: keptUntil, ...rest }) => ({ ...rest, keptUntil })), next: page.next };
};

export interface OwnOpening {
  id: string;
  state: (typeof requestStates)[number];
  asked: string;
  until: string;
  by: string | null;
  because: string | null;
  reading_entry: number | null;
}
const readOpenings = record({
  discard_until: maybe(text),
  openings: list(
    record<OwnOpening>({ id: text, state: oneOf(...requestStates), asked: text, until: text, by: maybe(text), because: maybe(text), reading_entry: maybe(number) }),
  ),
});
// Who has asked, and until when it may be discarded.
export const ownOpenings = async (id: string): Promise<{ openings: OwnOpening[]; discardUntil: string | null }> => {
  const { openings, discard_until: discardUntil } = await ask(`/v1/own/recordings/${id}`, readOpenings);
  return { openings, discardUntil };
};

// The bytes from `from` to `to`, both included, of its chunks, as they are sealed; `to` may be answered short.
export const ownChunkBytes = async (path: string, from: number, to: number, signal?: AbortSignal): Promise<Uint8Array> => {
  const answer = await askFor(path, { headers: { range: `bytes=${from}-${to}` }, signal });
  return new Uint8Array(await answer.arrayBuffer());
};
