// Searches that somebody has saved under a name: an address with filters.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { removeSearch, saveSearch, savedSearches } from '../centre/recordings';
import { Question } from '../design/dialog';
import { TextField } from '../design/field';
import { Icon } from '../design/icons';
import { Problem } from '../design/problem';
import { useToast } from '../design/toasts';

const kKey = ['searches'];

export const SavedSearches = () => {
  const intl = useIntl();
  const client = useQueryClient();
  const saved = useQuery({ queryKey: kKey, queryFn: savedSearches });
  const remove = useMutation({ mutationFn: removeSearch, onSettled: () => client.invalidateQueries({ queryKey: kKey }) });
  const searches = saved.data ?? [];
  return (
    <fieldset className="saved">
      <legend>
        <FormattedMessage id="review.saved" />
      </legend>
      {searches.length === 0 ? (
        <p className="small soft">
          <FormattedMessage id="review.savedNone" />
        </p>
      ) : (
        <ul>
          {searches.map((one) => (
            <li key={one.name}>
              <Link href={`/review?${one.query}`}>{one.name}</Link>
              <button
                type="button"
                className="button quiet small"
                aria-label={intl.formatMessage({ id: 'review.savedRemove' }, { name: one.name })}
                onClick={() => remove.mutate(one.name)}
              >
                <Icon name="x" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
};

export const SaveSearch = ({ words }: { words: string }) => {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const tell = useToast();
  const save = useMutation({
    mutationFn: (name: string) => saveSearch(name, words),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: kKey });
      setOpen(false);
      tell(<FormattedMessage id="review.saveDone" />);
    },
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <>
      <button type="button" className="button quiet small" onClick={() => setOpen(true)}>
        <FormattedMessage id="review.save" />
      </button>
      <Question
        open={open}
        onClose={() => setOpen(false)}
        title={<FormattedMessage id="review.saveTitle" />}
        actions={
          <>
            <button type="button" className="button" onClick={() => setOpen(false)}>
              <FormattedMessage id="common.cancel" />
            </button>
            <button type="submit" form="save-search" className="button primary" disabled={save.isPending}>
              <FormattedMessage id="common.save" />
            </button>
          </>
        }
      >
        {save.isError ? <Problem what={<FormattedMessage id="review.saveFailed" />} error={save.error} /> : null}
        <form id="save-search" onSubmit={send}>
          <TextField label={<FormattedMessage id="review.saveName" />} name="name" required maxLength={100} autoFocus />
        </form>
      </Question>
    </>
  );
};
