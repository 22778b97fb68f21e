// The agreements that are registered, as they were signed.
import { ask, askFor } from './ask';
import { list, number, record, text } from './read';

export interface Registered {
  hash: string;
  id: string;
  entry: number;
}

export const agreements = () => ask('/v1/agreements', list(record<Registered>({ hash: text, id: text, entry: number })));
export const agreementNote = async (hash: string) => (await askFor(`/v1/agreements/${hash}`)).text();
