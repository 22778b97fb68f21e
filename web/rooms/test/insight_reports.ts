// A series of reports as `insyn report` makes them of a made-up centre, and a server that hands them out with the pages under the rooms'
// policy. It verifies nothing and keeps what is said of frictions in memory: what the centre itself does is tested with it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { simLog, writeFirstWeeks } from './sim_log.js';

const run = promisify(execFile);
const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';
const rooms = process.env['INSYN_ROOMS'] ?? '../../build/release/share/insyn/rooms';

export interface MadeReport {
  id: string;
  text: string;
  note: string;
}

const terms = `insyn = 1
id = "kundtjanst-2026-12"
employer = "Kundtjänst Nord"
union = "Klubben"
purpose = "Bättre stödsystem"
not_before = 2026-12-01
not_after = 2027-11-30
[[application]]
name = "Kundstöd"
kind = "native"
exe = "/opt/kundstod"
[recording]
level = "metrics"
`;

// After each of these numbers of weeks.
export const makeReports = async (weeks: readonly number[]): Promise<MadeReport[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'insyn-reports-'));
  const path = (...names: string[]) => join(folder, ...names);
  const env = { ...process.env, XDG_STATE_HOME: path('state') };
  const program = (name: string, words: string[]) => run(join(bin, name), words, { env, maxBuffer: 1 << 26 });
  try {
    const log = await simLog(path('log'), Math.max(...weeks), Date.UTC(2026, 11, 7));
    await writeFile(path('agreement.note'), terms);
    for (const role of ['employer', 'union']) {
      await program('insyn', ['keys', 'new', '--role', role, '--name', role, '--out', path(role)]);
      await program('insyn', ['agreement', 'sign', path('agreement.note'), '--key', path(`${role}.sign`)]);
    }
    const made: MadeReport[] = [];
    for (const count of weeks) {
      const here = path(`weeks-${count}`);
      const files = await writeFirstWeeks(log, count, here);
      const out = join(here, 'report');
      await program('insyn-report', [...files, '--agreement', path('agreement.note'), '--pin', path('employer.pub'), '--pin', path('union.pub'), '--out', out]);
      const text = await readFile(join(out, 'report.json'), 'utf8');
      made.push({ id: createHash('sha256').update(text).digest('hex'), text, note: await readFile(join(out, 'register.note'), 'utf8') });
    }
    const kept = process.env['INSYN_KEEP_REPORTS'];
    if (kept !== undefined) await cp(folder, kept, { recursive: true });
    return made;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain' };
// As the centre's server sends it with its pages.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types insyn";

export interface Standing {
  kind: string;
  what: string;
  screen: string;
  other_screen: string;
  status: string;
  [more: string]: unknown;
}

export class ReportServer {
  standings: Standing[] = [];
  role = 'analyst';
  private readonly server: Server;

  constructor(private reports: readonly MadeReport[]) {
    this.server = createServer((request, answer) => {
      const json = (value: unknown, status = 200) => {
        answer.writeHead(status, { 'content-type': 'application/json' });
        answer.end(typeof value === 'string' ? value : JSON.stringify(value));
      };
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      if (path === '/v1/session') return json({ account: 'a', role: this.role });
      if (path === '/v1/reports') return json({ reports: this.listed() });
      if (path === '/v1/frictions' && request.method === 'PUT') return this.take(request, () => json({}));
      if (path === '/v1/frictions') return json({ frictions: this.standings });
      const one = this.reports.find(({ id }) => path === `/v1/reports/${id}`);
      if (one !== undefined) return json(one.text);
      if (path.startsWith('/v1/')) return json({ code: 'no-such-path' }, 404);
      return void this.file(path).then(
        ({ name, bytes }) => {
          answer.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy });
          answer.end(bytes);
        },
        () => json({ code: 'no-such-path' }, 404),
      );
    });
  }

  set(reports: readonly MadeReport[]): void {
    this.reports = reports;
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    const address = this.server.address();
    if (address === null || typeof address !== 'object') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private listed() {
    return [...this.reports].reverse().map(({ id, text, note }, index) => {
      const report = JSON.parse(text) as { number: number; register: string; agreement: string };
      const line = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(note)?.[1] ?? '';
      // A week between them, as it would be.
      const made = new Date(Date.UTC(2027, 1, 8) - index * 7 * 86_400_000).toISOString();
      return { id, number: report.number, register: report.register, from: line('from'), to: line('to'), zone: line('zone'), made, agreement: line('agreement'), agreement_id: report.agreement, examples: true, note };
    });
  }

  private take(request: import('node:http').IncomingMessage, done: () => void): void {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const said = JSON.parse(body) as Standing;
      const same = (one: Standing) => (['kind', 'what', 'screen', 'other_screen'] as const).every((key) => one[key] === said[key]);
      this.standings = [...this.standings.filter((one) => !same(one)), ...(said.status === 'none' ? [] : [{ ...said, by: this.role }])];
      done();
    });
  }

  private async file(path: string): Promise<{ name: string; bytes: Buffer }> {
    const name = extname(path) === '' ? 'index.html' : normalize(path).replace(/^[/.]+/, '');
    return { name, bytes: await readFile(join(rooms, name)) };
  }
}
