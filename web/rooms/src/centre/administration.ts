// What an administrator sees of a centre: machines, people, storage, call sources, backup. No recording, no call, no agent.
import { ask, askFor, query } from './ask';
import { flag, list, maybe, number, oneOf, record, text } from './read';
import { roles, type Role } from './session';

export interface Account {
  name: string;
  role: Role;
  invited: boolean; // has not chosen a passphrase yet
  created: string;
}
const readAccounts = record({ accounts: list(record<Account>({ name: text, role: oneOf(...roles), invited: flag, created: text })) });
export const accounts = async () => (await ask('/v1/accounts', readAccounts)).accounts;

const readInvitation = record({ invitation: text });
const change = (path: string, body: unknown) => askFor(path, { method: 'POST', body });
export const addAccount = (name: string, role: Role) => ask('/v1/accounts', readInvitation, { method: 'POST', body: { name, role } });
export const inviteAgain = (name: string) => ask('/v1/accounts/invitation', readInvitation, { method: 'POST', body: { name } });
export const giveRole = (name: string, role: Role) => change('/v1/accounts/role', { name, role });
export const removeAccount = (name: string) => change('/v1/accounts/removal', { name });

export const machineKinds = ['workstation', 'link', 'server', 'calls', 'witness'] as const;
export interface Machine {
  name: string;
  kind: (typeof machineKinds)[number];
  enrolled: string | null;
  version: string | null;
  lastSeen: string | null;
  waiting: number | null; // recordings that have not come to the server yet
  faults: string[]; // codes
}
interface SentMachine extends Omit<Machine, 'lastSeen'> {
  last_seen: string | null;
}
const readMachine = record<SentMachine>({
  name: text,
  kind: oneOf(...machineKinds),
  enrolled: maybe(text),
  version: maybe(text),
  last_seen: maybe(text),
  waiting: maybe(number),
  faults: (value) => maybe(list(text))(value) ?? [],
});
const readMachines = record({ machines: list(readMachine), next: maybe(text) });
export const machines = async (after: string | null): Promise<{ machines: Machine[]; next: string | null }> => {
  const page = await ask(`/v1/machines${query({ after })}`, readMachines);
  return { machines: page.machines.map(({ last_seen: lastSeen, ...rest }) => ({ ...rest, lastSeen })), next: page.next };
};

export interface Storage {
  as_of: string; // when it was summed up; what is free is as of now
  bytes: number;
  free: number | null;
  by_day: number | null; // how many bytes a day are added
  full_on: string | null; // when it would be full; null where that is far away or not known
  warning: string | null; // a code
}
export const storage = () =>
  ask('/v1/storage', record<Storage>({ as_of: text, bytes: number, free: maybe(number), by_day: maybe(number), full_on: maybe(text), warning: maybe(text) }));

export interface Source {
  name: string;
  state: string; // a code
  last: string | null; // its last statement
}
export const sources = async () => (await ask('/v1/sources', record({ sources: list(record<Source>({ name: text, state: text, last: maybe(text) })) }))).sources;

export interface Backup {
  last: string | null;
  checked: string | null;
}
export const backup = () => ask('/v1/backup', record<Backup>({ last: maybe(text), checked: maybe(text) }));
