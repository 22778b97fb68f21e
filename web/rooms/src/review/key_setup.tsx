// Where the reviewer's key is not in this browser: makes one, or takes one out of files.
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { Question } from '../design/dialog';
import { TextField } from '../design/field';
import { Note } from '../design/state';
import { Problem } from '../design/problem';
import { useToast } from '../design/toasts';
import { loadOwnKey, newOwnKey } from './keys';

export const kOwnKey = ['own-key'];

export const KeyMissing = () => {
  const client = useQueryClient();
  const tell = useToast();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [name, setName] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const work = async (action: () => Promise<void>) => {
    setError(null);
    try {
      await action();
      await client.invalidateQueries({ queryKey: kOwnKey });
      tell(<FormattedMessage id="review.keyReady" />);
    } catch (failed) {
      setError(failed);
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => setFiles([...(event.target.files ?? [])]);
  const load = () =>
    void work(async () => {
      await loadOwnKey(files);
      setOpen(false);
    });
  const make = () => void work(async () => setMade((await newOwnKey(name.trim(), files)).pub));
  return (
    <Note tone="warning" icon="warning">
      <strong>
        <FormattedMessage id="review.keyMissing" />
      </strong>{' '}
      <FormattedMessage id="review.keyMissingWhy" />{' '}
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        <FormattedMessage id="review.keyChoose" />
      </button>
      <Question
        open={open}
        wide
        onClose={() => setOpen(false)}
        title={<FormattedMessage id="review.key" />}
        actions={
          <button type="button" className="button" onClick={() => setOpen(false)}>
            <FormattedMessage id={made === null ? 'common.cancel' : 'common.close'} />
          </button>
        }
      >
        {error === null ? null : <Problem what={<FormattedMessage id="review.keyFailed" />} error={error} />}
        <TextField label={<FormattedMessage id="review.keyFiles" />} hint={<FormattedMessage id="review.keyFilesHint" />} type="file" multiple accept=".age,.sign,.pub" onChange={choose} />
        <section className="stack">
          <h3>
            <FormattedMessage id="review.keyLoad" />
          </h3>
          <p className="soft">
            <FormattedMessage id="review.keyLoadWhy" />
          </p>
          <button type="button" className="button primary" disabled={files.length === 0} onClick={load}>
            <FormattedMessage id="review.keyLoadGo" />
          </button>
        </section>
        <section className="stack">
          <h3>
            <FormattedMessage id="review.keyMake" />
          </h3>
          <p className="soft">
            <FormattedMessage id="review.keyMakeWhy" />
          </p>
          <TextField label={<FormattedMessage id="review.keyName" />} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          <button type="button" className="button" disabled={files.length === 0 || name.trim() === ''} onClick={make}>
            <FormattedMessage id="review.keyMakeGo" />
          </button>
          {made === null ? null : (
            <label className="field">
              <FormattedMessage id="review.keyPublic" />
              <textarea className="input public-half" readOnly value={made} />
            </label>
          )}
        </section>
      </Question>
    </Note>
  );
};
