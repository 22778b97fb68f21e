// A text that the employer has sent: looked at, with what it changes, and then signed.
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, type ReactNode, useId, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { Keep } from './keep';
import type { Signed } from './program';

interface Looked {
  problem: string | null;
  hash: string | null;
  signed_by: string[] | null;
  missing: string[] | null;
}

interface SigningProps<T extends Looked> {
  what: 'agreement' | 'roster';
  party: string | null;
  look: (text: string) => Promise<T>;
  sign: (text: string, hash: string) => Promise<Signed>;
  children: (looked: T) => ReactNode;
}

const kLargest = 1 << 20;

export const Signing = <T extends Looked>({ what, party, look, sign, children }: SigningProps<T>) => {
  const client = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [looked, setLooked] = useState<T | null>(null);
  const [signed, setSigned] = useState<Signed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

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
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    setLooked(null);
    setSigned(null);
    setFile(null);
    if (chosen === undefined) return;
    void run(async () => {
      const text = chosen.size > kLargest ? '' : await chosen.text();
      setFile({ name: chosen.name, text });
      setLooked(await look(text));
    });
  };
  const doSign = () =>
    void run(async () => {
      if (file === null || looked?.hash == null) return;
      setSigned(await sign(file.text, looked.hash));
      await client.invalidateQueries({ queryKey: ['room'] });
    });
  const mine = party !== null && (looked?.signed_by?.includes(party) ?? false);
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>
          <FormattedMessage id={`union.sign.${what}`} />
        </h2>
      </header>
      <div className="pad stack">
        <div className="field">
          <label htmlFor={id}>
            <FormattedMessage id="union.sign.file" />
          </label>
          <input id={id} className="input" type="file" onChange={choose} />
          <span className="hint">
            <FormattedMessage id={`union.sign.${what}Hint`} />
          </span>
        </div>
        {error === null ? null : <Problem what={<FormattedMessage id="union.sign.failed" />} error={error} />}
        {looked === null ? null : (
          <>
            {looked.problem === null ? null : (
              <Note tone="danger" icon="error" live>
                <strong>
                  <FormattedMessage id="union.sign.cannot" />
                </strong>
                <p>
                  <FormattedMessage id="union.said" values={{ said: <q lang="en">{looked.problem}</q> }} />
                </p>
              </Note>
            )}
            {looked.hash === null ? null : (
              <>
                {children(looked)}
                <dl className="facts left">
                  <dt>
                    <FormattedMessage id="union.sign.by" />
                  </dt>
                  <dd>{looked.signed_by?.length ? looked.signed_by.join(', ') : <FormattedMessage id="union.sign.nobody" />}</dd>
                  <dt>
                    <FormattedMessage id="union.sign.missing" />
                  </dt>
                  <dd>{looked.missing?.length ? looked.missing.join(', ') : <FormattedMessage id="union.sign.nobody" />}</dd>
                  <dt>SHA-256</dt>
                  <dd className="mono">{looked.hash}</dd>
                </dl>
              </>
            )}
          </>
        )}
        {signed === null ? null : (
          <>
            <Note tone={signed.registered === true ? 'ok' : signed.problem === null ? 'neutral' : 'warning'} icon={signed.registered === true ? 'ok' : signed.problem === null ? 'waiting' : 'warning'} live>
              <strong>
                <FormattedMessage id={signed.registered === true ? 'union.sign.registered' : signed.note === null ? 'union.sign.failed' : 'union.sign.signed'} />
              </strong>
              {signed.problem === null ? null : (
                <p>
                  <FormattedMessage id="union.said" values={{ said: <q lang="en">{signed.problem}</q> }} />
                </p>
              )}
            </Note>
            {signed.note === null ? null : <Keep name={file?.name ?? `${what}.note`} text={signed.note} />}
          </>
        )}
        {looked?.hash == null || looked.problem !== null || signed?.note != null ? null : (
          <div className="actions">
            <button type="button" className="button primary" disabled={busy || party === null} onClick={doSign}>
              <Icon name="ok" />
              <FormattedMessage id={mine ? 'union.sign.handIn' : 'union.sign.do'} values={{ party: party ?? '' }} />
            </button>
          </div>
        )}
      </div>
    </section>
  );
};
