export const agent = {
  'agent.title': '…',
};
