// Asking to open what was chosen: the purpose, and what became of each.
import { useQueryClient } from '@tanstack/react-query';
import type { StoredKey } from 'insyn-opening';
import { type FormEvent, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Recording } from '../centre/recordings';
import { SelectField, TextField } from '../design/field';
import { Problem } from '../design/problem';
import { Progress } from '../design/progress';
import { useToast } from '../design/toasts';
import { catalogues } from '../words/catalogue';
import { askToOpen } from './ask_to_open';
import { kRequestsKey } from './requests_page';
import type { KnownAgreement } from './terms';

const kShortest = 20;

interface Props {
  chosen: Recording[];
  agreements: readonly KnownAgreement[];
  ownKey: StoredKey;
  onAsked: (ids: string[]) => void;
}

export const usePurposeText = () => {
  const intl = useIntl();
  return (code: string) => {
    const id = `review.purposeCode.${code}`;
    return id in catalogues.sv ? intl.formatMessage({ id: id as 'review.purposeCode.search-fails' }) : code;
  };
};

export const Batch = ({ chosen, agreements, ownKey, onAsked }: Props) => {
  const client = useQueryClient();
  const tell = useToast();
  const purposeText = usePurposeText();
  const [because, setBecause] = useState('');
  const [wrong, setWrong] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const [failed, setFailed] = useState<{ error: unknown; n: number } | null>(null);
  const n = chosen.length;
  const purposes = agreements.find((one) => one.hash === chosen[0]?.agreement)?.terms.purposes ?? [];

  const send = async (purpose: string | null) => {
    const asked: string[] = [];
    let error: unknown = null;
    setFailed(null);
    for (const [index, recording] of chosen.entries()) {
      setDone(index);
      const agreement = agreements.find((one) => one.hash === recording.agreement);
      try {
        if (agreement === undefined) throw new Error(`no agreement ${recording.agreement}`);
        await askToOpen(recording, agreement, ownKey, { purpose, because: because.trim() });
        asked.push(recording.id);
      } catch (refused) {
        error ??= refused;
      }
    }
    setDone(null);
    if (asked.length > 0) {
      tell(<FormattedMessage id="review.asked" values={{ n: asked.length }} />);
      onAsked(asked);
      await client.invalidateQueries({ queryKey: kRequestsKey });
      await client.invalidateQueries({ queryKey: ['recordings'] });
    }
    if (error !== null) setFailed({ error, n: n - asked.length });
    else setBecause('');
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (because.trim().length < kShortest) return setWrong(true);
    setWrong(false);
    const purpose = new FormData(event.currentTarget).get('purpose');
    return void send(typeof purpose === 'string' ? purpose : null);
  };

  const label = useIntl().formatMessage({ id: 'review.batch' });
  return (
    <form className={purposes.length > 0 ? 'batch with-kind' : 'batch'} aria-label={label} onSubmit={submit}>
      {failed === null ? null : (
        <div className="says">
          <Problem what={<FormattedMessage id="review.askFailed" values={{ failed: failed.n }} />} error={failed.error} />
        </div>
      )}
      {done === null ? null : (
        <div className="says">
          <Progress label={<FormattedMessage id="review.asking" />} said={<FormattedMessage id="review.askingOf" values={{ done, n }} />} value={done} of={n} />
        </div>
      )}
      <p className="count" role="status">
        <strong>
          <FormattedMessage id="review.chosen" values={{ n }} />
        </strong>
      </p>
      {purposes.length === 0 ? null : (
        <SelectField label={<FormattedMessage id="review.purposeKind" />} name="purpose">
          {purposes.map((code) => (
            <option key={code} value={code}>
              {purposeText(code)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={
          <>
            <FormattedMessage id="review.purpose" />{' '}
            <span className="hint">
              – <FormattedMessage id="review.purposeFor" />
            </span>
          </>
        }
        wrong={wrong ? <FormattedMessage id="review.purposeShort" /> : undefined}
        id="purpose"
        maxLength={200}
        value={because}
        onChange={(event) => setBecause(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={done !== null}>
        <FormattedMessage id="review.ask" values={{ n }} />
      </button>
    </form>
  );
};
