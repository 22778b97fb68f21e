// How people are protected: what every figure of the room keeps to.
import { FormattedMessage } from 'react-intl';
import { Note } from '../design/state';
import type { Report } from './report';

export const Protection = ({ report }: { report: Report }) => (
  <Note tone="neutral" icon="sealed">
    <p className="small">
      <strong>
        <FormattedMessage id="insight.protection.title" />
      </strong>{' '}
      <FormattedMessage id="insight.protection" values={{ calls: report.min_calls, agents: report.min_group, step: report.rounded_to }} />
    </p>
  </Note>
);
