// What is exported plays in Chromium: to its end, at its size, and with the last picture that the PNGs show too.
//
//   chromium_test.mjs EXPORT_TOOL CHROMIUM TRACK…
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';

const [tool, chromium, ...tracks] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'insyn-plays-'));
const types = { '.webm': 'video/webm', '.mp4': 'video/mp4', '.png': 'image/png' };

// Means of what two pictures differ by, from 0 to 255; lossy videos of small letters are off by some.
const mostOff = 8;

const page = (cases) => `<!doctype html><meta charset="utf-8"><script type="module">
const once = (of, what) => new Promise((done, fail) => {
  of.addEventListener(what, done, { once: true });
  of.addEventListener('error', () => fail(new Error(of.src + ': ' + (of.error?.message ?? 'cannot be shown'))), { once: true });
});
const pixels = (of, width, height) => {
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext('2d');
  drawing.drawImage(of, 0, 0);
  return drawing.getImageData(0, 0, width, height).data;
};
async function play({ video, picture }) {
  const playing = document.createElement('video');
  playing.muted = true;
  playing.src = video;
  const ended = once(playing, 'ended');
  await playing.play();
  await ended;
  const still = new Image();
  still.src = picture;
  await once(still, 'load');
  const { videoWidth: width, videoHeight: height } = playing;
  const a = pixels(playing, width, height), b = pixels(still, width, height);
  let off = 0;
  for (let i = 0; i < a.length; ++i) off += Math.abs(a[i] - b[i]);
  return { video, seconds: playing.duration, width, height, wide: still.width, high: still.height, off: off / a.length * 4 / 3 };
}
const results = [];
try {
  for (const one of ${JSON.stringify(cases)}) results.push(await play(one));
} catch (error) {
  results.push({ failed: String(error) });
}
await fetch('/said', { method: 'POST', body: JSON.stringify(results) });
</script>`;

function exportAll() {
  const cases = [];
  for (const track of tracks) {
    const name = basename(track, '.track');
    execFileSync(tool, [track, join(work, name)]);
    const picture = `/${name}/${readdirSync(join(work, name)).sort().at(-1)}`;
    for (const kind of ['webm', 'mp4']) {
      const told = execFileSync(tool, [track, join(work, `${name}.${kind}`)], { encoding: 'utf8' }).trim().split('\n').map(Number);
      assert.ok(told.length > 1 && told.at(-1) === 1, `${name}.${kind}: progress ${told}`);
      assert.deepEqual(told, [...told].sort((a, b) => a - b), `${name}.${kind}: progress goes back`);
      cases.push({ video: `/${name}.${kind}`, picture });
    }
  }
  return cases;
}

function shownBy(cases) {
  return new Promise((done, fail) => {
    const server = createServer((request, response) => {
      if (request.url === '/said') {
        let body = '';
        request.on('data', (part) => (body += part));
        request.on('end', () => { response.end(); stop(); done(JSON.parse(body)); });
      } else if (request.url === '/') {
        response.setHeader('content-type', 'text/html').end(page(cases));
      } else {
        try {
          const file = readFileSync(join(work, request.url));
          response.setHeader('content-type', types[extname(request.url)]).end(file);
        } catch {
          response.writeHead(404).end();
        }
      }
    });
    let browser;
    const late = setTimeout(() => { stop(); fail(new Error('Chromium said nothing in two minutes')); }, 120_000);
    const stop = () => {
      clearTimeout(late);
      server.close();
      server.closeAllConnections?.();
      process.kill(-browser.pid, 'SIGKILL');
    };
    server.listen(0, '127.0.0.1', () => {
      browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
        '--autoplay-policy=no-user-gesture-required', `--user-data-dir=${join(work, 'profile')}`,
        `http://127.0.0.1:${server.address().port}/`], { stdio: 'ignore', detached: true });
    });
  });
}

// What Chromium leaves running writes into its folder for a moment after its end.
async function remove(folder) {
  for (const deadline = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 50))) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

try {
  const cases = exportAll();
  const results = await shownBy(cases);
  console.log(results);
  assert.equal(results.length, cases.length);
  for (const result of results) {
    assert.equal(result.failed, undefined);
    assert.ok(result.seconds > 0.1, `${result.video} lasts ${result.seconds} s`);
    // H.264 and VP9 with halved colours need even sides.
    assert.ok(Math.abs(result.width - result.wide) < 2 && Math.abs(result.height - result.high) < 2, JSON.stringify(result));
    assert.ok(result.off < mostOff, `${result.video}: the last picture is off by ${result.off}`);
  }
} finally {
  await remove(work);
}
