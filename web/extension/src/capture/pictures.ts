// Pictures and fonts that a page showed, kept once each by their hash. They come from what the browser already has: nothing is asked of the network.
import { sha256 } from '@noble/hashes/sha2';
import type { AssetType, PageRecord } from 'insyn-pages/records';

const kMost = 8 * 1024 * 1024;
const kMostTogether = 256 * 1024 * 1024;
const kMostAssets = 4096;
const kMostPixels = 16 * 1024 * 1024;

const begins = (bytes: Uint8Array, at: number, text: string): boolean => [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));

/** What the bytes are, by their beginning; 0 for none that is kept as it is. */
export const typeOf = (bytes: Uint8Array): AssetType | 0 => {
  if (begins(bytes, 1, 'PNG\r\n')) return 1;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 2;
  if (begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP')) return 3;
  if (begins(bytes, 0, 'GIF8')) return 4;
  if (begins(bytes, 4, 'ftypavif')) return 5;
  if (begins(bytes, 0, 'wOF2')) return 16;
  if (begins(bytes, 0, 'wOFF')) return 17;
  if (begins(bytes, 0, '\u0000\u0001\u0000\u0000') || begins(bytes, 0, 'OTTO') || begins(bytes, 0, 'true')) return 18;
  return 0;
};
const isFont = (type: number): boolean => type >= 16;

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

interface Fetched {
  /** 0: there is none, or it is not here yet. */
  asset: number;
}

export class Pictures {
  readonly #byHash = new Map<string, number>();
  readonly #byAddress = new Map<string, Fetched>();
  readonly #images = new WeakMap<HTMLImageElement, { address: string; fetched: Fetched }>();
  #fresh: PageRecord[] = [];
  #bytes = 0;
  #loading = 0;

  /** `arrived`: something that was asked for is there, so the page has to be looked at again. */
  constructor(readonly arrived: () => void) {}

  get loading(): boolean {
    return this.#loading > 0;
  }

  take(): PageRecord[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** The picture that an element shows; 0 where there is none that may be kept. */
  image(element: HTMLImageElement): number {
    const address = element.currentSrc;
    if (address === '' || !element.complete || element.naturalWidth === 0) return 0;
    const known = this.#images.get(element);
    if (known?.address === address) return known.fetched.asset;
    const fetched = this.#get(address, () => this.#raster(element, element.naturalWidth, element.naturalHeight, element.getBoundingClientRect()), false);
    this.#images.set(element, { address, fetched });
    return fetched.asset;
  }

  /** A picture of a style, by its address. */
  background(address: string, width: number, height: number): number {
    return this.#get(
      address,
      async () => {
        const element = new Image();
        element.src = address;
        await element.decode();
        return this.#raster(element, element.naturalWidth, element.naturalHeight, { width, height });
      },
      false,
    ).asset;
  }

  font(address: string): number {
    return this.#get(address, () => Promise.resolve(null), true).asset;
  }

  /** What a canvas or a video shows now; 0 where it cannot be read. */
  async still(element: HTMLCanvasElement | HTMLVideoElement): Promise<number> {
    const width = element instanceof HTMLVideoElement ? element.videoWidth : element.width;
    const height = element instanceof HTMLVideoElement ? element.videoHeight : element.height;
    if (width === 0 || height === 0) return 0;
    const bytes = await this.#raster(element, width, height, { width, height }).catch(() => null);
    return bytes === null ? 0 : this.#keep(bytes);
  }

  #get(address: string, otherwise: () => Promise<Uint8Array | null>, font: boolean): Fetched {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const fetched: Fetched = { asset: 0 };
    this.#byAddress.set(address, fetched);
    ++this.#loading;
    void this.#bytesOf(address)
      .catch(() => null)
      .then(async (bytes) => {
        const type = bytes === null ? 0 : typeOf(bytes);
        const kept = bytes !== null && type !== 0 && isFont(type) === font ? bytes : await otherwise().catch(() => null);
        if (kept !== null) fetched.asset = this.#keep(kept);
      })
      .finally(() => {
        --this.#loading;
        this.arrived();
      });
    return fetched;
  }

  async #bytesOf(address: string): Promise<Uint8Array | null> {
    const url = new URL(address, document.baseURI);
    if (url.protocol === 'data:') {
      const comma = address.indexOf(',');
      const data = address.slice(comma + 1);
      if (/;base64$/i.test(address.slice(0, comma))) return Uint8Array.from(atob(decodeURIComponent(data).replace(/\s/g, '')), (character) => character.charCodeAt(0));
      return new TextEncoder().encode(decodeURIComponent(data));
    }
    // What another origin serves is not of the agreement; its own blobs are.
    if (url.origin !== location.origin) return null;
    const answer = await fetch(url, url.protocol === 'blob:' ? {} : { mode: 'same-origin', cache: 'only-if-cached', credentials: 'include' });
    if (!answer.ok || answer.redirected) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length <= kMost ? bytes : null;
  }

  /** As a PNG of its pixels; refused by the browser where another origin's are in it. */
  async #raster(element: CanvasImageSource, width: number, height: number, box: { width: number; height: number }): Promise<Uint8Array | null> {
    // What has no size of its own in pixels, or a smaller one, is as fine as it is shown.
    const scale = Math.max(1, (box.width * devicePixelRatio) / Math.max(width, 1), (box.height * devicePixelRatio) / Math.max(height, 1));
    const vector = element instanceof HTMLImageElement ? scale : 1;
    const [w, h] = [Math.round(width * vector), Math.round(height * vector)];
    if (w <= 0 || h <= 0 || w * h > kMostPixels) return null;
    const canvas = new OffscreenCanvas(w, h);
    canvas.getContext('2d')?.drawImage(element, 0, 0, w, h);
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  }

  #keep(bytes: Uint8Array): number {
    const type = typeOf(bytes);
    if (type === 0 || bytes.length > kMost) return 0;
    const hash = sha256(bytes);
    const name = hex(hash);
    const known = this.#byHash.get(name);
    if (known !== undefined) return known;
    if (this.#bytes + bytes.length > kMostTogether || this.#byHash.size >= kMostAssets) return 0;
    this.#bytes += bytes.length;
    const asset = this.#byHash.size + 1;
    this.#byHash.set(name, asset);
    this.#fresh.push({ kind: 'asset', asset, type, hash, bytes });
    return asset;
  }
}
