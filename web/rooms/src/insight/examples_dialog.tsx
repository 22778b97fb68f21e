// Where the examples of a report are, and what it takes to look at them.
import { FormattedMessage } from 'react-intl';
import { Link } from 'wouter';
import { Question } from '../design/dialog';
import { useSession } from '../shell/session';
import { examplesPath } from './centre';

export const ExamplesDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const role = useSession().session?.role;
  return (
    <Question
      open
      title={<FormattedMessage id="insight.examples.title" />}
      onClose={onClose}
      actions={
        <>
          {role === 'reviewer' || role === 'union' ? (
            <a className="button" href={examplesPath(id)} download="examples.age">
              <FormattedMessage id="insight.examples.download" />
            </a>
          ) : null}
          {role === 'reviewer' ? (
            <Link className="button" href="/review?example=1">
              <FormattedMessage id="insight.examples.list" />
            </Link>
          ) : null}
          <button type="button" className="button primary" autoFocus onClick={onClose}>
            <FormattedMessage id="common.close" />
          </button>
        </>
      }
    >
      <p>
        <FormattedMessage id="insight.examples.why" />
      </p>
      <ol className="steps-to">
        {(['union', 'employer', 'open'] as const).map((step) => (
          <li key={step}>
            <FormattedMessage id={`insight.examples.${step}`} values={{ code: (parts) => <code>{parts}</code> }} />
          </li>
        ))}
      </ol>
    </Question>
  );
};
