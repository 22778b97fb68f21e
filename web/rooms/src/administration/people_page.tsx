// Who can sign in, and in which role.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Account, accounts, addAccount, giveRole, inviteAgain, removeAccount } from '../centre/administration';
import { type Role, roles } from '../centre/session';
import { Question } from '../design/dialog';
import { SelectField, TextField } from '../design/field';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { useToast } from '../design/toasts';
import { useFormat } from '../words/format';
import { Heading } from './heading';

const kKey = ['accounts'];
type Step = { kind: 'add' } | { kind: 'invite' | 'role' | 'remove'; account: Account } | { kind: 'invitation'; name: string; token: string };

const roleOf = (value: FormDataEntryValue | null): Role => roles.find((role) => role === value) ?? 'reviewer';

const RoleField = ({ value }: { value?: Role }) => {
  const intl = useIntl();
  return (
    <SelectField label={<FormattedMessage id="administration.role" />} name="role" defaultValue={value ?? 'reviewer'}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {intl.formatMessage({ id: `role.${role}` })}
        </option>
      ))}
    </SelectField>
  );
};

const Steps = ({ step, setStep }: { step: Step | null; setStep: (step: Step | null) => void }) => {
  const client = useQueryClient();
  const tell = useToast();
  const work = useMutation({
    mutationFn: (action: () => Promise<Step | null>) => action(),
    onSuccess: async (next) => {
      await client.invalidateQueries({ queryKey: kKey });
      setStep(next);
      if (next === null) tell(<FormattedMessage id="administration.done" />);
    },
  });
  const close = () => {
    work.reset();
    setStep(null);
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    work.mutate(async () => {
      if (step === null || step.kind === 'invitation') return null;
      if (step.kind === 'add') {
        const name = String(values.get('name')).trim();
        return { kind: 'invitation', name, token: (await addAccount(name, roleOf(values.get('role')))).invitation };
      }
      const { name } = step.account;
      if (step.kind === 'invite') return { kind: 'invitation', name, token: (await inviteAgain(name)).invitation };
      await (step.kind === 'role' ? giveRole(name, roleOf(values.get('role'))) : removeAccount(name));
      return null;
    });
  };
  const name = step === null || step.kind === 'add' ? '' : step.kind === 'invitation' ? step.name : step.account.name;
  const titles = {
    add: 'administration.addTitle',
    invite: 'administration.inviteAgain',
    role: 'administration.changeRoleTitle',
    remove: 'administration.removeTitle',
    invitation: 'administration.invitation',
  } as const;
  const goes = { add: 'administration.addGo', invite: 'administration.inviteAgainGo', role: 'administration.changeRoleGo', remove: 'administration.removeGo' } as const;
  const whys = { invite: 'administration.inviteAgainWhy', role: 'administration.changeRoleWhy', remove: 'administration.removeWhy', invitation: 'administration.invitationWhy' } as const;
  return (
    <Question
      open={step !== null}
      onClose={close}
      title={step === null ? '' : <FormattedMessage id={titles[step.kind]} values={{ name }} />}
      actions={
        step?.kind === 'invitation' ? (
          <button type="button" className="button primary" onClick={close}>
            <FormattedMessage id="common.close" />
          </button>
        ) : (
          <>
            <button type="button" className="button" onClick={close}>
              <FormattedMessage id="common.cancel" />
            </button>
            {step === null ? null : (
              <button type="submit" form="account-step" className={step.kind === 'remove' ? 'button danger final' : 'button primary'} disabled={work.isPending}>
                <FormattedMessage id={goes[step.kind]} />
              </button>
            )}
          </>
        )
      }
    >
      {work.isError ? <Problem what={<FormattedMessage id="administration.changeFailed" />} error={work.error} /> : null}
      {step === null || step.kind === 'add' ? null : (
        <p>
          <FormattedMessage id={whys[step.kind]} />
        </p>
      )}
      {step?.kind === 'invitation' ? (
        <TextField label={<FormattedMessage id="administration.invitation" values={{ name }} />} className="token" readOnly value={`${window.location.origin}/invitation#${step.token}`} onFocus={(event) => event.target.select()} autoFocus />
      ) : (
        <form id="account-step" className="stack" onSubmit={send}>
          {step?.kind === 'add' ? <TextField label={<FormattedMessage id="administration.account" />} hint={<FormattedMessage id="administration.addHint" />} name="name" required maxLength={64} autoFocus /> : null}
          {step?.kind === 'add' || step?.kind === 'role' ? <RoleField {...(step.kind === 'role' ? { value: step.account.role } : {})} /> : null}
        </form>
      )}
    </Question>
  );
};

export const PeoplePage = () => {
  const intl = useIntl();
  const { day } = useFormat();
  const [step, setStep] = useState<Step | null>(null);
  const asked = useQuery({ queryKey: kKey, queryFn: accounts });
  return (
    <>
      <Heading title="administration.people" lead="administration.peopleLead">
        <button type="button" className="button primary" onClick={() => setStep({ kind: 'add' })}>
          <FormattedMessage id="administration.add" />
        </button>
      </Heading>
      {asked.isError ? <Problem what={<FormattedMessage id="administration.peopleFailed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.data === undefined ? null : (
        <div className="card">
          <table className="table blocks">
            <thead>
              <tr>
                <th>
                  <FormattedMessage id="administration.account" />
                </th>
                <th>
                  <FormattedMessage id="administration.role" />
                </th>
                <th>
                  <FormattedMessage id="administration.created" />
                </th>
                <th>
                  <FormattedMessage id="administration.accountState" />
                </th>
                <th>
                  <span className="unseen">
                    <FormattedMessage id="review.action" />
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {asked.data.map((account) => (
                <tr key={account.name}>
                  <th scope="row">{account.name}</th>
                  <td>
                    <FormattedMessage id={`role.${account.role}`} />
                  </td>
                  <td data-label={intl.formatMessage({ id: 'administration.created' })}>{day(new Date(account.created))}</td>
                  <td>
                    {account.invited ? (
                      <State tone="active" icon="waiting">
                        <FormattedMessage id="administration.invited" />
                      </State>
                    ) : (
                      <State tone="ok" icon="ok">
                        <FormattedMessage id="administration.active" />
                      </State>
                    )}
                  </td>
                  <td className="acts wide">
                    {(['invite', 'role', 'remove'] as const).map((kind) => (
                      <button key={kind} type="button" className={kind === 'remove' ? 'button quiet small danger' : 'button quiet small'} onClick={() => setStep({ kind, account })}>
                        <FormattedMessage id={kind === 'invite' ? 'administration.inviteAgain' : kind === 'role' ? 'administration.changeRole' : 'administration.removeAccount'} />
                        <span className="unseen"> {account.name}</span>
                      </button>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Steps step={step} setStep={setStep} />
    </>
  );
};
