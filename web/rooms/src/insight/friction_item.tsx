// One friction: what it is, how the hours come about, how they went, what was said of it, and what a mend has changed.
import { useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { useSession } from '../shell/session';
import type { Standing } from './centre';
import { Effect } from './effect';
import { ExamplesDialog } from './examples_dialog';
import type { Friction } from './report';
import { hoursOverTime } from './series';
import { Spark } from './spark';
import { StatusBadge } from './status_badge';
import { StatusDialog } from './status_dialog';
import type { Series } from './use_reports';
import { useWords } from './words';

interface ItemProps {
  friction: Friction;
  series: Series;
  standing: Standing | null;
  // No longer on the list of the report that is looked at.
  gone?: boolean;
  // For paper: nothing to press.
  still?: boolean;
}

export const FrictionItem = ({ friction, series, standing, gone = false, still = false }: ItemProps) => {
  const words = useWords();
  const role = useSession().session?.role;
  const [asked, setAsked] = useState<'status' | 'examples' | null>(null);
  const name = words.friction(friction);
  const points = hoursOverTime(series.series, friction);
  const mayChange = role === 'analyst' || role === 'reviewer' || role === 'administrator';
  const mended = standing?.status === 'mended' ? standing : null;
  return (
    <li>
      <div className="main">
        <h3 className="break">{name}</h3>
        <span className="second">{gone ? <FormattedMessage id="insight.gone" /> : words.arithmetic(friction)}</span>
        <div className="status">
          <StatusBadge standing={standing} />
          {still ? null : (
            <>
              {gone || !series.one.examples ? null : (
                <button type="button" className="button quiet small" onClick={() => setAsked('examples')}>
                  <FormattedMessage id="insight.examples" />
                  <span className="unseen">: {name}</span>
                </button>
              )}
              {mayChange ? (
                <button type="button" className="button quiet small" onClick={() => setAsked('status')}>
                  <FormattedMessage id="insight.status.change" />
                  <span className="unseen">: {name}</span>
                </button>
              ) : null}
            </>
          )}
        </div>
        {standing?.note == null ? null : <p className="small soft break">”{standing.note}”</p>}
      </div>
      {points.length > 1 ? <Spark points={points} mended={mended?.since ?? null} name={name} /> : <span className="spark" />}
      <p className="hours">
        {gone ? '–' : words.hours(friction.hours_a_week)}
        <small>
          <FormattedMessage id={gone ? 'insight.goneHours' : 'insight.aWeek'} />
        </small>
      </p>
      {mended === null ? null : <Effect report={series.now.report} friction={friction} version={mended.version} />}
      {asked === 'status' ? <StatusDialog friction={friction} name={name} standing={standing} onClose={() => setAsked(null)} /> : null}
      {asked === 'examples' ? <ExamplesDialog id={series.one.id} onClose={() => setAsked(null)} /> : null}
    </li>
  );
};
