// Stop: the union withdraws an agreement, alone and for ever, in two steps.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { SelectField, TextField } from '../design/field';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { type Agreement, agreements, type Signed, withdraw } from './program';
import { Keep } from './keep';
import { useProgram } from './use_program';

const inForce = (one: Agreement) => one.valid && one.withdrawn_by === null && one.not_after !== null && Date.parse(one.not_after) > Date.now();

const Withdrawn = ({ agreement, signed }: { agreement: Agreement; signed: Signed }) => (
  <>
    <Note tone={signed.registered === true ? 'ok' : 'warning'} icon={signed.registered === true ? 'ok' : 'warning'} live>
      <strong>
        <FormattedMessage id={signed.registered === true ? 'union.stop.done' : 'union.stop.notTaken'} values={{ name: agreement.id }} />
      </strong>
      <p>
        <FormattedMessage id={signed.registered === true ? 'union.stop.doneWhy' : 'union.stop.notTakenNext'} />
      </p>
      {signed.problem === null ? null : (
        <p>
          <FormattedMessage id="union.said" values={{ said: <q lang="en">{signed.problem}</q> }} />
        </p>
      )}
    </Note>
    {signed.note === null ? null : <Keep name={`${agreement.id}.withdrawal`} text={signed.note} />}
  </>
);

const Steps = ({ all, onCancel }: { all: readonly Agreement[]; onCancel: () => void }) => {
  const client = useQueryClient();
  const [hash, setHash] = useState(all[all.length - 1]?.hash ?? '');
  const [read, setRead] = useState(false);
  const [word, setWord] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [signed, setSigned] = useState<Signed | null>(null);
  const agreement = all.find((one) => one.hash === hash);
  if (agreement === undefined) return null;
  if (signed !== null && signed.note !== null) return <Withdrawn agreement={agreement} signed={signed} />;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setWrong(word !== agreement.id);
    if (word !== agreement.id) return;
    setBusy(true);
    setError(null);
    try {
      setSigned(await withdraw(agreement.hash, word, reason.trim()));
      await client.invalidateQueries({ queryKey: ['room', 'status'] });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <ol className="two">
      <li className={read ? 'done' : ''}>
        <div>
          <strong>
            <FormattedMessage id="union.stop.first" />
          </strong>
          {all.length === 1 ? null : (
            <SelectField label={<FormattedMessage id="union.stop.which" />} value={hash} onChange={(event) => setHash(event.target.value)}>
              {all.map((one) => (
                <option key={one.hash} value={one.hash}>
                  {one.id}
                </option>
              ))}
            </SelectField>
          )}
          <ul>
            <li>
              <FormattedMessage id="union.stop.recorders" values={{ hours: agreement.grace_hours ?? 0 }} />
            </li>
            <li>
              <FormattedMessage id="union.stop.stays" values={{ days: agreement.retention_days ?? 0 }} />
            </li>
            <li>
              <FormattedMessage id="union.stop.forever" />
            </li>
          </ul>
          {read ? null : (
            <div className="actions">
              <button type="button" className="button danger" autoFocus onClick={() => setRead(true)}>
                <FormattedMessage id="union.stop.next" />
              </button>
              <button type="button" className="button quiet" onClick={onCancel}>
                <FormattedMessage id="common.cancel" />
              </button>
            </div>
          )}
        </div>
      </li>
      <li>
        <div>
          <strong>
            <FormattedMessage id="union.stop.second" />
          </strong>
          {!read ? null : (
            <form className="stack" onSubmit={(event) => void send(event)}>
              <TextField
                label={<FormattedMessage id="union.stop.word" values={{ name: <span className="mono">{agreement.id}</span> }} />}
                className="mono"
                value={word}
                autoFocus
                autoComplete="off"
                spellCheck={false}
                wrong={wrong ? <FormattedMessage id="union.stop.wrongWord" /> : undefined}
                onChange={(event) => setWord(event.target.value)}
              />
              <TextField label={<FormattedMessage id="union.stop.reason" />} value={reason} onChange={(event) => setReason(event.target.value)} />
              {signed?.problem == null ? null : (
                <Note tone="danger" icon="error" live>
                  <FormattedMessage id="union.said" values={{ said: <q lang="en">{signed.problem}</q> }} />
                </Note>
              )}
              {error === null ? null : <Problem what={<FormattedMessage id="union.stop.failed" />} error={error} />}
              <div className="actions">
                <button type="submit" className="button danger final" disabled={busy}>
                  <Icon name="stop" />
                  <FormattedMessage id="union.stop.do" />
                </button>
                <button type="button" className="button quiet" onClick={onCancel}>
                  <FormattedMessage id="common.cancel" />
                </button>
              </div>
            </form>
          )}
        </div>
      </li>
    </ol>
  );
};

const Possible = () => {
  const program = useProgram();
  const asked = useQuery({ queryKey: ['room', 'agreements'], queryFn: agreements, refetchInterval: 15_000 });
  const [open, setOpen] = useState(false);
  // What was in force when it was opened stays, so that the answer does not vanish.
  const [held, setHeld] = useState<Agreement[]>([]);
  const all = asked.data?.agreements.filter(inForce) ?? [];
  if (open && held.length > 0) return <Steps all={held} onCancel={() => setOpen(false)} />;
  if (asked.data !== undefined && asked.data.began && all.length === 0)
    return (
      <p>
        <FormattedMessage id="union.stop.nothing" />
      </p>
    );
  return (
    <div className="actions">
      <button
        type="button"
        className="button danger"
        disabled={all.length === 0 || program?.keys.party == null}
        onClick={() => {
          setHeld(all);
          setOpen(true);
        }}
      >
        <Icon name="stop" />
        <FormattedMessage id="union.stop.open" />
      </button>
    </div>
  );
};

export const Stop = () => {
  const program = useProgram();
  return (
    <section className="card stop" aria-labelledby="stop">
      <header>
        <h2 id="stop">
          <FormattedMessage id="union.stop.title" />
        </h2>
      </header>
      <div className="pad stack">
        <p>
          <FormattedMessage id="union.stop.lead" />
        </p>
        {program === null ? (
          <p>
            <FormattedMessage id="union.stop.takesProgram" />
          </p>
        ) : program === undefined ? null : (
          <Possible />
        )}
      </div>
    </section>
  );
};
