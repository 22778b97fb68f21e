// A part of the picture, with areas blacked out: by mouse, by touch and by keyboard. What is handed in are the pixels that are left.
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Question } from '../../design/dialog';
import type { Area } from '../source';

export interface Cut {
  crop: Area;
  covers: Area[];
}

const kStep = 8;
const kSmallest = 8;
const kBlack = '#14181e';

const within = ({ x, y, width, height }: Area, { width: w, height: h }: { width: number; height: number }): Area => {
  const wide = Math.min(w, Math.max(kSmallest, Math.round(width)));
  const high = Math.min(h, Math.max(kSmallest, Math.round(height)));
  return { x: Math.min(w - wide, Math.max(0, Math.round(x))), y: Math.min(h - high, Math.max(0, Math.round(y))), width: wide, height: high };
};

// The picture as it is handed in: covered pixels are not in it.
export const cutOut = (picture: HTMLCanvasElement, { crop, covers }: Cut): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = crop.width;
  canvas.height = crop.height;
  const context = canvas.getContext('2d')!;
  // Withheld pixels are transparent; in a picture without the page under it they are grey.
  context.fillStyle = '#8a939e';
  context.fillRect(0, 0, crop.width, crop.height);
  context.drawImage(picture, -crop.x, -crop.y);
  context.fillStyle = kBlack;
  for (const { x, y, width, height } of covers) context.fillRect(x - crop.x, y - crop.y, width, height);
  return canvas;
};

export const pngOf = (canvas: HTMLCanvasElement): Promise<Uint8Array> =>
  new Promise((give, fail) => {
    canvas.toBlob((blob) => {
      if (blob === null) fail(new Error('picture'));
      else blob.arrayBuffer().then((buffer) => give(new Uint8Array(buffer)), fail);
    }, 'image/png');
  });

interface CropProps {
  picture: HTMLCanvasElement;
  first: Cut;
  onDone: (cut: Cut) => void;
  onClose: () => void;
}

export const Crop = ({ picture, first, onDone, onClose }: CropProps) => {
  const intl = useIntl();
  const [cut, setCut] = useState(first);
  const [draws, setDraws] = useState<'crop' | 'cover'>('cover');
  const svg = useRef<SVGSVGElement>(null);
  const shown = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  const [drawn, setDrawn] = useState<Area | null>(null);
  const size = { width: picture.width, height: picture.height };

  useLayoutEffect(() => {
    const canvas = shown.current;
    if (canvas === null) return;
    canvas.width = size.width;
    canvas.height = size.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }, [picture, size.width, size.height]);

  const at = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * size.width, y: ((event.clientY - box.top) / box.height) * size.height };
  };
  const spanned = (event: PointerEvent): Area | null => {
    if (drag.current === null) return null;
    const to = at(event);
    const from = drag.current;
    return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
  };
  const press = (area: Area, change: (area: Area) => void, remove?: () => void) => (event: KeyboardEvent) => {
    const step = event.ctrlKey ? 1 : kStep;
    const moves: Record<string, [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      const [dx, dy] = move;
      change(within(event.shiftKey ? { ...area, width: area.width + dx, height: area.height + dy } : { ...area, x: area.x + dx, y: area.y + dy }, size));
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && remove !== undefined) {
      event.preventDefault();
      remove();
    }
  };
  const said = (id: 'findings.cropArea' | 'findings.coverArea', { x, y, width, height }: Area, number = 0) => intl.formatMessage({ id }, { number, x, y, width, height });
  const { crop, covers } = cut;
  return (
    <Question
      open
      wide
      title={<FormattedMessage id="findings.cropTitle" />}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button quiet" onClick={onClose}>
            <FormattedMessage id="common.cancel" />
          </button>
          <button type="button" className="button primary" onClick={() => onDone(cut)}>
            <FormattedMessage id="findings.cropDone" />
          </button>
        </>
      }
    >
      <p className="soft">
        <FormattedMessage id="findings.cropHow" />
      </p>
      <div className="actions">
        <button type="button" className="button small" aria-pressed={draws === 'crop'} onClick={() => setDraws('crop')}>
          <FormattedMessage id="findings.drawCrop" />
        </button>
        <button type="button" className="button small" aria-pressed={draws === 'cover'} onClick={() => setDraws('cover')}>
          <FormattedMessage id="findings.drawCover" />
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => setCut({ crop, covers: [...covers, within({ x: crop.x + crop.width / 4, y: crop.y + crop.height / 3, width: crop.width / 2, height: Math.min(40, crop.height / 3) }, size)] })}
        >
          <FormattedMessage id="findings.addCover" />
        </button>
        <button type="button" className="button quiet small" onClick={() => setCut({ crop: { x: 0, y: 0, ...size }, covers })}>
          <FormattedMessage id="findings.wholePicture" />
        </button>
      </div>
      <div className="crop-room">
        <canvas ref={shown} aria-hidden="true" />
        <svg
          ref={svg}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="group"
          aria-label={intl.formatMessage({ id: 'findings.cropTitle' })}
          data-own-keys=""
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            drag.current = at(event);
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => setDrawn(spanned(event))}
          onPointerUp={(event) => {
            const area = spanned(event);
            drag.current = null;
            setDrawn(null);
            if (area === null || area.width < kSmallest || area.height < kSmallest) return;
            setCut(draws === 'crop' ? { crop: within(area, size), covers } : { crop, covers: [...covers, within(area, size)] });
          }}
          onPointerCancel={() => {
            drag.current = null;
            setDrawn(null);
          }}
        >
          <path className="outside" fillRule="evenodd" d={`M0 0H${size.width}V${size.height}H0ZM${crop.x} ${crop.y}V${crop.y + crop.height}H${crop.x + crop.width}V${crop.y}Z`} />
          <rect
            className="crop-edge"
            {...crop}
            tabIndex={0}
            role="img"
            aria-label={said('findings.cropArea', crop)}
            onKeyDown={press(crop, (area) => setCut({ crop: area, covers }))}
          />
          {covers.map((cover, i) => (
            <rect
              key={i}
              className="covered"
              {...cover}
              tabIndex={0}
              role="img"
              aria-label={said('findings.coverArea', cover, i + 1)}
              onKeyDown={press(
                cover,
                (area) => setCut({ crop, covers: covers.map((one, j) => (j === i ? area : one)) }),
                () => setCut({ crop, covers: covers.filter((_, j) => j !== i) }),
              )}
            />
          ))}
          {drawn === null ? null : <rect className={draws === 'crop' ? 'crop-edge' : 'covered'} {...drawn} />}
        </svg>
      </div>
    </Question>
  );
};
