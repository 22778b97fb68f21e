// Where a recording's audio comes from: verified, read and opened with the recording's own key, by whichever way the page has.
import { Refused } from 'insyn-note';
import { type AudioNote, type AudioOf, type Identity, openAudio, type OpenedAudio, readAudio, verifyAudioNote } from 'insyn-recording';
import { audioBytes, audioNote, type KeptOffset, keepOffset, keptOffset } from '../../centre/audio';

export interface AudioSource {
  // Null where there is none.
  read(signal: AbortSignal, progress: (part: number) => void): Promise<{ note: AudioNote; opened: OpenedAudio } | null>;
  offset(): Promise<KeptOffset>;
  // Whether it was whoever looks at it that has set it.
  isOwn(kept: KeptOffset): boolean;
  keep(milliseconds: number): Promise<KeptOffset>;
}

// What is wrong with it, as the page has words for it.
export class AudioRefusal extends Error {
  constructor(readonly code: 'audio-not-agreed' | 'audio-changed' | 'audio-head' | 'audio-not-verified' | 'audio-not-opened') {
    super(code);
  }
}
const known = ['audio-not-agreed', 'audio-changed', 'audio-head'] as const;
const otherwise = async <T>(code: AudioRefusal['code'], action: () => T | Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new AudioRefusal(known.find((one) => one === error.code) ?? code);
  }
};

// `path`: of the request, or of the own recording, at the centre. `isOwn`: by whom an offset is the reader's own.
export const audioAt = (path: string, of: AudioOf, key: Identity, isOwn: AudioSource['isOwn']): AudioSource => ({
  read: async (signal, progress) => {
    const text = await audioNote(path, signal);
    if (text === null) return null;
    const note = await otherwise('audio-not-verified', () => verifyAudioNote(text, of));
    const sealed = await otherwise('audio-changed', () => readAudio(note, (from, length, until) => audioBytes(path, from, from + length - 1, until), { signal, progress }));
    return { note, opened: await otherwise('audio-not-opened', () => openAudio(note, sealed, key)) };
  },
  offset: () => keptOffset(path),
  isOwn,
  keep: (milliseconds) => keepOffset(path, milliseconds),
});
