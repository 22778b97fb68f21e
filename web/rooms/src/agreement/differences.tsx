// What another version changes, term by term.
import { FormattedMessage, useIntl } from 'react-intl';
import type { MessageId } from '../words/catalogue';
import { catalogues } from '../words/catalogue';
import { useFormat } from '../words/format';

// As the server and insyn-room tell them (src/differences).
export interface Difference {
  what: string;
  before: unknown;
  after: unknown;
}

const isMessage = (id: string): id is MessageId => id in catalogues.sv;

const useValue = () => {
  const intl = useIntl();
  const format = useFormat();
  const say = (what: string, value: unknown): string => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return intl.formatMessage({ id: 'common.none' });
    if (typeof value === 'boolean') return intl.formatMessage({ id: value ? 'union.yes' : 'union.no' });
    if (Array.isArray(value)) return value.map((one) => say(what, one)).join('; ');
    if (what === 'sample' && typeof value === 'number') return format.percent(value * 100);
    if ((what === 'not-before' || what === 'not-after') && typeof value === 'string') return format.time(value);
    const named = `union.value.${what}.${String(value)}`;
    if (isMessage(named)) return intl.formatMessage({ id: named });
    return typeof value === 'number' ? format.number(value) : String(value);
  };
  return say;
};

export const Differences = ({ all }: { all: readonly Difference[] }) => {
  const say = useValue();
  if (all.length === 0)
    return (
      <p>
        <FormattedMessage id="union.differences.none" />
      </p>
    );
  return (
    <table className="table blocks differences">
      <thead>
        <tr>
          <th scope="col">
            <FormattedMessage id="union.differences.what" />
          </th>
          <th scope="col">
            <FormattedMessage id="union.differences.before" />
          </th>
          <th scope="col">
            <FormattedMessage id="union.differences.after" />
          </th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => {
          const name = `union.term.${one.what}`;
          return (
            <tr key={one.what}>
              <th scope="row" className="wide">
                {isMessage(name) ? <FormattedMessage id={name} /> : one.what}
              </th>
              <td>
                <del>{say(one.what, one.before)}</del>
              </td>
              <td>
                <ins>{say(one.what, one.after)}</ins>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
