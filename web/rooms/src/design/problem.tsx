// What went wrong, why, and what to do: always the three.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { failureOf } from '../words/failures';
import { Icon } from './icons';

interface ProblemProps {
  what: ReactNode;
  error: unknown;
  retry?: (() => void) | undefined;
}

export const Problem = ({ what, error, retry }: ProblemProps) => {
  const failure = failureOf(error);
  return (
    <div className="card pad problem" role="alert">
      <dl>
        <dt>
          <span className="state danger">
            <Icon name="error" />
            {what}
          </span>
        </dt>
        <dd className="under soft">
          <FormattedMessage id={failure.why} values={failure.values} />
        </dd>
        <dd className="under">
          <FormattedMessage id="problem.next" values={{ step: <FormattedMessage id={failure.next} values={failure.values} /> }} />{' '}
          {retry === undefined ? null : (
            <button type="button" className="button quiet small" onClick={retry}>
              <FormattedMessage id="problem.retry" />
            </button>
          )}
        </dd>
      </dl>
    </div>
  );
};
