import type { player as swedish } from '../sv/player';

export const player: Record<keyof typeof swedish, string> = {
  'player.title': '…',
};
