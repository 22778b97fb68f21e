// The computers of a centre, and what they tell of themselves.
import { useInfiniteQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Machine, machines } from '../centre/administration';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { useFormat } from '../words/format';
import { Heading } from './heading';

const kSilent = 86_400_000;

const Standing = ({ machine }: { machine: Machine }) => {
  // A workstation says nothing itself: its link does, in a row of its own.
  if (machine.kind === 'workstation' && machine.lastSeen === null)
    return (
      <State tone="neutral" icon="idle">
        <FormattedMessage id="administration.byLink" />
      </State>
    );
  const [fault] = machine.faults;
  if (fault !== undefined)
    return (
      <State tone="warning" icon="warning">
        <FormattedMessage id="administration.fault" values={{ code: machine.faults.join(', ') }} />
      </State>
    );
  if (machine.lastSeen === null || Date.now() - Date.parse(machine.lastSeen) > kSilent)
    return (
      <State tone="warning" icon="waiting">
        <FormattedMessage id="administration.silent" />
      </State>
    );
  return (
    <State tone="ok" icon="ok">
      <FormattedMessage id="administration.fine" />
    </State>
  );
};

const Row = ({ machine }: { machine: Machine }) => {
  const intl = useIntl();
  const { nearTime, day } = useFormat();
  const label = (id: 'administration.version' | 'administration.seen' | 'administration.waiting' | 'administration.enrolled') => intl.formatMessage({ id });
  return (
    <tr>
      <th scope="row">
        {machine.name}
        <span className="second">
          <FormattedMessage id={`administration.machineKind.${machine.kind}`} />
        </span>
      </th>
      <td data-label={label('administration.enrolled')}>{machine.enrolled === null ? '–' : day(new Date(machine.enrolled))}</td>
      <td data-label={label('administration.version')}>{machine.version ?? '–'}</td>
      <td data-label={label('administration.seen')}>{machine.lastSeen === null ? <FormattedMessage id="administration.never" /> : nearTime(machine.lastSeen)}</td>
      <td className="n" data-label={label('administration.waiting')}>
        {machine.waiting === null ? '–' : <FormattedMessage id="administration.waitingN" values={{ n: machine.waiting }} />}
      </td>
      <td className="wide">
        <Standing machine={machine} />
      </td>
    </tr>
  );
};

const kColumns = ['administration.machine', 'administration.enrolled', 'administration.version', 'administration.seen', 'administration.waiting', 'administration.faults'] as const;

export const MachinesPage = () => {
  const asked = useInfiniteQuery({
    queryKey: ['machines'],
    queryFn: ({ pageParam }) => machines(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  });
  const all = asked.data?.pages.flatMap((page) => page.machines) ?? [];
  return (
    <>
      <Heading title="administration.machines" lead="administration.machinesLead" />
      {asked.isError ? <Problem what={<FormattedMessage id="administration.machinesFailed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.isSuccess && all.length === 0 ? (
        <Empty title={<FormattedMessage id="administration.machinesNone" />} why={<FormattedMessage id="administration.machinesNoneWhy" />} />
      ) : null}
      {all.length === 0 ? null : (
        <div className="card">
          <table className="table blocks">
            <thead>
              <tr>
                {kColumns.map((id) => (
                  <th key={id} className={id === 'administration.waiting' ? 'n' : undefined}>
                    <FormattedMessage id={id} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map((machine) => (
                <Row key={`${machine.kind} ${machine.name}`} machine={machine} />
              ))}
            </tbody>
          </table>
          {asked.hasNextPage ? (
            <p className="pad">
              <button type="button" className="button" onClick={() => void asked.fetchNextPage()}>
                <FormattedMessage id="common.more" />
              </button>
            </p>
          ) : null}
        </div>
      )}
    </>
  );
};
