// The agent's room: one's own recordings wherever they lie, what applies, and how often the system did not help.
import { lazy, Suspense } from 'react';
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { Room } from '../shell/room';
import { OwnPage } from './own_page';
import { RulesPage } from './rules';
import './agent.css';

// With the player and all that opens: loaded where something is played.
const RecordingPage = lazy(async () => ({ default: (await import('./recording_page')).RecordingPage }));

const AgentRoom = () => (
  <Room
    name="room.agent"
    pages={[
      { path: '/agent', label: <FormattedMessage id="agent.own" /> },
      { path: '/agent/rules', label: <FormattedMessage id="agent.rules.page" /> },
      { path: '/insight', label: <FormattedMessage id="agent.said.page" /> },
    ]}
  >
    <Switch>
      <Route path="/agent/rules">
        <RulesPage />
      </Route>
      <Route path="/agent/recording/:id">
        {({ id }) => (
          <Suspense
            fallback={
              <p className="busy" role="status">
                <FormattedMessage id="app.loading" />
              </p>
            }
          >
            <RecordingPage id={id} />
          </Suspense>
        )}
      </Route>
      <Route>
        <OwnPage />
      </Route>
    </Switch>
  </Room>
);

export default AgentRoom;
