// What every page of the room has on top: what it is about, which kind of question and which report; and what is said where there is none.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Link } from 'wouter';
import { Empty } from '../design/empty';
import { SelectField } from '../design/field';
import { Problem } from '../design/problem';
import { Note } from '../design/state';
import { usePageTitle } from '../shell/room';
import type { MessageId } from '../words/catalogue';
import { missingNumbers, registersOf } from './series';
import { type Series, useChoice, useSeries } from './use_reports';
import { useWords } from './words';

const Picks = ({ series, all, print }: { series: Series; all: boolean; print: boolean }) => {
  const { kind, search, choose } = useChoice();
  const { day, intl } = useWords();
  return (
    <div className="picks actions">
      <SelectField label={<FormattedMessage id="insight.kind" />} value={kind} onChange={(event) => choose('kind', event.target.value)}>
        {all ? (
          <option value="">{intl.formatMessage({ id: 'insight.kinds' })}</option>
        ) : null}
        {series.now.report.kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {one.kind}
          </option>
        ))}
      </SelectField>
      <SelectField label={<FormattedMessage id="insight.report" />} value={series.one.id} onChange={(event) => choose('report', event.target.value)}>
        {series.listed.map((one) => (
          <option key={one.id} value={one.id}>
            {`${one.number} · ${day(new Date(one.made))}`}
          </option>
        ))}
      </SelectField>
      {print ? (
        <Link className="button" href={`/insight/print${search}`}>
          <FormattedMessage id="insight.print" />
        </Link>
      ) : null}
    </div>
  );
};

interface FrameProps {
  title: MessageId;
  // Whether the page is about all kinds where none is chosen.
  all?: boolean;
  print?: boolean;
  children: (series: Series) => ReactNode;
}

export const Frame = ({ title, all = false, print = true, children }: FrameProps) => {
  const intl = useIntl();
  const { day } = useWords();
  usePageTitle(intl.formatMessage({ id: title }), intl.formatMessage({ id: 'room.insight' }));
  const { series, error, retry } = useSeries();
  const missing = series === null || series === undefined ? [] : missingNumbers(series.listed);
  const registers = series === null || series === undefined ? 1 : registersOf(series.listed);
  return (
    <>
      <div className="title">
        <div>
          <h1>
            <FormattedMessage id={title} />
          </h1>
          {series === null || series === undefined ? null : (
            <p className="lead">
              <FormattedMessage
                id="insight.lead"
                values={{ number: series.one.number, made: day(new Date(series.one.made)), from: day(new Date(series.one.from)), agreement: series.one.agreement_id }}
              />
            </p>
          )}
        </div>
        {series === null || series === undefined ? null : <Picks series={series} all={all} print={print} />}
      </div>
      {missing.length === 0 ? null : (
        <div className="insight-missing">
          <Note tone="warning" icon="warning">
            <FormattedMessage id="insight.missing" values={{ count: missing.length, numbers: intl.formatList(missing.map(String)) }} />
          </Note>
        </div>
      )}
      {registers < 2 ? null : (
        <div className="insight-missing">
          <Note tone="warning" icon="warning">
            <FormattedMessage id="insight.registers" values={{ count: registers }} />
          </Note>
        </div>
      )}
      {error === null ? null : <Problem what={<FormattedMessage id="insight.failed" />} error={error} retry={retry} />}
      {series === undefined && error === null ? (
        <p className="busy" role="status">
          <FormattedMessage id="app.loading" />
        </p>
      ) : null}
      {series === null ? <Empty title={<FormattedMessage id="insight.none" />} why={<FormattedMessage id="insight.noneWhy" />} /> : null}
      {series === null || series === undefined ? null : children(series)}
    </>
  );
};

// The kind that a page is about: the chosen one, or the first.
export const useKindOf = (series: Series) => {
  const { kind } = useChoice();
  const { kinds } = series.now.report;
  return kinds.find((one) => one.kind === kind) ?? kinds[0] ?? null;
};
