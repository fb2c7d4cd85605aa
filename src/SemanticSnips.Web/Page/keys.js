// The keyboard: '/' types, arrows choose, Enter listens, 'o' opens, 'c' copies, Esc goes back.
import { copy, itemOf } from './results.js';
import * as player from './player.js';

const box = document.getElementById('q');

export function listenToKeys(go) {
  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const row = document.activeElement?.closest?.('[data-row]');
    const typing = e.target.matches?.('input, textarea, select');
    if (e.key === 'Escape') return escape(e, row);
    if (e.key === 'ArrowDown' && (e.target === box || !typing)) return move(e, row, 1);
    if (e.key === 'ArrowUp' && !typing) return move(e, row, -1);
    if (typing) return;
    if (e.key === '/') {
      e.preventDefault();
      box.focus();
      box.select();
    } else if (row && e.key === 'Enter' && e.target === row) {
      e.preventDefault();
      if (!player.listen(itemOf.get(row))) go(row.querySelector('a.open').href);
    } else if (row && e.key === 'o') {
      go(row.querySelector('a.open').href);
    } else if (row && e.key === 'c' && itemOf.get(row).text) {
      copy(itemOf.get(row), row.querySelector('.copy'));
    } else if (e.key === ' ' && player.isOpen() && !e.target.closest('button, a, summary')) {
      e.preventDefault();
      player.toggle();
    }
  });
}

function move(e, row, step) {
  const rows = [...document.querySelectorAll('[data-row]')];
  if (rows.length === 0) return;
  e.preventDefault();
  const next = row ? rows.indexOf(row) + step : step > 0 ? 0 : rows.length - 1;
  if (next < 0) box.focus();
  else (rows[next] ?? rows.at(-1)).focus();
}

function escape(e, row) {
  if (player.isOpen()) player.close();
  else if (row) box.focus();
  else if (e.target === box && box.value) return; // a search field empties itself
  else if (location.pathname.startsWith('/snips/')) document.querySelector('[data-back]')?.click();
  else return;
  e.preventDefault();
}
