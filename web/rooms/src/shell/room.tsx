// What every room has: the line on top with its name and pages, who is signed in, and the page below it.
import { type ReactNode, useEffect } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link, useLocation } from 'wouter';
import type { MessageId } from '../words/catalogue';
import { LanguageButton } from './language_button';
import { useSession } from './session';
import { ThemeButton } from './theme';

export interface RoomPage {
  path: string;
  // What the line says, "Requests (3)".
  label: ReactNode;
}

interface RoomProps {
  name: MessageId;
  pages: readonly RoomPage[];
  // What is worth knowing on every page of the room, before who one is.
  standing?: ReactNode;
  children: ReactNode;
}

export const Room = ({ name, pages, standing, children }: RoomProps) => {
  const intl = useIntl();
  const [location] = useLocation();
  const { session, leave } = useSession();
  const here = pages.filter((page) => location === page.path || location.startsWith(`${page.path}/`)).sort((a, b) => b.path.length - a.path.length)[0];
  return (
    <>
      <a className="skip" href="#main">
        <FormattedMessage id="app.skip" />
      </a>
      <header className="room">
        <div className="brand">
          <strong>
            <FormattedMessage id="app.name" />
          </strong>
          <span>
            <FormattedMessage id={name} />
          </span>
        </div>
        <nav aria-label={intl.formatMessage({ id: name })}>
          <ul>
            {pages.map((page) => (
              <li key={page.path}>
                <Link href={page.path} aria-current={page === here ? 'page' : undefined}>
                  {page.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="right">
          {standing}
          {session === null ? null : (
            <span>
              <FormattedMessage id={session.byKey ? 'session.byKey' : `role.${session.role}`} />
            </span>
          )}
          <LanguageButton />
          <ThemeButton />
          {session === null || session.byKey ? null : (
            <button type="button" className="button quiet small" onClick={() => void leave()}>
              <FormattedMessage id="session.out" />
            </button>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
};

// A page's name in the browser's title: "Recordings – Review – Insyn".
export const usePageTitle = (...parts: string[]) => {
  const title = [...parts, 'Insyn'].join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
};
