// Who is signed in.
import { ask, askFor } from './ask';
import { Refusal } from './failure';
import { flag, maybe, oneOf, record, text } from './read';

export const roles = ['administrator', 'reviewer', 'union', 'analyst', 'agent', 'importer'] as const;
export type Role = (typeof roles)[number];
export interface Session {
  account: string;
  role: Role;
  // By an agent's own key, which insyn-room has: nobody signs in or out.
  byKey: boolean;
}

const readSent = record({ account: text, role: oneOf(...roles), by_key: maybe(flag) });
const readSession = (value: unknown): Session => {
  const { account, role, by_key: byKey } = readSent(value);
  return { account, role, byKey: byKey === true };
};

// Null where nobody is.
export const session = async (): Promise<Session | null> => {
  try {
    return await ask('/v1/session', readSession);
  } catch (error) {
    if (error instanceof Refusal && (error.status === 401 || error.code === 'who-is-it')) return null;
    throw error;
  }
};

export const signIn = (account: string, passphrase: string) =>
  ask('/v1/sessions', readSession, { method: 'POST', body: { account, passphrase } });

export const takeInvitation = (invitation: string, passphrase: string) =>
  ask('/v1/invitations', readSession, { method: 'POST', body: { invitation, passphrase } });

export const signOut = async () => {
  await askFor('/v1/session', { method: 'DELETE' });
};
