// LanceDB by its own client: `build NAME DATA` and `ask NAME DATA`, with the files of SemanticSnips.Benchmarks/Rivals/RivalData.cs.
import { readFileSync, writeFileSync, mkdirSync, rmSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as lancedb from '@lancedb/lancedb';

const wanted = 10, fewestTimes = 300, warmUpSeconds = 4, rowsPerBatch = 10_000;
const engines = {
  'lancedb-flat': { index: false, version: 'no index' },
  'lancedb-ivf-pq': { index: true, version: 'IVF-PQ, 20 probes, refined 10 times' },
};
const [step, name, folder] = process.argv.slice(2);
if (step === 'names') {
  console.log(Object.keys(engines).join('\n'));
  process.exit(0);
}

const engine = engines[name];
const data = JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8'));
const store = join(folder, 'stores', name);
const version = `LanceDB ${JSON.parse(readFileSync(new URL('node_modules/@lancedb/lancedb/package.json', import.meta.url))).version}, ${engine.version}`;

// A row's floats, copied: LanceDB takes arrays.
function* vectorsOf(file) {
  const bytes = readFileSync(join(folder, file));
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  for (let row = 0; row < floats.length / data.dimensions; row++) yield floats.subarray(row * data.dimensions, (row + 1) * data.dimensions);
}

const since = start => Number(process.hrtime.bigint() - start) / 1e9;
const peakBytes = () => 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
const bytesOf = path => readdirSync(path, { withFileTypes: true })
  .reduce((sum, f) => sum + (f.isDirectory() ? bytesOf(join(path, f.name)) : statSync(join(path, f.name)).size), 0);

function save(seconds, diskBytes, milliseconds, found) {
  mkdirSync(join(folder, 'runs'), { recursive: true });
  const run = { engine: name, task: 0, version, seconds, peakBytes: peakBytes(), diskBytes, milliseconds, found };
  writeFileSync(join(folder, 'runs', `${name}.${step}.json`), JSON.stringify(run));
  const sorted = [...milliseconds].sort((a, b) => a - b);
  console.log(`${name} ${step}: ${seconds.toFixed(1)} s, ${run.peakBytes >> 20} MB${sorted.length ? `, p50 ${sorted[sorted.length >> 1].toFixed(2)} ms` : ''}`);
}

async function build() {
  rmSync(store, { recursive: true, force: true });
  const start = process.hrtime.bigint();
  const db = await lancedb.connect(store);
  let table, batch = [], row = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    if (table) await table.add(batch);
    else table = await db.createTable('passages', batch);
    batch = [];
  };
  for (const vector of vectorsOf('vectors.f32')) {
    batch.push({ row: row++, vector: Array.from(vector) });
    if (batch.length === rowsPerBatch) await flush();
  }

  await flush();
  if (engine.index) await table.createIndex('vector', { config: lancedb.Index.ivfPq({ distanceType: 'dot' }) });
  save(since(start), 0, [], []);
}

async function ask() {
  const start = process.hrtime.bigint();
  const table = await (await lancedb.connect(store)).openTable('passages');
  const one = async query => {
    let search = table.search(query).distanceType('dot').select(['row', '_distance']).limit(wanted);
    if (engine.index) search = search.nprobes(20).refineFactor(10);
    return (await search.toArray()).map(r => r.row);
  };
  const queries = [...vectorsOf('queries.f32')].map(q => Array.from(q));
  await one(queries[0]);
  const first = since(start);
  for (let i = 0; since(start) < first + warmUpSeconds; i++) await one(queries[i % queries.length]);
  const found = [];
  for (const query of queries) found.push(await one(query));
  const times = [];
  while (times.length < fewestTimes) {
    for (const query of queries) {
      const began = process.hrtime.bigint();
      await one(query);
      times.push(since(began) * 1000);
    }
  }

  save(first, bytesOf(store), times, found);
}

await (step === 'build' ? build() : ask());
