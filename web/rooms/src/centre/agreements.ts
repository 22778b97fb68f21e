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
// A note that both parties have signed; the server verifies that with their pinned keys.
export const registerAgreement = (note: string) => ask('/v1/agreements', record({ hash: text, entry: number }), { method: 'POST', body: note });
