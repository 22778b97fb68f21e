// The entries of the ledger as people read them: a sentence for each kind, as src/words/ledger.cc has them.
import { FormattedMessage } from 'react-intl';
import { useFormat } from '../words/format';
import type { Entry } from './program';

export const kinds = [
  'agreement',
  'roster',
  'withdrawal',
  'certificate',
  'received',
  'request',
  'approval',
  'peel',
  'reading',
  'own-reading',
  'export',
  'discard',
  'shredded',
  'hold',
  'fork',
  'role',
  'pages',
  'audio',
  'audio-lookup',
  'extension',
] as const;
type Kind = (typeof kinds)[number];
const isKind = (kind: string | null): kind is Kind => (kinds as readonly (string | null)[]).includes(kind);

// What one looks for together.
export const families = {
  all: [],
  openings: ['request', 'approval', 'peel', 'reading', 'own-reading', 'export'],
  ends: ['discard', 'shredded', 'hold'],
  agreements: ['agreement', 'roster', 'withdrawal', 'extension'],
  recordings: ['certificate', 'received', 'fork', 'audio', 'audio-lookup'],
  people: ['role', 'pages'],
} as const satisfies Record<string, readonly Kind[]>;
export type Family = keyof typeof families;

const opens = ['pictures', 'events'] as const;
const forms = ['video', 'pictures', 'text'] as const;
const reasons = ['retention', 'discard', 'erasure'] as const;
const roles = ['administrator', 'reviewer', 'union', 'analyst', 'agent', 'importer'] as const;
const known = <T extends string>(all: readonly T[], value: string | undefined): T | null => all.find((one) => one === value) ?? null;

export const EntryWords = ({ entry }: { entry: Entry }) => {
  const format = useFormat();
  const { kind } = entry;
  const values = entry.values ?? {};
  if (!isKind(kind)) return <FormattedMessage id="union.entry.unreadable" />;
  const told = known(opens, values['opens']);
  const form = known(forms, values['form']);
  const because = known(reasons, values['because']);
  const role = known(roles, values['role']);
  const until = values['until'];
  return (
    <FormattedMessage
      id={`union.entry.${kind}`}
      values={{
        id: values['id'] ?? '',
        version: values['version'] ?? '',
        party: values['party'] ?? '',
        purpose: values['purpose'] ?? '',
        of: format.number(Number(values['of'] ?? 0)),
        chunks: Number(values['chunks'] ?? 0),
        change: values['change'] ?? '',
        by: values['by'] ?? '',
        hash: <code>{(values['agreement'] ?? values['roster'] ?? values['pages'] ?? '').slice(0, 12)}</code>,
        recording: <code>{(values['recording'] ?? '').slice(0, 12)}</code>,
        until: until === undefined ? '' : format.time(until),
        opens: told === null ? '' : format.intl.formatMessage({ id: `union.opens.${told}` }),
        form: form === null ? '' : format.intl.formatMessage({ id: `union.form.${form}` }),
        because: because === null ? '' : format.intl.formatMessage({ id: `union.because.${because}` }),
        role: role === null ? '' : format.intl.formatMessage({ id: `union.roleName.${role}` }),
      }}
    />
  );
};
