// One snip, whole: its turns, what matched in them, what is related.
import { el, marked, outward } from './dom.js';
import { clock, nameOf, telling } from './words.js';
import { actions, hits, snipAddress } from './results.js';
import { listen } from './player.js';
import { ownMarks } from './marks.js';

/** The snip's page. `found` is what a search said of it, if one led here: { hit, answers }. `redraw` draws it anew where marks can be changed, else null. */
export function snipPage(s, found, words, redraw) {
  const texts = s.turns.map(t => t.text);
  const marks = matched(texts.join('\n'), found);
  let at = 0;
  let before = null;
  const turns = s.turns.map(turn => {
    const from = at;
    at += turn.text.length + 1;
    const isNew = turn.speaker !== before;
    before = turn.speaker;
    return el('div.turn', {},
      isNew || turn.start !== null ? el('p.who', {}, isNew && turn.speaker ? el('b.speaker', {}, turn.speaker) : null, timeOf(s, turn)) : null,
      el('p.said', {}, inTurn(turn.text, from, marks)));
  });
  const quote = { ...s, text: found?.hit?.text ?? s.quote ?? s.turns.map(t => t.text).join('\n') };
  return el('article.snip', {},
    el('p.back', {}, el('a', { href: words ? '/?q=' + encodeURIComponent(words) : '/', data: { back: '' } }, words ? `← Results for “${words}”` : '← All snips')),
    el('h1', { tabindex: '-1' }, nameOf(s), s.favourite ? el('span.star', { role: 'img', aria: { label: 'Starred' } }, ' ★') : null),
    el('p.source', {},
      s.show ? el('span', {}, s.show) : null, s.title && s.episode ? el('span', {}, s.episode) : null,
      s.published ? el('time', { datetime: s.published }, s.published) : null,
      s.start !== null ? el('span', {}, `${clock(s.start)} – ${clock(s.end)}`) : null,
      redraw ? null : s.tags.map(t => el('span.tag', {}, `#${t}`)),
      s.url ? outward(s.url, 'Source') : null),
    actions(quote),
    redraw ? ownMarks(s, redraw) : null,
    block('Your note', s.note), block('Quote', s.quote), block('Summary', s.summary),
    turns.length ? el('div.turns', {}, turns) : el('p.empty', {}, 'There is no transcript of this snip.'),
    s.alsoIn?.length ? el('p.alsoin', {}, 'The same moment is also in ',
      s.alsoIn.map((m, i) => [i ? ', ' : null, el('a', { href: snipAddress(m.snip, words) }, m.start === null ? m.snip.slice(0, 8) : clock(m.start))]), '.') : null);
}

/** Snips about the same thing. */
export function related(result) {
  if (result.results.length === 0) return null;
  return el('section.related', {}, el('h2', {}, 'Related'), hits({ ...result, answered: true }, null));
}

function block(label, text) {
  return text ? el('section.block', {}, el('h2', {}, label), text.split('\n').filter(Boolean).map(line => el('p', {}, line))) : null;
}

function timeOf(s, turn) {
  if (turn.start === null) return null;
  const text = `${turn.approximate ? '~' : ''}${clock(turn.start)}`;
  if (!s.audio) return el('span.time', {}, text);
  const from = { ...s, start: turn.start, audio: s.audio.replace(/#.*$/, '') + `#t=${turn.start}${s.end === null ? '' : ',' + s.end}` };
  return el('button.time', { type: 'button', click: () => listen(from), aria: { label: `Play from ${text}` } }, text);
}

/** Spans of the whole text: the passage that matched, the answering sentences in it, the words that match. */
function matched(text, found) {
  if (!found) return { passage: null, sentences: [], words: [] };
  const place = piece => { const from = text.indexOf(piece); return from < 0 ? null : [from, from + piece.length]; };
  const passage = found.hit ? place(found.hit.text) : null;
  return {
    passage,
    sentences: found.answers.map(a => place(a.text)).filter(Boolean).sort((a, b) => a[0] - b[0]),
    words: passage ? telling(found.hit.text, found.hit.highlights).map(([a, b]) => [a + passage[0], b + passage[0]]) : [],
  };
}

function inTurn(text, from, { passage, sentences, words }) {
  const clip = spans => spans.map(([a, b]) => [Math.max(0, a - from), Math.min(text.length, b - from)]).filter(([a, b]) => b > a);
  const inside = clip(sentences);
  // Where sentences answer, they are what is marked; else the words are, within the passage.
  if (inside.length) return marked(text, inside);
  const [stretch] = passage ? clip([passage]) : [];
  if (!stretch) return [text];
  const [a, b] = stretch;
  return [text.slice(0, a), el('span.passage', {}, sentences.length ? text.slice(a, b) : marked(text.slice(a, b), clip(words).map(([x, y]) => [x - a, y - a]))), text.slice(b)];
}
