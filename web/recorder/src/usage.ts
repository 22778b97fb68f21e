// What the weekly cap and the sample are compared with, as src/agreement/usage.h counts it.
import { mayBeOneCall, normalisedCallId, type Terms, weekStart, zoneOf } from 'insyn-agreement';
import type { Hash, Utc } from 'insyn-note';
import type { Device } from './device.js';
import type { RecordingStore } from './storage.js';
import type { Certified, NotRecorded } from './usage_journal.js';

/** Of a week, and all that was discarded, whenever that was. */
export interface Usage {
  calls: Certified[];
  notRecorded: NotRecorded[];
}

/** Since the week began that `now` lies in, by the agreement's zone. */
export const weekOf = (terms: Pick<Terms, 'hours'>, now: Utc): Utc => weekStart(now, zoneOf(terms));

/** What a permission is decided by. Refused where it cannot be told: then nothing may be recorded. */
export const usageOfWeek = (device: Device, recordings: RecordingStore, terms: Pick<Terms, 'hours'>, now: Utc): Promise<Usage> => device.usageSince(weekOf(terms, now), recordings);

/**
 * How many calls the cap counts for this agent, under whichever agreement: by the pseudonym, so that a new key of the agent resets nothing. Where agents are not told apart, those
 * of this device without one.
 */
export const callsOf = ({ calls }: Usage, agent: string): number => calls.filter((call) => call.agent === agent).length;

/** A call that is about to be recorded. */
export interface AskedCall {
  agent: string;
  agreement: Hash;
  call: string;
}

/**
 * What stands against recording a call with this id now: it, or one that differs in a short ending alone, was left out of this agreement's sample, the latter within
 * `longestCall` milliseconds, or was discarded.
 */
export function against({ notRecorded }: Usage, { agent, agreement, call }: AskedCall, now: Utc, longestCall: number): NotRecorded | undefined {
  const id = normalisedCallId(call);
  return notRecorded.find(
    (one) =>
      one.agent === agent &&
      (one.what === 'discarded' || one.agreement === agreement) &&
      (one.call === id || (mayBeOneCall(one.call, id) && now < one.time + longestCall)),
  );
}
