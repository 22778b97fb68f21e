// The address that insyn-room prints, /enter#TOKEN: exchanged once for what this page shows it from then on.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { ask, keepRoomKey } from '../centre/ask';
import { record, text } from '../centre/read';
import { Problem } from '../design/problem';

const readKey = record({ key: text });

export const Enter = ({ children }: { children: ReactNode }) => {
  const [entering, setEntering] = useState(window.location.pathname === '/enter');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!entering) return;
    const token = window.location.hash.slice(1);
    // It is no longer in the address, in the history or in what a person copies.
    window.history.replaceState(null, '', '/');
    if (token === '') {
      setEntering(false);
      return;
    }
    ask('/room/enter', readKey, { method: 'POST', body: { token } }).then(
      ({ key }) => {
        keepRoomKey(key);
        setEntering(false);
      },
      (failed: unknown) => setError(failed),
    );
    // It is asked once, also where React looks twice.
  }, []);
  if (error !== null)
    return (
      <main id="main" className="door">
        <h1>
          <FormattedMessage id="app.name" />
        </h1>
        <Problem what={<FormattedMessage id="enter.failed" />} error={error} />
      </main>
    );
  if (entering)
    return (
      <p className="busy" role="status">
        <FormattedMessage id="app.loading" />
      </p>
    );
  return children;
};
