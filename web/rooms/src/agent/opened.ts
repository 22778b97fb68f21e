// Opening an own recording: insyn-room verifies it and opens its keys with the agent's; this page gets those of this one recording, reads
// its chunks sealed, compares each with the list that was verified, and opens it.
import { Verifier } from 'insyn-note';
import { ChunkReader, type End, type OpenKey, readEnd } from 'insyn-recording';
import { Refusal } from '../centre/failure';
import { ownChunkBytes } from '../centre/own';
import { audioAt, type AudioSource } from '../player/audio/audio_source';
import { chunksPath, opened, type Place } from './program';

export interface OwnOpened {
  id: string;
  began: string;
  kind: string;
  applications: string[];
  keptUntil: string;
  isClosed: boolean;
  at: Place;
  // How it ended; null where it never was closed.
  end: End | null;
  reader: ChunkReader;
  // Audio lies at the centre alone. Null where the agreement has none.
  audio: AudioSource | null;
}

export const openOwn = async (id: string, at: Place): Promise<OwnOpened> => {
  const said = await opened(id, at);
  if (said.keys.pictures === null) throw new Refusal(0, 'nothing-to-open');
  const keys: OpenKey[] = [
    { which: 'pictures', identity: said.keys.pictures },
    { which: 'calls', identity: said.keys.calls },
  ];
  const path = chunksPath(id, at);
  const reader = new ChunkReader(said.chunks, (from, length, signal) => ownChunkBytes(path, from, from + length - 1, signal), keys);
  const { audio } = said;
  return {
    audio:
      audio === null || audio.allowed === 'none' || audio.importers.length === 0
        ? null
        : audioAt(`/v1/own/recordings/${said.id}`, { id: said.id, opening: audio.opening_sha256, allowed: audio.allowed, importers: audio.importers.map((key) => Verifier.parse(key)) }, said.keys.pictures, ({ as }) => as === 'agent'),
    id: said.id,
    began: said.began,
    kind: said.kind,
    applications: said.applications,
    keptUntil: said.kept_until,
    isClosed: said.is_closed,
    at,
    // What is said of how it ended does not keep anybody from looking at it.
    end: (await readEnd(reader, said.id).catch(() => undefined)) ?? null,
    reader,
  };
};
