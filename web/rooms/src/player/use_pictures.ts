// A recording's pictures as a source, for as long as a page shows them.
import { useEffect, useState } from 'react';
import type { ChunkReader } from './pictures/chunk_reader';
import { PictureSource } from './pictures/source';
import { prepareWorker } from './pictures/worker';
import type { Source } from './source';

// This code is loaded by pages that are about to open a recording.
prepareWorker();
// The same where they are shown again.
export const usePrepared = () => useEffect(prepareWorker, []);

// Null at first, and while there is no reader. `first`: the moment that is shown first, so that it is decoded while the page is made.
export const usePictures = (reader: ChunkReader | null, name: string | null, first: number): Source | null => {
  const [source, setSource] = useState<Source | null>(null);
  useEffect(() => {
    if (reader === null) return undefined;
    const own = new PictureSource(reader, name, first);
    setSource(own);
    return () => {
      setSource(null);
      own.close();
    };
    // Only the first moment, of a recording: one goes on from there.
  }, [reader, name]);
  return source;
};
