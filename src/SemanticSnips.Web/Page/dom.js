// Elements made of text alone: whatever a podcast is called, it is never markup.

/** Makes an element. Properties that are functions listen, `data` and `aria` are grouped, null children are left out. */
export function el(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key, value);
    else if (key === 'aria' || key === 'data') for (const [k, v] of Object.entries(value)) { if (v !== null) node.setAttribute(`${key}-${k}`, v); }
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(2).filter(c => c !== null && c !== undefined && c !== false && c !== ''));
  return node;
}

/** A text with some spans of it in <mark>. Spans are UTF-16 units, as strings are here. */
export function marked(text, spans, kind = 'mark') {
  const out = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at || to > text.length) continue;
    out.push(text.slice(at, from), el(kind, {}, text.slice(from, to)));
    at = to;
  }
  out.push(text.slice(at));
  return out;
}

/** A link that leaves: tells the other side nothing, and only to the web. Null for anything else. */
export function outward(address, label, properties = {}) {
  if (!isWeb(address)) return null;
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer', ...properties }, label);
}

export function isWeb(address) {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Tells a screen reader, and nobody else. */
export function say(sentence) {
  document.getElementById('said').textContent = sentence;
}
