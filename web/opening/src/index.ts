// Opening by two: docs/opening.md.
export {
  type Asked, checkHandedOut, checkRefused, type Granted, type HandedOutWithApproval, type NotAllowed, readerOf, signingKeyOf, verifyApproval, verifyRefusal, verifyRequest, verifyRules,
  whyNotAllowed,
} from './asked.js';
export { keyFor, KeysOfBrowser, KeysOfPage, type KeyStore, makeOwnKeys, makeRequestKey, signerOf, type StoredKey } from './keys.js';
export {
  type Approval, approvalText, isPurpose, largestOpeningNote, longestAccess, type Opens, opensKinds, parseApproval, parseRefusal, parseRequest, parseRules, type Refusal, refusalText,
  type Request, requestText, type Rules, rulesText, signApproval, signRefusal, signRequest, signRules,
} from './notes.js';
