import { FormattedMessage } from 'react-intl';
import type { IconName } from '../design/icons';
import { Badge, type Tone } from '../design/state';
import type { Standing, Status } from './centre';
import { useWords } from './words';

const looks: Record<Status, { tone: Tone; icon: IconName }> = {
  seen: { tone: 'neutral', icon: 'seen' },
  'being-mended': { tone: 'active', icon: 'mending' },
  mended: { tone: 'ok', icon: 'ok' },
};

export const StatusBadge = ({ standing }: { standing: Standing | null }) => {
  const { day } = useWords();
  if (standing === null)
    return (
      <Badge tone="neutral" icon="idle">
        <FormattedMessage id="insight.status.new" />
      </Badge>
    );
  const version = standing.version ?? '';
  return (
    <>
      <Badge {...looks[standing.status]}>
        <FormattedMessage id={standing.status === 'mended' && version !== '' ? 'insight.status.mendedIn' : `insight.status.${standing.status}`} values={{ since: day(standing.since), version }} />
      </Badge>
      {standing.status === 'being-mended' && version !== '' ? (
        <span className="small soft">
          <FormattedMessage id="insight.status.planned" values={{ version }} />
        </span>
      ) : null}
    </>
  );
};
