// What applies: the points that matter every day, and the whole agreement in words.
import { Fragment } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { Empty } from '../design/empty';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { useLanguage } from '../words/language';
import type { OwnAgreement } from './program';
import { useAgreement, useHere } from './use_own';

const Points = ({ agreement }: { agreement: OwnAgreement }) => {
  const { day } = useFormat();
  const intl = useIntl();
  return (
    <ul className="plain pad">
      <li className="recording">
        <Icon name="recording" />
        <span>
          <FormattedMessage id="agent.rules.what" values={{ applications: intl.formatList(agreement.applications) }} />
        </span>
      </li>
      {agreement.may_pause ? (
        <li className="paused">
          <Icon name="paused" />
          <span>
            <FormattedMessage id="agent.rules.pause" />
          </span>
        </li>
      ) : null}
      <li className="neutral">
        <Icon name="sealed" />
        <span>
          <FormattedMessage id="agent.rules.open" />
        </span>
      </li>
      <li className="neutral">
        <Icon name="shredded" />
        <span>
          <FormattedMessage id="agent.rules.kept" values={{ days: agreement.retention_days, hours: agreement.discard_within_hours }} />
        </span>
      </li>
      <li className="neutral">
        <Icon name="waiting" />
        <span>
          <FormattedMessage id="agent.rules.time" values={{ from: day(new Date(agreement.not_before)), to: day(new Date(agreement.not_after)) }} />
        </span>
      </li>
    </ul>
  );
};

export const Rules = ({ asked }: { asked: ReturnType<typeof useAgreement> }) => (
  <section className="card" aria-labelledby="rules">
    <header>
      <h2 id="rules">
        <FormattedMessage id="agent.rules.title" />
      </h2>
      <Link className="small" href="/agent/rules">
        <FormattedMessage id="agent.rules.whole" />
      </Link>
    </header>
    {asked.isError ? (
      <div className="pad">
        <Problem what={<FormattedMessage id="agent.rules.failed" />} error={asked.error} retry={() => void asked.refetch()} />
      </div>
    ) : asked.data === undefined ? (
      <p className="pad soft" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    ) : (
      <Points agreement={asked.data} />
    )}
  </section>
);

// Parts with an empty line between them, each with its heading in the first line; a line that begins with a bullet is one of a list.
const Explained = ({ text }: { text: string }) => (
  <div className="pad explained">
    {text
      .trim()
      .split(/\n\s*\n/)
      .map((part) => part.split('\n'))
      .map(([heading, ...lines], index) => (
        <Fragment key={index}>
          <h3>{heading}</h3>
          {lines.map((line, at) =>
            /^\s*•/.test(line) ? (
              <ul key={at}>
                <li>{line.replace(/^\s*•\s*/, '')}</li>
              </ul>
            ) : (
              <p key={at}>{line}</p>
            ),
          )}
        </Fragment>
      ))}
  </div>
);

export const RulesPage = () => {
  const intl = useIntl();
  const { language } = useLanguage();
  const here = useHere();
  const client = useQueryClient();
  const asked = useAgreement(here.data !== null && here.data !== undefined);
  usePageTitle(intl.formatMessage({ id: 'agent.rules.title' }), intl.formatMessage({ id: 'room.agent' }));
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="agent.rules.title" />
          </h1>
          <p className="lead">
            <FormattedMessage id="agent.rules.lead" />
          </p>
        </div>
      </div>
      {here.isError ? <Problem what={<FormattedMessage id="agent.hereFailed" />} error={here.error} retry={() => void client.invalidateQueries({ queryKey: ['own'] })} /> : null}
      {here.data === null ? <Empty title={<FormattedMessage id="agent.rules.notHere" />} why={<FormattedMessage id="agent.byServer" />} /> : null}
      {asked.isError ? <Problem what={<FormattedMessage id="agent.rules.failed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.data === undefined ? null : (
        <section className="card" aria-labelledby="agreement">
          <header>
            <h2 id="agreement">{asked.data.id}</h2>
            <span className="small soft mono">{asked.data.hash.slice(0, 16)}</span>
          </header>
          <Explained text={asked.data.explained[language]} />
        </section>
      )}
    </>
  );
};
