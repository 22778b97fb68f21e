// A browser with the extension on a page of a server of our own, and another, without network, in which it is shown again.
import { mkdirSync, mkdtempSync, copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import type { PageRecord } from 'insyn-pages/records';
import { PagesState } from 'insyn-pages/state';
import { decode, difference } from './png';
import type { Replay } from './page/replay';

const bundled = join(dirname(fileURLToPath(import.meta.url)), 'page');
// The tests run bundled, from a folder of dist/test, in the source tree or in a build tree, which has no demo.
const kPages = join(dirname(fileURLToPath(import.meta.url)), '../../../test/pages');
const kSource = process.env['INSYN_SOURCE'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const executablePath = process.env['INSYN_CHROMIUM'] ?? '/usr/bin/chromium';
const kTypes: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.ttf': 'font/ttf' };
export const kView = { width: 1100, height: 700 };

export interface Settings {
  level: 'structure' | 'masked' | 'full';
  shown: string[];
  masks: string[];
  stills: boolean;
  looks: number;
  sweep: number;
}
export const kFull: Settings = { level: 'full', shown: [], masks: [], stills: true, looks: 20, sweep: 150 };

/** What a page of the test answers instead of a file. */
export type Answers = Record<string, { type: string; body: string | Buffer; headers?: Record<string, string> }>;

const serve = async (answers: Answers): Promise<{ server: Server; origin: string }> => {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const made = answers[path];
    if (made !== undefined) {
      response.writeHead(200, { 'content-type': made.type, 'cache-control': 'max-age=600', ...made.headers });
      response.end(made.body);
      return;
    }
    const file = path.startsWith('/kundstod/') ? join(kSource, 'demo', normalize(path)) : join(kPages, normalize(path));
    if (!existsSync(file)) {
      response.writeHead(404);
      response.end();
      return;
    }
    response.writeHead(200, { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=600' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
};

export class Stage {
  readonly #contexts = new Map<number, string>();
  #session!: CDPSession;
  asked: string[] = [];

  private constructor(
    readonly page: Page,
    readonly origin: string,
    readonly replay: Page,
    private readonly held: { context: BrowserContext; browser: Browser; server: Server; folder: string },
  ) {}

  static async open(answers: Answers = {}): Promise<Stage> {
    const { server, origin } = await serve({ '/empty': { type: 'text/html', body: '<!doctype html><meta charset="utf-8"><style>body{margin:0;overflow:hidden}</style><body>' }, ...answers });
    const folder = mkdtempSync(join(tmpdir(), 'insyn-extension-'));
    const extension = join(folder, 'extension');
    mkdirSync(extension);
    for (const name of ['content.js', 'bell.js']) copyFileSync(join(bundled, name), join(extension, name));
    // A match pattern has no port: with one, Chromium takes it for another host. Nothing else answers on this address.
    const matches = ['http://127.0.0.1/*'];
    writeFileSync(
      join(extension, 'manifest.json'),
      JSON.stringify({
        manifest_version: 3, name: 'Insyn test', version: '1', host_permissions: matches,
        content_scripts: [
          { matches, js: ['bell.js'], run_at: 'document_start', world: 'MAIN', all_frames: true },
          { matches, js: ['content.js'], run_at: 'document_start', all_frames: false },
        ],
      }),
    );
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath, headless: true, viewport: kView, locale: 'sv-SE',
      ignoreDefaultArgs: ['--disable-extensions'],
      args: ['--no-sandbox', '--disable-gpu', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    });
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const other = await browser.newContext({ viewport: kView, locale: 'sv-SE' });
    const replay = await other.newPage();
    await replay.goto(`${origin}/empty`);
    await replay.addScriptTag({ path: join(bundled, 'replay.js') });
    await other.setOffline(true);
    const stage = new Stage(context.pages()[0] ?? (await context.newPage()), origin, replay, { context, browser, server, folder });
    replay.on('request', (request) => {
      if (!request.url().startsWith('blob:') && !request.url().startsWith('about:')) stage.asked.push(request.url());
    });
    await stage.#listen();
    return stage;
  }

  async #listen(): Promise<void> {
    this.#session = await this.held.context.newCDPSession(this.page);
    this.#session.on('Runtime.executionContextCreated', ({ context }) => {
      const { auxData } = context as { auxData?: { type?: string } };
      if (auxData?.type === 'isolated' && context.name === 'Insyn test') this.#contexts.set(context.id, context.name);
    });
    this.#session.on('Runtime.executionContextsCleared', () => {
      this.#contexts.clear();
    });
    await this.#session.send('Runtime.enable');
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  /** In the extension's own world. */
  async inside(expression: string): Promise<unknown> {
    const [contextId] = this.#contexts.keys();
    if (contextId === undefined) throw new Error('the extension is not in the page');
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', { contextId, expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async begin(settings: Settings = kFull): Promise<void> {
    await this.inside(`insynTest.begin(${JSON.stringify(settings)})`);
  }

  /** When everything that happened is in the records. */
  async settled(): Promise<void> {
    for (let i = 0; i < 400; ++i) {
      if ((await this.inside('insynTest.isQuiet()')) === true) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('the capture does not come to rest');
  }

  async json(): Promise<string> {
    return String(await this.inside('insynTest.take()'));
  }
  async records(): Promise<PageRecord[]> {
    return JSON.parse(await this.json()) as PageRecord[];
  }
  /** Refuses what a reader of the pages track would. */
  async check(): Promise<PagesState> {
    const state = new PagesState();
    state.begin(0);
    for (const record of await this.records())
      state.apply(record.kind === 'asset' ? { ...record, hash: Uint8Array.from(record.hash), bytes: Buffer.from(record.bytes as unknown as string, 'base64') } : record);
    return state;
  }

  /** How many pixels of the page and of its replay differ now. */
  async compare(name: string): Promise<{ name: string; pixels: number; share: number; box: number[]; moved: number }> {
    await this.settled();
    const original = await this.page.screenshot();
    const json = await this.json();
    await this.replay.evaluate(async (records) => {
      const { replay } = globalThis as unknown as { replay: Replay };
      replay.clear();
      await replay.show(records);
    }, json);
    const again = await this.replay.screenshot();
    const moved = await this.replay.evaluate(() => (globalThis as unknown as { replay: Replay }).replay.fidelity()?.moved ?? 0);
    const folder = process.env['INSYN_PICTURES'];
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${name}-page.png`), original);
      writeFileSync(join(folder, `${name}-replay.png`), again);
    }
    return { name, ...difference(decode(original), decode(again)), moved };
  }

  async close(): Promise<void> {
    await this.held.context.close();
    await this.held.browser.close();
    this.held.server.close();
    rmSync(this.held.folder, { recursive: true, force: true });
  }
}
