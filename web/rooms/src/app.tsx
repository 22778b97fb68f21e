// Which page is shown: the door to whoever is not signed in, else the rooms of one's role. Each room is loaded when it is entered.
import { lazy, Suspense } from 'react';
import { FormattedMessage } from 'react-intl';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Role } from './centre/session';
import { Empty } from './design/empty';
import { Room } from './shell/room';
import { useSession } from './shell/session';
import { Invitation, SignIn } from './shell/sign_in';

const rooms = {
  review: { roles: ['reviewer'], page: lazy(() => import('./review/room')) },
  union: { roles: ['union'], page: lazy(() => import('./union/room')) },
  agent: { roles: ['agent'], page: lazy(() => import('./agent/room')) },
  insight: { roles: ['analyst', 'reviewer', 'union', 'agent', 'administrator'], page: lazy(() => import('./insight/room')) },
  attach: { roles: ['importer'], page: lazy(() => import('./attach/room')) },
  administration: { roles: ['administrator'], page: lazy(() => import('./administration/room')) },
} as const satisfies Record<string, { roles: readonly Role[]; page: unknown }>;

const homes: Record<Role, keyof typeof rooms> = {
  reviewer: 'review',
  union: 'union',
  agent: 'agent',
  analyst: 'insight',
  administrator: 'administration',
  importer: 'attach',
};

const Loading = () => (
  <p className="busy" role="status">
    <FormattedMessage id="app.loading" />
  </p>
);

const Nowhere = ({ role }: { role: Role }) => {
  const [location] = useLocation();
  const isRoom = Object.keys(rooms).some((name) => location === `/${name}` || location.startsWith(`/${name}/`));
  return (
    <Room name={`room.${homes[role]}`} pages={[{ path: `/${homes[role]}`, label: <FormattedMessage id="missing.home" /> }]}>
      <Empty
        title={<FormattedMessage id={isRoom ? 'forbidden.title' : 'missing.title'} />}
        why={isRoom ? <FormattedMessage id="forbidden.why" values={{ role: <FormattedMessage id={`role.${role}`} /> }} /> : <FormattedMessage id="missing.why" />}
      />
    </Room>
  );
};

export const App = () => {
  const { session } = useSession();
  const [location] = useLocation();
  if (location === '/invitation') return <Invitation />;
  if (session === null) return <SignIn />;
  const mine = Object.entries(rooms).filter(([, room]) => (room.roles as readonly Role[]).includes(session.role));
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/">
          <Redirect to={`/${homes[session.role]}`} replace />
        </Route>
        {mine.map(([name, { page: Page }]) => (
          <Route key={name} path={`/${name}/*?`}>
            <Page />
          </Route>
        ))}
        <Route>
          <Nowhere role={session.role} />
        </Route>
      </Switch>
    </Suspense>
  );
};
