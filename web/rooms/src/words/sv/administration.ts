export const administration = {
  'administration.title': '…',
};
