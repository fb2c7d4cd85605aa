// Plays a clip from its second and stops at its end.
import { el, isWeb, say } from './dom.js';
import { clock, nameOf } from './words.js';

const STEP = 10;
const bar = document.getElementById('player');
let audio = null;
let clip = null;

/** Plays what has audio; opens what has only a link. Returns whether there was either. */
export function listen(item) {
  if (item.audio && isWeb(item.audio)) {
    start(item);
    return true;
  }
  if (item.link && isWeb(item.link)) {
    window.open(item.link, '_blank', 'noopener,noreferrer');
    return true;
  }
  return false;
}

export function isOpen() {
  return !bar.hidden;
}

export function close() {
  audio?.pause();
  audio = clip = null;
  bar.hidden = true;
  bar.replaceChildren();
  document.body.classList.remove('playing');
}

export function toggle() {
  if (!audio) return;
  if (audio.paused) play();
  else audio.pause();
}

function start(item) {
  close();
  clip = { start: item.start ?? 0, end: item.end ?? null, name: nameOf(item) };
  audio = el('audio', { preload: 'none', src: item.audio });
  const button = el('button.play', { type: 'button', click: toggle, aria: { label: 'Play' } }, '▶');
  const time = el('span.time', {}, clock(clip.start));
  const range = el('input', {
    type: 'range', min: Math.floor(clip.start), max: Math.ceil(clip.end ?? clip.start + 60), step: 1, value: Math.floor(clip.start),
    aria: { label: 'Position in the clip' }, input: e => seek(Number(e.target.value)),
  });
  const rate = el('button', { type: 'button', click: () => { audio.playbackRate = audio.playbackRate >= 2 ? 1 : audio.playbackRate + 0.25; rate.firstChild.textContent = `${audio.playbackRate}×`; } }, el('span', {}, '1×'), el('span.hidden', {}, ' speed'));
  const current = audio;
  current.addEventListener('timeupdate', () => {
    if (current !== audio) return;
    time.textContent = clock(current.currentTime);
    range.value = current.currentTime;
    // Media fragments stop by themselves only if nobody moved; the clip's end holds in any case.
    if (clip.end !== null && current.currentTime >= clip.end && !current.paused && !clip.isOver) {
      clip.isOver = true;
      current.pause();
    }
  });
  current.addEventListener('play', () => { button.textContent = '❚❚'; button.setAttribute('aria-label', 'Pause'); });
  current.addEventListener('pause', () => { button.textContent = '▶'; button.setAttribute('aria-label', 'Play'); });
  current.addEventListener('error', () => { if (current === audio) fail('This audio cannot be played here.', item.link); });
  bar.replaceChildren(
    button,
    el('div.what', {}, el('strong', {}, clip.name), el('span', {}, [item.show, item.speaker ?? item.speakers?.join(', ')].filter(Boolean).join(' · '))),
    el('button', { type: 'button', click: () => seek(current.currentTime - STEP) }, `−${STEP}`, el('span.hidden', {}, ' seconds')),
    range, time,
    el('button', { type: 'button', click: () => seek(current.currentTime + STEP) }, `+${STEP}`, el('span.hidden', {}, ' seconds')),
    rate,
    el('button.close', { type: 'button', click: close, aria: { label: 'Close the player' } }, '×'),
    audio);
  bar.hidden = false;
  document.body.classList.add('playing');
  say(`Playing ${clip.name} from ${clock(clip.start)}`);
  play();
}

function play() {
  if (clip.isOver) {
    audio.currentTime = clip.start;
    clip.isOver = false;
  }
  // A newer clip interrupts the start of this one, which is no failure; real ones raise 'error'.
  audio.play().catch(e => { if (e.name === 'NotAllowedError') say('Press play to listen.'); });
}

function seek(to) {
  clip.isOver = clip.end !== null && to >= clip.end;
  audio.currentTime = Math.max(0, to);
}

function fail(sentence, link) {
  const what = bar.querySelector('.what');
  what.replaceChildren(el('strong', {}, sentence));
  if (link && isWeb(link)) what.append(el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, 'Listen at its source'));
  say(sentence);
}
