// For whoever attaches audio: that is done by a program on the computer where the audio lies, so there is nothing to do here.
import { FormattedMessage } from 'react-intl';
import { Empty } from '../design/empty';
import { Room } from '../shell/room';

const Attach = () => (
  <Room name="room.attach" pages={[{ path: '/attach', label: <FormattedMessage id="room.attach" /> }]}>
    <Empty title={<FormattedMessage id="attach.title" />} why={<FormattedMessage id="attach.why" values={{ verb: <code>insyn audio attach</code> }} />} />
  </Room>
);
export default Attach;
