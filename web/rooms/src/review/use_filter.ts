// The filter of the list, which is that of the address.
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Filter } from '../centre/recordings';
import { filterOf, wordsOf } from './filter_words';

export const useFilter = () => {
  const search = useSearch();
  const [location, go] = useLocation();
  const filter = useMemo(() => filterOf(search), [search]);
  const change = useCallback(
    (by: Partial<Filter>) => {
      const words = wordsOf({ ...filter, ...by });
      go(words === '' ? location : `${location}?${words}`, { replace: true });
    },
    [filter, go, location],
  );
  return { filter, change, words: wordsOf(filter) };
};
