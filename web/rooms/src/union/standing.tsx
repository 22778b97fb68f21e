// Where this page comes from, and whether the employer's server hands out the same.
import { FormattedMessage } from 'react-intl';
import { Note, State } from '../design/state';
import type { Status } from './program';
import { useProgram } from './use_program';

const short = (hash: string) => hash.slice(0, 12);

// In the line on top.
export const PageSource = () => {
  const program = useProgram();
  if (program === undefined) return null;
  if (program === null)
    return (
      <State tone="warning" icon="warning">
        <FormattedMessage id="union.source.server" />
      </State>
    );
  return (
    <State tone="ok" icon="ok">
      <FormattedMessage id="union.source.own" />
    </State>
  );
};

const Differs = ({ pages }: { pages: Status['pages'] }) => (
  <Note tone="danger" icon="error" live>
    <strong>
      <FormattedMessage id="union.pages.other" />
    </strong>
    <p>
      <FormattedMessage
        id={pages.verdict === 'says-other' ? 'union.pages.saysOtherWhy' : 'union.pages.otherWhy'}
        values={{ own: <code>{short(pages.own)}</code>, served: <code>{short((pages.verdict === 'says-other' ? pages.said : pages.served) ?? '–')}</code> }}
      />
    </p>
    {pages.differing.length === 0 ? null : (
      <p className="small">
        <FormattedMessage id="union.pages.files" values={{ files: <code>{pages.differing.join(', ')}</code> }} />
      </p>
    )}
    <p>
      <FormattedMessage id="union.pages.otherNext" />
    </p>
  </Note>
);

// On every page, where there is something to be said.
export const Source = () => {
  const program = useProgram();
  if (program === undefined) return null;
  if (program === null)
    return (
      <Note tone="warning" icon="warning">
        <strong>
          <FormattedMessage id="union.served.title" />
        </strong>
        <p>
          <FormattedMessage id="union.served.why" />
        </p>
        <p>
          <FormattedMessage id="union.served.next" />{' '}
          <code>insyn-room --server {window.location.origin} --pin employer.pub --pin union.pub --keys union</code>
        </p>
      </Note>
    );
  const { pages, keys, ledger } = program;
  const differs = pages.verdict === 'other' || pages.verdict === 'says-other';
  return (
    <>
      {differs ? <Differs pages={pages} /> : null}
      {keys.approves ? null : (
        <Note tone="warning" icon="warning">
          <strong>
            <FormattedMessage id="union.keys.missing" />
          </strong>
          <p>
            <FormattedMessage id="union.keys.missingNext" />
          </p>
        </Note>
      )}
      {ledger.state === 'failed' ? (
        <Note tone="danger" icon="error" live>
          <strong>
            <FormattedMessage id="union.ledger.failed" />
          </strong>
          <p>
            <FormattedMessage id="union.said" values={{ said: <q lang="en">{ledger.problem}</q> }} />
          </p>
          <p>
            <FormattedMessage id="union.ledger.failedNext" />
          </p>
        </Note>
      ) : null}
    </>
  );
};
