import { Room } from '../shell/room';

const InsightRoom = () => (
  <Room name="room.insight" pages={[]}>
    <h1>…</h1>
  </Room>
);

export default InsightRoom;
