// A recording's audio, for as long as its player is there: read once the first picture is shown, so that pictures come first.
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { KeptOffset } from '../../centre/audio';
import { kFarthestOffset } from '../../centre/audio';
import type { Playback } from '../playback';
import type { Item } from '../source';
import type { AudioSource } from './audio_source';
import { Sound, type SoundStanding } from './sound';

export type Reading =
  // Nothing is known of any audio.
  | { state: 'none' }
  // From 0 to 1.
  | { state: 'reading'; part: number }
  | { state: 'ready'; sound: Sound; date: string }
  | { state: 'failed'; error: unknown };

export interface OffsetStanding {
  kept: KeptOffset;
  now: number;
  saving: boolean;
  error: unknown;
}

export interface Sounds {
  reading: Reading;
  standing: SoundStanding | null;
  offset: OffsetStanding;
  // Whether whoever looks at it has set what is kept.
  isOwn: boolean;
  // By so many milliseconds.
  move: (by: number) => void;
  keep: () => void;
  undo: () => void;
  again: () => void;
}

const kNone: Reading = { state: 'none' };
const kUnmoved: KeptOffset = { ms: 0, by: null, as: null, at: null };
const nothing = () => () => undefined;

export const useSound = (source: AudioSource | null, playback: Playback, items: readonly Item[]): Sounds => {
  const [reading, setReading] = useState<Reading>(kNone);
  const [offset, setOffset] = useState<OffsetStanding>({ kept: kUnmoved, now: 0, saving: false, error: null });
  const [attempt, setAttempt] = useState(0);
  const hasPicture = useSyncExternalStore(playback.listen, () => playback.read().frame !== null);

  useEffect(() => {
    if (source === null || !hasPicture) return undefined;
    const ending = new AbortController();
    let own: Sound | null = null;
    const isLeft = () => ending.signal.aborted;
    const read = async () => {
      let failed: unknown = null;
      const kept = source.offset().catch((error: unknown) => {
        failed = error;
        return kUnmoved;
      });
      const found = await source.read(ending.signal, (part) => (isLeft() ? undefined : setReading({ state: 'reading', part })));
      if (found === null || isLeft()) return;
      const { note, opened } = found;
      own = new Sound({ afterBegin: note.afterBegin, duration: note.duration, cuts: note.cuts }, note.sides, opened, playback);
      opened.webm.fill(0);
      opened.peaks.bytes.fill(0);
      const set = await kept;
      if (isLeft()) return own.wipe();
      own.offset(set.ms);
      setOffset({ kept: set, now: set.ms, saving: false, error: failed });
      setReading({ state: 'ready', sound: own, date: note.date });
    };
    read().catch((error: unknown) => (isLeft() ? undefined : setReading({ state: 'failed', error })));
    const leave = () => own?.wipe();
    window.addEventListener('pagehide', leave);
    return () => {
      ending.abort();
      window.removeEventListener('pagehide', leave);
      own?.wipe();
      setReading(kNone);
    };
  }, [source, playback, hasPicture, attempt]);

  const sound = reading.state === 'ready' ? reading.sound : null;
  const standing = useSyncExternalStore(sound?.listen ?? nothing, () => sound?.read() ?? null);
  useEffect(() => sound?.know(items), [sound, items]);
  useEffect(() => sound?.offset(offset.now), [sound, offset.now]);

  const move = useCallback((by: number) => setOffset((all) => ({ ...all, now: Math.max(-kFarthestOffset, Math.min(kFarthestOffset, all.now + by)), error: null })), []);
  const undo = useCallback(() => setOffset((all) => ({ ...all, now: all.kept.ms, error: null })), []);
  const keep = () => {
    if (source === null || offset.saving) return;
    const wanted = offset.now;
    setOffset((all) => ({ ...all, saving: true, error: null }));
    source.keep(wanted).then(
      (kept) => setOffset((all) => ({ ...all, kept, saving: false })),
      (error: unknown) => setOffset((all) => ({ ...all, saving: false, error })),
    );
  };
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  return { reading, standing, offset, isOwn: source?.isOwn(offset.kept) === true, move, keep, undo, again };
};

// Silences a side by its place, or lets it be heard again.
export const silence = ({ reading, standing }: Pick<Sounds, 'reading' | 'standing'>, place: number) => {
  if (reading.state !== 'ready') return;
  const side = reading.sound.sides[place];
  const volume = side === undefined ? undefined : standing?.volumes[side];
  if (side !== undefined && volume !== undefined) reading.sound.volume(side, { muted: !volume.muted });
};
