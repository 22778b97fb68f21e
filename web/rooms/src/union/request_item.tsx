// One row of requests: what is asked for, why, and each check in words.
import { FormattedMessage, useIntl } from 'react-intl';
import { Icon, type IconName } from '../design/icons';
import { useFormat } from '../words/format';
import { type Group, mayBeApproved } from './groups';
import { checks, type Check, type LedgerStanding, type Request } from './program';
import { Reason } from './reason';

type State = 'waiting' | 'running' | 'passed' | 'failed';

// Of several requests the one that is furthest behind.
const stateOf = (group: Group, check: Check): { state: State; passed: number } => {
  const states = group.requests.map((request) => request.checks.find((one) => one.check === check)?.state ?? 'waiting');
  const passed = states.filter((state) => state === 'passed').length;
  const worst = (['failed', 'running', 'waiting'] as const).find((state) => states.includes(state));
  return { state: worst ?? 'passed', passed };
};

const looks: Record<State, { tone: string; icon: IconName }> = {
  waiting: { tone: 'neutral', icon: 'idle' },
  running: { tone: 'active', icon: 'waiting' },
  passed: { tone: 'ok', icon: 'ok' },
  failed: { tone: 'danger', icon: 'error' },
};

const Step = ({ group, check }: { group: Group; check: Check }) => {
  const { number } = useFormat();
  const { state, passed } = stateOf(group, check);
  const look = looks[state];
  const entries = group.requests.map((request) => request.entry);
  const count = group.requests.length;
  return (
    <li className={look.tone}>
      <Icon name={look.icon} />
      <span>
        <FormattedMessage id={`union.check.${check}.${state}`} values={{ count, passed, entry: number(Math.min(...entries)), last: number(Math.max(...entries)) }} />
      </span>
    </li>
  );
};

const Cosigned = ({ ledger, now }: { ledger: LedgerStanding; now: string }) => {
  const { intl } = useFormat();
  if (ledger.cosigned === null) return null;
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(ledger.cosigned)) / 1000));
  const ago = seconds < 90 ? intl.formatNumber(seconds, { style: 'unit', unit: 'second', unitDisplay: 'long' }) : intl.formatNumber(Math.round(seconds / 60), { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return (
    <li className="ok">
      <Icon name="ok" />
      <span>
        <FormattedMessage id="union.check.cosigned" values={{ ago }} />
      </span>
    </li>
  );
};

// The line in small under the title: when, what of, how much was withheld.
const Of = ({ requests }: { requests: readonly Request[] }) => {
  const format = useFormat();
  const known = requests.flatMap((request) => (request.of === null ? [] : [request.of]));
  if (known.length === 0)
    return (
      <span className="second">
        <FormattedMessage id="union.request.notVerified" />
      </span>
    );
  const times = known.map((one) => one.began).sort();
  const first = times[0] ?? '';
  const last = times[times.length - 1] ?? '';
  const applications = [...new Set(known.flatMap((one) => one.applications))].join(', ');
  const withheld = known.flatMap((one) => (one.withheld === null ? [] : [one.withheld]));
  const parts = [
    known.length === 1 ? format.time(first) : first.slice(0, 10) === last.slice(0, 10) ? format.day(new Date(first)) : `${format.day(new Date(first))} – ${format.day(new Date(last))}`,
    applications,
    ...(withheld.length === 0 ? [] : [format.intl.formatMessage({ id: 'union.request.withheld' }, { share: format.percent(Math.max(...withheld)) })]),
  ];
  return <span className="second">{parts.join(' · ')}</span>;
};

const Purpose = () => (
  <li className="neutral">
    <Icon name="seen" />
    <span>
      <FormattedMessage id="union.check.purpose" />
    </span>
  </li>
);

const Failed = ({ group, onAgain }: { group: Group; onAgain: () => void }) => {
  const failed = group.requests.find((request) => request.problem !== null);
  if (failed === undefined) return null;
  return (
    <li className={failed.passes_by ? 'neutral' : 'danger'}>
      <Icon name={failed.passes_by ? 'waiting' : 'next'} />
      <span>
        <Reason problem={failed.problem} why={failed.why} />{' '}
        {failed.passes_by ? (
          <FormattedMessage id="union.request.triesAgain" />
        ) : (
          <>
            <FormattedMessage id="union.request.cannot" />{' '}
            <button type="button" className="button quiet small" onClick={onAgain}>
              <FormattedMessage id="union.request.again" />
            </button>
          </>
        )}
      </span>
    </li>
  );
};

interface ItemProps {
  group: Group;
  chosen: boolean;
  ledger: LedgerStanding;
  now: string;
  onChoose: (chosen: boolean) => void;
  onAgain: () => void;
}

export const RequestItem = ({ group, chosen, ledger, now, onChoose, onAgain }: ItemProps) => {
  const intl = useIntl();
  const format = useFormat();
  const first = group.requests[0];
  if (first === undefined) return null;
  const may = mayBeApproved(group);
  const failed = group.requests.some((request) => request.checks.some((one) => one.state === 'failed'));
  const kinds = [...new Set(group.requests.flatMap((request) => (request.of === null || request.of.kind === '' ? [] : [request.of.kind])))].join(', ');
  const title = intl.formatMessage({ id: first.opens === 'events' ? 'union.request.events' : 'union.request.pictures' }, { count: group.requests.length });
  const name = kinds === '' ? title : `${title}, ${kinds}`;
  return (
    <li className={chosen ? 'request chosen' : 'request'}>
      <input
        type="checkbox"
        checked={chosen}
        disabled={!may && !failed}
        aria-label={intl.formatMessage({ id: may ? 'union.request.choose' : failed ? 'union.request.chooseFailed' : 'union.request.cannotChoose' }, { name })}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="what">
        <strong>{name}</strong>
        <Of requests={group.requests} />
        <p className="purpose">
          <q>{first.because}</q>
        </p>
        <span className="second">
          {[
            first.purpose ?? '',
            first.asked_by === null ? '' : intl.formatMessage({ id: 'union.request.by' }, { name: first.asked_by }),
            first.asked === null ? '' : intl.formatMessage({ id: 'union.request.asked' }, { time: format.nearTime(first.asked) }),
            first.until === null ? '' : intl.formatMessage({ id: 'union.request.until' }, { time: format.nearTime(first.until) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </div>
      <ol className="steps small" aria-label={intl.formatMessage({ id: 'union.request.checks' })}>
        {checks.map((check) => (
          <Step key={check} group={group} check={check} />
        ))}
        <Cosigned ledger={ledger} now={now} />
        <Failed group={group} onAgain={onAgain} />
        {may ? <Purpose /> : null}
      </ol>
    </li>
  );
};
