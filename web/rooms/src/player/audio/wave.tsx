// How loud a side was, over the time that the timeline shows; where it is not heard there is a hatch, and no curve.
import type { Peaks } from 'insyn-recording';
import { memo, useMemo } from 'react';
import type { Item } from '../source';
import { audioTime, gapsOf, type Laid, recordingTime } from './heard';

export interface WaveProps {
  peaks: Peaks;
  channel: number;
  laid: Laid;
  offset: number;
  items: readonly Item[];
  // Of the timeline: in milliseconds, and in pixels.
  length: number;
  width: number;
  height: number;
  // Which of the two curves it is.
  look: 'one' | 'two';
  // It is not heard.
  muted: boolean;
}

// The loudest of each pixel's time, from 0 to 1. By the root, as ears hear: speech is far from the loudest that there could be.
export const columnsOf = ({ peaks, channel, laid, offset, items, length, width }: Pick<WaveProps, 'peaks' | 'channel' | 'laid' | 'offset' | 'items' | 'length' | 'width'>): number[] => {
  const { rate, channels, bytes } = peaks;
  const steps = bytes.length / channels;
  const loud = Uint8Array.from({ length: steps }, (_, step) => bytes[step * channels + channel]!);
  const step = (time: number, by: number) => (audioTime(laid, by, time) * rate) / 1000;
  // In a gap nothing is heard, and nothing told of it: neither where it lies now, nor where the importer laid it.
  for (const { from, to } of gapsOf(items)) for (const by of [offset, 0]) if (step(to, by) > 0) loud.fill(0, Math.max(0, Math.floor(step(from, by))), Math.ceil(step(to, by)));
  const perPixel = length / Math.max(1, width);
  return Array.from({ length: Math.max(0, Math.floor(width)) }, (_, x) => {
    const end = step((x + 1) * perPixel, offset);
    const from = Math.max(0, Math.floor(step(x * perPixel, offset)));
    let loudest = 0;
    for (let at = from; at < Math.min(steps, end > 0 ? Math.max(from + 1, Math.ceil(end)) : 0); at += 1) loudest = Math.max(loudest, loud[at]!);
    return Math.sqrt(loudest / 255);
  });
};

const pathOf = (columns: readonly number[], height: number): string => {
  const middle = height / 2;
  const half = middle - 1;
  const above = columns.map((loud, x) => `${x} ${(middle - loud * half).toFixed(1)}`);
  const below = columns.map((loud, x) => `${x} ${(middle + loud * half).toFixed(1)}`).reverse();
  return columns.length === 0 ? '' : `M${above.join('L')}L${below.join('L')}Z`;
};

export const Wave = memo(({ peaks, channel, laid, offset, items, length, width, height, look, muted }: WaveProps) => {
  const path = useMemo(() => pathOf(columnsOf({ peaks, channel, laid, offset, items, length, width }), height), [peaks, channel, laid, offset, items, length, width, height]);
  const x = (time: number) => (Math.max(0, Math.min(length, time)) / Math.max(1, length)) * width;
  return (
    <>
      <line className="base" x2={width} y1={height / 2} y2={height / 2} />
      <path className={`wave ${look}${muted ? ' muted' : ''}`} d={path} />
      {laid.cuts.map(({ from, length: long }) => {
        const begin = x(recordingTime(laid, offset, from));
        return <rect key={from} className="f-withheld" x={begin} y={0.5} width={Math.max(3, x(recordingTime(laid, offset, from + long)) - begin)} height={height - 1} />;
      })}
    </>
  );
});
Wave.displayName = 'Wave';
