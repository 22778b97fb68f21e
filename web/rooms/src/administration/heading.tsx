import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { usePageTitle } from '../shell/room';
import type { MessageId } from '../words/catalogue';

export const Heading = ({ title, lead, children }: { title: MessageId; lead: MessageId; children?: ReactNode }) => {
  const intl = useIntl();
  usePageTitle(intl.formatMessage({ id: title }), intl.formatMessage({ id: 'room.administration' }));
  return (
    <div className="title">
      <div>
        <h1>
          <FormattedMessage id={title} />
        </h1>
        <p className="lead">
          <FormattedMessage id={lead} />
        </p>
      </div>
      {children}
    </div>
  );
};
