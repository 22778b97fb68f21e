// What of the sound stands on the timeline: a row for each side, and what was cut out of it.
import { FormattedMessage } from 'react-intl';
import type { Item } from '../source';
import type { ExtraRow } from '../timeline';
import { recordingTime } from './heard';
import { sideWords } from './sound_bar';
import type { Sounds } from './use_sound';
import { Wave } from './wave';

const kHeight = 28;

export const soundRows = ({ reading, standing, offset }: Sounds, items: readonly Item[], length: number): ExtraRow[] => {
  if (reading.state !== 'ready' || standing === null) return [];
  const { sound } = reading;
  return sound.sides.map((side, channel) => {
    const volume = standing.volumes[side];
    const muted = volume === undefined || volume.muted || volume.level === 0;
    return {
      id: `sound-${side}`,
      label: <FormattedMessage id={muted ? 'player.row.silenced' : 'player.row.side'} values={{ side: <FormattedMessage id={sideWords[side]} /> }} />,
      height: kHeight,
      draw: (_, width) => (
        <Wave peaks={sound.peaks} channel={channel} laid={sound.laid} offset={offset.now} items={items} length={length} width={width} height={kHeight} look={side === 'agent' ? 'two' : 'one'} muted={muted} />
      ),
    };
  });
};

export const cutItems = ({ reading, offset }: Sounds): Item[] =>
  reading.state !== 'ready'
    ? []
    : reading.sound.laid.cuts.map(({ from, length }) => ({
        kind: 'cut' as const,
        from: Math.max(0, recordingTime(reading.sound.laid, offset.now, from)),
        to: Math.max(0, recordingTime(reading.sound.laid, offset.now, from + length)),
      }));
