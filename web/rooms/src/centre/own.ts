// An agent's own recordings, and who has asked to open them.
import { ask, query } from './ask';
import { requestStates } from './requests';
import { list, maybe, number, oneOf, record, text } from './read';

export interface OwnRecording {
  id: string;
  began: string;
  kind: string | null;
  keptUntil: string;
}
interface SentRecording extends Omit<OwnRecording, 'keptUntil'> {
  kept_until: string;
}
const readOwn = record<SentRecording>({ id: text, began: text, kind: maybe(text), kept_until: text });
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
  openings: list(
    record<OwnOpening>({ id: text, state: oneOf(...requestStates), asked: text, until: text, by: maybe(text), because: maybe(text), reading_entry: maybe(number) }),
  ),
});
export const ownOpenings = async (id: string) => (await ask(`/v1/own/recordings/${id}`, readOpenings)).openings;
