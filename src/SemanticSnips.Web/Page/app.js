// Addresses, what is asked for each, and what is drawn of it. Only the newest question may draw.
import { el, say } from './dom.js';
import { condition, count, nameOf } from './words.js';
import { Refusal, addressOf, ask, get } from './api.js';
import * as results from './results.js';
import * as facets from './facets.js';
import { related, snipPage } from './snip.js';
import { listenToKeys } from './keys.js';

const TYPING_MS = 60;
const SETTLED_MS = 350;
const RETRY_MS = 2000;
const HITS = 20;
const LISTED = 50;

const $ = id => document.getElementById(id);
const box = $('q');
const view = $('view');
let filters = [];
let newest = 0;
let running = new AbortController();
let timers = [];
let marking = null;
let shown = null; // { words, filters }: what the drawn hits are of

/** One question: it ends all that came before it. */
function begin() {
  running.abort();
  running = new AbortController();
  timers.forEach(clearTimeout);
  timers = [];
  const number = ++newest;
  document.body.dataset.state = 'busy';
  return { signal: running.signal, isNewest: () => number === newest };
}

const later = (ms, action) => timers.push(setTimeout(action, ms));
const done = () => { document.body.dataset.state = 'done'; };
const queryOf = words => [words, ...filters.map(condition)].filter(Boolean).join(' ');

// Addresses

function addressNow() {
  const search = new URLSearchParams();
  if (box.value.trim()) search.set('q', box.value.trim());
  for (const f of filters) search.append('in', `${f.field}:${f.value}`);
  const text = search.toString();
  return text ? `/?${text}` : '/';
}

function readAddress() {
  const search = new URLSearchParams(location.search);
  filters = search.getAll('in').map(f => ({ field: f.slice(0, f.indexOf(':')), value: f.slice(f.indexOf(':') + 1) })).filter(f => /^[a-z]+$/.test(f.field) && f.value);
  if (document.activeElement !== box || box.value.trim() !== (search.get('q') ?? '')) box.value = search.get('q') ?? '';
}

/** Goes to an address of this page. */
function go(address) {
  history.replaceState({ ...history.state, scroll: scrollY }, '');
  history.pushState({}, '', address);
  show({ settle: 0 });
}

/** Draws what the address names. */
function show({ settle, scroll = 0 }) {
  readAddress();
  drawChips();
  const id = /^\/snips\/([^/]+)$/.exec(location.pathname)?.[1];
  return id ? showSnip(decodeURIComponent(id)) : showResults({ settle, scroll });
}

// Results

async function showResults({ settle, scroll }) {
  const words = box.value.trim();
  const turn = begin();
  document.title = words ? `${words} – Snips` : 'Snips';
  try {
    if (!words) await showListing(turn);
    else if (settle === 0) await askNow(turn, words);
    else {
      const found = await get('search', { q: queryOf(words), top: HITS }, turn.signal);
      if (!turn.isNewest()) return;
      drawHits(found, words);
      later(settle, () => askNow(turn, words).catch(e => refused(e, turn)));
    }
    if (turn.isNewest()) {
      scrollTo(0, scroll ?? 0);
      done();
    }
  } catch (e) {
    refused(e, turn);
  }
}

/** Hits first, then the sentences that answer, as the server finds them. */
async function askNow(turn, words) {
  document.body.dataset.answers = 'reading';
  await ask({ q: queryOf(words), top: HITS }, turn.signal, {
    hits: found => { if (turn.isNewest()) drawHits(found, words); },
    answers: found => { if (turn.isNewest()) drawAnswers(found, words); },
  });
  if (turn.isNewest()) document.body.dataset.answers = 'done';
}

function drawHits(found, words) {
  notice(notes(found.notes));
  const keep = view.querySelector('.answers');
  const sameWords = shown && shown.words === words && shown.filters === JSON.stringify(filters);
  const focused = rowInFocus();
  view.replaceChildren(el('h1.hidden', {}, `Snips about “${words}”`), el('div.slot', {}, sameWords && keep ? keep : null), el('div.found', {}, results.hits(found, words)));
  shown = { words, filters: JSON.stringify(filters), found };
  refocus(focused);
  narrow(facets.ofHits(found.results), found.results.length);
  facts(found.results.length ? `${count(found.results.length, 'snip', 'snips')} in ${Math.max(1, Math.round(found.elapsedMs))} ms` : '');
  say(found.answered ? count(found.results.length, 'snip found', 'snips found') : 'Nothing in your snips is about this');
}

function drawAnswers(found, words) {
  const drawn = results.answers(found, words);
  view.querySelector('.slot')?.replaceChildren(...(drawn ? [drawn] : []));
  if (drawn) {
    // What a sentence answers is no longer "nothing": both come from the same reading.
    if (found.answered) view.querySelector('.none')?.remove();
    say(count(found.answers.length, 'answer', 'answers'));
  }
}

function rowInFocus() {
  const row = document.activeElement?.closest?.('[data-row]');
  return row ? results.itemOf.get(row)?.snip : null;
}

function refocus(snip) {
  if (!snip) return;
  [...document.querySelectorAll('.found [data-row]')].find(r => results.itemOf.get(r).snip === snip)?.focus({ preventScroll: true });
}

async function showListing(turn) {
  const q = queryOf('') || null;
  const page = await get('snips', { q, top: LISTED }, turn.signal);
  if (!turn.isNewest()) return;
  shown = null;
  if (page.total === 0 && !q) return emptyLibrary(turn);
  notice(null);
  view.replaceChildren(...results.listing(page, q ? count(page.total, 'snip', 'snips') : `Your ${count(page.total, 'snip', 'snips')}`), more(page, q, turn));
  narrow(await get('facets', { q }, turn.signal), page.total);
  facts('');
  await status(turn);
}

/** The next page of a listing, on demand. */
function more(page, q, turn) {
  const next = page.skip + page.snips.length;
  if (next >= page.total) return '';
  return el('p.more', {}, el('button', {
    type: 'button', click: async e => {
      const place = e.currentTarget.closest('.more');
      try {
        const rest = await get('snips', { q, top: LISTED, skip: next }, turn.signal);
        if (!turn.isNewest()) return;
        const sections = results.episodes(rest.snips);
        view.querySelector('.episodes').append(...sections);
        place.replaceWith(more(rest, q, turn));
        sections[0]?.querySelector('[data-row]').focus();
      } catch (error) {
        refused(error, turn);
      }
    },
  }, `Show more of ${page.total.toLocaleString('en')}`));
}

// One snip

async function showSnip(id) {
  const words = box.value.trim();
  const turn = begin();
  $('side').hidden = true;
  try {
    const [snip, found] = await Promise.all([
      get(`snips/${encodeURIComponent(id)}`, {}, turn.signal),
      words ? findIn(id, words, turn.signal) : null,
    ]);
    if (!turn.isNewest()) return;
    notice(null);
    document.title = `${nameOf(snip)} – Snips`;
    const draw = s => { if (turn.isNewest()) view.querySelector('article')?.replaceWith(snipPage(s, found, words, draw)); };
    const redraw = await canMark(turn.signal) ? draw : null;
    if (!turn.isNewest()) return;
    view.replaceChildren(snipPage(snip, found, words, redraw));
    facts('');
    scrollTo(0, 0);
    view.querySelector('h1').focus({ preventScroll: true });
    const others = await get(`related/${encodeURIComponent(snip.snip)}`, { top: 5 }, turn.signal);
    if (!turn.isNewest()) return;
    const section = related(others);
    if (section) view.append(section);
    done();
  } catch (e) {
    refused(e, turn);
  }
}

/** Whether this server keeps tags, stars and notes; asked once. */
async function canMark(signal) {
  marking ??= (await get('status', {}, signal).catch(() => null))?.marks ?? null;
  return marking === true;
}

/** What a question says of one snip: from the drawn results, else asked again. */
async function findIn(id, words, signal) {
  let hits = shown?.words === words ? shown.found : null;
  let said = null;
  try {
    await ask({ q: words, top: HITS }, signal, { hits: h => { hits ??= h; }, answers: a => { said = a; } });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    return null; // the snip is shown without marks
  }
  const isThis = x => x.snip === id || x.alsoIn?.some(m => m.snip === id);
  return { hit: hits?.results.find(isThis) ?? null, answers: (said?.answers ?? []).filter(isThis) };
}

// Filters

function toggle(field, value) {
  const at = filters.findIndex(f => f.field === field && f.value === value);
  if (at >= 0) filters.splice(at, 1);
  else filters.push({ field, value });
  go(addressNow());
}

function drawChips() {
  $('chips').replaceChildren(...facets.chips(filters, f => { toggle(f.field, f.value); box.focus(); }));
}

function narrow(counts, total) {
  const open = [...$('facets').querySelectorAll('details[open]')].length > 0;
  const pressed = document.activeElement?.matches?.('.facet') ? document.activeElement.firstChild.textContent : null;
  $('facets').replaceChildren(...facets.draw(counts, total, filters, toggle));
  if (open) $('facets').querySelectorAll('details').forEach(d => { d.open = true; });
  if (pressed) [...$('facets').querySelectorAll('.facet')].find(b => b.firstChild.textContent === pressed)?.focus();
  $('side').hidden = false;
}

// What to say beside results

const notes = list => list?.length ? list.map(n => el('p', {}, n)) : null;

function notice(content) {
  const place = $('notice');
  place.replaceChildren(...[content ?? []].flat());
  place.classList.toggle('shown', place.childNodes.length > 0);
}

function facts(text) {
  const json = location.pathname.startsWith('/snips/') ? addressOf(location.pathname.slice(1)) :
    box.value.trim() ? addressOf('search', { q: queryOf(box.value.trim()), top: HITS }) : addressOf('snips', { q: queryOf('') });
  $('facts').replaceChildren(text ? `${text} · ` : '', el('a', { href: json }, 'as JSON'));
}

/** An import that runs, or a commit that cannot be opened. */
async function status(turn) {
  const s = await get('status', {}, turn.signal);
  if (!turn.isNewest()) return null;
  if (s.importing) notice(el('p', {}, 'Importing. What is in already can be searched.'));
  else if (s.pending > 0) notice(el('p', {}, `${count(s.pending, 'passage is', 'passages are')} found by words alone until they are embedded. Finish with: `, el('code', {}, 'snips index')));
  else if (s.problem) notice(el('p', {}, s.problem));
  if (s.importing) later(RETRY_MS, () => { if (turn.isNewest()) status(turn).catch(e => refused(e, turn)); });
  return s;
}

async function emptyLibrary(turn) {
  $('side').hidden = true;
  view.replaceChildren(el('div.empty', {}, el('h1', {}, 'No snips yet'),
    el('p', {}, 'Bring in an export, a transcript or a folder of them:'), el('pre', {}, el('code', {}, 'snips index FILE-OR-FOLDER')),
    el('p', {}, 'This page shows them as soon as they are there.')));
  await status(turn).catch(() => null);
  later(RETRY_MS, () => { if (turn.isNewest()) show({ settle: 0 }); });
}

function refused(e, turn) {
  if (!turn.isNewest() || e.name === 'AbortError') return;
  if (!(e instanceof Refusal)) throw e;
  done();
  if (e.code === 'missing') return void emptyLibrary(turn);
  if (e.status === 0) {
    notice([el('p', {}, el('strong', {}, 'The server has stopped. '), 'Start it again and this page goes on: ', el('code', {}, 'snips serve'))]);
    return void later(RETRY_MS, () => { if (turn.isNewest()) show({ settle: 0, scroll: scrollY }); });
  }
  if (e.status === 404) {
    view.replaceChildren(el('div.empty', {}, el('h1', {}, 'There is no such snip'), el('p', {}, e.message), el('p', {}, el('a', { href: '/' }, 'All snips'))));
    return;
  }
  notice([el('p', {}, e.message), e.todo ? el('p', {}, e.todo) : null].filter(Boolean));
  if (e.status === 503) later(RETRY_MS, () => { if (turn.isNewest()) show({ settle: 0, scroll: scrollY }); });
}

// Events

box.addEventListener('input', () => {
  const wasSnip = location.pathname !== '/';
  history[wasSnip ? 'pushState' : 'replaceState']({}, '', addressNow());
  begin();
  later(TYPING_MS, () => show({ settle: SETTLED_MS }));
});

$('search').addEventListener('submit', e => {
  e.preventDefault();
  history.pushState({}, '', addressNow());
  show({ settle: 0 });
});

document.addEventListener('click', e => {
  const link = e.target.closest('a[href]');
  if (!link || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || link.target || e.defaultPrevented) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || to.hash || !/^\/(snips\/[^/]+)?$/.test(to.pathname)) return;
  e.preventDefault();
  if ('back' in link.dataset && history.state?.within) return history.back();
  go(to.pathname + to.search);
  history.replaceState({ ...history.state, within: true }, '');
});

addEventListener('popstate', e => show({ settle: 0, scroll: e.state?.scroll }));
history.scrollRestoration = 'manual';
const wide = matchMedia('(min-width: 52rem)');
const unfold = () => { $('narrow').open = wide.matches; };
wide.addEventListener('change', unfold);
unfold();
listenToKeys(address => {
  const to = new URL(address);
  go(to.pathname + to.search);
  history.replaceState({ ...history.state, within: true }, '');
});
show({ settle: 0 });
if (!location.pathname.startsWith('/snips/')) box.focus();
