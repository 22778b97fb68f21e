// Recordings: docs/recording.md; audio beside them: docs/audio.md.
export {
  type AudioAllowed, type AudioCut, type AudioNote, audioNoteText, type AudioOf, type AudioSides, audioSides, largestAudio, largestAudioNote, longestAudio, openAudio, type OpenedAudio,
  openingHash, parseAudio, parseAudioNote, type Peaks, readAudio, verifyAudioNote,
} from './audio.js';
export { type Journal, JournalChain, journalText, parseJournal } from './journal.js';
export {
  chunkFile, type ChunkKind, chunkKinds, chunkNamed, type ChunkRecord, chunkText, isHandedOut, isRecordingId, type KeyFile, keyFileOf, keyFiles, largestChunk, largestJournal,
  largestKeyFile, largestNote, mostChunks, parseChunk, parseRecordingId, type PeelKind, peelKinds,
} from './layout.js';
export { type Discard, discardText, type Hold, holdText, parseDiscard, parseHold, signDiscard, signHold, verifyDiscard, verifyHold } from './lifetime.js';
export {
  type Certificate, certificateText, type Closing, closingText, type End, type EndReason, endReasons, endText, keptUntil, type KeyFileRecord, type Level, levels, type Opening,
  openingText, parseCertificate, parseClosing, parseEnd, parseOpening, parsePeel, type Peel, peelText, recordingKey, type Tally, withheldPercent, type WithheldReason, withheldReasons,
} from './notes.js';
export {
  type CheckedOwn, type CheckedPeel, checkOwn, checkPeel, ChunkReader, type DamagedChunk, type FetchRange, type HandedOut, type OpenedChunk, type OpenKey, openOwn, openPeel, type OwnFiles,
  type OwnKey, type ProvenList, readEnd, readEvents, type ReadOptions, readStatements,
} from './open.js';
export { type Identity, Opener, openOneLayer, openTwoLayers, parseIdentityFile, recipientOf, sealTo } from './seal.js';
export { areCallStatements, type CallStatements, callStatementsText, eventLines, mostCallNotes, parseCallStatements } from './statements.js';
export {
  certifiedKey, faults, FilesInMemory, type Finding, hashOfFile, type Progress, type RecordingFiles, type Remark, type Verification, verifyPeeled, verifyRecording,
} from './verify.js';
