// For the tests of sound: a recording whose picture flips at known moments, and audio that clicks at the same ones.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { hashOf, signNote, TextSigner } from 'insyn-note';
import { type AudioAllowed, type AudioCut, type AudioNote, audioNoteText, type AudioSides, hashOfFile, recipientOf, sealTo } from 'insyn-recording';

const rate = 48_000;

// A 16-bit WAV; each channel gives the sample of a time in seconds.
export const wav = (seconds: number, channels: ((time: number) => number)[]): Buffer => {
  const frames = Math.round(seconds * rate);
  const bytes = Buffer.alloc(44 + frames * channels.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels.length * 2, 28);
  bytes.writeUInt16LE(channels.length * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let frame = 0; frame < frames; frame += 1)
    channels.forEach((channel, place) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, channel(frame / rate))) * 32_767), 44 + (frame * channels.length + place) * 2));
  return bytes;
};

// Clicks of 6 ms at these seconds, silence between.
export const clicks = (at: readonly number[]) => (time: number) => {
  const since = time - (at.findLast((one) => one <= time) ?? Infinity);
  return since >= 0 && since < 0.006 ? 0.95 * Math.sin(2 * Math.PI * 1500 * since + 0.7) : 0;
};
export const tone = (hertz: number, loud: number) => (time: number) => loud * Math.sin(2 * Math.PI * hertz * time);

// As two talk who let each other finish: `place` is 0 or 1.
export const talk = (place: 0 | 1) => (time: number) => {
  const turn = Math.floor(time / 2.3);
  const word = Math.abs(Math.sin(time * 7 + place)) * Math.abs(Math.sin(time * 2.1 + turn));
  return turn % 2 === place ? 0.6 * word * Math.sin(2 * Math.PI * (place === 0 ? 210 : 140) * time) : 0;
};

export interface MadeAudio {
  // By path: what a server answers, and what a room knows.
  files: [string, Uint8Array][];
}
export interface AudioWish {
  name: string;
  sides: AudioSides;
  sound: Buffer;
  seconds: number;
  afterBegin?: number;
  cuts?: AudioCut[];
  allowed?: AudioAllowed;
  // Changes what is sealed, or what is handed out.
  spoil?: { plain?: (plain: Uint8Array) => Uint8Array; sealed?: (sealed: Uint8Array) => Uint8Array; note?: (note: string) => string };
}

const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';

// By the program that `insyn audio attach` runs.
const converted = (sound: Buffer, sides: AudioSides, seconds: number, cuts: readonly AudioCut[]): { duration: number; plain: Uint8Array } => {
  const words = [`--voices=${sides}`, `--customer=${sides === 'both' ? 'left' : 'mono'}`, '--skip=0', `--most=${Math.round(seconds * 1000)}`];
  for (const { from, length } of cuts) words.push('--cut', String(from), String(length));
  // A file, as `insyn audio attach` gives it: it is not read further than what is wanted of it.
  const folder = mkdtempSync(join(tmpdir(), 'insyn-sound-'));
  writeFileSync(join(folder, 'sound'), sound);
  const file = openSync(join(folder, 'sound'), 'r');
  rmSync(folder, { recursive: true });
  const made = execFileSync(join(bin, 'insyn-audio'), words, { maxBuffer: 1 << 28, stdio: [file, 'pipe', 'ignore'] });
  closeSync(file);
  const end = made.indexOf(0x0a);
  return { duration: Number(made.subarray(0, end).toString().replace('duration-ms ', '')), plain: new Uint8Array(made.subarray(end + 1)) };
};

// As an importer makes it, but for `insyn audio attach`, which has tests of its own with a real centre.
export const madeAudio = async ({ name, sides, sound, seconds, afterBegin = 0, cuts = [], allowed = 'both', spoil = {} }: AudioWish): Promise<MadeAudio> => {
  const { duration, plain } = converted(sound, sides, seconds, cuts);
  const key = await generateIdentity();
  const sealed = await sealTo([await recipientOf(key)], spoil.plain?.(plain) ?? plain);
  const importer = TextSigner.generate('Samtalsarkivet');
  const of = { id: '0123456789abcdef0123456789abcdef', opening: hashOf(`opening of ${name}`), allowed };
  const note: AudioNote = { ...of, sides, afterBegin, duration, cuts, file: { sha256: await hashOfFile(sealed), length: sealed.length }, date: '2026-11-24' };
  const signed = await signNote(audioNoteText(note), importer);
  const text = (value: string) => new TextEncoder().encode(value);
  return {
    files: [
      [`/v1/requests/${name}/of.json`, text(JSON.stringify({ ...of, key, importers: [importer.verifier.text] }))],
      [`/v1/requests/${name}/audio/note`, text(spoil.note?.(signed) ?? signed)],
      [`/v1/requests/${name}/audio`, spoil.sealed?.(sealed) ?? sealed],
    ],
  };
};

// A window that is dark and bright in turn, from each of these milliseconds on; nothing is kept from and to those of `gap`, which is a pause.
export const flippingTrack = (program: string, flips: readonly number[], end: number, gap?: { from: number; to: number }): Uint8Array => {
  const folder = mkdtempSync(join(tmpdir(), 'insyn-flips-'));
  try {
    const picture = (level: number) => {
      const file = join(folder, `${level}.ppm`);
      writeFileSync(file, Buffer.concat([Buffer.from('P6\n320 200\n255\n'), Buffer.alloc(320 * 200 * 3, level)]));
      return file;
    };
    const shades = [picture(20), picture(235)] as const;
    const lines: { at: number; text: string }[] = [{ at: 0, text: 'open 0 1 window 0 0 320 200' }, ...[0, ...flips].map((at, i) => ({ at, text: `pixels ${at} 1 0 0 ${shades[i % 2 === 0 ? 0 : 1]}` }))];
    if (gap !== undefined) {
      const before = [0, ...flips].filter((at) => at <= gap.from).length - 1;
      lines.push({ at: gap.from, text: `nothing ${gap.from} ${gap.to} 6` }, { at: gap.to, text: `anew ${gap.to}` }, { at: gap.to, text: `open ${gap.to} 1 window 0 0 320 200` }, { at: gap.to, text: `pixels ${gap.to} 1 0 0 ${shades[before % 2 === 0 ? 0 : 1]}` });
    }
    const script = `${lines.sort((a, b) => a.at - b.at).map(({ text }) => text).join('\n')}\nend ${end}\n`;
    execFileSync(program, ['script', folder, 'flips'], { input: script });
    return readFileSync(join(folder, 'flips.track'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
