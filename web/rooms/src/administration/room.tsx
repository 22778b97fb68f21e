import { Room } from '../shell/room';

const AdministrationRoom = () => (
  <Room name="room.administration" pages={[]}>
    <h1>…</h1>
  </Room>
);

export default AdministrationRoom;
