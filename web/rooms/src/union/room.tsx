// The union's room: requests, the ledger, agreements and the roster.
import './union.css';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { Room } from '../shell/room';
import { AgreementsPage } from './agreements_page';
import { waiting } from './centre';
import { LogPage } from './log_page';
import { requests } from './program';
import { RequestsPage } from './requests_page';
import { RosterPage } from './roster_page';
import { PageSource, Source } from './standing';
import { useProgram } from './use_program';

const useWaiting = (): number | null => {
  const program = useProgram();
  const verified = useQuery({ queryKey: ['room', 'requests'], queryFn: () => requests(), enabled: program !== undefined && program !== null });
  const said = useQuery({ queryKey: ['union', 'waiting'], queryFn: waiting, enabled: program === null });
  return program === null ? (said.data?.length ?? null) : (verified.data?.requests.length ?? null);
};

const UnionRoom = () => {
  const count = useWaiting();
  return (
    <Room
      name="room.union"
      standing={<PageSource />}
      pages={[
        { path: '/union', label: count === null ? <FormattedMessage id="union.nav.requests" /> : <FormattedMessage id="union.nav.requestsCount" values={{ count }} /> },
        { path: '/union/log', label: <FormattedMessage id="union.nav.log" /> },
        { path: '/union/agreements', label: <FormattedMessage id="union.nav.agreements" /> },
        { path: '/union/roster', label: <FormattedMessage id="union.nav.roster" /> },
      ]}
    >
      <div className="union">
        <Source />
        <Switch>
          <Route path="/union/log">
            <LogPage />
          </Route>
          <Route path="/union/agreements">
            <AgreementsPage />
          </Route>
          <Route path="/union/roster">
            <RosterPage />
          </Route>
          <Route>
            <RequestsPage />
          </Route>
        </Switch>
      </div>
    </Room>
  );
};

export default UnionRoom;
