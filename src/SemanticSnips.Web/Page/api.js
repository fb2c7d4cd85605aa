// The server's JSON. Everything here can be asked with curl as well.

/** What the server refused, in its own words; status 0 where it does not answer at all. */
export class Refusal extends Error {
  constructor(status, error) {
    super(error?.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error?.code ?? 'fault';
    this.todo = error?.todo ?? null;
  }
}

export function addressOf(path, parameters = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== null && value !== undefined && value !== '') search.set(key, value);
  const text = search.toString();
  return `/api/${path}${text ? '?' + text : ''}`;
}

async function fetched(address, signal, how = {}) {
  let response;
  try {
    response = await fetch(address, { signal, ...how });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Refusal(0, { code: 'gone', message: 'The server does not answer.' });
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw new Refusal(response.status, body?.error);
}

export async function get(path, parameters, signal) {
  const response = await fetched(addressOf(path, parameters), signal);
  return response.json();
}

/** Changes what there is at an address. */
export async function change(path, what) {
  const response = await fetched(addressOf(path), null, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(what) });
  return response.json();
}

/** Asks; calls `on.hits` and `on.answers` as the server has them. */
export async function ask(parameters, signal, on) {
  const response = await fetched(addressOf('ask', parameters), signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const name = /^event: ?(.*)$/m.exec(event)?.[1];
      const data = event.split('\n').filter(l => l.startsWith('data:')).map(l => l.slice(5)).join('\n');
      if (name === 'error') throw new Refusal(500, JSON.parse(data).error);
      if (data) on[name]?.(JSON.parse(data));
    }
  }
}
