// A centre as it runs, for a company that is made up: insyn-server and insyn-witness, recordings of its workstations, and people with
// accounts. All of it ends with stop(). The programs are in INSYN_BIN, the pages that the server hands out in INSYN_ROOMS.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
const run = promisify(execFile);
const bin = process.env['INSYN_BIN'] ?? '../../build/release/bin';
const freePort = () => new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
});
export const until = async (what, holds, seconds = 60) => {
    for (const end = Date.now() + seconds * 1000;; await new Promise((next) => setTimeout(next, 50))) {
        if (await holds().catch(() => false))
            return;
        if (Date.now() > end)
            throw new Error(`${what}: not within ${seconds} s`);
    }
};
const program = (name, words) => run(join(bin, name), words, { maxBuffer: 1 << 24 });
export class Centre {
    folder;
    url;
    running = [];
    invitations = new Map();
    constructor(
    // Of its own, removed in the end.
    folder, url) {
        this.folder = folder;
        this.url = url;
    }
    static async start(wish) {
        const centre = new Centre(await mkdtemp(join(tmpdir(), 'insyn-rooms-')), `http://127.0.0.1:${await freePort()}`);
        try {
            await centre.make(wish);
            return centre;
        }
        catch (error) {
            await centre.stop();
            throw error;
        }
    }
    path(...names) {
        return join(this.folder, ...names);
    }
    passphraseOf(person) {
        return `tolv katter i en korg, ${person}`;
    }
    // The address that takes the person's invitation; it works once.
    invitation(person) {
        const token = this.invitations.get(person);
        if (token === undefined)
            throw new Error(`${person} has no invitation`);
        return `${this.url}/invitation#${token}`;
    }
    // Words for `insyn` by which it knows the agreement.
    agreementWords() {
        return ['--agreement', this.path('company', 'agreement.note'), ...['employer', 'union'].flatMap((party) => ['--pin', this.path('company', `${party}.pub`)])];
    }
    // The verb `insyn`, with a state folder of the person's own.
    async insyn(person, words) {
        return run(join(bin, 'insyn'), words, { env: { ...process.env, XDG_STATE_HOME: this.path(`state-${person}`) }, maxBuffer: 1 << 24 });
    }
    // Signed in by the command line as well, where a person works with both.
    async login(person) {
        await writeFile(this.path('passphrase'), `${this.passphraseOf(person)}\n`);
        await this.insyn(person, ['login', '--server', this.url, '--account', person, '--passphrase-file', this.path('passphrase'), '--invitation', this.invitations.get(person) ?? '']);
    }
    spawn(name, words, options = {}) {
        const child = spawn(join(bin, name), words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } });
        this.running.push(child);
        return child;
    }
    async stop() {
        for (const child of this.running.reverse()) {
            if (child.exitCode !== null)
                continue;
            const ended = new Promise((done) => child.once('exit', done));
            child.kill('SIGTERM');
            await ended;
        }
        await rm(this.folder, { recursive: true, force: true });
    }
    async make({ workstations, recordings, weeks }) {
        const listen = this.url.slice('http://'.length);
        const people = ['administrator', 'reviewer', 'union'];
        const made = await program('insyn-server', ['init', '--data', this.path('centre'), '--origin', 'centre.example', '--listen', listen, ...people.flatMap((person) => [`--${person}`, person])]);
        const key = /^key (.*)$/m.exec(made.stdout)?.[1] ?? '';
        for (const person of people)
            this.invitations.set(person, new RegExp(`^invitation ${person} (\\S+)`, 'm').exec(made.stdout)?.[1] ?? '');
        await program('insyn-fleet', ['make', '--out', this.path('company'), '--workstations', String(workstations), '--weeks', String(weeks), '--ledger-key', key]);
        await mkdir(this.path('centre', 'pins'), { recursive: true });
        for (const party of ['employer.pub', 'union.pub'])
            await cp(this.path('company', party), this.path('centre', 'pins', party));
        await this.configure();
        await program('insyn-server', ['register', '--data', this.path('centre'), this.path('company', 'agreement.note'), this.path('company', 'roster.note')]);
        this.spawn('insyn-server', ['--data', this.path('centre')]);
        await until('the server answers', async () => (await fetch(`${this.url}/healthz`)).ok);
        await program('insyn-witness', ['init', '--data', this.path('witness'), ...this.agreementWords(), '--key', this.path('company', 'witness.sign'), '--server', this.url]);
        this.spawn('insyn-witness', ['--data', this.path('witness')]);
        await until('the witness is heard', async () => (await fetch(`${this.url}/readyz`)).ok);
        if (recordings > 0)
            await program('insyn-fleet', ['run', '--company', this.path('company'), '--server', this.url, '--recordings', String(recordings), '--weeks', String(weeks)]);
        await this.invite('analyst');
        await this.invite('agent');
    }
    // A test asks more often than any person.
    async configure() {
        const file = this.path('centre', 'insyn-server.toml');
        const rooms = process.env['INSYN_ROOMS'];
        const more = `${rooms === undefined ? '' : `\n[pages]\nfolder = "${rooms}"\n`}\n[limits]\nrequests_a_minute = 1000000\nburst = 1000000\n`;
        await writeFile(file, (await readFile(file, 'utf8')) + more);
    }
    // An account more; the administrator's invitation is taken for it.
    async invite(person) {
        const cookie = await this.administrator();
        const answer = await fetch(`${this.url}/v1/accounts`, {
            method: 'POST',
            headers: { cookie, 'x-insyn': '1', 'content-type': 'application/json' },
            body: JSON.stringify({ name: person, role: person }),
        });
        if (!answer.ok)
            throw new Error(`no account for ${person}: ${await answer.text()}`);
        this.invitations.set(person, (await answer.json()).invitation);
    }
    async administrator() {
        const taken = this.invitations.get('administrator');
        const passphrase = this.passphraseOf('administrator');
        const [path, body] = taken === undefined ? ['/v1/sessions', { account: 'administrator', passphrase }] : ['/v1/invitations', { invitation: taken, passphrase }];
        this.invitations.delete('administrator');
        const answer = await fetch(`${this.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
        if (!answer.ok)
            throw new Error(`the administrator could not sign in: ${await answer.text()}`);
        return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    }
}
