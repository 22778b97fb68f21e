// The three identities that a recording's chunks are sealed to, each made for it alone: what they seal, this program cannot open.
import { generateIdentity } from 'age-encryption';
import type { Agreement, Layer, Terms } from 'insyn-agreement';
import { refuse, Refused } from 'insyn-note';
import { recipientOf, sealTo } from 'insyn-recording';
import type { NamedFile } from './storage.js';

export interface RecordingKeys {
  /** R and E; nothing where no pictures are made, or no events kept. */
  pictures: string | undefined;
  events: string | undefined;
  calls: string;
  /** The key files that there are, in the order in which an opening note lists them. */
  files: NamedFile[];
}

export const keepsEvents = (terms: Terms): boolean => terms.insightRecipient !== undefined && (terms.screens.length > 0 || terms.didNotHelp);

interface Identity {
  secret: string;
  recipient: string;
}
async function newIdentity(): Promise<Identity> {
  const secret = await generateIdentity();
  return { secret, recipient: await recipientOf(secret) };
}
// As age-keygen writes it.
const fileText = ({ secret, recipient }: Identity): string => `# public key: ${recipient}\n${secret}\n`;

async function seal(recipients: readonly string[], plain: Uint8Array | string): Promise<Uint8Array> {
  if (recipients.length === 0) refuse('permanent', 'not-a-recipient');
  try {
    return await sealTo(recipients, plain);
  } catch (error) {
    return error instanceof Refused ? refuse(error.kind, error.code) : refuse('corrupt', 'not-a-recipient');
  }
}

/**
 * Makes R, E and C as they are needed, wraps R for both parties, E for the union and the insight key, C for the union, and all of them for each of `agent`, the agent's recipients,
 * where agents may see what is kept of their own calls. The secret halves are forgotten: JavaScript cannot overwrite them, so that they go with the worker's memory.
 */
export async function makeRecordingKeys(agreement: Agreement, agent: readonly string[]): Promise<RecordingKeys> {
  const { terms, openers } = agreement;
  const layer = (which: Layer): string[] => openers.filter((one) => one.layer === which).map(({ recipient }) => recipient);
  const unions = layer('union');
  const twice = async (one: Identity, which: Layer): Promise<Uint8Array> => seal(unions, await seal(layer(which), fileText(one)));
  const pictures = terms.level === 'metrics' ? undefined : await newIdentity();
  const events = keepsEvents(terms) ? await newIdentity() : undefined;
  const calls = await newIdentity();
  const files: NamedFile[] = [];
  if (pictures !== undefined) files.push({ name: 'key.age', bytes: await twice(pictures, 'reviewers') });
  if (events !== undefined) files.push({ name: 'key.events.age', bytes: await twice(events, 'insight') });
  files.push({ name: 'key.calls.age', bytes: await seal(unions, fileText(calls)) });
  if (agent.length > 0 && terms.seeOwn) {
    const all = [pictures, events, calls].filter((one): one is Identity => one !== undefined);
    files.push({ name: 'key.agent.age', bytes: await seal(agent, all.map(fileText).join('')) });
  }
  return { pictures: pictures?.recipient, events: events?.recipient, calls: calls.recipient, files };
}
