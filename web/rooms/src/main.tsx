import './design/tokens.css';
import './design/components.css';
import './shell/shell.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { Refusal } from './centre/failure';
import { Toasts } from './design/toasts';
import { Broken } from './shell/broken';
import { Enter } from './shell/enter';
import { kSessionKey, WithSession } from './shell/session';
import { showTheme } from './shell/theme';
import { InLanguage } from './words/language';

const client: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused is refused again; what did not arrive may.
      retry: (failures, error) => !(error instanceof Refusal) && failures < 2,
      staleTime: 10_000,
    },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof Refusal && error.status === 401 && query.queryKey[0] !== kSessionKey[0]) client.setQueryData(kSessionKey, null);
    },
  }),
});

const root = document.getElementById('room');
if (root === null) throw new Error('index.html has no element for the room');
showTheme();
createRoot(root).render(
  <StrictMode>
    <InLanguage>
      <Broken>
        <QueryClientProvider client={client}>
          <Toasts>
            <Enter>
              <WithSession>
                <App />
              </WithSession>
            </Enter>
          </Toasts>
        </QueryClientProvider>
      </Broken>
    </InLanguage>
  </StrictMode>,
);
