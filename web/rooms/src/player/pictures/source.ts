// Pictures as a source: the page's side of the worker.
import type { Frame, Known, Picture, Source, Stream } from '../source';
import { type ChunkReader, serveReader, SourceFailure } from './chunk_reader';
import { type Facts, timelineOf } from './facts';
import type { Asked, Said } from './messages';
import { takeWorker } from './worker';

interface Waiting {
  give: (value: never) => void;
  fail: (error: unknown) => void;
}

// Milliseconds between two times at which listeners are told that more has been read.
const kTold = 200;

const kNothing: Known = { length: null, read: 0, readTo: 0, items: [], tells: ['withheld', 'nothing'], failure: null };

export class PictureSource implements Source {
  readonly streams: readonly Stream[];
  private readonly worker: Worker;
  private readonly stopServing: () => void;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<() => void>();
  private readonly facts: (Facts | undefined)[];
  private length: number | null = null;
  private current: Known | null = null;
  private failure: SourceFailure | null = null;
  private closed = false;
  private last = 0;
  // The first picture, which was asked for before anybody could.
  private early: { time: number; frame: Promise<Frame | null> } | null = null;
  private soon: ReturnType<typeof setTimeout> | undefined;

  // `name` of the application, where the recording is of one. `first`: which moment will be asked for first, where that is known.
  constructor(reader: ChunkReader, name: string | null, first: number | null = null) {
    this.streams = [{ id: 'pictures', kind: 'pictures', name }];
    this.facts = reader.chunks.filter(({ kind }) => kind === 'chunk').map(() => undefined);
    this.worker = takeWorker();
    this.worker.onmessage = ({ data }: MessageEvent<Said>) => this.hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(new SourceFailure({ name: 'Error', message: event.message || 'worker', code: null, kind: null, status: null }));
    };
    const { port1, port2 } = new MessageChannel();
    this.stopServing = serveReader(reader, port1);
    this.worker.postMessage({ ask: 'open', kinds: reader.chunks.map(({ kind }) => kind), port: port2 } satisfies Asked, [port2]);
    if (first === null) return;
    this.early = { time: first, frame: this.show(first) };
    this.early.frame.catch(() => undefined);
  }

  known(): Known {
    if (this.current === null) {
      const facts = this.facts.filter((one) => one !== undefined);
      const unread = this.facts.indexOf(undefined);
      const readTo = unread < 0 ? (this.length ?? 0) : unread === 0 ? 0 : this.facts[unread - 1]!.end;
      this.current =
        facts.length === 0 && this.length === null && this.failure === null
          ? kNothing
          : {
              length: this.length,
              read: this.facts.length === 0 ? 1 : facts.length / this.facts.length,
              readTo,
              items: timelineOf(facts),
              tells: kNothing.tells,
              failure: this.failure,
            };
    }
    return this.current;
  }

  listen(listener: () => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  seek(time: number): Promise<Frame | null> {
    const { early } = this;
    this.early = null;
    if (early?.time === time) return early.frame;
    // Nobody draws it, so what comes now has to be whole.
    if (early !== null) this.drawAnew();
    return this.show(time);
  }

  drawAnew() {
    // The first picture is whole in any case.
    if (!this.closed && this.early === null) this.worker.postMessage({ ask: 'draw anew' } satisfies Asked);
  }

  nextChange(from: number): Promise<number | null> {
    return this.ask((id) => ({ ask: 'step', id, time: from, direction: 1 }));
  }

  previousChange(from: number): Promise<number | null> {
    return this.ask((id) => ({ ask: 'step', id, time: from, direction: -1 }));
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.soon);
    this.worker.terminate();
    this.stopServing();
    for (const { give } of this.waiting.values()) (give as (value: null) => void)(null);
    this.waiting.clear();
    this.listeners.clear();
    this.facts.length = 0;
    this.current = { ...kNothing, failure: this.failure };
  }

  private async show(time: number): Promise<Frame | null> {
    const picture = await this.ask<Picture>((id) => ({ ask: 'show', id, time }));
    return picture && { ...picture, drawn: () => this.useAgain(picture.pixels) };
  }

  private useAgain(pixels: ArrayBuffer) {
    if (!this.closed && pixels.byteLength > 0) this.worker.postMessage({ ask: 'use again', pixels } satisfies Asked, [pixels]);
  }

  private ask<T>(asked: (id: number) => Asked): Promise<T | null> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.closed) return Promise.resolve(null);
    return new Promise<T | null>((give, fail) => {
      this.last += 1;
      this.waiting.set(this.last, { give: give as (value: never) => void, fail });
      this.worker.postMessage(asked(this.last));
    });
  }

  private hear(said: Said) {
    if (this.closed) return;
    switch (said.say) {
      case 'picture':
        this.settle(said.id)?.give(said.picture as never);
        break;
      case 'change':
        this.settle(said.id)?.give(said.time as never);
        break;
      case 'refused':
        this.settle(said.id)?.fail(new SourceFailure(said.why));
        break;
      case 'length':
        this.length = said.milliseconds;
        this.tell();
        break;
      case 'facts':
        this.facts[said.facts.place] = said.facts;
        // Gaps at once, so that none is played without its hatch; else now and then, since there are thousands.
        if (said.facts.nothing.length > 0) this.tell();
        else this.soon ??= setTimeout(() => this.tell(), kTold);
        break;
      case 'failed':
        this.fail(new SourceFailure(said.why));
        break;
    }
  }

  private settle(id: number): Waiting | undefined {
    const one = this.waiting.get(id);
    this.waiting.delete(id);
    return one;
  }

  private tell() {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.current = null;
    for (const listener of [...this.listeners]) listener();
  }

  private fail(failure: SourceFailure) {
    this.failure = failure;
    for (const { fail } of this.waiting.values()) fail(failure);
    this.waiting.clear();
    this.tell();
  }
}
