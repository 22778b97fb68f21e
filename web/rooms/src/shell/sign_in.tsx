// Signing in, and taking an invitation: /invitation#TOKEN, so that no server's log has it.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { useLocation } from 'wouter';
import { signIn, takeInvitation } from '../centre/session';
import { TextField } from '../design/field';
import { Problem } from '../design/problem';
import type { MessageId } from '../words/catalogue';
import { LanguageButton } from './language_button';
import { usePageTitle } from './room';
import { useSession } from './session';
import { ThemeButton } from './theme';

const kShortest = 12;

const Door = ({ title, lead, children }: { title: MessageId; lead: MessageId; children: ReactNode }) => {
  usePageTitle(useIntl().formatMessage({ id: title }));
  return (
    <>
      <header className="room">
        <div className="brand">
          <strong>
            <FormattedMessage id="app.name" />
          </strong>
        </div>
        <div className="right">
          <LanguageButton />
          <ThemeButton />
        </div>
      </header>
      <main id="main" className="door">
        <h1>
          <FormattedMessage id={title} />
        </h1>
        <p className="lead">
          <FormattedMessage id={lead} />
        </p>
        {children}
      </main>
    </>
  );
};

const useWork = () => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
};

export const SignIn = () => {
  const { enter } = useSession();
  const { busy, error, run } = useWork();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    void run(async () => enter(await signIn(String(values.get('account')), String(values.get('passphrase')))));
  };
  return (
    <Door title="session.title" lead="session.lead">
      {error === null ? null : <Problem what={<FormattedMessage id="session.failed" />} error={error} />}
      <form className="stack" onSubmit={send}>
        <TextField label={<FormattedMessage id="session.account" />} name="account" autoComplete="username" required autoFocus />
        <TextField label={<FormattedMessage id="session.passphrase" />} name="passphrase" type="password" autoComplete="current-password" required />
        <button type="submit" className="button primary" disabled={busy}>
          <FormattedMessage id="session.in" />
        </button>
      </form>
    </Door>
  );
};

export const Invitation = () => {
  const { enter } = useSession();
  const [, go] = useLocation();
  const { busy, error, run } = useWork();
  const [wrong, setWrong] = useState<MessageId | null>(null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const passphrase = String(values.get('passphrase'));
    if (new TextEncoder().encode(passphrase).length < kShortest) return setWrong('invitation.short');
    if (passphrase !== String(values.get('again'))) return setWrong('invitation.differs');
    setWrong(null);
    return void run(async () => {
      enter(await takeInvitation(window.location.hash.slice(1), passphrase));
      go('/', { replace: true });
    });
  };
  const told = wrong === null ? undefined : <FormattedMessage id={wrong} />;
  return (
    <Door title="invitation.title" lead="invitation.lead">
      {error === null ? null : <Problem what={<FormattedMessage id="invitation.failed" />} error={error} />}
      <form className="stack" onSubmit={send}>
        <TextField
          label={<FormattedMessage id="invitation.passphrase" />}
          hint={<FormattedMessage id="invitation.hint" />}
          wrong={wrong === 'invitation.short' ? told : undefined}
          name="passphrase"
          type="password"
          autoComplete="new-password"
          required
          autoFocus
        />
        <TextField
          label={<FormattedMessage id="invitation.again" />}
          wrong={wrong === 'invitation.differs' ? told : undefined}
          name="again"
          type="password"
          autoComplete="new-password"
          required
        />
        <button type="submit" className="button primary" disabled={busy}>
          <FormattedMessage id="invitation.take" />
        </button>
      </form>
    </Door>
  );
};
