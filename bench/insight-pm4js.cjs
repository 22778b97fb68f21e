// The directly-follows graph of an events.csv by pm4js, for bench/insight.
//   node insight-pm4js.cjs PM4JS_FOLDER events.csv
const fs = require('node:fs');
require(process.argv[2]);
const rows = fs.readFileSync(process.argv[3], 'latin1').split('\n').slice(2);
const log = new EventLog();
const traces = new Map();
for (const row of rows) {
  if (row === '') continue;
  const [call, time, event, object] = row.split(',');
  if (!traces.has(call)) {
    const trace = new Trace();
    trace.attributes['concept:name'] = new Attribute(call);
    traces.set(call, trace);
    log.traces.push(trace);
  }
  const made = new Event();
  made.attributes['concept:name'] = new Attribute(event === 'screen' ? object : event);
  made.attributes['time:timestamp'] = new Attribute(new Date(time));
  traces.get(call).events.push(made);
}
const graph = FrequencyDfgDiscovery.apply(log);
console.log(Object.keys(graph.pathsFrequency).length, Object.keys(PerformanceDfgDiscovery.apply(log).pathsFrequency).length);
