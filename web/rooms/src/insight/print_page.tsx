// A report on one page, for paper.
import { FormattedMessage } from 'react-intl';
import { Frame } from './frame';
import { FrictionList } from './frictions_page';
import { MeasuresTable } from './measures_page';
import { Protection } from './protection';
import { SaidCard } from './said_card';
import { useChoice } from './use_reports';

export const PrintPage = () => {
  const { kind } = useChoice();
  return (
    <Frame title="insight.title" all print={false}>
      {(series) => {
        const { report } = series.now;
        const kinds = report.kinds.filter((one) => kind === '' || one.kind === kind);
        return (
          <div className="sheet stack wide">
            <p className="actions">
              <button type="button" className="button primary" onClick={() => window.print()}>
                <FormattedMessage id="insight.print.do" />
              </button>
            </p>
            <FrictionList series={series} kind={kind} still />
            <SaidCard now={report} before={series.series.at(-2)?.report ?? null} kind={kind} />
            <section className="card" aria-labelledby="measures">
              <header>
                <h2 id="measures">
                  <FormattedMessage id="insight.measures" />
                </h2>
              </header>
              <MeasuresTable kinds={kinds} />
            </section>
            <Protection report={report} />
          </div>
        );
      }}
    </Frame>
  );
};
