// An interval beside zero. The words beside it say the same, so it is not read out.
import type { Interval } from './report';

const kWidth = 220;
const kLeft = 26;
const kRight = 194;

// 1, 2 or 5 times a power of ten, at least `value`.
export const niceAbove = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value * 0.999) ?? 10) * power;
};

interface IntervalProps {
  of: Interval;
  label: (value: number) => string;
  // So that intervals of a list have one scale; else its own.
  scale?: number;
}

export const IntervalFigure = ({ of, label, scale }: IntervalProps) => {
  const most = scale ?? niceAbove(Math.max(Math.abs(of.lower), Math.abs(of.upper)));
  const x = (value: number) => (kLeft + kRight) / 2 + (Math.max(-most, Math.min(most, value)) / most) * ((kRight - kLeft) / 2);
  return (
    <svg className="figure ci" width={kWidth} height={30} viewBox={`0 0 ${kWidth} 30`} aria-hidden="true">
      <path className="rail-l" d={`M4 12H${kWidth - 4}`} />
      <path className="zero" d={`M${x(0)} 3V21`} />
      <path className="range" d={`M${x(of.lower).toFixed(1)} 12H${x(of.upper).toFixed(1)}`} />
      <path className="range cap" d={`M${x(of.lower).toFixed(1)} 8V16M${x(of.upper).toFixed(1)} 8V16`} />
      <circle className="dot" cx={x(of.estimate)} cy={12} r={3.5} />
      <text className="dim" x={kLeft} y={29} textAnchor="middle">
        {label(-most)}
      </text>
      <text className="dim" x={x(0)} y={29} textAnchor="middle">
        0
      </text>
      <text className="dim" x={kRight} y={29} textAnchor="middle">
        {label(most)}
      </text>
    </svg>
  );
};
