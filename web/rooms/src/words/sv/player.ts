export const player = {
  'player.title': '…',
};
