// The administrator's room: computers, accounts, storage. It sees no recording.
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { Room } from '../shell/room';
import { MachinesPage } from './machines_page';
import { PeoplePage } from './people_page';
import { StoragePage } from './storage_page';
import './administration.css';

const AdministrationRoom = () => (
  <Room
    name="room.administration"
    pages={[
      { path: '/administration', label: <FormattedMessage id="administration.machines" /> },
      { path: '/administration/people', label: <FormattedMessage id="administration.people" /> },
      { path: '/administration/storage', label: <FormattedMessage id="administration.storage" /> },
    ]}
  >
    <Switch>
      <Route path="/administration/people">
        <PeoplePage />
      </Route>
      <Route path="/administration/storage">
        <StoragePage />
      </Route>
      <Route>
        <MachinesPage />
      </Route>
    </Switch>
  </Room>
);

export default AdministrationRoom;
