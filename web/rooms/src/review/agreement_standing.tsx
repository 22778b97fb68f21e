// Whether an agreement is in force, and until when.
import { FormattedMessage } from 'react-intl';
import { State } from '../design/state';
import { useFormat } from '../words/format';
import { useAgreements } from './use_agreements';

export const AgreementStanding = () => {
  const { day } = useFormat();
  const { asked, current } = useAgreements();
  if (asked.data === undefined) return null;
  return current === null ? (
    <State tone="warning" icon="warning">
      <FormattedMessage id="review.agreementNone" />
    </State>
  ) : (
    <State tone="ok" icon="ok">
      <FormattedMessage id="review.agreementUntil" values={{ day: day(new Date(current.terms.notAfter)) }} />
    </State>
  );
};
