// Hours a week by report, small. Own SVG: kept chart libraries set style attributes, which the pages' policy forbids, and weigh more than
// the whole room. What it shows is said in its name, and beside it in words.
import { useIntl } from 'react-intl';
import type { Point } from './series';
import { useWords } from './words';

const kWidth = 150;
const kHeight = 40;
const kFloor = 35.5;

interface SparkProps {
  points: readonly Point[];
  // When it was mended.
  mended: string | null;
  name: string;
}

export const Spark = ({ points, mended, name }: SparkProps) => {
  const intl = useIntl();
  const { decimal } = useWords();
  const most = points.reduce((all, one) => Math.max(all, one.hours ?? 0), 0);
  const x = (index: number) => (points.length < 2 ? kWidth - 6 : 6 + (index * (kWidth - 12)) / (points.length - 1));
  const y = (hours: number) => kFloor - 3 - (most === 0 ? 0 : (hours / most) * 26);
  // A line for each stretch without a gap.
  const stretches: string[] = [];
  let open = '';
  points.forEach((point, index) => {
    if (point.hours === null) {
      if (open !== '') stretches.push(open);
      open = '';
    } else open += `${open === '' ? 'M' : 'L'}${x(index).toFixed(1)} ${y(point.hours).toFixed(1)}`;
  });
  if (open !== '') stretches.push(open);
  const first = points[0];
  const last = points[points.length - 1];
  const after = mended === null ? -1 : points.findIndex((one) => one.made.slice(0, 10) >= mended);
  const mend = mended === null || first === undefined || mended <= first.made.slice(0, 10) ? null : after === -1 ? kWidth - 1 : (x(after - 1) + x(after)) / 2;
  const said = points.map((one) => (one.hours === null ? '–' : decimal(one.hours))).join('; ');
  return (
    <svg
      className="figure spark"
      width={kWidth}
      height={kHeight}
      viewBox={`0 0 ${kWidth} ${kHeight}`}
      role="img"
      aria-label={intl.formatMessage({ id: 'insight.spark' }, { name, from: first?.number ?? 0, to: last?.number ?? 0, said })}
    >
      <path className="rail-l" d={`M0 ${kFloor}H${kWidth}`} />
      {mend === null ? null : <path className="mend" d={`M${mend.toFixed(1)} 0V${kHeight}`} />}
      {stretches.map((d) => (
        <path key={d} className="line" d={d} />
      ))}
      {points.map((one, index) =>
        one.hours === null ? null : <circle key={one.id} className="dot" cx={x(index)} cy={y(one.hours)} r={index === points.length - 1 ? 3.2 : 1.8} />,
      )}
    </svg>
  );
};
