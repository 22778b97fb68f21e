// The filters in force, each a button that takes it away.
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type Filter, kEverything } from '../centre/recordings';
import { Icon } from '../design/icons';
import { useFormat } from '../words/format';
import { SaveSearch } from './saved_searches';

const Any = ({ values }: { values: string[] }) =>
  values.map((value, index) => (
    <Fragment key={value}>
      {index === 0 ? null : (
        <>
          {' '}
          <FormattedMessage id="review.or" />{' '}
        </>
      )}
      <b>{value}</b>
    </Fragment>
  ));

export const Chips = ({ filter, change, words }: { filter: Filter; change: (by: Partial<Filter>) => void; words: string }) => {
  const intl = useIntl();
  const { day, percent } = useFormat();
  const chips: { key: string; says: ReactNode; without: Partial<Filter> }[] = [];
  for (const key of ['kind', 'queue', 'application'] as const)
    if (filter[key].length > 0)
      chips.push({
        key,
        says: (
          <span>
            <FormattedMessage id={`review.${key}`} />: <Any values={filter[key]} />
          </span>
        ),
        without: { [key]: [] },
      });
  if (filter.state.length > 0)
    chips.push({
      key: 'state',
      says: (
        <span>
          <FormattedMessage id="review.state" />: <Any values={filter.state.map((state) => intl.formatMessage({ id: `review.state.${state}` }))} />
        </span>
      ),
      without: { state: [] },
    });
  if (filter.from !== '' || filter.to !== '') {
    const range =
      filter.from !== '' && filter.to !== ''
        ? `${day(filter.from)}–${day(filter.to)}`
        : intl.formatMessage({ id: filter.from === '' ? 'review.chipTo' : 'review.chipFrom' }, { day: day(filter.from === '' ? filter.to : filter.from) });
    chips.push({
      key: 'recorded',
      says: (
        <span>
          <FormattedMessage id="review.recorded" />: <b>{range}</b>
        </span>
      ),
      without: { from: '', to: '' },
    });
  }
  for (const [key, name] of [
    ['minutesFrom', 'review.chipAtLeast'],
    ['minutesTo', 'review.chipAtMost'],
  ] as const) {
    const n = filter[key];
    if (n !== null)
      chips.push({
        key,
        says: (
          <span>
            <FormattedMessage id={name} />{' '}
            <b>
              <FormattedMessage id="review.chipMinutes" values={{ n }} />
            </b>
          </span>
        ),
        without: { [key]: null },
      });
  }
  if (filter.withheldMost !== null)
    chips.push({
      key: 'withheld',
      says: (
        <span>
          <FormattedMessage id="review.withheld" />:{' '}
          <b>
            <FormattedMessage id="review.chipMost" values={{ percent: percent(filter.withheldMost) }} />
          </b>
        </span>
      ),
      without: { withheldMost: null },
    });
  if (filter.example) chips.push({ key: 'example', says: <FormattedMessage id="review.example" />, without: { example: false } });
  if (chips.length === 0) return <div className="chips" />;
  return (
    <div className="chips" role="group" aria-label={intl.formatMessage({ id: 'review.applied' })}>
      {chips.map((chip) => (
        <button key={chip.key} type="button" className="chip" onClick={() => change(chip.without)}>
          {chip.says}
          <Icon name="x" />
          <span className="unseen">
            <FormattedMessage id="review.chipRemove" />
          </span>
        </button>
      ))}
      <button type="button" className="button quiet small" onClick={() => change({ ...kEverything, order: filter.order })}>
        <FormattedMessage id="review.clear" />
      </button>
      <SaveSearch words={words} />
    </div>
  );
};
