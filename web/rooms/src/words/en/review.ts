import type { review as swedish } from '../sv/review';

export const review: Record<keyof typeof swedish, string> = {
  'review.title': '…',
};
