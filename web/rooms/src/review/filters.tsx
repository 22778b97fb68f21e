// The filters, with how many recordings each value has, and the searches that were saved.
import type { UseQueryResult } from '@tanstack/react-query';
import { type ChangeEvent, type ReactNode, useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Count, Counts, Filter } from '../centre/recordings';
import { useFormat } from '../words/format';
import { DayField } from './day_field';
import { SavedSearches } from './saved_searches';

interface Props {
  filter: Filter;
  change: (by: Partial<Filter>) => void;
  counts: UseQueryResult<Counts>;
  minGroup: number;
}

const toggled = (all: string[], value: string) => (all.includes(value) ? all.filter((one) => one !== value) : [...all, value]);

const kFewPercent = [5, 0] as const;

const CountText = ({ count }: { count: number | null }) => {
  const { number } = useFormat();
  return <span className="n">{count === null ? '–' : number(count)}</span>;
};

const Values = ({ counts, chosen, onToggle }: { counts: Count[]; chosen: string[]; onToggle: (value: string) => void }) => {
  // What is chosen stays there, also where nothing is left of it.
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value));
  const all = [...counts.filter((one) => one.value !== null), ...missing.map((value) => ({ value, count: 0 }))];
  const other = counts.find((one) => one.value === null);
  return (
    <>
      {all.map(({ value, count }) => (
        <label key={value} className="choice">
          <input type="checkbox" checked={chosen.includes(value ?? '')} onChange={() => onToggle(value ?? '')} />
          {value}
          <CountText count={count} />
        </label>
      ))}
      {other === undefined ? null : (
        <p className="choice soft">
          <FormattedMessage id="common.other" />
          <CountText count={other.count} />
        </p>
      )}
    </>
  );
};

const Group = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <fieldset>
    <legend>{name}</legend>
    {children}
  </fieldset>
);

export const Filters = ({ filter, change, counts, minGroup }: Props) => {
  const intl = useIntl();
  const { percent } = useFormat();
  const radio = useId();
  const known = counts.data;
  const hasOther = (known?.kind ?? []).some((one) => one.value === null) || (known?.queue ?? []).some((one) => one.value === null);
  const minutes = (event: ChangeEvent<HTMLInputElement>) => (/^\d{1,4}$/.test(event.target.value) ? Number(event.target.value) : null);
  const label = (id: 'review.from' | 'review.to' | 'review.atLeast' | 'review.atMost') => intl.formatMessage({ id });
  return (
    <details className="filters card" open={window.matchMedia('(min-width: 70.01rem)').matches}>
      <summary>
        <FormattedMessage id="review.filters" />
      </summary>
      <SavedSearches />
      <Group name={<FormattedMessage id="review.kind" />}>
        <Values counts={known?.kind ?? []} chosen={filter.kind} onToggle={(value) => change({ kind: toggled(filter.kind, value) })} />
        {hasOther ? (
          <p className="small soft">
            <FormattedMessage id="review.otherWhy" values={{ n: minGroup }} />
          </p>
        ) : null}
      </Group>
      <Group name={<FormattedMessage id="review.recorded" />}>
        <div className="pair">
          <DayField label={label('review.from')} value={filter.from} onChange={(from) => change({ from })} />
          <DayField label={label('review.to')} value={filter.to} onChange={(to) => change({ to })} />
        </div>
      </Group>
      <Group name={<FormattedMessage id="review.queue" />}>
        <Values counts={known?.queue ?? []} chosen={filter.queue} onToggle={(value) => change({ queue: toggled(filter.queue, value) })} />
      </Group>
      <Group name={<FormattedMessage id="review.application" />}>
        <Values counts={known?.application ?? []} chosen={filter.application} onToggle={(value) => change({ application: toggled(filter.application, value) })} />
      </Group>
      <Group name={<FormattedMessage id="review.length" />}>
        <div className="pair">
          <input
            className="input"
            inputMode="numeric"
            aria-label={label('review.atLeast')}
            placeholder={label('review.atLeast').toLowerCase()}
            value={filter.minutesFrom ?? ''}
            onChange={(event) => change({ minutesFrom: minutes(event) })}
          />
          <input
            className="input"
            inputMode="numeric"
            aria-label={label('review.atMost')}
            placeholder={label('review.atMost').toLowerCase()}
            value={filter.minutesTo ?? ''}
            onChange={(event) => change({ minutesTo: minutes(event) })}
          />
        </div>
      </Group>
      <Group name={<FormattedMessage id="review.withheld" />}>
        <label className="choice">
          <input type="radio" name={radio} checked={filter.withheldMost === null} onChange={() => change({ withheldMost: null })} />
          <FormattedMessage id="review.withheldAny" />
        </label>
        {kFewPercent.map((most) => (
          <label key={most} className="choice">
            <input type="radio" name={radio} checked={filter.withheldMost === most} onChange={() => change({ withheldMost: most })} />
            {most === 0 ? <FormattedMessage id="review.withheldNone" /> : <FormattedMessage id="review.withheldMost" values={{ percent: percent(most) }} />}
          </label>
        ))}
      </Group>
      <Group name={<FormattedMessage id="review.example" />}>
        <label className="choice">
          <input type="checkbox" checked={filter.example} onChange={() => change({ example: !filter.example })} />
          <FormattedMessage id="review.exampleOnly" />
        </label>
      </Group>
    </details>
  );
};
