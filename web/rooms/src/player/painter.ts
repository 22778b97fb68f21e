// The surfaces' pictures, each on a canvas of its own in memory, and panels that are painted from them. Withheld pixels are transparent
// all the way, so that what lies under a panel shows exactly where nothing was kept.
import type { Area, Frame, Surface } from './source';

interface Held {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
}

export interface Panel {
  // The window that it shows; null for all, as they lay on the screen.
  surface: number | null;
  // On the screen.
  area: Area;
}

const largest = (surfaces: readonly Surface[]): Surface | null =>
  surfaces.reduce<Surface | null>((best, one) => (best === null || (one.kind === 'window' && (best.kind !== 'window' || one.place.width * one.place.height > best.place.width * best.place.height)) ? one : best), null);

const overlap = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const around = (areas: readonly Area[]): Area => {
  const x = Math.min(...areas.map((one) => one.x));
  const y = Math.min(...areas.map((one) => one.y));
  return { x, y, width: Math.max(...areas.map((one) => one.x + one.width)) - x, height: Math.max(...areas.map((one) => one.y + one.height)) - y };
};

// `shown`: null for all together, 'each' for windows side by side, or a window.
export const panelsOf = ({ surfaces, reach }: Frame, shown: number | 'each' | null): Panel[] => {
  const main = largest(surfaces);
  if (main === null) return [];
  const one = (window: Surface): Panel => ({ surface: window.id, area: window.place });
  const windows = surfaces.filter(({ kind }) => kind === 'window');
  if (shown === 'each') return [...windows].sort((a, b) => a.id - b.id).map(one);
  const chosen = windows.find(({ id }) => id === shown);
  if (chosen !== undefined) return [one(chosen)];
  const all = { x: main.place.x + reach.x, y: main.place.y + reach.y, width: reach.width, height: reach.height };
  return [{ surface: null, area: around([all, ...surfaces.map(({ place }) => place)]) }];
};

// What is to be seen on a panel: its window with what popped up over it, or everything.
export const surfacesOn = (frame: Frame, panel: Panel): Surface[] =>
  frame.surfaces.filter(({ id, kind, place }) => panel.surface === null || id === panel.surface || (kind === 'popup' && overlap(place, panel.area)));

export class Painter {
  private readonly held = new Map<number, Held>();

  take(frame: Frame) {
    for (const [id, { canvas }] of this.held)
      if (!frame.surfaces.some((one) => one.id === id)) {
        canvas.width = canvas.height = 0;
        this.held.delete(id);
      }
    for (const { id, place } of frame.surfaces) this.hold(id, place);
    for (const { surface, area, begin } of frame.patches)
      this.held.get(surface)?.context.putImageData(new ImageData(new Uint8ClampedArray(frame.pixels, begin, area.width * area.height * 4), area.width, area.height), area.x, area.y);
    frame.drawn();
  }

  paint(canvas: HTMLCanvasElement, frame: Frame, panel: Panel) {
    const context = canvas.getContext('2d');
    if (context === null) return;
    const { x, y, width, height } = panel.area;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    // Beside the windows there was nothing that is recorded: the colour of the stage, not that of what was withheld.
    context.fillStyle = getComputedStyle(canvas).color;
    context.fillRect(0, 0, width, height);
    for (const { id, place } of surfacesOn(frame, panel)) {
      const held = this.held.get(id);
      if (held === undefined || held.canvas.width === 0 || held.canvas.height === 0) continue;
      context.clearRect(place.x - x, place.y - y, place.width, place.height);
      context.drawImage(held.canvas, place.x - x, place.y - y);
    }
  }

  // The pixels of one surface, RGBA.
  pixels(id: number): ImageData | null {
    const held = this.held.get(id);
    return held === undefined ? null : held.context.getImageData(0, 0, held.canvas.width, held.canvas.height);
  }

  wipe() {
    for (const { canvas } of this.held.values()) canvas.width = canvas.height = 0;
    this.held.clear();
  }

  private hold(id: number, { width, height }: Area) {
    const before = this.held.get(id);
    if (before !== undefined && before.canvas.width === width && before.canvas.height === height) return;
    const canvas = before?.canvas ?? document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context !== null) this.held.set(id, { canvas, context });
  }
}
