import type { administration as swedish } from '../sv/administration';

export const administration: Record<keyof typeof swedish, string> = {
  'administration.title': '…',
};
