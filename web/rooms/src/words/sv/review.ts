export const review = {
  'review.title': '…',
};
