// The administrator's room: computers, accounts, agreements, storage. It sees no recording.
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { Room } from '../shell/room';
import { AgreementsPage } from './agreements_page';
import { DocumentPage } from './document_page';
import { DraftPage } from './draft_page';
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
      { path: '/administration/agreements', label: <FormattedMessage id="agreements.title" /> },
      { path: '/administration/storage', label: <FormattedMessage id="administration.storage" /> },
    ]}
  >
    <Switch>
      <Route path="/administration/people">
        <PeoplePage />
      </Route>
      <Route path="/administration/agreements/new">
        <DraftPage />
      </Route>
      <Route path="/administration/agreements/:hash/:about">
        {({ hash, about }) => (about === 'dpia' || about === 'information' ? <DocumentPage hash={hash} about={about} /> : <AgreementsPage />)}
      </Route>
      <Route path="/administration/agreements">
        <AgreementsPage />
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
