// The sound of a recording: a volume for each side, what is heard now or why nothing is, and how far it is moved against the pictures.
import { useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Icon } from '../../design/icons';
import { State } from '../../design/state';
import { failureOf } from '../../words/failures';
import type { MessageId } from '../../words/catalogue';
import { useFormat } from '../../words/format';
import { whyWords } from '../reasons';
import type { Quiet, Side } from './heard';
import type { Sound, SoundStanding } from './sound';
import type { Sounds } from './use_sound';

export const sideWords: Record<Side, MessageId> = { customer: 'player.side.customer', agent: 'player.side.agent', mixed: 'player.side.mixed' };

const SideVolume = ({ sound, side, standing }: { sound: Sound; side: Side; standing: SoundStanding }) => {
  const intl = useIntl();
  const { percent } = useFormat();
  const volume = standing.volumes[side];
  if (volume === undefined) return null;
  const name = intl.formatMessage({ id: sideWords[side] });
  const shown = volume.muted ? intl.formatMessage({ id: 'player.silenced' }) : percent(volume.level);
  return (
    <div className="volume">
      <label>
        <span>{name}</span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          value={volume.level}
          aria-label={intl.formatMessage({ id: 'player.volume' }, { side: name })}
          aria-valuetext={shown}
          onChange={(event) => sound.volume(side, { level: Number(event.target.value), muted: false })}
        />
      </label>
      <span className="level small">{shown}</span>
      <button type="button" className="button small" aria-pressed={volume.muted} aria-label={intl.formatMessage({ id: 'player.silenceSide' }, { side: name })} onClick={() => sound.volume(side, { muted: !volume.muted })}>
        <FormattedMessage id="player.silence" />
      </button>
    </div>
  );
};

const Heard = ({ quiet, allMuted }: { quiet: Quiet | null; allMuted: boolean }) => {
  const { clock } = useFormat();
  if (quiet === null)
    return (
      <State tone="neutral" icon={allMuted ? 'not-allowed' : 'ok'}>
        <FormattedMessage id={allMuted ? 'player.allSilenced' : 'player.heard'} />
      </State>
    );
  switch (quiet.why) {
    case 'nothing-kept':
      return (
        <State tone="paused" icon="paused">
          <FormattedMessage id="player.quiet.nothingKept" values={{ reason: <FormattedMessage id={whyWords(quiet.reason)} /> }} />
        </State>
      );
    case 'cut':
      return (
        <State tone="withheld" icon="withheld">
          <FormattedMessage id="player.quiet.cut" />
        </State>
      );
    case 'begins':
    case 'ended':
      return (
        <State tone="neutral" icon="idle">
          <FormattedMessage id={`player.quiet.${quiet.why}`} values={{ time: clock(quiet.at) }} />
        </State>
      );
    case 'fast':
      return (
        <State tone="neutral" icon="idle">
          <FormattedMessage id="player.quiet.fast" />
        </State>
      );
  }
};

const kSteps = [-100, -10, 10, 100] as const;

const OffsetWords = ({ offset: { kept, now }, isOwn }: Pick<Sounds, 'offset' | 'isOwn'>) => {
  const { nearTime, number } = useFormat();
  const by = isOwn ? 'player.offset.byYou' : kept.as === 'agent' ? 'player.offset.byAgent' : 'player.offset.byOther';
  return (
    <span>
      <FormattedMessage id={now === 0 ? 'player.offset.none' : now > 0 ? 'player.offset.later' : 'player.offset.earlier'} values={{ ms: number(Math.abs(now)) }} />
      {now !== kept.ms ? (
        <FormattedMessage id="player.offset.notKept" />
      ) : kept.at === null ? null : (
        <FormattedMessage id={by} values={{ by: kept.by ?? '', time: nearTime(kept.at) }} />
      )}
    </span>
  );
};

const Offset = ({ sounds }: { sounds: Sounds }) => {
  const intl = useIntl();
  const { number } = useFormat();
  const { offset } = sounds;
  const [open, setOpen] = useState(false);
  const id = useId();
  const changed = offset.now !== offset.kept.ms;
  const shown = open || changed;
  const failure = offset.error === null ? null : failureOf(offset.error);
  return (
    <div className="offset">
      <OffsetWords offset={offset} isOwn={sounds.isOwn} />
      {changed ? null : (
        <button type="button" className="button quiet small" aria-expanded={shown} aria-controls={id} onClick={() => setOpen(!open)}>
          <FormattedMessage id="player.offset.change" />
        </button>
      )}
      <div id={id} className="actions" hidden={!shown}>
        {kSteps.map((by) => (
          <button
            key={by}
            type="button"
            className="button small"
            aria-label={intl.formatMessage({ id: by < 0 ? 'player.offset.makeEarlier' : 'player.offset.makeLater' }, { ms: number(Math.abs(by)) })}
            onClick={() => sounds.move(by)}
          >
            {by < 0 ? '−' : '+'}
            {Math.abs(by)} ms
          </button>
        ))}
        {changed ? (
          <>
            <button type="button" className="button small" disabled={offset.saving} onClick={sounds.keep}>
              <FormattedMessage id="player.offset.keep" />
            </button>
            <button type="button" className="button quiet small" onClick={sounds.undo}>
              <FormattedMessage id="player.offset.undo" />
            </button>
          </>
        ) : null}
      </div>
      {failure === null ? null : (
        <p className="small" role="alert">
          <FormattedMessage id="player.offset.failed" /> <FormattedMessage id={failure.why} values={failure.values} />{' '}
          <FormattedMessage id="problem.next" values={{ step: <FormattedMessage id={failure.next} values={failure.values} /> }} />
        </p>
      )}
    </div>
  );
};

const Failed = ({ error, again }: { error: unknown; again: () => void }) => {
  const failure = failureOf(error);
  return (
    <div className="sound failed" role="alert">
      <State tone="warning" icon="warning">
        <FormattedMessage id="player.soundFailed" />
      </State>
      <span className="soft">
        <FormattedMessage id={failure.why} values={failure.values} />{' '}
        <FormattedMessage id="problem.next" values={{ step: <FormattedMessage id={failure.next} values={failure.values} /> }} /> <FormattedMessage id="player.picturesGoOn" />
      </span>
      <button type="button" className="button small" onClick={again}>
        <FormattedMessage id="problem.retry" />
      </button>
    </div>
  );
};

// Nothing where there is no audio.
export const SoundBar = ({ sounds }: { sounds: Sounds }) => {
  const intl = useIntl();
  const { percent } = useFormat();
  const { reading, standing } = sounds;
  if (reading.state === 'none') return null;
  if (reading.state === 'failed') return <Failed error={reading.error} again={sounds.again} />;
  if (reading.state === 'reading')
    return (
      <div className="sound" role="status">
        <Icon name="waiting" />
        <FormattedMessage id="player.soundReading" values={{ percent: percent(Math.floor(reading.part * 100)) }} />
      </div>
    );
  if (standing === null) return null;
  if (standing.failure !== null) return <Failed error={standing.failure} again={sounds.again} />;
  const { sound } = reading;
  return (
    <div className="sound" role="group" aria-label={intl.formatMessage({ id: 'player.sound' })}>
      {sound.sides.map((side) => (
        <SideVolume key={side} sound={sound} side={side} standing={standing} />
      ))}
      <div className="heard" role="status">
        <Heard quiet={standing.quiet} allMuted={sound.sides.every((side) => standing.volumes[side]?.muted === true || standing.volumes[side]?.level === 0)} />
      </div>
      <Offset sounds={sounds} />
    </div>
  );
};
