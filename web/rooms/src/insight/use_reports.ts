// The series of the centre, which report is looked at, and of which kind of question: both stand in the address.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Listed, report, reports } from './centre';
import type { Made } from './series';

// A report never changes.
const kForever = Number.POSITIVE_INFINITY;
// Further back nobody looks; each is a file of its own.
export const kMostOfSeries = 26;

export const useChoice = () => {
  const search = useSearch();
  const [location, go] = useLocation();
  return useMemo(() => {
    const words = new URLSearchParams(search);
    const choose = (name: 'kind' | 'report', value: string) => {
      if (value === '') words.delete(name);
      else words.set(name, value);
      const all = words.toString();
      go(all === '' ? location : `${location}?${all}`, { replace: true });
    };
    return { kind: words.get('kind') ?? '', chosen: words.get('report') ?? '', search: search === '' ? '' : `?${search}`, choose };
  }, [search, location, go]);
};

export const kReportsKey = ['insight', 'reports'];
export const useList = () => useQuery({ queryKey: kReportsKey, queryFn: ({ signal }) => reports(signal), refetchInterval: 300_000 });

export interface Series {
  listed: Listed[]; // the newest first
  one: Listed;
  // Up to the one that is looked at, the oldest first; the last is that one.
  series: Made[];
  now: Made;
}

// Undefined while it is fetched, null where there is no report.
export const useSeries = (): { series: Series | null | undefined; error: unknown; retry: () => void } => {
  const list = useList();
  const { chosen } = useChoice();
  const listed = list.data ?? [];
  const at = Math.max(0, listed.findIndex((one) => one.id === chosen));
  const wanted = listed.slice(at, at + kMostOfSeries);
  const asked = useQueries({
    queries: wanted.map(({ id }) => ({ queryKey: ['insight', 'report', id], queryFn: ({ signal }: { signal: AbortSignal }) => report(id, signal), staleTime: kForever })),
    combine: (all) => ({ data: all.map((one) => one.data), error: all.find((one) => one.isError)?.error ?? null, again: () => all.forEach((one) => void one.refetch()) }),
  });
  const error = list.error ?? asked.error;
  const retry = () => {
    void list.refetch();
    asked.again();
  };
  const one = wanted[0];
  if (list.data === undefined) return { series: undefined, error, retry };
  if (one === undefined) return { series: null, error, retry };
  const made = wanted.flatMap((each, index): Made[] => {
    const read = asked.data[index];
    return read === undefined ? [] : [{ id: each.id, made: each.made, report: read }];
  });
  const now = made[0];
  if (made.length !== wanted.length || now === undefined) return { series: undefined, error, retry };
  return { series: { listed, one, series: made.reverse(), now }, error, retry };
};
