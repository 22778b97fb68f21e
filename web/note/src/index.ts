// Signed notes and what they are made of, as src/note, src/toml and src/base have them.
export { BrowserSigner, idText, isKeyName, keyId, keyNameFrom, type Signer, TextSigner, typedKey, Verifier, verifyEd25519 } from './key.js';
export * from './lines.js';
export * from './note.js';
export { parsePublicKeys, type PublicKeys, publicKeysText, readPublicKeys, type Role, roles } from './public_keys.js';
export { type Code, codes, type Kind, refuse, Refused, type Where, within } from './refused.js';
export { hashOf, sha256 } from './sha256.js';
export { TableReader } from './table_reader.js';
export {
  bytesOf, checkedText, checkName, checkPath, checkReadable, checkShown, equalBytes, fromBase64, fromHex, type Hash, isCode, isHash, longestText,
  looksLikeRecipient, misleads, type Text, textOf, toBase64, toHex,
} from './text.js';
export { utcText } from './time.js';
export { parseToml, quoted, type Table, type Value } from './toml.js';
