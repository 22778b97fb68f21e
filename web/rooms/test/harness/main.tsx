// A page with nothing but the player, for its tests: what it plays stands in the address.
//   track=NAME  bare=1  first=MILLISECONDS  items=FILE  refuse=PLACE:CODE:STATUS  damage=PLACE  findings=1  at=…  event=…  audio=NAME
import '../../src/design/tokens.css';
import '../../src/design/components.css';
import '../../src/shell/shell.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Verifier } from 'insyn-note';
import type { AudioOf } from 'insyn-recording';
import { Refusal } from '../../src/centre/failure';
import { Sprite } from '../../src/player/sprite';
import { Toasts } from '../../src/design/toasts';
import { momentIn } from '../../src/player/address';
import { sealedFindings } from '../../src/player/findings/box';
import { type ChunkReader, plainTrack } from '../../src/player/pictures/chunk_reader';
import { audioAt, type AudioSource } from '../../src/player/audio/audio_source';
import { Painter } from '../../src/player/painter';
import { PictureSource } from '../../src/player/pictures/source';
import { Player } from '../../src/player/player';
import type { Item, Source } from '../../src/player/source';
import { usePictures, usePrepared } from '../../src/player/use_pictures';
import { showTheme } from '../../src/shell/theme';
import { InLanguage } from '../../src/words/language';

const query = new URLSearchParams(window.location.search);

declare global {
  interface Window {
    // The source of the page, for tests.
    source: Source | null;
    // Lets the approval end so soon.
    expiresIn: (milliseconds: number) => void;
  }
}

// Fails as the centre would.
const hindered = (reader: ChunkReader): ChunkReader => {
  const [place, code, status] = (query.get('refuse') ?? '').split(':');
  const damage = query.get('damage');
  return {
    chunks: reader.chunks,
    open: async (at) => {
      if (place !== undefined && place !== '' && at >= Number(place)) throw new Refusal(Number(status), code ?? '');
      if (damage !== null && at === Number(damage)) throw Object.assign(new Error('changed'), { kind: 'corrupt', code: 'chunk-changed' });
      return reader.open(at);
    },
  };
};

// As a room makes it of what it has verified.
const audioNamed = async (name: string | null): Promise<AudioSource | null> => {
  if (name === null) return null;
  const { key, importers, ...of } = (await (await fetch(`/v1/requests/${name}/of.json`)).json()) as Omit<AudioOf, 'importers'> & { key: string; importers: string[] };
  return audioAt(`/v1/requests/${name}`, { ...of, importers: importers.map((one) => Verifier.parse(one)) }, key, ({ by }) => by === 'me');
};

const Page = ({ reader, items, audio }: { reader: ChunkReader; items: Item[]; audio: AudioSource | null }) => {
  const moment = useMemo(() => momentIn(window.location.search), []);
  const source = usePictures(reader, query.get('name'), moment.at ?? 0);
  const [until, setUntil] = useState<Date | null>(null);
  window.expiresIn = (milliseconds) => setUntil(new Date(Date.now() + milliseconds));
  const box = useMemo(() => (query.has('findings') ? sealedFindings('0123456789abcdef0123456789abcdef', { seal: async (bytes) => bytes, open: async (bytes) => bytes }) : null), []);
  window.source = source;
  return (
    <main id="main">
      <h1 className="unseen">Player</h1>
      {source === null ? null : (
        <Player
          source={source}
          recording="0123456789abcdef0123456789abcdef"
          items={items}
          until={until}
          {...moment}
          findings={box}
          audio={audio}
          about={<p>{query.get('name')}</p>}
          afterwards={<a href="/">…</a>}
        />
      )}
    </main>
  );
};

// Without the player: digests of what its painter draws, at any times.
const bare = (reader: ChunkReader) => {
  const first = query.get('first');
  const source = new PictureSource(reader, null, first === null ? null : Number(first));
  const painter = new Painter();
  const digest = async (time: number): Promise<string> => {
    const frame = await source.seek(time);
    if (frame === null) throw new Error('no frame');
    painter.take(frame);
    const parts: ArrayLike<number>[] = [];
    for (const { id, kind, place } of frame.surfaces) {
      const rgba = new Uint32Array(painter.pixels(id)!.data.buffer);
      // What the patches said of the pointer and of places has to be the same too.
      parts.push([id, kind === 'popup' ? 1 : 0, place.x, place.y, place.width, place.height]);
      parts.push(rgba.map((pixel) => (pixel === 0 ? 0xff000000 : ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >>> 16) & 0xff))));
    }
    parts.push([frame.pointer.visible ? 1 : 0, frame.pointer.x, frame.pointer.y]);
    const bytes = new DataView(new ArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0) * 4));
    let at = 0;
    for (const part of parts) for (let i = 0; i < part.length; i += 1, at += 4) bytes.setUint32(at, part[i]! >>> 0, true);
    return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  Object.assign(window, {
    source,
    // For the bench: how long each seek takes until it is drawn, and reading all of it.
    timed: async (times: number[]) => {
      const all: number[] = [];
      for (const time of times) {
        const began = performance.now();
        const frame = await source.seek(time);
        if (frame !== null) painter.take(frame);
        all.push(performance.now() - began);
      }
      return all;
    },
    readAll: async () => {
      const began = performance.now();
      while (source.known().read < 1) await new Promise<void>((done) => source.listen(done));
      return performance.now() - began;
    },
    seen: async (times: number[]) => {
      const all: string[] = [];
      for (const time of times) all.push(await digest(time));
      return all;
    },
  });
};

// The same call as a video, to compare with.
const asVideo = (address: string) => {
  const video = document.createElement('video');
  video.src = address;
  video.muted = true;
  video.addEventListener('loadeddata', () => Object.assign(window, { firstPicture: performance.now() }), { once: true });
  document.body.append(video);
  const timed = async (times: number[]) => {
    const all: number[] = [];
    for (const time of times) {
      const began = performance.now();
      video.currentTime = time / 1000;
      await new Promise((done) => video.addEventListener('seeked', done, { once: true }));
      all.push(performance.now() - began);
    }
    return all;
  };
  video.addEventListener('loadeddata', () => Object.assign(window, { timed }), { once: true });
};

interface Opened {
  reader: ChunkReader;
  items: Item[];
  audio: AudioSource | null;
}

const open = async (): Promise<Opened> => {
  const track = await fetch(`/tracks/${query.get('track')}.track`);
  const items: Item[] = query.has('items') ? ((await (await fetch(`/items/${query.get('items')}.json`)).json()) as Item[]) : [];
  return { reader: hindered(plainTrack(new Uint8Array(await track.arrayBuffer()))), items, audio: await audioNamed(query.get('audio')) };
};

// As a room's page does it: what it opens is opened while the page says so.
const Opening = ({ opening }: { opening: Promise<Opened> }) => {
  const [opened, setOpened] = useState<Opened | null>(null);
  usePrepared();
  useEffect(() => {
    void opening.then(setOpened);
  }, [opening]);
  return opened === null ? <p className="busy">…</p> : <Page {...opened} />;
};

const start = async () => {
  const address = query.get('video');
  if (address !== null) return asVideo(address);
  const opening = open();
  if (query.has('bare')) return bare((await opening).reader);
  showTheme();
  // For the bench, as the other players tell it.
  const shown = new MutationObserver(() => {
    if (document.querySelector('.panel canvas') === null) return;
    shown.disconnect();
    requestAnimationFrame(() => Object.assign(window, { firstPicture: performance.now() }));
  });
  shown.observe(document, { childList: true, subtree: true });
  createRoot(document.getElementById('room')!).render(
    <StrictMode>
      <InLanguage>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <Toasts>
            <Sprite />
            <Opening opening={opening} />
          </Toasts>
        </QueryClientProvider>
      </InLanguage>
    </StrictMode>,
  );
};
void start();
