// Figures as words, and elements out of them. Whatever is shown of others becomes text, never HTML.

/** An element with a class, and children: texts, elements, or null for none. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null));
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** The shape of a state; the word beside it says the same. */
export function icon(health) {
  const made = document.createElementNS(svg, 'svg');
  made.setAttribute('class', 'icon');
  made.setAttribute('aria-hidden', 'true');
  made.append(document.createElementNS(svg, 'use'));
  made.firstChild.setAttribute('href', `#${health}`);
  return made;
}

/** A piece of a line, as a chart draws it. */
export function stroke(className) {
  const made = document.createElementNS(svg, 'svg');
  made.setAttribute('viewBox', '0 0 20 8');
  made.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'line');
  for (const [name, value] of Object.entries({ x1: 0, x2: 20, y1: 4, y2: 4, class: className }))
    line.setAttribute(name, value);
  made.append(line);
  return made;
}

/** Replaces those children that differ, so that a selection in the others stays. */
export function show(parent, children) {
  children.forEach((child, at) => {
    const old = parent.childNodes[at];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
  });
  while (parent.childNodes.length > children.length) parent.lastChild.remove();
}

export const none = '–';
const grouped = new Intl.NumberFormat('en');

export const count = (number) => (number === null ? none : grouped.format(Math.round(number)));

/** Three digits at most, and more only where it is larger. */
export function short(number) {
  if (number === null || number === undefined) return none;
  if (number === 0) return '0';
  if (number < 10) return number.toFixed(number < 0.1 ? 2 : 1);
  return count(number);
}

export const perSecond = (rate) => `${short(rate)}/s`;

/** [number, unit] */
export function duration(ms) {
  if (ms === null || ms === undefined) return [none, ''];
  if (ms < 1000) return [ms < 1 ? ms.toFixed(2) : short(ms), 'ms'];
  return [short(ms / 1000), 's'];
}

export function span(seconds) {
  if (seconds === null) return none;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : count(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

export function bytes(number) {
  if (number === null) return none;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  for (; number >= 1024 && at < units.length - 1; ++at) number /= 1024;
  return `${at === 0 || number >= 10 ? count(number) : number.toFixed(1)} ${units[at]}`;
}

export const clock = (ms) => new Date(ms).toLocaleTimeString('en-GB');
