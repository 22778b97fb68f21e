// Where findings are kept: with the centre, sealed to the agreement's reviewers before they leave the page.
import { ask, askFor, query } from '../../centre/ask';
import { flag, list, maybe, record, text } from '../../centre/read';
import { type Finding, kLargestNote, kLargestPicture, type Note, noteBytes, noteOf } from './finding';

export interface FindingBox {
  list(): Promise<Finding[]>;
  add(note: Note, picture: Uint8Array | null): Promise<void>;
  // Without a picture that stays; null removes it.
  change(id: string, note: Note, picture?: Uint8Array | null): Promise<void>;
  remove(id: string): Promise<void>;
  // A PNG file.
  picture(id: string): Promise<Uint8Array>;
}

// age, to and by the reviewers of the agreement. `open` rejects where this reader's key opens nothing of it.
export interface Sealing {
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

export class TooLarge extends Error {
  readonly code = 'finding-too-large';
}

export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
};
export const fromBase64 = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

interface Page {
  next: string | null;
  findings: { id: string; recording: string | null; day: string; note: string; has_picture: boolean; own: boolean }[];
}
const readPage = record<Page>({
  next: maybe(text),
  findings: list(record({ id: text, recording: maybe(text), day: text, note: text, has_picture: flag, own: flag })),
});
const readAny = () => undefined;

// Of one recording; of all that a reviewer may read where it is null: nothing can be added then.
export const sealedFindings = (recording: string | null, { seal, open }: Sealing): FindingBox => {
  const sealed = async (bytes: Uint8Array, most: number) => {
    if (bytes.length > most) throw new TooLarge();
    const out = await seal(bytes);
    if (out.length > most) throw new TooLarge();
    return toBase64(out);
  };
  const opened = async (base64: string): Promise<Note | null> => {
    try {
      return noteOf(await open(fromBase64(base64)));
    } catch {
      return null;
    }
  };
  return {
    list: async () => {
      const all: Finding[] = [];
      for (let after: string | null = null; ; ) {
        const page: Page = await ask(`/v1/findings${query({ recording, most: 100, after })}`, readPage);
        for (const one of page.findings)
          all.push({ id: one.id, recording: one.recording, day: one.day, own: one.own, hasPicture: one.has_picture, note: await opened(one.note) });
        if (page.next === null || page.findings.length === 0) return all;
        after = page.next;
      }
    },
    add: async (note, picture) => {
      if (recording === null) throw new TypeError('of no recording');
      await ask('/v1/findings', readAny, {
        method: 'POST',
        body: { recording, note: await sealed(noteBytes(note), kLargestNote), picture: picture === null ? null : await sealed(picture, kLargestPicture) },
      });
    },
    change: async (id, note, picture) => {
      await ask(`/v1/findings/${encodeURIComponent(id)}`, readAny, {
        method: 'PUT',
        body: {
          note: await sealed(noteBytes(note), kLargestNote),
          ...(picture === undefined ? {} : { picture: picture === null ? null : await sealed(picture, kLargestPicture) }),
        },
      });
    },
    remove: async (id) => {
      await askFor(`/v1/findings/${encodeURIComponent(id)}`, { method: 'DELETE' });
    },
    picture: async (id) => {
      const response = await askFor(`/v1/findings/${encodeURIComponent(id)}/picture`);
      return open(new Uint8Array(await response.arrayBuffer()));
    },
  };
};
