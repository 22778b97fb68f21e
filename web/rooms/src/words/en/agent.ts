import type { agent as swedish } from '../sv/agent';

export const agent: Record<keyof typeof swedish, string> = {
  'agent.title': '…',
};
