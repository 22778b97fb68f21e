// A centre as it runs, for a company that is made up: insyn-server and insyn-witness, recordings of its workstations, and people with
// accounts. All of it ends with stop(). The programs are in INSYN_BIN, the pages that the server hands out in INSYN_ROOMS.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addSignature, parseNote, signNote, TextSigner } from 'insyn-note';

const run = promisify(execFile);
const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';

export type Person = 'administrator' | 'reviewer' | 'union' | 'analyst' | 'agent' | 'importer';

export interface CentreWish {
  workstations: number;
  // Of each workstation, over so many weeks.
  recordings: number;
  weeks: number;
  // The agreement is in force since so many; without it since `weeks`.
  agreed?: number;
  // They stay on the workstations, too.
  keep?: boolean;
  // A recorder will run: the agreement's programs are such as are there.
  recorder?: boolean;
  // What the agreement says of audio; there is an importer then.
  audio?: 'customer' | 'both';
  // Added to each name of an application, an agent, a device and a link, to each agent's number as far as it fits, to each id of a call, kind of question and queue.
  suffix?: string;
  // The agreement's terms, from those of the made-up company; both parties sign what it gives.
  terms?: (terms: string, centre: Centre) => Promise<string>;
  // What is put into its folder before the server runs.
  beforeStart?: (centre: Centre) => void;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

export const until = async (what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; ; await new Promise((next) => setTimeout(next, 50))) {
    if (await holds().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
  }
};

export interface Answer {
  status: number;
  cookie: string;
  body: string;
}

// Asks a server whose certificate is this one.
const askServer = (authority: string, url: string, method = 'GET', headers: Record<string, string> = {}, body?: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const fields = text === undefined ? headers : { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
    const asked = request(url, { method, headers: fields, ca: authority, agent: false }, (answer) => {
      let all = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (all += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '', body: all }));
    });
    asked.on('error', reject);
    asked.end(text);
  });

// Fails with what it said where it ends with an error.
export const program = (name: string, words: string[]) => run(join(bin, name), words, { maxBuffer: 1 << 24 });

export class Centre {
  private readonly running: ChildProcess[] = [];
  private readonly invitations = new Map<Person, string>();

  private authority = '';

  private constructor(
    // Of its own, removed in the end.
    readonly folder: string,
    readonly url: string,
  ) {}

  static async start(wish: CentreWish): Promise<Centre> {
    const centre = new Centre(await mkdtemp(join(tmpdir(), 'insyn-rooms-')), `https://127.0.0.1:${await freePort()}`);
    try {
      await centre.make(wish);
      return centre;
    } catch (error) {
      await centre.stop();
      throw error;
    }
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  // Of the server, which nobody has signed but itself.
  get certificate(): string {
    return this.path('tls.crt');
  }

  ask(path: string, method?: string, headers?: Record<string, string>, body?: unknown): Promise<Answer> {
    return askServer(this.authority, this.url + path, method, headers, body);
  }

  passphraseOf(person: Person): string {
    return `tolv katter i en korg, ${person}`;
  }

  // The address that takes the person's invitation; it works once.
  invitation(person: Person): string {
    const token = this.invitations.get(person);
    if (token === undefined) throw new Error(`${person} has no invitation`);
    return `${this.url}/invitation#${token}`;
  }

  // Words for `insyn` by which it knows the agreement.
  agreementWords(): string[] {
    return ['--agreement', this.path('company', 'agreement.note'), ...['employer', 'union'].flatMap((party) => ['--pin', this.path('company', `${party}.pub`)])];
  }

  // The verb `insyn`, with a state folder of the person's own.
  async insyn(person: string, words: string[]): Promise<{ stdout: string; stderr: string }> {
    return run(join(bin, 'insyn'), words, { env: { ...process.env, XDG_STATE_HOME: this.path(`state-${person}`) }, maxBuffer: 1 << 24 });
  }

  // Signed in by the command line as well, where a person works with both.
  async login(person: Person): Promise<void> {
    await writeFile(this.path('passphrase'), `${this.passphraseOf(person)}\n`);
    await this.insyn(person, ['login', '--server', this.url, '--ca', this.certificate, '--account', person, '--passphrase-file', this.path('passphrase'), '--invitation', this.invitations.get(person) ?? '']);
  }

  // What it prints lands in NAME.log in the folder.
  spawn(name: string, words: string[], options: { env?: NodeJS.ProcessEnv } = {}): ChildProcess {
    return this.launch(join(bin, name), name, words, { ...process.env, ...options.env });
  }

  // Of a workstation of the company's, by its folder's name: the recorder on an X server of its own, and the link that brings it what the centre has. Gives
  // what the recorder answers to a call that begins, another one each time: nothing where it records, or why it does not.
  async startRecorder(workstation: string): Promise<() => Promise<string>> {
    const own = (...names: string[]) => this.path('company', workstation, ...names);
    const pins = ['employer', 'union'].flatMap((party) => ['--pin', this.path('company', `${party}.pub`)]);
    await mkdir(own('run'), { mode: 0o700 });
    await mkdir(own('link'), { mode: 0o700 });
    await mkdir(own('recorded'));
    await run(join(bin, 'insyn'), ['enrol', '--agreement', this.path('company', 'agreement.note'), ...pins, '--roster', this.path('company', 'roster.note'), '--device', own('device.sign'), '--agent', own('agent.pub'), '--to', own('enrolment')]);
    await cp(own('link.sign'), own('link', 'link.sign'));
    await writeFile(own('link', 'insyn-link.toml'), `insyn_link = 1\nserver = "${this.url}"\nauthority = "${this.certificate}"\nenrolment = "${own('enrolment')}"\nspools = ["${own('recorded')}"]\n`);
    this.spawn('insyn-link', ['--data', own('link')]);
    this.launch('Xvfb', 'xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp', '-s', '0'], process.env);
    let display = '';
    // Beside the number it says of which displays another server has been faster.
    await until('the X server', async () => (display = /^\d+$/m.exec(await readFile(this.path('xvfb.log'), 'utf8'))?.[0] ?? '') !== '');
    const env = { ...process.env, DISPLAY: `:${display}`, XDG_RUNTIME_DIR: own('run') };
    this.spawn('insyn-recorder', ['--enrolment', own('enrolment'), '--spool', own('recorded'), '--feed', own('link', 'feed')], { env });
    let calls = 0;
    return async () => {
      const call = (verb: string) => run(join(bin, 'insyn'), ['call', verb, `call-${calls}`], { env });
      ++calls;
      const said = await call('begin').then(
        () => '',
        (refused: unknown) => (refused as { stderr: string }).stderr,
      );
      await call('end');
      return said;
    };
  }

  // insyn-room, and the address that it prints.
  private async startRoom(state: string, words: string[]): Promise<string> {
    const said = () => readFile(this.path('insyn-room.log'), 'utf8').catch(() => '');
    const seen = (await said()).length;
    this.spawn('insyn-room', ['--authority', this.certificate, '--pages', process.env['INSYN_ROOMS'] ?? '../../build/release/share/insyn/rooms', '--no-browser', ...words], {
      env: { XDG_STATE_HOME: this.path(`state-${state}`), XDG_RUNTIME_DIR: this.path('run') },
    });
    let address = '';
    await until('insyn-room says its address', async () => {
      address = /http:\/\/127\.0\.0\.1:\d+\/enter#[0-9a-f]+/.exec((await said()).slice(seen))?.[0] ?? '';
      return address !== '';
    });
    return address;
  }

  startUnionsRoom(): Promise<string> {
    const pins = ['employer', 'union'].flatMap((party) => ['--pin', this.path('company', `${party}.pub`)]);
    return this.startRoom('room', ['--server', this.url, ...pins, '--keys', this.path('company', 'union')]);
  }

  // With the key of a workstation's agent, who asks this server.
  startAgentsRoom(workstation: string, server = this.url): Promise<string> {
    const own = (...names: string[]) => this.path('company', workstation, ...names);
    return this.startRoom(workstation, ['--role', 'agent', '--server', server, '--keys', own('agent'), '--enrolment', this.path('company'), '--spool', own('spool'), '--link', own()]);
  }

  private launch(program: string, name: string, words: string[], env: NodeJS.ProcessEnv): ChildProcess {
    const log = openSync(this.path(`${name}.log`), 'a');
    const child = spawn(program, words, { stdio: ['ignore', log, log], env });
    this.running.push(child);
    return child;
  }

  async stop(): Promise<void> {
    for (const child of this.running.reverse()) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async make({ workstations, recordings, weeks, agreed, keep = false, recorder = false, audio, suffix, terms, beforeStart }: CentreWish): Promise<void> {
    const listen = this.url.slice('https://'.length);
    await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=centre.example', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', this.path('tls.key'), '-out', this.certificate]);
    this.authority = await readFile(this.certificate, 'utf8');
    const more = suffix === undefined ? [] : ['--suffix', suffix];
    const people = ['administrator', 'reviewer', 'union'] as const;
    const made = await program('insyn-server', ['init', '--data', this.path('centre'), '--origin', 'centre.example', '--listen', listen, '--certificate', this.certificate, '--key', this.path('tls.key'), ...people.flatMap((person) => [`--${person}`, person])]);
    const key = /^key (.*)$/m.exec(made.stdout)?.[1] ?? '';
    for (const person of people) this.invitations.set(person, new RegExp(`^invitation ${person} (\\S+)`, 'm').exec(made.stdout)?.[1] ?? '');
    await program('insyn-fleet', ['make', '--out', this.path('company'), '--workstations', String(workstations), '--weeks', String(agreed ?? weeks), '--discard-hours', String(24 * 7 * (weeks + 2)), '--ledger-key', key, ...(recorder ? ['--program', 'Kundbild=/usr/bin/xterm', '--program', 'Wiki=/usr/bin/openssl'] : []), ...more]);
    if (audio !== undefined) await this.agree((text) => this.withAudio(text, audio));
    if (terms !== undefined) await this.agree((text) => terms(text, this));
    await mkdir(this.path('centre', 'pins'), { recursive: true });
    for (const party of ['employer.pub', 'union.pub']) await cp(this.path('company', party), this.path('centre', 'pins', party));
    await this.configure();
    await program('insyn-server', ['register', '--data', this.path('centre'), this.path('company', 'agreement.note'), this.path('company', 'roster.note')]);
    beforeStart?.(this);
    this.spawn('insyn-server', ['--data', this.path('centre')]);
    await until('the server answers', async () => (await this.ask('/healthz')).status === 200);
    await program('insyn-witness', ['init', '--data', this.path('witness'), ...this.agreementWords(), '--key', this.path('company', 'witness.sign'), '--server', this.url, '--authority', this.certificate]);
    this.spawn('insyn-witness', ['--data', this.path('witness')]);
    await until('the witness is heard', async () => (await this.ask('/readyz')).status === 200);
    if (recordings > 0) await program('insyn-fleet', ['run', '--company', this.path('company'), '--server', this.url, '--ca', this.certificate, '--recordings', String(recordings), '--weeks', String(weeks), ...(keep ? ['--keep'] : []), ...more]);
    await this.invite('analyst');
    await this.invite('agent');
    if (audio !== undefined) await this.invite('importer');
  }

  // Whoever signs with a key of the company's, by its file's name.
  async signer(name: string): Promise<TextSigner> {
    return TextSigner.parse((await readFile(this.path('company', `${name}.sign`), 'utf8')).trim());
  }

  // By both parties.
  async signed(text: string): Promise<string> {
    return addSignature(await signNote(text, await this.signer('employer')), await this.signer('union'));
  }

  // The table of an agreement by which the employer vouches for a key.
  async vouched(pub: string): Promise<string> {
    const { stdout } = await program('insyn', ['keys', 'vouch', pub, '--key', this.path('company', 'employer.sign')]);
    return /\[\[(importer|recipient)\]\][^]*/.exec(stdout)?.[0] ?? '';
  }

  private async agree(change: (text: string) => Promise<string>): Promise<void> {
    const file = this.path('company', 'agreement.note');
    await writeFile(file, await this.signed(await change(parseNote(await readFile(file, 'utf8')).text)));
  }

  // The made-up agreement says nothing of it.
  private async withAudio(text: string, audio: string): Promise<string> {
    await program('insyn', ['keys', 'new', '--role', 'importer', '--name', 'Samtalsarkivet', '--out', this.path('company', 'importer')]);
    return `${text.replace('insyn = 1\n', `insyn = 1\naudio = "${audio}"\n`)}\n${await this.vouched(this.path('company', 'importer.pub'))}`;
  }

  // A test asks more often than any person.
  private async configure(): Promise<void> {
    const file = this.path('centre', 'insyn-server.toml');
    const rooms = process.env['INSYN_ROOMS'];
    const more = `${rooms === undefined ? '' : `\n[pages]\nfolder = "${rooms}"\n`}\n[limits]\nrequests_a_minute = 1000000\nburst = 1000000\n`;
    await writeFile(file, (await readFile(file, 'utf8')) + more);
  }

  // An account more; the administrator's invitation is taken for it.
  private async invite(person: Person): Promise<void> {
    const cookie = await this.administrator();
    const answer = await this.ask('/v1/accounts', 'POST', { cookie, 'x-insyn': '1' }, { name: person, role: person });
    if (answer.status !== 200) throw new Error(`no account for ${person}: ${answer.body}`);
    this.invitations.set(person, (JSON.parse(answer.body) as { invitation: string }).invitation);
  }

  private async administrator(): Promise<string> {
    const taken = this.invitations.get('administrator');
    const passphrase = this.passphraseOf('administrator');
    const [path, body] =
      taken === undefined ? ['/v1/sessions', { account: 'administrator', passphrase }] : ['/v1/invitations', { invitation: taken, passphrase }];
    this.invitations.delete('administrator');
    const answer = await this.ask(path, 'POST', {}, body);
    if (answer.status !== 200) throw new Error(`the administrator could not sign in: ${answer.body}`);
    return answer.cookie;
  }
}
