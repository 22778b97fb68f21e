import type { insight as swedish } from '../sv/insight';

export const insight: Record<keyof typeof swedish, string> = {
  'insight.title': '…',
};
