// Why something was not done, by the code of the check that failed.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { isMessage } from '../words/catalogue';
import { useFormat } from '../words/format';
import type { Request } from './program';

const kTimes = ['time', 'until', 'end', 'began', 'withdrawn'];
const kCounts = ['count', 'before', 'most', 'entry'];
// A message chooses by words without hyphens.
const camel = (code: string) => code.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
// Why a check failed, by its code; in the program's own words where there is none, or a newer one.
export const Reason = ({ problem, why }: Pick<Request, 'problem' | 'why'>) => {
  const format = useFormat();
  const id = `union.why.${why?.code ?? ''}`;
  if (why === null || !isMessage(id)) return <FormattedMessage id="union.said" values={{ said: <q lang="en">{problem}</q> }} />;
  const values = Object.entries(why.values).map(([name, value]) => [
    name,
    kTimes.includes(name) ? format.time(value) : kCounts.includes(name) ? Number(value) : name === 'detail' ? <q key={name} lang="en">{value}</q> : name === 'fault' ? camel(value) : value,
  ]);
  return <FormattedMessage id={id} values={Object.fromEntries(values) as Record<string, ReactNode>} />;
};
