// Reads a track's chunks ahead of where one looks, keeps what was decoded within a budget, and shows any moment of it.
import { reasons, TrackError, TrackReader, unpack as unpackChunk } from 'insyn-track';
import type { Area, Frame } from '../source';
import { type ChunkReader, isDamage } from './chunk_reader';
import type { Facts, Stretch } from './facts';
import { forget, Scribe, type Segment } from './segment';
import { TileShelf } from './tiles';
import { View } from './view';

const kDamaged = 9;
// Sealed chunks that were opened and not decoded yet, or may have to be again.
const kOpened = 48 << 20;
const kAtOnce = 4;
// For so long, in milliseconds, it decodes before it looks whether something else was asked.
const kSlice = 6;

export interface Budget {
  // Bytes of decoded pictures.
  kept: number;
}

export interface Teller {
  length(milliseconds: number): void;
  facts(facts: Facts): void;
  failed(error: unknown): void;
}

interface Head {
  begin: number;
  end: number;
  indexPoint: boolean;
  // It could not be read.
  damaged: boolean;
}

interface Wish<T> {
  time: number;
  give: (value: T | null) => void;
  fail: (error: unknown) => void;
}

const soon = (() => {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  // In Node a port keeps the program running.
  (channel.port1 as { unref?: () => void }).unref?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      (channel.port1 as { ref?: () => void }).ref?.();
      channel.port2.postMessage(null);
    }).then(() => {
      if (waiting.length === 0) (channel.port1 as { unref?: () => void }).unref?.();
    });
})();

export class Reel {
  private readonly places: number[];
  private readonly heads: (Head | undefined)[];
  private readonly facts: (Facts | undefined)[];
  private readonly segments: (Segment | undefined)[];
  private readonly opened = new Map<number, Promise<Uint8Array | null>>();
  private openedBytes = 0;
  private readonly openedSizes = new Map<number, number>();
  private readonly shelf = new TileShelf();
  private readonly scribe = new Scribe(this.shelf);
  private readonly view = new View();
  private reader = new TrackReader();
  // The place that the reader comes to next; null where it has to begin anew.
  private next: number | null = null;
  private shown: Wish<Frame> | null = null;
  private steps: (Wish<number> & { direction: 1 | -1 })[] = [];
  // Around which everything turns: where it was last looked.
  private here = 0;
  private working = false;
  private closed = false;
  private failure: { error: unknown } | null = null;
  private reach: { left: number; top: number; right: number; bottom: number } | null = null;

  constructor(
    private readonly chunks: ChunkReader,
    private readonly tell: Teller,
    private readonly budget: Budget = { kept: 112 << 20 },
  ) {
    this.places = chunks.chunks.flatMap(({ kind }, place) => (kind === 'chunk' ? [place] : []));
    this.heads = new Array<Head | undefined>(this.places.length).fill(undefined);
    this.facts = new Array<Facts | undefined>(this.places.length).fill(undefined);
    this.segments = new Array<Segment | undefined>(this.places.length).fill(undefined);
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
    this.opened.clear();
  }

  show(time: number): Promise<Frame | null> {
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

  // Of decoded pictures, in bytes.
  get kept(): number {
    return this.shelf.bytes;
  }
  // For tests: the picture that was shown last.
  get picture(): View {
    return this.view;
  }
  isKept(time: number): boolean {
    const place = this.placeOf(time);
    return place !== null && this.segments[place] !== undefined;
  }
  get isAllRead(): boolean {
    return this.facts.every((one) => one !== undefined);
  }

  // The last chunk that is known to begin no later than `time`, and the first that is known to begin later; those that could not be read
  // say nothing of when they were.
  private around(time: number): { low: number; high: number } {
    const { heads } = this;
    let low = 0;
    for (let i = 0; i < heads.length; i += 1) {
      const head = heads[i];
      if (head === undefined || head.damaged) continue;
      if (head.begin > time && i > 0) return { low, high: i };
      low = i;
    }
    return { low, high: heads.length };
  }

  // The chunk in which this time lies, or after whose end; null where that is not known yet.
  private placeOf(time: number): number | null {
    const { heads } = this;
    if (heads[0] === undefined) return null;
    const { low, high } = this.around(time);
    if (!heads[low]!.damaged && heads[low]!.end > time) return low;
    for (let at = low + 1; at < high; at += 1) if (heads[at] === undefined) return null;
    // After its end comes what could not be read.
    return low + 1 < high ? low + 1 : low;
  }

  private async locate(time: number): Promise<number> {
    const { heads } = this;
    await this.head(0);
    for (let known = this.placeOf(time); ; known = this.placeOf(time)) {
      if (known !== null) return known;
      const { low, high } = this.around(time);
      if (high === heads.length) {
        // Nothing later is known: from the end on, past what cannot be read.
        let last = high - 1;
        while (heads[last] !== undefined) last -= 1;
        await this.head(last);
        continue;
      }
      const share = (time - heads[low]!.begin) / Math.max(1, heads[high]!.begin - heads[low]!.begin);
      let guess = Math.min(high - 1, Math.max(low + 1, Math.round(low + share * (high - low))));
      const first = guess;
      while (guess < high && heads[guess] !== undefined) guess += 1;
      if (guess === high) for (guess = first; heads[guess] !== undefined; ) guess -= 1;
      await Promise.all([this.head(guess), guess + 1 < high ? this.head(guess + 1) : null]);
    }
  }

  private async head(place: number): Promise<Head> {
    const known = this.heads[place];
    if (known !== undefined) return known;
    const bytes = await this.open(place);
    return this.heads[place] ?? this.noteHead(place, bytes);
  }

  private noteHead(place: number, bytes: Uint8Array | null): Head {
    let head: Head | null = null;
    if (bytes !== null) {
      try {
        const { begin, end, indexPoint } = unpackChunk(bytes);
        head = { begin, end, indexPoint, damaged: false };
      } catch (error) {
        if (!(error instanceof TrackError)) throw error;
      }
    }
    // When it was is not known: it lies between those around it.
    if (head === null) {
      let before = place - 1;
      while (before >= 0 && this.heads[before] === undefined) before -= 1;
      const at = before < 0 ? 0 : this.heads[before]!.end;
      head = { begin: at, end: at, indexPoint: false, damaged: true };
    }
    this.heads[place] = head;
    // Where the end cannot be read, it is as long as what can.
    const last = this.heads.length - 1;
    if (place === last && !head.damaged) this.tell.length(head.end);
    else if (this.heads[last]?.damaged === true) this.tell.length(Math.max(...this.heads.map((one) => one?.end ?? 0)));
    return head;
  }

  // Null where the chunk is not what it should be.
  private open(place: number): Promise<Uint8Array | null> {
    const known = this.opened.get(place);
    if (known !== undefined) return known;
    const opening = this.chunks.open(this.places[place]!).then(
      (bytes) => {
        this.openedSizes.set(place, bytes.length);
        this.openedBytes += bytes.length;
        return bytes;
      },
      (error: unknown) => {
        if (isDamage(error)) return null;
        this.opened.delete(place);
        throw error;
      },
    );
    this.opened.set(place, opening);
    this.trim(place);
    return opening;
  }

  private trim(but: number) {
    const far = (place: number) => Math.abs(place - this.here);
    while (this.openedBytes > kOpened && this.openedSizes.size > kAtOnce) {
      let farthest = -1;
      for (const place of this.openedSizes.keys())
        if (place !== but && place !== this.next && (farthest < 0 || far(place) > far(farthest))) farthest = place;
      if (farthest < 0) return;
      this.openedBytes -= this.openedSizes.get(farthest)!;
      this.openedSizes.delete(farthest);
      this.opened.delete(farthest);
    }
  }

  // Answers what can be answered.
  private answer() {
    if (this.shown !== null) {
      const { time, give } = this.shown;
      const place = this.placeOf(time);
      if (place !== null) {
        this.here = place;
        const segment = this.segments[place];
        const behind = place + 1 < this.facts.length && segment !== undefined && time >= segment.end;
        if (segment !== undefined && !(behind && this.facts[place + 1] === undefined)) {
          this.shown = null;
          this.view.go(segment, time);
          give(this.view.frame(time, this.area()));
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
    const place = this.placeOf(time);
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
      if (this.places.length === 0) {
        this.tell.length(0);
        this.shown?.give(this.view.frame(0, this.area()));
        this.shown = null;
        for (const step of this.steps) step.give(null);
        this.steps = [];
        return;
      }
      // Beside the first picture, which need not wait for it.
      void this.head(this.heads.length - 1).catch(() => undefined);
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

  // What is to be decoded next: first what somebody waits for, then what comes after, then what was before; then the rest for the
  // timeline alone.
  private async wanted(): Promise<{ place: number; keeps: boolean } | null> {
    if (this.shown !== null) {
      const place = await this.locate(this.shown.time);
      this.here = place;
      if (this.segments[place] === undefined) return { place, keeps: true };
      if (place + 1 < this.facts.length && this.facts[place + 1] === undefined) return { place: place + 1, keeps: true };
      this.answer();
    }
    for (const step of this.steps) {
      for (let at = await this.locate(step.time); at >= 0 && at < this.facts.length; at += step.direction)
        if (this.facts[at] === undefined) return { place: at, keeps: true };
    }
    const { here, segments, facts } = this;
    // Behind the reader it is cheapest; and what would be forgotten again at once is not kept.
    const room = (place: number) => this.shelf.bytes < this.budget.kept || this.farthest(place) !== null;
    for (let at = here; at < segments.length; at += 1) if (segments[at] === undefined) {
      if (room(at)) return { place: at, keeps: true };
      break;
    }
    for (let at = here - 1; at >= 0; at -= 1) if (segments[at] === undefined) {
      if (this.shelf.bytes < this.budget.kept) {
        // From its index point on, not one by one from the back.
        const first = await this.indexBefore(at);
        for (let one = first; one <= at; one += 1) if (segments[one] === undefined) return { place: one, keeps: true };
      }
      break;
    }
    for (let at = 0; at < facts.length; at += 1) if (facts[at] === undefined) return { place: at, keeps: false };
    return null;
  }

  // A kept segment that lies farther away than `place`.
  private farthest(place: number): number | null {
    const far = (one: number) => (one < this.here ? (this.here - one) * 2 : one - this.here);
    let found: number | null = null;
    for (const one of [this.segments.findIndex((segment) => segment !== undefined), this.segments.findLastIndex((segment) => segment !== undefined)])
      if (one >= 0 && far(one) > far(place) && (found === null || far(one) > far(found))) found = one;
    return found;
  }

  private async indexBefore(place: number): Promise<number> {
    for (let at = place; at > 0; at -= 1) {
      if (this.heads[at] === undefined) for (let ahead = at; ahead > Math.max(0, at - kAtOnce); ahead -= 1) void this.open(ahead).catch(() => undefined);
      if ((await this.head(at)).indexPoint) return at;
    }
    return 0;
  }

  // Decodes one chunk on the way to `place`.
  private async advance(place: number, keeps: boolean) {
    const index = await this.indexBefore(place);
    if (this.next === null || this.next > place || this.next < index) {
      this.scribe.abandon();
      this.reader = new TrackReader();
      this.next = index;
    }
    const at = this.next;
    for (let ahead = at + 1; ahead <= at + kAtOnce && ahead < this.places.length; ahead += 1) void this.open(ahead).catch(() => undefined);
    const bytes = await this.open(at);
    const head = this.heads[at] ?? this.noteHead(at, bytes);
    if (head.damaged) {
      if (at > 0) head.begin = head.end = this.heads[at - 1]?.end ?? head.begin;
      if (at + 1 < this.places.length) await this.head(at + 1);
    }
    const already = this.segments[at] !== undefined;
    const done = await this.decode(at, bytes, head, !already && (keeps || this.shelf.bytes < this.budget.kept), place);
    this.next = done ? at + 1 : null;
    this.makeRoom();
  }

  private makeRoom() {
    while (this.shelf.bytes > this.budget.kept) {
      const place = this.farthest(this.here);
      if (place === null) return;
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
      });
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
    const after = place + 1 < this.heads.length ? await this.head(place + 1) : null;
    mask(0, Math.max(head.end, last, after?.damaged === false ? after.begin : 0));
    const segment = scribe.finish(Math.max(head.end, last), reader.surfaces, reader.cursor);
    if (segment !== null) this.segments[place] = segment;
    if (this.facts[place] === undefined) {
      this.facts[place] = facts;
      this.tell.facts(facts);
    }
    return true;
  }

  // Whether what somebody waits for comes soonest by going on here.
  private isOnTheWay(place: number, goal: number): boolean {
    const { shown } = this;
    if (shown === null) return true;
    const wanted = this.placeOf(shown.time);
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
