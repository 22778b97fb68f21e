// The ledger: docs/ledger.md.
export {
  type Believed, type Checkpoint, checkpointText, clockTolerance, cosign, cosignedAt, cosignerId, cosignerText, earliestCosignature, type Freshness, largestCheckpoint, parseCheckpoint,
  parseTreeHash, type Trust, verifyCheckpoint,
} from './checkpoint.js';
export {
  type AccountRole, type ApprovedBy, type Entry, type EntryKind, entryKinds, entryText, type ExportForm, type Fault, longestEntry, type Opens, Order, parseEntry, type Salt, salted,
  type Salted, saltedContents, type ShreddedBecause, type What,
} from './entry.js';
export { MemoryOfBrowser, MemoryOfPage } from './memory.js';
export {
  type CheckpointMemory, freshEnough, type GivenProof, type LedgerOptions, LedgerReader, type LedgerSource, type ProvenEntry, type ReadEntry, readEntry, verifyGivenProof,
} from './reader.js';
export { type FetchTile, largestBundle, parseBundle, type Tile, tilePath, tileWidth, TileTree, tileWith } from './tiles.js';
export {
  emptyRoot, largestTree, leafHash, longestProof, nodeHash, type NodeOf, proveConsistency, proveInclusion, rootOf, Tree, verifyConsistency, verifyInclusion,
} from './tree.js';
