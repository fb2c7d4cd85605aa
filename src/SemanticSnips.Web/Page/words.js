// How things are said: times, counts, relevance, names, quotations.

// Words that match almost any passage: marking them says nothing.
const COMMON = new Set(('a about after all also am an and any are as at be because been before being but by can could did do does doing down for from get ' +
  'go going had has have having he her here hers him his how i if in into is it its just like make me more most much my no not now of off on one only or other ' +
  'our out over own really said same say she should so some such than that the their them then there these they thing things think this those through to too up very ' +
  'was way we were what when where which while who whom whose why will with would you your').split(' '));

/** Seconds as 1:02:03 or 2:03. */
export function clock(seconds) {
  if (seconds === null || seconds === undefined) return '';
  const s = Math.floor(seconds);
  const two = n => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

export const count = (n, one, many) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** A probability in dots and a word. */
export function relevance(p) {
  const dots = p >= 0.75 ? 4 : p >= 0.5 ? 3 : p >= 0.25 ? 2 : 1;
  return { dots: '●'.repeat(dots) + '○'.repeat(4 - dots), word: ['', 'far', 'perhaps', 'likely', 'very likely'][dots], percent: `${Math.round(p * 100)} %` };
}

/** The spans worth marking: without common words, neighbours joined. */
export function telling(text, spans) {
  const out = [];
  for (const [from, to] of spans) {
    if (COMMON.has(text.slice(from, to).toLowerCase().replace(/[’'].*$/, ''))) continue;
    const last = out.at(-1);
    if (last && /^[\s-]$/.test(text.slice(last[1], from))) last[1] = to;
    else out.push([from, to]);
  }
  return out;
}

/** The densest stretch of a long passage, in whole sentences where they are short enough. */
export function excerpt(text, spans, most) {
  if (text.length <= most) return [0, text.length];
  let best = 0, held = -1;
  spans.forEach(([from], i) => {
    const n = spans.slice(i).filter(s => s[1] <= from + most * 0.75).length;
    if (n > held) [best, held] = [from, n];
  });
  const opens = [0, ...[...text.matchAll(/[.?!…]["”’]?\s+/g)].map(m => m.index + m[0].length)];
  let start = opens.findLast(o => o <= best && best - o < most / 2) ?? Math.max(0, text.lastIndexOf(' ', best - 20) + 1);
  if (text.length - start < most) start = opens.find(o => o >= text.length - most) ?? start;
  const closes = opens.filter(o => o > start + most * 0.5 && o <= start + most);
  const end = text.length - start <= most ? text.length : closes.at(-1) ?? text.lastIndexOf(' ', start + most);
  return [start, end];
}

/** What a snip is called, where it has no title of its own. */
export const nameOf = s => s.title || s.episode || 'Untitled snip';

/** Where a snip is from; without what its name says already. */
export const placeOf = s => [s.show, s.title ? s.episode : null].filter(Boolean);

/** A quotation with its attribution, as Markdown. */
export function quotation(item) {
  const escape = text => text.replace(/[\\`*_[\]<>]/g, '\\$&');
  const who = item.speaker ?? item.speakers?.join(', ');
  const what = [item.episode ? `*${escape(item.episode)}*` : null, item.show ? escape(item.show) : null].filter(Boolean).join(', ');
  const time = item.start === null || item.start === undefined ? null : clock(item.start);
  const when = item.link && time ? `[${time}](${item.link})` : item.link ? `[listen](${item.link})` : time;
  const lines = escape(item.text.trim()).split('\n').map(line => `> ${line}`).join('\n>\n');
  return `${lines}\n>\n> — ${[who ? escape(who) : null, what || null, when].filter(Boolean).join(', ')}\n`;
}

/** A condition of the query language. */
export function condition({ field, value }) {
  return `${field}:"${value.replace(/["“”„]/g, ' ')}"`;
}
