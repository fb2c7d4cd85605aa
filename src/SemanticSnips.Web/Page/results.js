// Hits, answers and listings.
import { el, marked, outward, say } from './dom.js';
import { clock, count, excerpt, nameOf, placeOf, quotation, relevance, telling } from './words.js';
import { listen } from './player.js';

const SHOWN = 420;
const CONFIDENT = { likely: 'Said in your snips', unsure: 'Perhaps this' };

/** What a row stands for, for the keyboard. */
export const itemOf = new WeakMap();

export function snipAddress(id, words) {
  return `/snips/${encodeURIComponent(id)}${words ? '?q=' + encodeURIComponent(words) : ''}`;
}

/** The sentences that answer, above the hits. */
export function answers(result, words) {
  const found = result.answers ?? [];
  if (found.length === 0) return null;
  return el('section.answers', { aria: { label: 'Answers' } },
    el('h2', {}, CONFIDENT[result.confidence] ?? CONFIDENT.likely),
    found.map(a => row('div.answer', a,
      a.prompt ? el('p.prompt', {}, a.prompt.speaker ? `${a.prompt.speaker}: ` : '', a.prompt.text) : null,
      el('blockquote', {}, inContext(a)),
      el('p.source', {}, a.speaker ? el('b.speaker', {}, a.speaker) : null, el('a.open', { href: snipAddress(a.snip, words) }, nameOf(a)), placeOf(a).map(p => el('span', {}, p))),
      actions(a))));
}

/** The answer among the sentences around it, as far as the same speaker says them: a turn is a line. */
function inContext(answer) {
  const [from, to] = answer.inContext ?? [0, 0];
  if (!answer.context || to <= from) return [answer.text];
  const [before, after] = [answer.context.slice(0, from), answer.context.slice(to)];
  const end = after.indexOf('\n');
  return [el('span.around', {}, before.slice(before.lastIndexOf('\n') + 1)), answer.context.slice(from, to), el('span.around', {}, end < 0 ? after : after.slice(0, end))];
}

/** The hits of a search, or the nearest where nothing is relevant. */
export function hits(result, words) {
  if (result.results.length === 0) {
    return el('div.empty', {}, el('h2', {}, 'Nothing in your snips is about this'), el('p', {}, 'Take a filter away, or say it in other words.'));
  }
  return [
    result.answered ? null : el('div.none', {}, el('h2', {}, 'Nothing in your snips is about this'), el('p', {}, 'The nearest are:')),
    el(result.answered ? 'ol.hits' : 'ol.hits.nearest', { aria: { label: 'Snips' } }, result.results.map(h => hit(h, words))),
  ];
}

function hit(h, words) {
  const spans = telling(h.text, h.highlights);
  const [from, to] = excerpt(h.text, spans, SHOWN);
  const r = relevance(h.relevance);
  return row('li.hit', h,
    el('div.head', {},
      el('h3', {}, el('a.open', { href: snipAddress(h.snip, words) }, nameOf(h))),
      el('span.relevance', { title: `Relevance ${r.percent}` }, el('span.dots', { aria: { hidden: 'true' } }, r.dots), r.word)),
    el('p.source', {}, h.speakers.length ? el('b.speaker', {}, h.speakers.join(', ')) : null, placeOf(h).map(p => el('span', {}, p)), h.hasTranscript === false ? el('span', {}, 'no transcript') : null),
    el('p.said', {}, from > 0 ? '… ' : null, marked(h.text.slice(from, to), spans.filter(s => s[0] >= from && s[1] <= to).map(([a, b]) => [a - from, b - from])), to < h.text.length ? ' …' : null),
    h.sharedTerms?.length ? el('p.shared', {}, 'Shares: ', h.sharedTerms.join(', ')) : null,
    actions(h),
    also(h, words));
}

/** A listing: what there is, newest episode first, under the episodes' names. */
export function listing(page, title) {
  return [el('h1.listing', {}, title), el('div.episodes', {}, episodes(page.snips))];
}

/** Snips under their episodes; they come in the episodes' order. */
export function episodes(snips) {
  const groups = [];
  for (const s of snips) {
    const last = groups.at(-1);
    if (last && last[0].show === s.show && last[0].episode === s.episode) last.push(s);
    else groups.push([s]);
  }
  return groups.map(([first, ...rest]) => el('section', {},
    el('div.episode', {},
      el('h2', {}, first.episode ?? 'Unnamed episode'),
      el('p.source', {}, first.show ? el('span', {}, first.show) : null, first.published ? el('time', { datetime: first.published }, first.published) : null)),
    el('ol.hits', { aria: { label: first.episode ?? 'Snips' } }, [first, ...rest].map(listed))));
}

function listed(s) {
  return row(s.title ? 'li.hit.brief' : 'li.hit.brief.untitled', s,
    el('div.what', {},
      el('h3', {}, el('a.open', { href: snipAddress(s.snip) }, s.title ?? 'Untitled'), s.favourite ? el('span.star', { role: 'img', aria: { label: 'Starred' } }, ' ★') : null),
      el('p.source', {},
        s.speakers.length ? el('span', {}, s.speakers.join(', ')) : null, s.hasTranscript ? null : el('span', {}, 'no transcript'),
        s.tags.map(t => el('span.tag', {}, `#${t}`)))),
    actions(s));
}

function row(tag, item, ...children) {
  const node = el(tag, { tabindex: '-1', data: { row: '' } }, ...children);
  itemOf.set(node, item);
  return node;
}

function also(h, words) {
  if (!h.alsoIn?.length) return null;
  return el('details.also', {}, el('summary', {}, `Also in ${count(h.alsoIn.length, 'other snip', 'other snips')}`),
    el('ul', {}, h.alsoIn.map(m => el('li', {}, el('a', { href: snipAddress(m.snip, words) }, m.start === null ? m.snip.slice(0, 8) : `${clock(m.start)} – ${clock(m.end)}`)))));
}

/** Listen, copy. */
export function actions(item) {
  const time = item.start === null || item.start === undefined ? '' : `${item.approximate ? '~' : ''}${clock(item.start)}`;
  const label = time ? `${time}` : 'Listen';
  return el('div.actions', {},
    item.audio
      ? el('button.listen', { type: 'button', click: () => listen(item), aria: { label: `Play from ${time || 'the start'}` } }, el('span', { aria: { hidden: 'true' } }, '▶ '), label)
      : outward(item.link, [el('span', { aria: { hidden: 'true' } }, '▶ '), label], { class: 'listen', 'aria-label': `Listen at ${time || 'its source'}, opens elsewhere` }) ?? (time ? el('span.time', {}, time) : null),
    item.text ? el('button.copy', { type: 'button', click: e => copy(item, e.currentTarget) }, 'Copy quote') : null);
}

/** Puts a quotation on the clipboard. */
export async function copy(item, button) {
  const text = quotation(item);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea.hidden', { aria: { hidden: 'true' } }, text);
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say('Quote copied');
  if (!button) return;
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy quote'; }, 1500);
}
