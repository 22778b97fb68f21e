// Opening what was approved: the server's answer is verified against the request that this reviewer's key signed, and the agreement that
// both parties signed; then the union's peel is opened by the request's key and the reviewer's own.
import { type Agreement, verifyAgreement } from 'insyn-agreement';
import { checkHandedOut, keyFor, type StoredKey } from 'insyn-opening';
import { ChunkReader, Opener, openingHash, openPeel, sealTo } from 'insyn-recording';
import { Refusal } from '../centre/failure';
import { chunkBytes, peel, request } from '../centre/requests';
import { audioAt, type AudioSource } from '../player/audio/audio_source';
import { fromBase64, type Sealing } from '../player/findings/box';
import { keyStore, ownKey, pins } from './keys';
import type { KnownAgreement } from './terms';

export interface OpenedRecording {
  recording: string;
  day: string;
  applications: string[];
  withheld: number | null; // percent, in steps of ten
  until: Date;
  because: string;
  approvedBy: string;
  entry: number; // of the request in the ledger
  isClosed: boolean;
  reader: ChunkReader;
  // Null where there is no audio beside it.
  audio: AudioSource | null;
  sealing: Sealing;
}

const kLargestFinding = 4 << 20;

// To all reviewers of the agreement, by this one's key.
const sealingOf = (agreement: Agreement, key: StoredKey): Sealing => {
  const recipients = agreement.openers.filter((one) => one.layer === 'reviewers').map((one) => one.recipient);
  const opener = new Opener([key.opens]);
  return { seal: (bytes) => sealTo(recipients, bytes), open: (bytes) => opener.open(bytes, kLargestFinding) };
};

// Fails with a code: of the server, or of what is not as it was signed.
export const openRecording = async (id: string, agreements: readonly KnownAgreement[], account: string): Promise<OpenedRecording> => {
  const key = await ownKey();
  if (key === null) throw new Refusal(0, 'no-such-key');
  const asked = await request(id);
  if (asked.state === 'refused' || asked.state === 'expired') throw new Refusal(0, asked.state);
  if (asked.state === 'asked' || asked.note === null) throw new Refusal(0, 'not-answered');
  const note = asked.note;
  const named = agreements.find((one) => note.includes(`agreement-sha256 ${one.hash}\n`));
  if (named === undefined) throw new Refusal(0, 'no-such-agreement');
  const agreement = verifyAgreement(named.note, pins());
  const given = await peel(id);
  const granted = await checkHandedOut(
    { approval: given.approval, peel: given.peel, opening: given.opening, closing: given.closing ?? undefined, journal: given.journal ?? undefined, key: fromBase64(given.key) },
    note,
    agreement,
  );
  const requestKey = await keyFor(await keyStore(), granted.asked.request.request);
  const opened = await openPeel(granted.peel, [requestKey.opens, key.opens]);
  const { opening, closing, chunks } = granted.peel;
  return {
    recording: opening.id,
    day: opening.date,
    applications: opening.applications.map((one) => one.name),
    withheld: closing?.withheldPercent ?? null,
    until: new Date(granted.asked.request.until),
    because: granted.asked.request.because,
    approvedBy: granted.union.name,
    entry: asked.entry,
    isClosed: closing !== undefined,
    reader: new ChunkReader(chunks, (from, length, signal) => chunkBytes(id, from, from + length - 1, signal), [opened]),
    audio:
      asked.audio === true
        ? audioAt(`/v1/requests/${id}`, { id: opening.id, opening: openingHash(given.opening), allowed: agreement.terms.audio, importers: agreement.terms.importers.map(({ keys: one }) => one.verifier) }, opened.identity, (kept) => kept.by === account)
        : null,
    sealing: sealingOf(agreement, key),
  };
};
