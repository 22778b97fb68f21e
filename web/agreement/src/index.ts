// Agreements: docs/agreement.md.
export {
  type Agreement, checkPins, demandAll, type Layer, type Opener, type Party, previewAgreement, signedSoFar, unionThatSigned, verifyAgreement,
} from './agreement.js';
export { mayBeOneCall, normalisedCallId } from './call_id.js';
export { type Agent, deviceNamed, type Machine, parseRoster, type Roster, signPresence, verifyRoster } from './roster.js';
export { type Application, type CallSource, type Hours, type Importer, type Ledger, parseTerms, type Screen, type Terms, type Vouched, weekdays, zoneOf } from './terms.js';
export { parseWithdrawal, signWithdrawal, verifyWithdrawal, type Withdrawal, withdrawalText } from './withdrawal.js';
export { checkZone, instantsOf, wallTime, weekStart } from './zone.js';
