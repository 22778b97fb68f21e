import type { union as swedish } from '../sv/union';

export const union: Record<keyof typeof swedish, string> = {
  'union.title': '…',
};
