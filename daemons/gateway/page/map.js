// The daemons around the gateway, and how each is.
import { count, element, icon, perSecond, show, span } from './words.js';

const above = ['user', 'rental', 'book'];
const below = ['payment', 'view'];

const words = {
  well: 'well', warned: 'warning', silent: 'silent', unready: 'not ready', gone: 'not there',
};

/** Those of a suite are always in their places, also before they were ever seen. */
export function completed(daemons) {
  const missing = [...above, ...below].filter(
    (context) => !daemons.some((daemon) => daemon.context === context));
  return [...daemons, ...missing.map((context) => (
    { context, health: 'gone', problems: ['it was never seen'], warnings: [], reads: [] }))];
}

/** In a few words, for the card and for the head of the page. */
export function state(daemon) {
  const word = words[daemon.health];
  return daemon.silent_seconds > 0 ? `${word} for ${span(daemon.silent_seconds)}` : word;
}

const news = 60; // s: so long it is told that a daemon has started

/** A daemon that died was started anew before anybody saw it missing. */
function started(daemon, at_ms) {
  const seconds = Math.max(0, at_ms / 1000 - daemon.started_at);
  if (!daemon.started_at || daemon.health === 'gone' || seconds > news) return null;
  return element('p', 'said', `started ${Math.round(seconds)} s ago`);
}

function figures(daemon) {
  if (daemon.requests === undefined) return null;
  const waiting = daemon.queued > 0 ? `, ${count(daemon.queued)} waiting` : '';
  return element('p', 'figures', `${perSecond(daemon.requests)}${waiting}`);
}

function card(daemon, at_ms) {
  const said = [...daemon.problems, ...daemon.warnings].filter((text) => text !== 'it is not there');
  const made = element('div', `daemon ${daemon.health}`,
    element('p', 'name', icon(daemon.health), daemon.context),
    element('p', 'state', state(daemon)),
    ...said.map((text) => element('p', 'said', text)),
    started(daemon, at_ms),
    daemon.health === 'gone' ? null : figures(daemon));
  made.dataset.context = daemon.context;
  made.dataset.health = daemon.health;
  return made;
}

export function showMap({ daemons, gateway, at_ms }, answers = true) {
  const place = (contexts) => contexts.flatMap(
    (context) => daemons.filter((daemon) => daemon.context === context));
  const cards = (shown) => shown.map((daemon) => card(daemon, at_ms));
  const others = daemons.filter(({ context }) => !above.includes(context) && !below.includes(context));
  show(document.querySelector('#above'), cards(place(above)));
  show(document.querySelector('#below'), cards([...place(below), ...others]));
  const pending = `${perSecond(gateway.requests)} requests, ${count(gateway.pending)} under way`;
  const made = card(
    { context: 'gateway', health: answers ? 'well' : 'gone', problems: [], warnings: [] }, at_ms);
  made.append(element('p', 'figures', pending));
  show(document.querySelector('#gateway'), [made]);
}
