// The row of buttons under the stage.
import { FormattedMessage, useIntl } from 'react-intl';
import { Icon } from '../design/icons';
import { useFormat } from '../words/format';
import { kSpeeds, type Speed, type Standing } from './playback';
import type { Surface } from './source';
import type { Zoom } from './stage';

interface ToolbarProps {
  standing: Standing;
  length: number | null;
  windows: readonly Surface[];
  // Of the windows: all together, side by side, or one.
  shown: number | 'each' | null;
  onShow: (shown: number | 'each' | null) => void;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  isFull: boolean;
  onToggle: () => void;
  onStep: (direction: 1 | -1) => void;
  onSpeed: (speed: Speed) => void;
  onFull: () => void;
  onLink: () => void;
}

export const Toolbar = ({ standing: { time, playing, speed }, length, windows, shown, onShow, zoom, onZoom, isFull, onToggle, onStep, onSpeed, onFull, onLink }: ToolbarProps) => {
  const intl = useIntl();
  const format = useFormat();
  return (
    <div className="tools" role="group" aria-label={intl.formatMessage({ id: 'player.controls' })}>
      <button type="button" className="button" aria-label={intl.formatMessage({ id: 'player.changeBack' })} onClick={() => onStep(-1)}>
        <Icon name="prev" />
        <FormattedMessage id="player.change" />
      </button>
      <button type="button" className="button primary play" onClick={onToggle}>
        <Icon name={playing ? 'paused' : 'play'} />
        <FormattedMessage id={playing ? 'player.stop' : 'player.play'} />
      </button>
      <button type="button" className="button" aria-label={intl.formatMessage({ id: 'player.changeForward' })} onClick={() => onStep(1)}>
        <FormattedMessage id="player.change" />
        <Icon name="next" />
      </button>
      <span className="time">
        {format.clock(time)}{' '}
        <span>{length === null ? null : <FormattedMessage id="player.of" values={{ length: format.clock(length, false) }} />}</span>
      </span>
      <label className="inline">
        <span className="small soft">
          <FormattedMessage id="player.speed" />
        </span>
        <select className="input" value={speed} onChange={(change) => onSpeed(Number(change.target.value) as Speed)}>
          {kSpeeds.map((one) => (
            <option key={one} value={one}>
              {intl.formatNumber(one)}×
            </option>
          ))}
        </select>
      </label>
      {windows.length < 2 && shown === null ? null : (
        <label className="inline">
          <span className="small soft">
            <FormattedMessage id="player.show" />
          </span>
          <select
            className="input"
            value={shown ?? 'all'}
            onChange={({ target: { value } }) => onShow(value === 'all' ? null : value === 'each' ? 'each' : Number(value))}
          >
            <option value="all">{intl.formatMessage({ id: 'player.showAll' })}</option>
            <option value="each">{intl.formatMessage({ id: 'player.showEach' })}</option>
            {[...windows]
              .sort((a, b) => a.id - b.id)
              .map(({ id, place }, i) => (
                <option key={id} value={id}>
                  {intl.formatMessage({ id: 'player.window' }, { number: i + 1, width: place.width, height: place.height })}
                </option>
              ))}
          </select>
        </label>
      )}
      <div className="end">
        <button type="button" className="button only-wide" aria-pressed={zoom === 'fit'} onClick={() => onZoom('fit')}>
          <FormattedMessage id="player.fit" />
        </button>
        <button type="button" className="button only-narrow" aria-pressed={zoom === 'follow'} onClick={() => onZoom(zoom === 'follow' ? 'fit' : 'follow')}>
          <FormattedMessage id="player.follow" />
        </button>
        <button type="button" className="button" aria-pressed={zoom === 1} onClick={() => onZoom(1)}>
          1:1
        </button>
        <button type="button" className="button" aria-pressed={isFull} aria-label={intl.formatMessage({ id: 'player.full' })} onClick={onFull}>
          <Icon name="full" />
        </button>
        <button type="button" className="button" onClick={onLink}>
          <Icon name="link" />
          <FormattedMessage id="player.link" />
        </button>
      </div>
    </div>
  );
};
