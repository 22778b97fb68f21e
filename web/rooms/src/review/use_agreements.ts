import { useQuery } from '@tanstack/react-query';
import { allAgreements, inForce } from './terms';

export const useAgreements = () => {
  const asked = useQuery({ queryKey: ['agreements'], queryFn: allAgreements, staleTime: 300_000 });
  const all = asked.data ?? [];
  return { asked, all, current: inForce(all, Date.now()) };
};
