// All keys, and the switch for those of one character.
import { FormattedMessage } from 'react-intl';
import { Question } from '../design/dialog';
import type { MessageId } from '../words/catalogue';

const all: [keys: string[], does: MessageId, letter: boolean][] = [
  [['player.key.space'], 'player.key.toggle', false],
  [['←', '→'], 'player.key.seconds', false],
  [['Home', 'End'], 'player.key.ends', false],
  [[',', '.'], 'player.key.change', true],
  [['J', 'H'], 'player.key.event', true],
  [['M'], 'player.key.matched', true],
  [['I'], 'player.key.finding', true],
  [['1', '6'], 'player.key.speed', true],
  [['+', '−', '0'], 'player.key.zoom', true],
  [['F'], 'player.key.full', true],
  [['P'], 'player.key.pointer', true],
  [['L'], 'player.key.link', true],
  [['V', 'B'], 'player.key.silence', true],
  [['Z', 'X'], 'player.key.offset', true],
  [['?'], 'player.key.keys', true],
];

const Key = ({ name }: { name: string }) => <kbd>{name === 'player.key.space' ? <FormattedMessage id="player.key.space" /> : name}</kbd>;

// Without findings, and without sound, their keys do nothing.
const hasUse = (does: MessageId, hasFindings: boolean, hasSound: boolean): boolean =>
  (hasFindings || does !== 'player.key.finding') && (hasSound || (does !== 'player.key.silence' && does !== 'player.key.offset'));

interface DialogProps {
  open: boolean;
  onClose: () => void;
  hasLetters: boolean;
  onLetters: (on: boolean) => void;
  hasFindings: boolean;
  hasSound: boolean;
}

export const KeysDialog = ({ open, onClose, hasLetters, onLetters, hasFindings, hasSound }: DialogProps) => (
  <Question
    open={open}
    title={<FormattedMessage id="player.keys" />}
    onClose={onClose}
    actions={
      <button type="button" className="button primary" onClick={onClose}>
        <FormattedMessage id="common.close" />
      </button>
    }
  >
    <table className="table keys-table">
      <tbody>
        {all.filter(([, does]) => hasUse(does, hasFindings, hasSound)).map(([keys, does, letter]) => (
          <tr key={does} className={letter && !hasLetters ? 'gone' : undefined}>
            <th scope="row">
              {keys.map((one, i) => (
                <span key={one}>
                  {i > 0 ? (does === 'player.key.speed' ? '–' : ' ') : ''}
                  <Key name={one} />
                </span>
              ))}
            </th>
            <td>
              <FormattedMessage id={does} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <label className="choice">
      <input type="checkbox" checked={hasLetters} onChange={(event) => onLetters(event.target.checked)} />
      <span>
        <FormattedMessage id="player.letters" />
      </span>
    </label>
  </Question>
);

export const KeysLine = ({ hasLetters, hasFindings, hasSound }: Pick<DialogProps, 'hasLetters' | 'hasFindings' | 'hasSound'>) => (
  <ul className="keys wide">
    {all
      .filter(([, , letter]) => hasLetters || !letter)
      .filter(([, does]) => hasUse(does, hasFindings, hasSound))
      .filter(([, does]) => !['player.key.ends', 'player.key.matched', 'player.key.pointer', 'player.key.link'].includes(does))
      .map(([keys, does]) => (
        <li key={does}>
          {keys.map((one, i) => (
            <span key={one}>
              {i > 0 ? (does === 'player.key.speed' ? '–' : ' ') : ''}
              <Key name={one} />
            </span>
          ))}{' '}
          <FormattedMessage id={does} />
        </li>
      ))}
  </ul>
);
