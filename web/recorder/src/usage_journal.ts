// The usage journal, by which a device keeps account of what it has certified: docs/usage-journal.md. Wherever its lines lie, they are these.
import { sha256 } from '@noble/hashes/sha2';
import { normalisedCallId } from 'insyn-agreement';
import { bytesOf, fromBase64, type Hash, parseHash, parseUtc, refuse, Refused, type Signer, toBase64, toHex, type Utc, utcText, type Verifier } from 'insyn-note';

const head = 'insyn usage journal 1';
export const largestUsageJournal = 64 << 20;
const longestField = 500;

/** A recording that the device has certified. */
export interface Certified {
  what: 'certified';
  /** The device's running number. */
  number: number;
  begin: Utc;
  /** Its id. */
  recording: string;
  agreement: Hash;
  /** SHA-256 of certificate.note. */
  certificate: Hash;
  /** The pseudonym; empty where agents are not told apart. */
  agent: string;
  /** The call's id, normalised. */
  call: string;
}
/** A call that is not recorded, whatever is asked later: the sample left it out, or the agent discarded its recording. */
export interface NotRecorded {
  what: 'refused' | 'discarded';
  time: Utc;
  agreement: Hash;
  agent: string;
  call: string;
}
export type Entry = Certified | NotRecorded;

/** Without its signature and the line's end. */
export const entryText = (one: Entry): string =>
  (one.what === 'certified'
    ? [one.what, one.number, utcText(one.begin), one.recording, one.agreement, one.certificate, one.agent, one.call]
    : [one.what, utcText(one.time), one.agreement, one.agent, one.call]
  ).join('\t');

function parseCertified([, number, begin, recording, agreement, certificate, agent, call]: string[]): Certified {
  if (!/^[1-9][0-9]{0,15}$/.test(number!)) refuse('corrupt', 'not-a-number');
  return { what: 'certified', number: Number(number), begin: parseUtc(begin!), recording: recording!, agreement: parseHash(agreement!), certificate: parseHash(certificate!), agent: agent!, call: call! };
}

/** Refused where it is not exactly what entryText() would write. */
export function parseEntry(text: string): Entry {
  const fields = text.split('\t');
  if (fields.some((field) => /[\x00-\x1f\x7f]/.test(field) || field.length > longestField || bytesOf(field).length > longestField)) refuse('corrupt', 'line-value');
  const [what, time, agreement, agent, call] = fields;
  let one: Entry;
  if (what === 'certified' && fields.length === 8) one = parseCertified(fields);
  else if ((what === 'refused' || what === 'discarded') && fields.length === 5) one = { what, time: parseUtc(time!), agreement: parseHash(agreement!), agent: agent!, call: call! };
  else return refuse('corrupt', 'unknown-line');
  if (one.call === '' || normalisedCallId(one.call) !== one.call) refuse('corrupt', 'line-value', { about: 'call' });
  return entryText(one) === text ? one : refuse('corrupt', 'not-as-written');
}

const signedText = (before: Hash, text: string): string => `${head}\n${before}\n${text}\n`;
const titleOf = (device: Verifier): string => `${head}\t${device.text}`;

/** A line that may be added, and what `usage.newest` says then. */
export interface NextLine {
  line: string;
  mark: string;
  entry: Entry | undefined;
}

/** What the device has signed so far, and what its next line is signed over. */
export class UsageJournal {
  readonly entries: Entry[] = [];
  private readonly hash = sha256.create();
  private bytes = 0;
  private lines = 0;
  private last: Certified | undefined;

  private constructor(private readonly device: Verifier) {}

  static empty(device: Verifier): UsageJournal {
    return new UsageJournal(device);
  }

  /**
   * Of lines as they lie somewhere, and the mark beside them. `denied`, with the code `usage-unreadable`, where they are not all that the device has signed: then nothing may be
   * recorded. The last line's signature is over all bytes before it, and the device adds only to what it has read in this way: so that one proves all of them.
   */
  static of(lines: readonly string[], mark: string | undefined, device: Verifier): UsageJournal {
    const journal = new UsageJournal(device);
    try {
      lines.forEach((line, i) => journal.take(line, i === lines.length - 1));
      if (lines.length === 0 || journal.mark !== mark) refuse('corrupt', 'line-missing', { line: lines.length });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refuse('denied', 'usage-unreadable', { line: error.line ?? journal.lines + 1, about: error.code });
    }
    return journal;
  }

  /** As `usage.newest` says it. */
  get mark(): string {
    return `${this.bytes} ${this.before}\n`;
  }
  get lastCertified(): Certified | undefined {
    return this.last;
  }

  /** `full` where the journal has no room for it, `denied` where it cannot stand in one. Nothing is added yet. */
  async next(entry: Entry | undefined, signer: Signer): Promise<NextLine> {
    const text = entry === undefined ? titleOf(this.device) : entryText(entry);
    if (entry !== undefined) checkEntry(entry, text);
    const line = `${text}\t${toBase64(await signer.sign(signedText(this.before, text)))}\n`;
    const bytes = bytesOf(line);
    if (this.bytes + bytes.length > largestUsageJournal) refuse('full', 'too-long', { about: 'usage.journal' });
    return { line, entry, mark: `${this.bytes + bytes.length} ${toHex(this.hash.clone().update(bytes).digest())}\n` };
  }
  add({ line, entry }: NextLine): void {
    this.count(line, entry);
  }

  private get before(): Hash {
    return toHex(this.hash.clone().digest());
  }
  private take(line: string, isLast: boolean): void {
    const tab = line.lastIndexOf('\t');
    const text = line.slice(0, tab);
    if (isLast && !this.device.fits(signedText(this.before, text), fromBase64(line.slice(tab + 1, -1)))) refuse('corrupt', 'wrong-signature');
    if (this.lines === 0) return text === titleOf(this.device) ? this.count(line, undefined) : refuse('corrupt', 'other-head');
    const entry = parseEntry(text);
    if (entry.what === 'certified' && entry.number !== (this.last?.number ?? 0) + 1) refuse('corrupt', 'out-of-order');
    this.count(line, entry);
    if (this.bytes > largestUsageJournal) refuse('corrupt', 'too-long');
  }
  private count(line: string, entry: Entry | undefined): void {
    const bytes = bytesOf(line);
    this.hash.update(bytes);
    this.bytes += bytes.length;
    ++this.lines;
    if (entry === undefined) return;
    this.entries.push(entry);
    if (entry.what === 'certified') this.last = entry;
  }
}

// Read back as it was meant: a tab or a line end in a value would make other fields.
function checkEntry(entry: Entry, text: string): void {
  try {
    const back = parseEntry(text);
    if (back.agent === entry.agent && back.call === entry.call) return;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  refuse('denied', 'line-value', { about: 'usage.journal' });
}
