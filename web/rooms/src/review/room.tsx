import { Room } from '../shell/room';

const ReviewRoom = () => (
  <Room name="room.review" pages={[]}>
    <h1>…</h1>
  </Room>
);

export default ReviewRoom;
