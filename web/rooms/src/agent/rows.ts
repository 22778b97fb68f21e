// Own recordings, wherever they lie: on this computer, at the centre, or at both, which is one row.
import type { OwnRecording } from '../centre/own';
import type { Here } from './program';

export interface Row {
  id: string;
  began: string;
  kind: string;
  // Null where only the centre has it, which is not told.
  applications: string[] | null;
  hasPictures: boolean;
  // A day or a time; null where nothing keeps it any more.
  keptUntil: string;
  here: Here | null;
  atCentre: OwnRecording | null;
}

const rowOf = (here: Here | null, atCentre: OwnRecording | null): Row | null => {
  const one = here ?? atCentre;
  if (one === null) return null;
  return {
    id: one.id,
    began: one.began,
    kind: one.kind ?? '',
    applications: here?.applications ?? null,
    hasPictures: here?.has_pictures ?? atCentre?.level !== 'metrics',
    keptUntil: atCentre?.keptUntil ?? here?.kept_until ?? '',
    here,
    atCentre,
  };
};

// The newest first.
export const rowsOf = (here: readonly Here[], centre: readonly OwnRecording[]): Row[] => {
  const byId = new Map(here.map((one) => [one.id, one]));
  const both = centre.map((one) => rowOf(byId.get(one.id) ?? null, one));
  const known = new Set(centre.map(({ id }) => id));
  const onlyHere = here.filter(({ id }) => !known.has(id)).map((one) => rowOf(one, null));
  return [...both, ...onlyHere].filter((one): one is Row => one !== null).sort((a, b) => (a.began < b.began ? 1 : a.began > b.began ? -1 : 0));
};

// Where it can be opened: here rather than at the centre, where a look stands in the ledger. Null where it cannot.
export const placeToOpen = (row: Row): 'here' | 'centre' | null => {
  if (!row.hasPictures) return null;
  if (row.here !== null && (row.here.state === 'closed' || row.here.state === 'cut-off')) return 'here';
  return row.here?.state === 'discarded' || row.atCentre === null ? null : 'centre';
};

// Monday, 00:00 by this computer's clock.
export const weekOf = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7));
export const recordedSince = (rows: readonly Row[], since: Date): number => rows.filter((row) => Date.parse(row.began) >= since.getTime()).length;
