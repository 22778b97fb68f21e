// The reviewer's room: find, ask to open, play, note what is wrong.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { FormattedMessage } from 'react-intl';
import { Route, Switch } from 'wouter';
import { requests } from '../centre/requests';
import { Room } from '../shell/room';
import { AgreementStanding } from './agreement_standing';
import { RecordingsPage } from './recordings_page';
import { kRequestsKey, RequestsPage } from './requests_page';
import './review.css';

// With the player and all that opens: loaded where something is played.
const RecordingPage = lazy(async () => ({ default: (await import('./recording_page')).RecordingPage }));

const ReviewRoom = () => {
  const asked = useQuery({ queryKey: kRequestsKey, queryFn: ({ signal }) => requests(signal), refetchInterval: 30_000 });
  const waiting = asked.data?.filter((one) => one.state === 'asked').length ?? 0;
  return (
    <Room
      name="room.review"
      standing={<AgreementStanding />}
      pages={[
        { path: '/review', label: <FormattedMessage id="review.recordings" /> },
        { path: '/review/requests', label: <FormattedMessage id="review.requestsN" values={{ n: waiting }} /> },
      ]}
    >
      <Switch>
        <Route path="/review/requests">
          <RequestsPage />
        </Route>
        <Route path="/review/recording/:id">
          {({ id }) => (
            <Suspense
              fallback={
                <p className="busy" role="status">
                  <FormattedMessage id="app.loading" />
                </p>
              }
            >
              <RecordingPage id={id} />
            </Suspense>
          )}
        </Route>
        <Route>
          <RecordingsPage />
        </Route>
      </Switch>
    </Room>
  );
};

export default ReviewRoom;
