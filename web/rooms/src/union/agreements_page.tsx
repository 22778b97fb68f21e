// What was agreed, version by version, with what each changed; and one that waits for the union's signature.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { usePageTitle } from '../shell/room';
import { useFormat } from '../words/format';
import { useLanguage } from '../words/language';
import { agreementText, registeredAgreements } from './centre';
import { Differences } from '../agreement/differences';
import { type Agreement, agreements, lookAtAgreement, signAgreement } from './program';
import { Signing } from './signing';
import { useProgram } from './use_program';

const Standing = ({ one }: { one: Agreement }) => {
  const now = Date.now();
  if (!one.valid)
    return (
      <State tone="danger" icon="error">
        <FormattedMessage id="union.agreement.invalid" />
      </State>
    );
  if (one.withdrawn_by !== null)
    return (
      <State tone="not-allowed" icon="not-allowed">
        <FormattedMessage id="union.agreement.withdrawn" values={{ party: one.withdrawn_by }} />
      </State>
    );
  if (one.not_before !== null && Date.parse(one.not_before) > now)
    return (
      <State tone="neutral" icon="waiting">
        <FormattedMessage id="union.agreement.notYet" />
      </State>
    );
  if (one.not_after !== null && Date.parse(one.not_after) <= now)
    return (
      <State tone="neutral" icon="idle">
        <FormattedMessage id="union.agreement.over" />
      </State>
    );
  return (
    <State tone="ok" icon="ok">
      <FormattedMessage id="union.agreement.inForce" />
    </State>
  );
};

const Version = ({ one }: { one: Agreement }) => {
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <section className="card" aria-labelledby={`agreement-${one.hash}`}>
      <header>
        <h2 id={`agreement-${one.hash}`}>{one.id}</h2>
        <Standing one={one} />
      </header>
      <div className="pad stack">
        {one.problem === null ? null : (
          <p>
            <FormattedMessage id="union.said" values={{ said: <q lang="en">{one.problem}</q> }} />
          </p>
        )}
        {one.not_before === null || one.not_after === null ? null : (
          <dl className="facts left">
            <dt>
              <FormattedMessage id="union.agreement.time" />
            </dt>
            <dd>
              {format.time(one.not_before)} – {format.time(one.not_after)}
            </dd>
            <dt>
              <FormattedMessage id="union.agreement.applications" />
            </dt>
            <dd>{one.applications?.join(', ')}</dd>
            <dt>
              <FormattedMessage id="union.agreement.kept" />
            </dt>
            <dd>
              <FormattedMessage id="union.agreement.keptDays" values={{ days: one.retention_days ?? 0, hours: one.discard_within_hours ?? 0 }} />
            </dd>
            <dt>
              <FormattedMessage id="union.log.proof" />
            </dt>
            <dd>
              <FormattedMessage id="union.log.line" values={{ number: format.number(one.entry) }} />
            </dd>
            <dt>SHA-256</dt>
            <dd className="mono">{one.hash}</dd>
          </dl>
        )}
        {one.differences === null ? null : (
          <>
            <h3>
              <FormattedMessage id="union.differences.title" />
            </h3>
            <Differences all={one.differences} />
          </>
        )}
        {one.explained === null ? null : (
          <details>
            <summary>
              <FormattedMessage id="union.agreement.whole" />
            </summary>
            <pre className="text" tabIndex={0}>
              {one.explained[language]}
            </pre>
          </details>
        )}
      </div>
    </section>
  );
};

const Verified = () => {
  const program = useProgram();
  const { language } = useLanguage();
  const asked = useQuery({ queryKey: ['room', 'agreements'], queryFn: agreements, refetchInterval: (query) => (query.state.data?.began === true ? 15_000 : 1_500) });
  if (asked.isError) return <Problem what={<FormattedMessage id="union.agreements.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data === undefined || !asked.data.began)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="union.requests.reading" />
      </p>
    );
  return (
    <div className="list">
      <Signing what="agreement" party={program?.keys.party ?? null} look={lookAtAgreement} sign={signAgreement}>
        {(looked) => (
          <>
            <h3>{looked.id}</h3>
            {looked.after === null ? null : (
              <p>
                <FormattedMessage id="union.differences.from" values={{ name: looked.after }} />
              </p>
            )}
            {looked.differences === null ? null : <Differences all={looked.differences} />}
            {looked.explained === null ? null : (
              <details open={looked.differences === null}>
                <summary>
                  <FormattedMessage id="union.agreement.whole" />
                </summary>
                <pre className="text" tabIndex={0}>
                  {looked.explained[language]}
                </pre>
              </details>
            )}
          </>
        )}
      </Signing>
      {asked.data.agreements.length === 0 ? <Empty title={<FormattedMessage id="union.agreements.none" />} why={<FormattedMessage id="union.agreements.noneWhy" />} /> : null}
      {[...asked.data.agreements].reverse().map((one) => (
        <Version key={one.hash} one={one} />
      ))}
    </div>
  );
};

const Text = ({ hash }: { hash: string }) => {
  const asked = useQuery({ queryKey: ['union', 'agreement', hash], queryFn: () => agreementText(hash), staleTime: Number.POSITIVE_INFINITY });
  return asked.data === undefined ? null : (
    <pre className="text mono" tabIndex={0}>
      {asked.data}
    </pre>
  );
};

const Said = () => {
  const format = useFormat();
  const asked = useQuery({ queryKey: ['union', 'agreements'], queryFn: registeredAgreements });
  if (asked.isError) return <Problem what={<FormattedMessage id="union.agreements.failed" />} error={asked.error} retry={() => void asked.refetch()} />;
  return (
    <div className="list">
      {asked.data?.length === 0 ? <Empty title={<FormattedMessage id="union.agreements.none" />} why={<FormattedMessage id="union.agreements.noneWhy" />} /> : null}
      {[...(asked.data ?? [])].reverse().map((one) => (
        <section key={one.hash} className="card" aria-labelledby={`agreement-${one.hash}`}>
          <header>
            <h2 id={`agreement-${one.hash}`}>{one.id}</h2>
            <span className="small soft">
              <FormattedMessage id="union.log.line" values={{ number: format.number(one.entry) }} />
            </span>
          </header>
          <div className="pad">
            <Text hash={one.hash} />
          </div>
        </section>
      ))}
    </div>
  );
};

export const AgreementsPage = () => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: 'union.nav.agreements' }), intl.formatMessage({ id: 'room.union' }));
  const program = useProgram();
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id="union.agreements.title" />
          </h1>
          <p className="lead">
            <FormattedMessage id="union.agreements.lead" />
          </p>
        </div>
      </div>
      {program === undefined ? null : program === null ? <Said /> : <Verified />}
    </>
  );
};
