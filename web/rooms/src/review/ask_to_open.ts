// Asking to open recordings: for each a request key of its own, and a note that the reviewer's key signs.
import { verifyAgreement } from 'insyn-agreement';
import { makeRequestKey, signerOf, signRequest, type StoredKey } from 'insyn-opening';
import type { Recording } from '../centre/recordings';
import { sendRequest } from '../centre/requests';
import { keyStore, pins } from './keys';
import type { KnownAgreement } from './terms';

export const kAccessLasts = 7 * 86_400_000;
// Where an agreement names no purposes.
const kAnyPurpose = 'review';

export interface Wish {
  purpose: string | null; // one of the agreement's; null where it has none
  because: string;
}

// Fails where the agreement is not signed by all, where the key is none of its reviewers', or where the server refuses.
export const askToOpen = async (recording: Recording, agreement: KnownAgreement, key: StoredKey, wish: Wish): Promise<void> => {
  const verified = verifyAgreement(agreement.note, pins());
  const now = Date.now();
  const store = await keyStore();
  const requestKey = await makeRequestKey(store, `${key.name} ${new Date(now).toISOString().slice(0, 10)}`, now);
  const note = await signRequest(
    {
      recording: recording.id,
      opens: 'pictures',
      request: requestKey.recipient,
      requestName: requestKey.name,
      reader: key.recipient,
      purpose: wish.purpose ?? kAnyPurpose,
      because: wish.because,
      asked: now,
      until: now + kAccessLasts,
      agreement: verified.hash,
    },
    await signerOf(key),
  );
  try {
    await sendRequest(note);
  } catch (error) {
    await store.remove(requestKey.recipient);
    throw error;
  }
};
