import { Room } from '../shell/room';

const AgentRoom = () => (
  <Room name="room.agent" pages={[]}>
    <h1>…</h1>
  </Room>
);

export default AgentRoom;
