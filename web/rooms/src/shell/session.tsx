// The session of this page: asked for once, renewed by signing in, over as soon as the server says so.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { FormattedMessage } from 'react-intl';
import { type Session, session as askSession, signOut } from '../centre/session';
import { Problem } from '../design/problem';

interface Here {
  session: Session | null;
  enter: (session: Session) => void;
  leave: () => Promise<void>;
}

const Current = createContext<Here>({ session: null, enter: () => undefined, leave: () => Promise.resolve() });
export const useSession = () => useContext(Current);

export const kSessionKey = ['session'] as const;

export const WithSession = ({ children }: { children: ReactNode }) => {
  const client = useQueryClient();
  const asked = useQuery({ queryKey: kSessionKey, queryFn: askSession, staleTime: Number.POSITIVE_INFINITY });
  const enter = useCallback(
    (session: Session) => {
      // Nothing of somebody else's stays; this query is watched, so it is not removed itself.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== kSessionKey[0] });
      client.setQueryData(kSessionKey, session);
    },
    [client],
  );
  const leave = useCallback(async () => {
    await signOut().catch(() => undefined);
    // What others may not see of it is gone with the page's memory.
    window.location.assign('/');
  }, []);
  const session = asked.data ?? null;
  const here = useMemo(() => ({ session, enter, leave }), [session, enter, leave]);
  if (asked.isPending)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    );
  if (asked.isError)
    return (
      <main>
        <Problem what={<FormattedMessage id="session.failed" />} error={asked.error} retry={() => void asked.refetch()} />
      </main>
    );
  return <Current.Provider value={here}>{children}</Current.Provider>;
};
