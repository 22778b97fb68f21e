// A recording's pictures as a source, for as long as a page shows them.
import { useEffect, useState } from 'react';
import type { ChunkReader } from './pictures/chunk_reader';
import { PictureSource } from './pictures/source';
import type { Source } from './source';

// Null at first, and while there is no reader.
export const usePictures = (reader: ChunkReader | null, name: string | null): Source | null => {
  const [source, setSource] = useState<Source | null>(null);
  useEffect(() => {
    if (reader === null) return undefined;
    const own = new PictureSource(reader, name);
    setSource(own);
    return () => {
      setSource(null);
      own.close();
    };
  }, [reader, name]);
  return source;
};
