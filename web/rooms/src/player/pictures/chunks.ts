// A track's chunks, opened as they are asked for, and when each of them is.
import { TrackError, unpack } from 'insyn-track';
import { type ChunkReader, isDamage } from './chunk_reader';

// Chunks that were opened and not decoded yet, or may have to be again.
const kOpened = 8 << 20;
const kAtOnce = 4;

export interface Head {
  begin: number;
  end: number;
  indexPoint: boolean;
  // It could not be read.
  damaged: boolean;
}

export class Chunks {
  readonly heads: (Head | undefined)[];
  // Places around which those that are open are kept: where one looks, and what is decoded next.
  here = 0;
  next = 0;
  private readonly places: number[];
  private readonly opened = new Map<number, Promise<Uint8Array | null>>();
  private readonly sizes = new Map<number, number>();
  private bytes = 0;

  // `length` is told how long the recording is, as soon as that is known.
  constructor(
    private readonly reader: ChunkReader,
    private readonly length: (milliseconds: number) => void,
  ) {
    this.places = reader.chunks.flatMap(({ kind }, place) => (kind === 'chunk' ? [place] : []));
    this.heads = new Array<Head | undefined>(this.places.length).fill(undefined);
  }

  close() {
    this.opened.clear();
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
  placeOf(time: number): number | null {
    const { heads } = this;
    if (heads[0] === undefined) return null;
    const { low, high } = this.around(time);
    if (!heads[low]!.damaged && heads[low]!.end > time) return low;
    for (let at = low + 1; at < high; at += 1) if (heads[at] === undefined) return null;
    // After its end comes what could not be read.
    return low + 1 < high ? low + 1 : low;
  }

  async locate(time: number): Promise<number> {
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

  async head(place: number): Promise<Head> {
    const known = this.heads[place];
    if (known !== undefined) return known;
    const bytes = await this.open(place);
    return this.heads[place] ?? this.noteHead(place, bytes);
  }

  noteHead(place: number, bytes: Uint8Array | null): Head {
    let head: Head | null = null;
    if (bytes !== null) {
      try {
        const { begin, end, indexPoint } = unpack(bytes);
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
    if (place === last && !head.damaged) this.length(head.end);
    else if (this.heads[last]?.damaged === true) this.length(Math.max(...this.heads.map((one) => one?.end ?? 0)));
    return head;
  }

  // Null where the chunk is not what it should be.
  open(place: number): Promise<Uint8Array | null> {
    const known = this.opened.get(place);
    if (known !== undefined) return known;
    const opening = this.reader.open(this.places[place]!).then(
      (bytes) => {
        this.sizes.set(place, bytes.length);
        this.bytes += bytes.length;
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
    const far = (place: number) => Math.min(Math.abs(place - this.here), Math.abs(place - this.next));
    while (this.bytes > kOpened && this.sizes.size > kAtOnce) {
      let farthest = -1;
      for (const place of this.sizes.keys())
        if (place !== but && (farthest < 0 || far(place) > far(farthest))) farthest = place;
      if (farthest < 0) return;
      this.bytes -= this.sizes.get(farthest)!;
      this.sizes.delete(farthest);
      this.opened.delete(farthest);
    }
  }

  // Opens those after `place`, so that they are there when their turn comes.
  ahead(place: number) {
    for (let at = place + 1; at <= place + kAtOnce && at < this.places.length; at += 1) void this.open(at).catch(() => undefined);
  }

  async indexBefore(place: number): Promise<number> {
    for (let at = place; at > 0; at -= 1) {
      if (this.heads[at] === undefined) for (let ahead = at; ahead > Math.max(0, at - kAtOnce); ahead -= 1) void this.open(ahead).catch(() => undefined);
      if ((await this.head(at)).indexPoint) return at;
    }
    return 0;
  }
}
