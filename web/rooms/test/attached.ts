// Audio of a call, as an importer attaches it to a recording of a made-up company: of which call that is, its workstation's spool says.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { parseNote } from 'insyn-note';
import { parseCertificate } from 'insyn-recording';
import { tone, wav } from './sound_made.js';
import type { Centre } from './stage.js';

const certificateOf = async (centre: Centre, recording: string) => {
  for (const workstation of (await readdir(centre.path('company'))).filter((name) => name.startsWith('workstation-'))) {
    const note = await readFile(centre.path('company', workstation, 'spool', recording, 'certificate.note'), 'utf8').catch(() => null);
    if (note !== null) return parseCertificate(parseNote(note).text);
  }
  throw new Error(`no workstation has kept ${recording}`);
};

// Ten seconds of two tones; the importer is signed in by the command line.
export const attachAudio = async (centre: Centre, recording: string): Promise<void> => {
  const { call, begin } = await certificateOf(centre, recording);
  const file = centre.path('call.wav');
  await writeFile(file, wav(10, [tone(330, 0.3), tone(440, 0.3)]));
  await centre.insyn('importer', ['audio', 'attach', file, '--call', call, '--began', new Date(begin).toISOString(), '--customer', 'left', '--key', centre.path('company', 'importer.sign'), ...centre.agreementWords()]);
};
