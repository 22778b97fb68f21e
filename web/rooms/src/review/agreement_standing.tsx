// Whether an agreement is in force, and until when: what both parties signed, as it is registered.
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage } from 'react-intl';
import { useFormat } from '../words/format';
import { State } from '../design/state';
import { agreementInForce } from './terms';

export const AgreementStanding = () => {
  const { day } = useFormat();
  const asked = useQuery({ queryKey: ['agreement-in-force'], queryFn: agreementInForce, staleTime: 60_000 });
  if (asked.data === undefined) return null;
  return asked.data === null ? (
    <State tone="warning" icon="warning">
      <FormattedMessage id="review.agreementNone" />
    </State>
  ) : (
    <State tone="ok" icon="ok">
      <FormattedMessage id="review.agreementUntil" values={{ day: day(new Date(asked.data.notAfter)) }} />
    </State>
  );
};
