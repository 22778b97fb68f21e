// Reads a track's chunks ahead of where one looks, keeps what was decoded within a budget, and shows any moment of it.
import { reasons, TrackError, TrackReader } from 'insyn-track';
import type { Area, Picture } from '../source';
import type { ChunkReader } from './chunk_reader';
import { Chunks, type Head } from './chunks';
import type { Facts, Stretch } from './facts';
import { forget, Scribe, type Segment } from './segment';
import { soon } from './soon';
import type { Budget, Teller } from './telling';
import { TileShelf } from './tiles';
import { View } from './view';

const kDamaged = 9;
// So many chunks from where one looks on are decoded before the way that led there: one goes on more often than back.
const kFirst = 3;
// For so long, in milliseconds, it decodes before it looks whether something else was asked.
const kSlice = 6;

interface Wish<T> {
  time: number;
  give: (value: T | null) => void;
  fail: (error: unknown) => void;
}

export class Reel {
  private readonly chunks: Chunks;
  private readonly facts: (Facts | undefined)[];
  private readonly segments: (Segment | undefined)[];
  private readonly shelf = new TileShelf();
  private readonly scribe = new Scribe(this.shelf);
  private readonly view = new View();
  private readonly reader = new TrackReader();
  // The place that the reader comes to next; null where it has to begin anew.
  private next: number | null = null;
  private shown: Wish<Picture> | null = null;
  private steps: (Wish<number> & { direction: 1 | -1 })[] = [];
  // Around which everything turns: where it was last looked.
  private here = 0;
  // So far from there segments are kept: farther away they were more than may be kept.
  private edge = Number.POSITIVE_INFINITY;
  private working = false;
  private closed = false;
  private failure: { error: unknown } | null = null;
  private reach: { left: number; top: number; right: number; bottom: number } | null = null;

  constructor(
    reader: ChunkReader,
    private readonly tell: Teller,
    private readonly budget: Budget = { kept: 24 << 20 },
  ) {
    this.chunks = new Chunks(reader, (milliseconds) => tell.length(milliseconds));
    this.facts = new Array<Facts | undefined>(this.heads.length).fill(undefined);
    this.segments = new Array<Segment | undefined>(this.heads.length).fill(undefined);
  }

  // Begins to read.
  start() {
    void this.run();
  }

  close() {
    this.closed = true;
    this.shown?.give(null);
    for (const step of this.steps) step.give(null);
    this.shown = null;
    this.steps = [];
    this.chunks.close();
  }

  show(time: number): Promise<Picture | null> {
    this.shown?.give(null);
    return new Promise((give, fail) => {
      this.shown = { time, give, fail };
      this.answer();
      void this.run();
    });
  }

  step(time: number, direction: 1 | -1): Promise<number | null> {
    return new Promise((give, fail) => {
      this.steps.push({ time, direction, give, fail });
      this.answer();
      void this.run();
    });
  }

  drawAnew() {
    this.view.drawAnew();
  }

  // For the pixels of the next picture.
  useAgain(pixels: ArrayBuffer) {
    this.view.useAgain(pixels);
  }

  // Of decoded pictures, in bytes.
  get kept(): number {
    return this.shelf.bytes;
  }
  // For tests: the picture that was shown last.
  get picture(): View {
    return this.view;
  }
  isKept(time: number): boolean {
    const place = this.chunks.placeOf(time);
    return place !== null && this.segments[place] !== undefined;
  }
  get isAllRead(): boolean {
    return this.facts.every((one) => one !== undefined);
  }

  private get heads(): readonly (Head | undefined)[] {
    return this.chunks.heads;
  }

  private look(place: number) {
    if (place === this.here) return;
    this.here = this.chunks.here = place;
    // Only now: while one looks at the same place what was too much would be so again, and never come to an end.
    if (this.shelf.bytes < 0.75 * this.budget.kept) this.edge = Number.POSITIVE_INFINITY;
  }

  // Answers what can be answered.
  private answer() {
    if (this.shown !== null) {
      const { time, give } = this.shown;
      const place = this.chunks.placeOf(time);
      if (place !== null) {
        this.look(place);
        const segment = this.segments[place];
        const behind = place + 1 < this.facts.length && segment !== undefined && time >= segment.end;
        if (segment !== undefined && !(behind && this.facts[place + 1] === undefined)) {
          this.shown = null;
          this.view.go(segment, time);
          give(this.view.picture(time, this.area()));
        }
      }
    }
    this.steps = this.steps.filter((step) => {
      const found = this.changeFrom(step.time, step.direction);
      if (found === undefined) return true;
      step.give(found);
      return false;
    });
  }

  // Undefined where a chunk on the way has not been read.
  private changeFrom(time: number, direction: 1 | -1): number | null | undefined {
    const place = this.chunks.placeOf(time);
    if (place === null) return undefined;
    for (let at = place; at >= 0 && at < this.facts.length; at += direction) {
      const facts = this.facts[at];
      if (facts === undefined) return undefined;
      const { changes } = facts;
      const found = direction === 1 ? changes.find((one) => one > time) : changes.findLast((one) => one < time);
      if (found !== undefined) return found;
    }
    return null;
  }

  private area(): Area {
    const { left, top, right, bottom } = this.reach ?? { left: 0, top: 0, right: 0, bottom: 0 };
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  private async run() {
    if (this.working || this.closed) return;
    if (this.failure !== null) return this.fail(this.failure.error);
    this.working = true;
    try {
      if (this.heads.length === 0) {
        this.tell.length(0);
        this.shown?.give(this.view.picture(0, this.area()));
        this.shown = null;
        for (const step of this.steps) step.give(null);
        this.steps = [];
        return;
      }
      // Beside the first picture, which need not wait for it.
      void this.chunks.head(this.heads.length - 1).catch(() => undefined);
      while (!this.closed) {
        const wanted = await this.wanted();
        if (wanted === null || this.closed) break;
        await this.advance(wanted.place, wanted.keeps);
        this.answer();
      }
    } catch (error) {
      if (!this.closed) this.fail(error);
    } finally {
      this.working = false;
      // Something was asked while the last look found nothing to do.
      if (!this.closed && this.failure === null && (this.shown !== null || this.steps.length > 0)) void this.run();
    }
  }

  private fail(error: unknown) {
    this.failure = { error };
    this.shown?.fail(error);
    for (const step of this.steps) step.fail(error);
    this.shown = null;
    this.steps = [];
    this.tell.failed(error);
  }

  // What is to be decoded next: first what somebody waits for, then what comes after, then the way that led there, then what comes later and
  // what was before; then the rest for the timeline alone.
  private async wanted(): Promise<{ place: number; keeps: 'all' | 'goal' | 'none' } | null> {
    if (this.shown !== null) {
      const place = await this.chunks.locate(this.shown.time);
      this.look(place);
      if (this.segments[place] === undefined) return { place, keeps: 'goal' };
      if (place + 1 < this.facts.length && this.facts[place + 1] === undefined) return { place: place + 1, keeps: 'goal' };
      this.answer();
    }
    for (const step of this.steps) {
      for (let at = await this.chunks.locate(step.time); at >= 0 && at < this.facts.length; at += step.direction)
        if (this.facts[at] === undefined) return { place: at, keeps: 'goal' };
    }
    const { here, segments, facts } = this;
    const missing = (from: number, to: number): number | null => {
      for (let at = Math.max(0, from); at < Math.min(to, segments.length); at += 1) if (segments[at] === undefined && this.far(at) < this.edge) return at;
      return null;
    };
    // From an index point on, not one by one from the back.
    const missingBefore = async (before: number): Promise<number | null> => {
      for (let at = before - 1; at >= 0 && this.far(at) < this.edge; at -= 1) if (segments[at] === undefined) return missing(await this.chunks.indexBefore(at), at + 1);
      return null;
    };
    const way = await this.chunks.indexBefore(here);
    const place = missing(here, here + kFirst) ?? missing(way, here) ?? missing(here, segments.length) ?? (await missingBefore(way));
    if (place !== null) return { place, keeps: 'all' };
    const unread = facts.indexOf(undefined);
    return unread < 0 ? null : { place: unread, keeps: 'none' };
  }

  private far(place: number): number {
    return place < this.here ? (this.here - place) * 2 : place - this.here;
  }

  // The kept segment that lies farthest away; null where there is none but that at which one looks.
  private farthest(): number | null {
    const first = this.segments.findIndex((segment) => segment !== undefined);
    const last = this.segments.findLastIndex((segment) => segment !== undefined);
    if (first < 0) return null;
    const found = this.far(first) > this.far(last) ? first : last;
    return found === this.here ? null : found;
  }

  // Decodes one chunk on the way to `place`. Nobody is kept waiting for the sake of what lies on the way, nor where it costs little to come here
  // again.
  private async advance(place: number, keeps: 'all' | 'goal' | 'none') {
    const index = await this.chunks.indexBefore(place);
    if (this.next === null || this.next > place || this.next < index) {
      this.scribe.abandon();
      this.reader.restart();
      this.next = index;
    }
    const at = this.next;
    this.chunks.next = at;
    this.chunks.ahead(at);
    const bytes = await this.chunks.open(at);
    const head = this.heads[at] ?? this.chunks.noteHead(at, bytes);
    if (head.damaged) {
      if (at > 0) head.begin = head.end = this.heads[at - 1]?.end ?? head.begin;
      if (at + 1 < this.heads.length) await this.chunks.head(at + 1);
    }
    const waits = keeps === 'goal' || this.shown !== null;
    const isKept = keeps !== 'none' && (waits ? at === place && (at > index || this.facts[at] !== undefined) : this.far(at) < this.edge);
    const done = await this.decode(at, bytes, head, isKept && this.segments[at] === undefined, place);
    this.next = done ? at + 1 : null;
    this.makeRoom();
  }

  private makeRoom() {
    while (this.shelf.bytes > this.budget.kept) {
      const place = this.farthest();
      if (place === null) return;
      this.edge = Math.min(this.edge, this.far(place));
      this.drop(place);
    }
  }

  private drop(place: number) {
    const segment = this.segments[place]!;
    this.segments[place] = undefined;
    this.view.leave(segment);
    forget(segment, this.shelf);
  }

  // False where it was left because something else is wanted.
  private async decode(place: number, bytes: Uint8Array | null, head: Head, keeps: boolean, goal: number): Promise<boolean> {
    const { reader, scribe } = this;
    const facts: Facts = { place, begin: head.begin, end: head.end, changes: [], areas: [], nothing: [] };
    const open = new Map<number, number>();
    const mask = (now: number, time: number) => {
      for (const [reason, from] of open)
        if ((now & (1 << reason)) === 0) {
          open.delete(reason);
          if (time > from) facts.areas.push({ from, to: time, reason });
        }
      for (const reason of Object.keys(reasons).map(Number)) if ((now & (1 << reason)) !== 0 && !open.has(reason)) open.set(reason, time);
    };
    scribe.begin(head.begin, head.end, keeps, head.indexPoint, reader.surfaces, reader.cursor);
    if (!head.indexPoint) mask(scribe.withheldNow, head.begin);
    let last = head.begin;
    let damage: Stretch | null = null;
    try {
      if (bytes === null) throw new TrackError('missing');
      let changed = false;
      const steps = reader.steps(bytes, (event) => {
        scribe.event(event, reader.surfaces, reader.cursor);
        last = event.time;
        if (event.what === 'time withheld') facts.nothing.push({ from: event.from, to: event.to, reason: event.reason });
        else if (event.what !== 'cursor' && event.what !== 'index point' && !(event.what === 'stacked' && event.surfaces.length === 0)) changed = true;
        if (event.what === 'opened' || event.what === 'moved' || event.what === 'index point') this.measure();
        if (!event.endsMoment) return;
        if (changed) facts.changes.push(event.time);
        changed = false;
        mask(scribe.withheldNow, event.time);
      }, (from, until) => this.still(place, from, until));
      for (let until = performance.now() + kSlice; steps.next().done !== true; ) {
        if (performance.now() < until) continue;
        await soon();
        until = performance.now() + kSlice;
        if (this.closed) return false;
        if (this.shown !== null && !this.isOnTheWay(place, goal)) {
          steps.return();
          scribe.abandon();
          return false;
        }
      }
    } catch (error) {
      if (!(error instanceof TrackError)) throw error;
      if (bytes === null) reader.gap();
      scribe.damaged(last, reader.surfaces, kDamaged);
      const until = Math.max(head.end, this.heads[place + 1]?.begin ?? 0, last);
      damage = { from: last, to: until, reason: kDamaged };
      facts.nothing.push(damage);
      facts.end = Math.max(facts.end, last);
    }
    // What was withheld stays so until the next chunk begins, however long nothing changes.
    const after = place + 1 < this.heads.length ? await this.chunks.head(place + 1) : null;
    mask(0, Math.max(head.end, last, after?.damaged === false ? after.begin : 0));
    const segment = scribe.finish(Math.max(head.end, last), reader.surfaces, reader.cursor);
    if (segment !== null) this.segments[place] = segment;
    if (this.facts[place] === undefined) {
      this.facts[place] = facts;
      this.tell.facts(facts);
    }
    return true;
  }

  // Whoever waits for a moment of the chunk that is being decoded sees it at once: the rest of it need not be read for that.
  private still(place: number, from: number, until: number) {
    const { shown, reader, view } = this;
    if (shown === null || shown.time < from || shown.time >= until || this.chunks.placeOf(shown.time) !== place) return;
    this.look(place);
    this.measure();
    this.shown = null;
    view.copy(reader.surfaces, reader.cursor);
    shown.give(view.picture(shown.time, this.area()));
  }

  // Whether what somebody waits for comes soonest by going on here.
  private isOnTheWay(place: number, goal: number): boolean {
    const { shown } = this;
    if (shown === null) return true;
    const wanted = this.chunks.placeOf(shown.time);
    if (wanted === null) return false;
    if (this.segments[wanted] !== undefined) {
      this.answer();
      return this.shown === null || place <= wanted + 1;
    }
    return wanted >= place && (wanted <= goal || wanted - place < 8);
  }

  private measure() {
    let largest: { x: number; y: number; width: number; height: number } | null = null;
    const { surfaces } = this.reader;
    for (const { kind, place } of surfaces)
      if (kind === 'window' && (largest === null || place.width * place.height > largest.width * largest.height)) largest = place;
    largest ??= surfaces[0]?.place ?? null;
    if (largest === null) return;
    const reach = this.reach ?? { left: 0, top: 0, right: 0, bottom: 0 };
    for (const { place } of surfaces) {
      reach.left = Math.min(reach.left, place.x - largest.x);
      reach.top = Math.min(reach.top, place.y - largest.y);
      reach.right = Math.max(reach.right, place.x + place.width - largest.x);
      reach.bottom = Math.max(reach.bottom, place.y + place.height - largest.y);
    }
    this.reach = reach;
  }
}
