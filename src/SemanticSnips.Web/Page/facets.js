// What one can narrow down by, and what is in force.
import { el } from './dom.js';

const KINDS = [
  { title: 'Speakers', field: 'speaker', of: h => h.speakers, key: 'speakers' },
  { title: 'Shows', field: 'show', of: h => h.show ? [h.show] : [], key: 'shows' },
  { title: 'Episodes', field: 'episode', of: h => h.episode ? [h.episode] : [], key: 'episodes' },
  { title: 'Tags', field: 'tag', of: h => h.tags ?? [], key: 'tags' },
];
const SHOWN = 8;

/** Counts of what a search found. */
export function ofHits(results) {
  const facets = {};
  for (const { key, of } of KINDS) {
    const counts = new Map();
    for (const h of results) for (const name of of(h)) counts.set(name, (counts.get(name) ?? 0) + 1);
    facets[key] = [...counts].map(([name, snips]) => ({ name, snips })).sort((a, b) => b.snips - a.snips || (a.name < b.name ? -1 : 1));
  }
  return facets;
}

/** The lists; a kind with one value that every hit has narrows nothing and is left out. */
export function draw(facets, total, filters, toggle) {
  const groups = KINDS.map(({ title, field, key }) => {
    const values = (facets[key] ?? []).filter(f => f.snips < total || isOn(filters, field, f.name));
    return values.length ? group(title, field, values, filters, toggle) : null;
  }).filter(Boolean);
  const starred = isOn(filters, 'is', 'favourite');
  groups.push(el('section', {}, el('h2', {}, 'Only'), el('ul', {},
    el('li', {}, choice('Starred', null, starred, () => toggle('is', 'favourite'))),
    el('li', {}, choice('With transcript', null, isOn(filters, 'has', 'transcript'), () => toggle('has', 'transcript'))))));
  return groups;
}

function group(title, field, values, filters, toggle) {
  const items = values.map(f => el('li', {}, choice(f.name, f.snips, isOn(filters, field, f.name), () => toggle(field, f.name))));
  return el('section', {}, el('h2', {}, title), el('ul', {}, items.slice(0, SHOWN)),
    items.length > SHOWN ? el('details', {}, el('summary', {}, `${items.length - SHOWN} more`), el('ul', {}, items.slice(SHOWN))) : null);
}

function choice(name, snips, on, click) {
  return el('button.facet', { type: 'button', click, aria: { pressed: String(on) } }, el('span', {}, name), snips === null ? null : el('span.count', {}, snips.toLocaleString('en')));
}

const isOn = (filters, field, value) => filters.some(f => f.field === field && f.value === value);

/** A chip a filter; a press takes it away. */
export function chips(filters, remove) {
  return filters.map(f => el('li', {}, el('button.chip', { type: 'button', click: () => remove(f), aria: { label: `Remove the filter ${f.field}: ${f.value}` } },
    el('span.field', {}, f.field), f.value, el('span', { aria: { hidden: 'true' } }, '×'))));
}
