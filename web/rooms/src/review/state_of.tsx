// How a recording stands, in words: the state, what belongs to it, and why it cannot be chosen.
import { FormattedMessage } from 'react-intl';
import { mayBeAsked, type Recording } from '../centre/recordings';
import type { IconName } from '../design/icons';
import { State, type Tone } from '../design/state';
import type { MessageId } from '../words/catalogue';
import { useFormat } from '../words/format';

const looks: Record<Recording['state'], { tone: Tone; icon: IconName }> = {
  sealed: { tone: 'neutral', icon: 'sealed' },
  arriving: { tone: 'neutral', icon: 'sealed' },
  waiting: { tone: 'active', icon: 'waiting' },
  open: { tone: 'ok', icon: 'open' },
  refused: { tone: 'danger', icon: 'not-allowed' },
  expired: { tone: 'warning', icon: 'waiting' },
  discarded: { tone: 'neutral', icon: 'shredded' },
  shredded: { tone: 'neutral', icon: 'shredded' },
};

export const StateOf = ({ recording }: { recording: Recording }) => {
  const { nearTime } = useFormat();
  const { state, level } = recording;
  const more: MessageId = state === 'sealed' && level === 'metrics' ? 'review.state.metrics' : `review.state.${state}.more`;
  const until = recording.until === null ? '' : nearTime(recording.until);
  return (
    <>
      <State {...looks[state]}>
        <FormattedMessage id={`review.state.${state}`} />
      </State>
      <span className="second">
        <FormattedMessage id={more} values={{ until, because: recording.because ?? '' }} />
      </span>
    </>
  );
};

// Null where it can be chosen.
export const whyNot = (recording: Recording): MessageId | null => {
  if (mayBeAsked(recording)) return null;
  if (recording.level === 'metrics') return 'review.not.metrics';
  switch (recording.state) {
    case 'open':
      return 'review.not.open';
    case 'waiting':
      return 'review.not.waiting';
    case 'arriving':
      return 'review.not.arriving';
    default:
      return 'review.not.gone';
  }
};
