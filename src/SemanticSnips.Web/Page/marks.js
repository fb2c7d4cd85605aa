// A person's own tags, star and note of one snip.
import { el, say } from './dom.js';
import { change, get } from './api.js';

/** What stands below a snip's name where marks can be changed. `redraw` is given the snip as it is then. */
export function ownMarks(s, redraw) {
  const told = el('p.refused', { role: 'alert' });
  const put = async (what, sentence) => {
    try {
      told.textContent = '';
      const now = await change(`marks/${encodeURIComponent(s.snip)}`, what);
      redraw({ ...s, tags: now.tags, favourite: now.favourite, note: now.note });
      say(sentence);
    } catch (e) {
      told.textContent = e.message;
    }
  };
  return el('div.own', {},
    el('button.starring', { type: 'button', aria: { pressed: String(s.favourite) }, click: () => put({ favourite: !s.favourite }, s.favourite ? 'Star taken away' : 'Starred') },
      s.favourite ? '★ Starred' : '☆ Star'),
    el('ul.tags', { aria: { label: 'Tags' } }, s.tags.map(t => el('li.tag', {}, `#${t} `,
      el('button', { type: 'button', aria: { label: `Take the tag ${t} away` }, click: () => put({ removeTags: [t] }, 'Tag taken away') }, '×')))),
    adding(put), noting(s, put), told);
}

function adding(put) {
  const box = el('input', { name: 'tag', placeholder: 'Add a tag', maxlength: '100', autocomplete: 'off', aria: { label: 'Add a tag' } });
  return el('form.tagging', {
    submit: e => {
      e.preventDefault();
      if (box.value.trim()) put({ addTags: [box.value.trim()] }, 'Tagged');
    },
  }, box);
}

/** The own note alone can be written; that of the sources stays beside it. */
function noting(s, put) {
  const box = el('textarea', { name: 'note', rows: '3', maxlength: '10000', aria: { label: 'A note of your own' } });
  const form = el('form.noting', {
    hidden: true,
    submit: e => {
      e.preventDefault();
      put({ note: box.value.trim() }, 'Note kept');
    },
  }, box, el('button', { type: 'submit' }, 'Keep'));
  const open = el('button.note', {
    type: 'button', aria: { expanded: 'false' },
    click: async () => {
      if (form.hidden) box.value = (await get(`marks/${encodeURIComponent(s.snip)}`).catch(() => null))?.note ?? '';
      form.hidden = !form.hidden;
      open.setAttribute('aria-expanded', String(!form.hidden));
      if (!form.hidden) box.focus();
    },
  }, 'Note');
  return [open, form];
}
