// The agent's room: one's own recordings at the centre, until when they are kept, and who has asked to open them.
import { FormattedMessage } from 'react-intl';
import { Room } from '../shell/room';
import { OwnPage } from './own_page';
import './agent.css';

const AgentRoom = () => (
  <Room name="room.agent" pages={[{ path: '/agent', label: <FormattedMessage id="agent.own" /> }]}>
    <OwnPage />
  </Room>
);

export default AgentRoom;
