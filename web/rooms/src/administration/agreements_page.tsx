// The agreements that are registered here, what the law wants in writing about each, and the way to a new one.
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseTerms, type Terms } from 'insyn-agreement';
import { parseNote } from 'insyn-note';
import { type ChangeEvent, useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { agreementNote, agreements, registerAgreement, type Registered } from '../centre/agreements';
import { documentKinds } from '../centre/agreement_draft';
import { Empty } from '../design/empty';
import { Problem } from '../design/problem';
import { State } from '../design/state';
import { useToast } from '../design/toasts';
import { useFormat } from '../words/format';
import { Heading } from './heading';

// What its text says; the parties' own rooms verify who has signed it.
const termsIn = (note: string): Terms | null => {
  try {
    return parseTerms(parseNote(note).text);
  } catch {
    return null;
  }
};

const Standing = ({ terms }: { terms: Terms | null }) => {
  const now = Date.now();
  if (terms === null) return null;
  if (terms.notBefore > now)
    return (
      <State tone="neutral" icon="waiting">
        <FormattedMessage id="agreements.notYet" />
      </State>
    );
  if (terms.notAfter <= now)
    return (
      <State tone="neutral" icon="idle">
        <FormattedMessage id="agreements.over" />
      </State>
    );
  return (
    <State tone="ok" icon="ok">
      <FormattedMessage id="agreements.now" />
    </State>
  );
};

const Row = ({ one, terms }: { one: Registered; terms: Terms | null }) => {
  const { day } = useFormat();
  return (
    <tr>
      <th scope="row" className="wide">
        {one.id}
      </th>
      <td>
        <Standing terms={terms} />
      </td>
      <td>{terms === null ? null : `${day(new Date(terms.notBefore))} – ${day(new Date(terms.notAfter - 1))}`}</td>
      <td className="acts">
        {documentKinds.map((about) => (
          <Link key={about} className="button quiet" href={`/administration/agreements/${one.hash}/${about}`}>
            <FormattedMessage id={`agreements.${about}`} />
          </Link>
        ))}
      </td>
    </tr>
  );
};

const kLargest = 1 << 20;

// A signed agreement from a file. Who brings it decides nothing: both signatures do.
const Register = () => {
  const client = useQueryClient();
  const tell = useToast();
  const id = useId();
  const work = useMutation({
    mutationFn: async (file: File) => registerAgreement(file.size > kLargest ? '' : await file.text()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['agreements'] });
      tell(<FormattedMessage id="agreements.registered" />);
    },
  });
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file !== undefined) work.mutate(file);
    event.target.value = '';
  };
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>
          <FormattedMessage id="agreements.register" />
        </h2>
      </header>
      <div className="pad stack">
        {work.isError ? <Problem what={<FormattedMessage id="agreements.registerFailed" />} error={work.error} /> : null}
        <div className="field register">
          <label htmlFor={id}>
            <FormattedMessage id="agreements.registerFile" />
          </label>
          <input id={id} type="file" disabled={work.isPending} onChange={choose} />
        </div>
      </div>
    </section>
  );
};

export const AgreementsPage = () => {
  const intl = useIntl();
  const asked = useQuery({ queryKey: ['agreements'], queryFn: agreements });
  const all = [...(asked.data ?? [])].reverse();
  const notes = useQueries({ queries: all.map(({ hash }) => ({ queryKey: ['agreement', hash], queryFn: () => agreementNote(hash), staleTime: Infinity })) });
  return (
    <>
      <Heading title="agreements.title" lead="agreements.lead">
        <Link className="button primary" href="/administration/agreements/new">
          <FormattedMessage id="agreements.new" />
        </Link>
      </Heading>
      {asked.isError ? <Problem what={<FormattedMessage id="agreements.failed" />} error={asked.error} retry={() => void asked.refetch()} /> : null}
      {asked.data !== undefined && all.length === 0 ? (
        <Empty title={<FormattedMessage id="agreements.none" />} why={<FormattedMessage id="agreements.noneWhy" />} />
      ) : null}
      {all.length === 0 ? null : (
        <section className="card" aria-label={intl.formatMessage({ id: 'agreements.title' })}>
          <table className="table blocks">
            <thead>
              <tr>
                <th scope="col">
                  <FormattedMessage id="agreements.name" />
                </th>
                <th scope="col">
                  <FormattedMessage id="agreements.standing" />
                </th>
                <th scope="col">
                  <FormattedMessage id="agreements.period" />
                </th>
                <th scope="col">
                  <FormattedMessage id="agreements.documents" />
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((one, at) => (
                <Row key={one.hash} one={one} terms={notes[at]?.data === undefined ? null : termsIn(notes[at].data)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Register />
    </>
  );
};
