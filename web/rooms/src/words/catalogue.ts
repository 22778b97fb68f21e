// What people read, in both languages: one file for each room, whose English has exactly the keys of its Swedish.
// Messages are of ICU's syntax.
import { administration as enAdministration } from './en/administration';
import { agreements as enAgreements } from './en/agreements';
import { agent as enAgent } from './en/agent';
import { insight as enInsight } from './en/insight';
import { player as enPlayer } from './en/player';
import { problem as enProblem } from './en/problem';
import { review as enReview } from './en/review';
import { shell as enShell } from './en/shell';
import { sound as enSound } from './en/sound';
import { union as enUnion } from './en/union';
import { unionWhy as enUnionWhy } from './en/union_why';
import { administration } from './sv/administration';
import { agreements } from './sv/agreements';
import { agent } from './sv/agent';
import { insight } from './sv/insight';
import { player } from './sv/player';
import { problem } from './sv/problem';
import { review } from './sv/review';
import { shell } from './sv/shell';
import { sound } from './sv/sound';
import { union } from './sv/union';
import { unionWhy } from './sv/union_why';

const sv = { ...shell, ...problem, ...review, ...player, ...sound, ...union, ...unionWhy, ...agent, ...insight, ...administration, ...agreements };

export type MessageId = keyof typeof sv;
export type Language = 'sv' | 'en';

export const catalogues: Record<Language, Record<MessageId, string>> = {
  sv,
  en: { ...enShell, ...enProblem, ...enReview, ...enPlayer, ...enSound, ...enUnion, ...enUnionWhy, ...enAgent, ...enInsight, ...enAdministration, ...enAgreements },
};

export const isMessage = (id: string): id is MessageId => Object.hasOwn(sv, id);

declare global {
  // What react-intl takes as a message's id.
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}
