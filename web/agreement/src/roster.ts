// The roster: who may be recorded, and on what. That an agent has each key, `opens` and `signature` of it, was looked at by those who signed it and is not looked at here.
import { checkName, type Hash, hashOf, isHash, parseNote, parseToml, type PublicKeys, quoted, refuse, type Signer, signNote, TableReader, type Text, type Verifier } from 'insyn-note';
import { checkPins, demandAll } from './agreement.js';
import { longestName, readKey } from './terms.js';

const longestKey = 400;
const most = 1 << 20;

export interface Agent {
  /** The pseudonym. */
  name: string;
  numbers: string[];
  keys: { sign: Verifier; age: string }[];
}
export interface Machine {
  name: string;
  sign: Verifier;
}
export interface Roster {
  id: string;
  version: number;
  /** Hashes of the versions before, the last one first. */
  before: Hash[];
  agents: Agent[];
  devices: Machine[];
  links: Machine[];
}

export function parseRoster(text: Text): Roster {
  const top = new TableReader(parseToml(text));
  top.integer('insyn_roster', 1, 1);
  const id = top.nameOf('id', longestName);
  const version = top.integer('version', 1, 1_000_000);
  const before = top.strings('before', 64, (hash) => isHash(hash.toLowerCase()) || top.refuse('before')).map((hash) => hash.toLowerCase());
  if ((before.length === 0) !== (version === 1) || before.length > 50) top.refuse('before');
  const signing = new Set<string>();
  const newKey = (fields: TableReader): Verifier => {
    const key = readKey(fields, 'sign');
    const bytes = key.key.join();
    if (signing.has(bytes)) fields.refuse('sign');
    signing.add(bytes);
    return key;
  };
  const agents = new Map<string, Agent>();
  const numbers = new Set<string>();
  for (const fields of top.tables('agent', most)) {
    const agent: Agent = { name: fields.nameOf('name', longestName), numbers: fields.strings('numbers', 60, (text) => checkName(text, 60)), keys: [] };
    fields.finish();
    if (agents.has(agent.name)) fields.refuse('name');
    for (const number of agent.numbers) {
      if (numbers.has(number)) fields.refuse('numbers');
      numbers.add(number);
    }
    agents.set(agent.name, agent);
  }
  const recipients = new Set<string>();
  for (const fields of top.tables('key', most)) {
    const agent = agents.get(fields.nameOf('agent', longestName)) ?? fields.refuse('agent');
    const key = { sign: newKey(fields), age: fields.recipient('age') ?? fields.refuse('age', 'field-missing') };
    fields.string('opens', longestKey);
    fields.string('signature', longestKey);
    fields.finish();
    if (recipients.has(key.age)) fields.refuse('age');
    recipients.add(key.age);
    agent.keys.push(key);
  }
  for (const { name, keys } of agents.values()) if (keys.length === 0) refuse('corrupt', 'field-missing', { about: `key: ${name}` });
  const machines = (kind: string): Machine[] => {
    const all = new Map<string, Machine>();
    for (const fields of top.tables(kind, most)) {
      const machine = { name: fields.nameOf('name', longestName), sign: newKey(fields) };
      fields.finish();
      if (all.has(machine.name)) fields.refuse('name');
      all.set(machine.name, machine);
    }
    return [...all.values()];
  };
  const roster = { id, version, before, agents: [...agents.values()], devices: machines('device'), links: machines('link') };
  top.finish();
  return roster;
}

/** That every party has signed it. */
export function verifyRoster(note: Text, pins: readonly PublicKeys[]): { roster: Roster; hash: Hash; text: string } {
  const parties = checkPins(pins);
  const parsed = parseNote(note);
  demandAll(parsed, [parties.employer, ...parties.unions]);
  return { roster: parseRoster(parsed.text), hash: hashOf(parsed.text), text: parsed.text };
}

/** The workstation that has made a recording, by the certificate's word, whose signature is for verifyRecording(). */
export const deviceNamed = (roster: Roster, keyName: string): Verifier | undefined => roster.devices.find(({ sign }) => sign.name === keyName)?.sign;

/** That somebody is an agent on the roster: the signature over a number that a server or workstation has made up, as `/v1/own/proof` takes it. */
export async function signPresence(agent: string, nonce: string, signer: Signer): Promise<string> {
  const text = `insyn_presence = 1\nagent = ${quoted(agent)}\nnonce = ${quoted(nonce)}\n`;
  return (await signNote(text, signer)).slice(text.length + '\n— '.length, -1);
}
