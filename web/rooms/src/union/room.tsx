import { Room } from '../shell/room';

const UnionRoom = () => (
  <Room name="room.union" pages={[]}>
    <h1>…</h1>
  </Room>
);

export default UnionRoom;
