// Whether these pages come from the union's own insyn-room, and what that says of itself.
import { useQuery } from '@tanstack/react-query';
import { type Status, status } from './program';

export const kStatusKey = ['room', 'status'] as const;
const kEvery = 5_000;

// Undefined until it is known; null where the employer's server serves the pages.
export const useProgram = (): Status | null | undefined =>
  useQuery({ queryKey: kStatusKey, queryFn: status, refetchInterval: (query) => (query.state.data === null ? false : kEvery) }).data;
