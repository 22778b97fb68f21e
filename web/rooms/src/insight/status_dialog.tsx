// What people say of a friction: that it was seen, is being mended, or was mended, and in which version.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Question } from '../design/dialog';
import { TextArea, TextField } from '../design/field';
import { Problem } from '../design/problem';
import { useToast } from '../design/toasts';
import { setStanding, type Standing, type Status, statuses } from './centre';
import type { FrictionKey } from './series';

export const kStandingsKey = ['insight', 'standings'];
// As the server takes them.
const kLongestVersion = 100;
const kLongestNote = 500;

interface DialogProps {
  friction: FrictionKey;
  name: string;
  standing: Standing | null;
  onClose: () => void;
}

const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

export const StatusDialog = ({ friction, name, standing, onClose }: DialogProps) => {
  const client = useQueryClient();
  const tell = useToast();
  const [status, setStatus] = useState<Status | 'none'>(standing?.status ?? 'seen');
  const [version, setVersion] = useState(standing?.version ?? '');
  const [since, setSince] = useState(standing?.since ?? today());
  const [note, setNote] = useState(standing?.note ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrongDay = !/^\d{4}-\d{2}-\d{2}$/.test(since);
  const choose = (one: Status | 'none') => {
    setStatus(one);
    // Another status began another day.
    if (one !== standing?.status) setSince(today());
    else setSince(standing.since);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (wrongDay) return;
    setBusy(true);
    setError(null);
    try {
      const { kind, what, screen, other_screen } = friction;
      const said = version.trim();
      await setStanding({ kind, what, screen, other_screen, status, since, version: said === '' || status === 'seen' ? null : said, note: note.trim() === '' ? null : note.trim() });
      await client.invalidateQueries({ queryKey: kStandingsKey });
      tell(<FormattedMessage id="insight.status.saved" />);
      onClose();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Question open title={<FormattedMessage id="insight.status.title" />} onClose={onClose} actions={null}>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <p className="break">{name}</p>
        <fieldset>
          <legend>
            <FormattedMessage id="insight.status.which" />
          </legend>
          {[...statuses, ...(standing === null ? [] : (['none'] as const))].map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="status" value={one} checked={status === one} onChange={() => choose(one)} />
              <span>
                <FormattedMessage id={`insight.status.choose.${one}`} />
              </span>
            </label>
          ))}
        </fieldset>
        {status === 'being-mended' || status === 'mended' ? (
          <TextField
            label={<FormattedMessage id="insight.status.version" />}
            hint={<FormattedMessage id="insight.status.versionHint" />}
            value={version}
            maxLength={kLongestVersion}
            autoComplete="off"
            onChange={(event) => setVersion(event.target.value)}
          />
        ) : null}
        {status === 'none' ? null : (
          <>
            <TextField
              label={<FormattedMessage id="insight.status.since" />}
              type="date"
              value={since}
              wrong={wrongDay ? <FormattedMessage id="insight.status.wrongDay" /> : undefined}
              onChange={(event) => setSince(event.target.value)}
            />
            <TextArea label={<FormattedMessage id="insight.status.note" />} hint={<FormattedMessage id="insight.status.noteHint" />} value={note} maxLength={kLongestNote} onChange={(event) => setNote(event.target.value)} />
          </>
        )}
        {error === null ? null : <Problem what={<FormattedMessage id="insight.status.failed" />} error={error} />}
        <div className="actions">
          <button type="button" className="button quiet" onClick={onClose}>
            <FormattedMessage id="common.cancel" />
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            <FormattedMessage id="common.save" />
          </button>
        </div>
      </form>
    </Question>
  );
};
