// What this computer and the centre have of the agent's, asked again while the page is open.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ownRecordings } from '../centre/own';
import { ownHere, whatApplies } from './program';

const kEvery = 5_000;
export const kHereKey = ['own', 'here'] as const;
export const kCentreKey = ['own', 'centre'] as const;

export const useHere = () => useQuery({ queryKey: kHereKey, queryFn: ownHere, refetchInterval: (query) => (query.state.data === null ? false : kEvery) });

export const useCentre = () =>
  useInfiniteQuery({
    queryKey: kCentreKey,
    queryFn: ({ pageParam }) => ownRecordings(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const useAgreement = (isProgram: boolean) => useQuery({ queryKey: ['own', 'agreement'], queryFn: whatApplies, enabled: isProgram, staleTime: 60_000, retry: false });
