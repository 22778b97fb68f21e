// The exports read back by other people's programs: XES by pm4js and xmllint; OCEL 2.0 by what the standard says
// of it; and the engine's own reader. And that all exports say the same.
//   node exports_test.mjs insyn-sim insyn-report xmllint
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import assert from 'node:assert/strict';

const require = createRequire(import.meta.url);
require('pm4js');

const [sim, report, xmllint] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'insyn-exports-'));
try {
  run();
  console.log('the exports are read back');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run() {
  const at = (name) => join(folder, name);
  execFileSync(sim, ['--calls', '4000', '--out', folder]);
  writeFileSync(at('terms.toml'), `insyn = 1
id = "prov"
employer = "e"
union = "u"
purpose = "p"
not_before = 2026-12-01
not_after = 2027-12-01
[[application]]
name = "a"
kind = "native"
exe = "/a"
[recording]
level = "metrics"
`);
  const insyn = join(dirname(report), 'insyn');
  const pins = [];
  for (const role of ['employer', 'union']) {
    execFileSync(insyn, ['keys', 'new', '--role', role, '--name', role, '--out', at(role)], { stdio: 'pipe' });
    execFileSync(insyn, ['agreement', 'sign', at('terms.toml'), '--key', at(`${role}.sign`)], { stdio: 'pipe' });
    pins.push('--pin', at(`${role}.pub`));
  }
  execFileSync(report, [at('calls.csv'), at('events.csv'), '--agreement', at('terms.toml'), ...pins, '--out', at('out')],
    { stdio: 'pipe', env: { ...process.env, XDG_STATE_HOME: at('state') } });
  const json = JSON.parse(readFileSync(at('out/report.json'), 'utf8'));
  const ways = json.kinds.flatMap((kind) => kind.flow.ways.map((way) => ({ kind, way })));
  assert.ok(ways.length > 10);
  xes(at('out/ways.xes'), ways);
  ocel(JSON.parse(readFileSync(at('out/ways.ocel.json'), 'utf8')), ways);
  tables(at, json);
}

// Both logs have a trace for each call of a way, or for each so-and-so-many of them.
function expectedTraces(ways, each) {
  return ways.reduce((sum, { way }) => sum + Math.max(1, Math.floor(way.calls / each)), 0);
}

function xes(path, ways) {
  execFileSync(xmllint, ['--noout', '--nonet', path], { stdio: 'pipe' });
  const text = readFileSync(path, 'utf8');
  const log = XesImporter.apply(text);
  const each = Number(text.match(/<int key="insyn:calls_per_trace" value="(\d+)"/)[1]);
  assert.ok(each >= 1);
  assert.equal(log.traces.length, expectedTraces(ways, each));
  const { kind, way } = ways[0];
  const names = log.traces[0].events.map((event) => event.attributes['concept:name'].value);
  assert.deepEqual(names, way.places.map((at) => kind.flow.places[at].screen || kind.flow.places[at].activity));
  const graph = FrequencyDfgDiscovery.apply(log);
  const total = Object.values(graph.startActivities).reduce((a, b) => a + b, 0);
  assert.equal(total, log.traces.length);
  assert.ok(Object.keys(graph.pathsFrequency).length > 10);
}

function ocel(log, ways) {
  assert.deepEqual(Object.keys(log).sort(), ['eventTypes', 'events', 'objectTypes', 'objects']);
  const typed = (types, items) => {
    const known = new Set(types.map((type) => type.name));
    for (const item of items) assert.ok(known.has(item.type), item.type);
    assert.equal(new Set(items.map((item) => item.id)).size, items.length, 'an id is there twice');
  };
  typed(log.eventTypes, log.events);
  typed(log.objectTypes, log.objects);
  const objects = new Set(log.objects.map((object) => object.id));
  for (const item of [...log.events, ...log.objects]) {
    for (const relation of item.relationships) {
      assert.ok(objects.has(relation.objectId), relation.objectId);
      assert.equal(typeof relation.qualifier, 'string');
    }
  }
  for (const event of log.events) assert.match(event.time, /^2000-01-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const calls = log.objects.filter((object) => object.type === 'call');
  assert.equal(calls.length, expectedTraces(ways, Number(calls[0].attributes[0].value)));
}

// What is in a table is on the page, figure by figure.
function tables(at, json) {
  const rows = (name) => readFileSync(at(`out/${name}`), 'utf8').trimEnd().split('\r\n').slice(1).map((row) => row.split(','));
  assert.deepEqual(rows('kinds.csv').map((row) => [row[0], Number(row[2]), Number(row[3])]),
    json.kinds.map((kind) => [kind.kind, kind.calls, kind.handling_s]));
  assert.deepEqual(rows('edges.csv').map((row) => Number(row[3])),
    json.kinds.flatMap((kind) => kind.flow.edges.map((edge) => edge.calls)));
  assert.equal(rows('frictions.csv').length, json.frictions.length);
  assert.equal(rows('did_not_help.csv').length, json.did_not_help.length);
}
