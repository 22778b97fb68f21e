// A series of reports at a made-up centre, made by insyn report and handed in by its analyst.
import { readFile } from 'node:fs/promises';
import { simLog, type SimLog, writeFirstWeeks } from './sim_log.js';
import type { Centre } from './stage.js';

const kDay = 86_400_000;

// The first Monday within the company's agreement, by the clocks of UTC, which are its own.
const firstMonday = async (centre: Centre): Promise<number> => {
  const terms = await readFile(centre.path('company', 'agreement.note'), 'utf8');
  const begins = Date.parse(/^not_before = (\S+)/m.exec(terms)?.[1] ?? '');
  const midnight = Math.ceil(begins / kDay);
  // The fifth day of 1970 was a Monday.
  return (midnight + ((4 - (midnight % 7) + 7) % 7)) * kDay;
};

export class ReportSeries {
  private constructor(
    private readonly centre: Centre,
    private readonly log: SimLog,
  ) {}

  // The agreement has to be in force since at least so many weeks and one. The analyst is signed in by the command line.
  // `change` is done to the files with calls and events.
  static async of(centre: Centre, weeks: number, change: (text: string) => string = (text) => text): Promise<ReportSeries> {
    const log = await simLog(centre.path('log'), weeks, await firstMonday(centre));
    return new ReportSeries(centre, { ...log, calls: change(log.calls), events: change(log.events) });
  }

  // What is made of the first weeks: the folder.
  async make(weeks: number): Promise<string> {
    const files = await writeFirstWeeks(this.log, weeks, this.centre.path(`weeks-${weeks}`));
    const out = this.centre.path(`report-${weeks}`);
    await this.centre.insyn('analyst', ['report', ...files, ...this.centre.agreementWords(), '--out', out]);
    return out;
  }

  async handIn(folder: string, key = 'insight.sign'): Promise<void> {
    await this.centre.insyn('analyst', ['hand-in', folder, '--key', this.centre.path('company', key)]);
  }
}
