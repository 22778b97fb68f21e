export const union = {
  'union.title': '…',
};
