import type { agent as swedish } from '../sv/agent';

export const agent: Record<keyof typeof swedish, string> = {
  'agent.own': 'My recordings',
  'agent.lead': 'What lies at the centre of your calls, and who has asked to open it. Only you see this page. Playing and discarding is done in Insyn’s window on your computer.',
  'agent.keptUntil': 'kept until {day}',
  'agent.nobody': 'Nobody has asked to open it.',
  'agent.somebody': 'somebody whose signature does not fit',
  'agent.asked': 'Asked for on {when} by {by}. Purpose: “{because}” The union has not answered yet.',
  'agent.approved': 'Asked for on {when} by {by}. Purpose: “{because}” The union has approved it until {until}; it was not opened yet.',
  'agent.opened': 'Opened by {by}, who asked on {when}. Purpose: “{because}”',
  'agent.refused': 'Refused. {by} asked on {when} to open it. Purpose: “{because}”',
  'agent.expired': 'Asked for on {when} by {by}. Purpose: “{because}” The time ended {until} without its being opened.',
  'agent.none': 'Nothing lies at the centre',
  'agent.noneWhy': 'Recordings of your calls are shown here once they have arrived.',
  'agent.listFailed': 'Your recordings could not be loaded.',
  'agent.trailFailed': 'Who has asked to open it could not be loaded.',
};
