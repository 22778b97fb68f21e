export const insight = {
  'insight.title': '…',
};
