// What the player plays. It knows times, streams and what stands on the timeline, not how a recording is coded: pictures of windows are
// one source, pages of a browser will be another. Times are milliseconds since the recording's start by its own clock, which no clock
// that is set forward or back touches.

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

// Something that runs from the beginning to the end. Audio runs beside a source: audio/.
export interface Stream {
  id: string;
  kind: 'pictures' | 'pages';
  // The name of an application, as the recording has it; null where it has none.
  name: string | null;
}

// Why something was not kept, by the numbers of docs/track-format.md.
export type Reason = number;

// What stands on the timeline. A stretch has `to` > `from`, a moment `to` = `from`. Texts come from outside and are shown as they are.
export type Item =
  | { kind: 'screen'; from: number; to: number; name: string }
  | { kind: 'search'; from: number; to: number; words: string; hits: number | null }
  | { kind: 'page'; from: number; to: number; what: 'error' | 'copied' | 'answer' | 'opened' | 'other'; text: string }
  // A part of the picture was withheld.
  | { kind: 'withheld'; from: number; to: number; reason: Reason }
  // Nothing at all was kept: a pause, a hold, a lock, damage.
  | { kind: 'nothing'; from: number; to: number; reason: Reason }
  // Of the audio, before it was put beside the recording: the pictures are there.
  | { kind: 'cut'; from: number; to: number };

export interface Known {
  // Null until the end has been read.
  length: number | null;
  // From 0 to 1: how much of the timeline has been read. What has not been read is not empty.
  read: number;
  // Up to where there is nothing unread, from the start.
  readTo: number;
  // In the order of their beginnings.
  items: readonly Item[];
  // The kinds of items that this source tells of at all; a row without its kind is not "nothing happened".
  tells: readonly Item['kind'][];
  // Why nothing can be asked of it any more: what the centre refused while it was read ahead, for one. Null while it works.
  failure: unknown;
}

export interface Surface {
  id: number;
  kind: 'window' | 'popup';
  // On the screen.
  place: Area;
}

export interface Patch {
  surface: number;
  area: Area;
  // The byte at which it begins in the picture's pixels.
  begin: number;
}

export interface Withheld {
  surface: number;
  // In the surface.
  area: Area;
  reason: Reason;
}

// What is to be drawn: what has changed since the picture before.
export interface Picture {
  time: number;
  // From the bottom up.
  surfaces: readonly Surface[];
  patches: readonly Patch[];
  // RGBA; of withheld pixels all is 0.
  pixels: ArrayBuffer;
  withheld: readonly Withheld[];
  // On the screen; where it was last, while it is hidden.
  pointer: { visible: boolean; x: number; y: number };
  // How far surfaces reach anywhere in what has been read, from the largest window's top left corner.
  reach: Area;
}

export interface Frame extends Picture {
  // To be called once it is drawn. Its pixels are gone then: their memory is used for the next one.
  drawn(): void;
}

export interface Source {
  readonly streams: readonly Stream[];
  known(): Known;
  // `listener` is called after something more is known. Returns how to stop that.
  listen(listener: () => void): () => void;
  // What is shown at this time, as soon as it has been read. A later call ends an earlier one, which then gives null. Rejects once the
  // source has failed: with what the centre refused, for one.
  seek(time: number): Promise<Frame | null>;
  // What is drawn on is empty again: the next frame is whole.
  drawAnew(): void;
  // The next moment at which something changed on a surface, or the one before; null where there is none.
  nextChange(from: number): Promise<number | null>;
  previousChange(from: number): Promise<number | null>;
  // Forgets everything that was decoded. Nothing may be asked of it afterwards.
  close(): void;
}
