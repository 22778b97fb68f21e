// Writes recordings in a browser: docs/recording.md, "A browser's recording".
export { DeviceOfBrowser, RecordingsOfBrowser } from './browser_store.js';
export { Bundle, type BundleFile, bundleHead, bundleType } from './bundle.js';
export { Database } from './database.js';
export { type CertificateRequest, type Certifier, Device, type DeviceKey, type DeviceStore } from './device.js';
export { keepsEvents } from './keys.js';
export { DeviceOfPage, RecordingsOfPage } from './memory.js';
export { type NamedFile, type RecordingStore, type StoredRecording } from './storage.js';
export { against, type AskedCall, callsOf, type Usage, usageOfWeek, weekOf } from './usage.js';
export { type Certified, type Entry, type NextLine, type NotRecorded, UsageJournal } from './usage_journal.js';
export { type Beginning, type Ending, endReasonOf, RecordingWriter } from './writer.js';
