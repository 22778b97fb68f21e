// A browser profile as a device: its key certifies each recording once, and counts it. Nothing else is ever signed with it.
import { normalisedCallId } from 'insyn-agreement';
import { BrowserSigner, checkName, fitsInNote, hashOf, keyNameFrom, parseNote, publicKeysText, refuse, Refused, signNote, type Utc, verifiedText, type Verifier } from 'insyn-note';
import { type Certificate, certificateText, parseCertificate } from 'insyn-recording';
import type { RecordingStore } from './storage.js';
import type { Usage } from './usage.js';
import { type Entry, type NotRecorded, UsageJournal } from './usage_journal.js';

/** What a recorder asks to have certified. */
export type CertificateRequest = Omit<Certificate, 'device' | 'number' | 'previous'>;

export interface Certifier {
  readonly verifier: Verifier;
  /** The note. `denied` where it is not certified. */
  certify(request: CertificateRequest): Promise<string>;
}

export interface DeviceKey {
  /** For people, as in the .pub file. */
  name: string;
  /** Ed25519, the private half not extractable. */
  keys: CryptoKeyPair;
}

/** Where the key and its usage journal lie: together, so that neither is ever there without the other. What is changed is on the disk, whole or not at all, when a call returns. */
export interface DeviceStore {
  key(): Promise<DeviceKey | undefined>;
  /** False, and nothing is changed, where there is a key. */
  create(key: DeviceKey, line: string, mark: string): Promise<boolean>;
  usage(): Promise<{ lines: string[]; mark: string | undefined }>;
  /** What `usage.newest` says. */
  mark(): Promise<string | undefined>;
  /** False, and nothing is changed, where the mark is another one than `before`: somebody has added a line meanwhile. */
  append(before: string, line: string, mark: string): Promise<boolean>;
}

// How far a recording's begin, or when a call was refused or discarded, may be from this device's clock.
const tolerance = 60_000;
// So many refused calls of one agent in seven days are written down; more ids than that are not calls, and nothing more of this agent is certified then.
const mostRefused = 2000;
const week = 7 * 86_400_000;
const mostTries = 100;

const keyOf = ({ name }: DeviceKey): string => keyNameFrom(name);
const signerOf = (key: DeviceKey): Promise<BrowserSigner> => BrowserSigner.of(keyOf(key), key.keys);

/** Refused, with the name, where a value would make lines of its own or could not be read back. */
function checkRequest(request: CertificateRequest): void {
  for (const about of ['agent', 'call', 'kind', 'queue'] as const) {
    const value = request[about];
    if (value !== undefined && !fitsInNote(value)) refuse('denied', 'line-value', { about });
  }
}

export class Device implements Certifier {
  private journal: UsageJournal | undefined;

  private constructor(
    private readonly store: DeviceStore,
    private readonly signer: BrowserSigner,
    /** Its .pub file, for the roster. */
    readonly pub: string,
    private readonly now: () => Utc,
  ) {}

  get verifier(): Verifier {
    return this.signer.verifier;
  }

  /** Makes the profile's key and its empty usage journal. Refused with `device-there` where there is one: it stays what it is as long as the profile is. */
  static async make(store: DeviceStore, name: string, now: () => Utc = Date.now): Promise<Device> {
    checkName(name, 200);
    const { signer, keys } = await BrowserSigner.generate(keyNameFrom(name));
    const { line, mark } = await UsageJournal.empty(signer.verifier).next(undefined, signer);
    if (!(await store.create({ name, keys }, line, mark))) refuse('denied', 'device-there', { about: name });
    return Device.of(store, { name, keys }, now);
  }
  /** The profile's device; nothing where none was made. */
  static async open(store: DeviceStore, now: () => Utc = Date.now): Promise<Device | undefined> {
    const key = await store.key();
    return key === undefined ? undefined : Device.of(store, key, now);
  }
  private static async of(store: DeviceStore, key: DeviceKey, now: () => Utc): Promise<Device> {
    const signer = await signerOf(key);
    return new Device(store, signer, publicKeysText({ role: 'device', name: key.name, verifier: signer.verifier }), now);
  }

  /**
   * Certifies a recording that begins now, with the next running number. The usage journal has it before the note is handed out: so a crash costs a number, which the journal tells
   * of, and none is given twice. `denied` where it was certified before or begins at another time, or where the journal cannot be read; `full` where there is no room.
   */
  async certify(request: CertificateRequest): Promise<string> {
    checkRequest(request);
    let note = '';
    await this.write(async (journal) => {
      if (!this.isNow(request.begin)) refuse('denied', 'not-now', { about: request.id });
      if (journal.entries.some((one) => one.what === 'certified' && one.recording === request.id)) refuse('denied', 'certified-already', { about: request.id });
      this.checkRefused(journal, request.agent ?? '');
      const last = journal.lastCertified;
      const number = (last?.number ?? 0) + 1;
      const text = certificateText({ ...request, device: this.verifier.name, number, previous: last?.certificate });
      parseCertificate(text);
      note = await signNote(text, this.signer);
      const { id, begin, agreement } = request;
      return { what: 'certified', number, begin, recording: id, agreement, certificate: hashOf(note), agent: request.agent ?? '', call: normalisedCallId(request.call) };
    });
    return note;
  }

  /** Writes down a call that is not to be recorded. Once is enough. */
  async writeDown(entry: NotRecorded): Promise<void> {
    const one = { ...entry, call: normalisedCallId(entry.call) };
    await this.write((journal) => {
      // It counts against what is asked later only by its time.
      if (!this.isNow(one.time)) refuse('denied', 'not-now');
      if (journal.entries.some((other) => other.what === one.what && other.agreement === one.agreement && other.agent === one.agent && other.call === one.call)) return Promise.resolve(undefined);
      if (one.what === 'refused') this.checkRefused(journal, one.agent);
      return Promise.resolve(one);
    });
  }

  /**
   * What was certified or refused since `begin`, and all that was discarded. `denied` where the journal cannot be read, or where one of `recordings` has a higher running number than
   * its last: then it is an old one, and nothing may be recorded.
   */
  async usageSince(begin: Utc, recordings: RecordingStore): Promise<Usage> {
    const journal = await this.read();
    const last = journal.lastCertified?.number ?? 0;
    for (const id of await recordings.ids()) if (await this.isAhead(id, recordings, last)) refuse('denied', 'usage-unreadable', { about: id });
    const usage: Usage = { calls: [], notRecorded: [] };
    for (const one of journal.entries) {
      if (one.what === 'certified') {
        if (one.begin >= begin) usage.calls.push(one);
      } else if (one.what === 'discarded' || one.time >= begin) usage.notRecorded.push(one);
    }
    return usage;
  }

  /** The files `usage.journal` and `usage.newest`, for whoever checks them. */
  async exportUsage(): Promise<{ journal: string; newest: string }> {
    const { lines, mark } = await this.store.usage();
    UsageJournal.of(lines, mark, this.verifier);
    return { journal: lines.join(''), newest: mark! };
  }

  // As it is in the store now; what was read once is not read again.
  private async read(): Promise<UsageJournal> {
    const known = this.journal;
    if (known !== undefined && (await this.store.mark()) === known.mark) return known;
    const { lines, mark } = await this.store.usage();
    return (this.journal = UsageJournal.of(lines, mark, this.verifier));
  }
  // Adds what `make` makes of the journal, which nobody else adds to in between; nothing where it makes nothing.
  private async write(make: (journal: UsageJournal) => Promise<Entry | undefined>): Promise<void> {
    for (let tries = 0; tries < mostTries; ++tries) {
      const journal = await this.read();
      const before = journal.mark;
      const entry = await make(journal);
      if (entry === undefined) return;
      const next = await journal.next(entry, this.signer);
      if (!(await this.store.append(before, next.line, next.mark))) continue;
      if (this.journal === journal && journal.mark === before) journal.add(next);
      return;
    }
    refuse('permanent', 'storage-failed', { about: 'usage.journal' });
  }
  private isNow(time: Utc): boolean {
    return Math.abs(time - this.now()) <= tolerance;
  }
  // More could not be written down, and ids that are not written down could be tried until the sample takes one.
  private checkRefused(journal: UsageJournal, agent: string): void {
    const refused = journal.entries.filter((one) => one.what === 'refused' && one.agent === agent && one.time + week > this.now()).length;
    if (refused >= mostRefused) refuse('full', 'too-many-refused', { about: agent });
  }
  // Whether it is this device's, and has a higher number than `last`.
  private async isAhead(id: string, recordings: RecordingStore, last: number): Promise<boolean> {
    try {
      const note = await recordings.files(id).read('certificate.note', 1 << 20);
      // Read first, and verified where it would matter.
      return note !== null && parseCertificate(parseNote(note).text).number > last && verifiedText(note, this.verifier) !== '';
    } catch (error) {
      if (error instanceof Refused && error.kind !== 'permanent') return false;
      throw error;
    }
  }
}
