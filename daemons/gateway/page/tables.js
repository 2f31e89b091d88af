// Tiles and tables: what is now, in figures.
import { bytes, count, duration, element, icon, none, perSecond, short, show, span } from './words.js';

// ---- tiles -------------------------------------------------------------------------------------

function tile(id, title, value, unit, ...more) {
  const made = element('dl', 'tile',
    element('dt', '', title),
    element('dd', 'value', ...[value].flat(), element('span', 'unit', unit)),
    ...more.map((text) => element('dd', 'more', text)));
  made.id = id;
  return made;
}

function latency(id, title, p50, p99) {
  const [number, unit] = duration(p99);
  const half = p50 === null ? 'none in the last 5 s' : `half within ${duration(p50).join(' ')}`;
  return tile(id, `${title}, 99 % within`, number, unit, half);
}

const breakerStates = {
  closed: ['well', 'payment is asked'],
  half_open: ['warned', 'the next rents try payment'],
  open: ['unready', 'payment is not asked'],
};

function breaker(now) {
  const known = now.breaker;
  if (!known) return tile('breaker', 'Breaker', none, '', 'rental was never seen');
  const [health, meaning] = breakerStates[known.state] ?? ['warned', ''];
  const calls = `${count(known.calls)} ${known.calls === 1 ? 'waits' : 'wait'} for it`;
  const made = tile('breaker', 'Breaker', [icon(health), known.state.replace('_', '-')], '',
    ...known.known ? [meaning, calls] : ['as it was when rental last answered']);
  made.classList.add(health);
  made.dataset.state = known.state;
  return made;
}

export function showTiles(now) {
  const { recent, rentals, errors, refusals } = now;
  const sum = (answers) => Object.values(answers).reduce((all, one) => all + one, 0);
  show(document.querySelector('#tiles'), [
    tile('rented', 'Rented', short(recent.rented), 'a second',
      `${short(recent.cancelled)} cancelled, ${short(recent.returned)} returned`,
      `${count(rentals.RENTED ?? null)} lent now`),
    breaker(now),
    latency('rents', 'Rent', recent.rent_p50_ms, recent.rent_p99_ms),
    latency('operations', 'Any request', recent.all_p50_ms, recent.all_p99_ms),
    tile('failures', 'Errors', count(sum(errors)), 'in 15 minutes', `${perSecond(recent.failed)} now`,
      `${count(sum(refusals))} refused`),
    tile('behind', 'Behind at most', short(recent.lag_events), 'events',
      recent.lag_events > 0 ? `for ${span(recent.lag_seconds)}` : 'all is read'),
  ]);
}

// ---- tables ------------------------------------------------------------------------------------

function table(id, head, rows, empty) {
  const line = (name, cells) => element('tr', '', ...cells.map((cell) => element(name, '', ...[cell].flat())));
  const body = element('tbody', '', ...rows.map((cells) => line('td', cells)));
  if (rows.length === 0) body.append(element('tr', '', element('td', 'none', empty)));
  const parts = rows.length === 0 ? [body] : [element('thead', '', line('th', head)), body];
  show(document.querySelector(`#${id} table`), parts);
}

const speaks = 5;  // seconds; a source that is silent for longer is missed

function lag(source) {
  if (source.stopped) return 'stopped';
  if (source.silence_seconds > speaks) return `not heard for ${span(source.silence_seconds)}`;
  return source.lag_events > 0 ? span(source.lag_seconds) : none;
}

function answers(id, counted, empty) {
  table(id, ['', 'answers'],
    Object.entries(counted).sort((one, other) => other[1] - one[1])
      .map(([code, number]) => [code, count(number)]), empty);
}

export function showTables({ daemons, errors, refusals, at_ms }) {
  table('databases', ['', 'events', 'database', 'log (WAL)', 'up for'],
    daemons.filter((daemon) => daemon.database_bytes).map((daemon) => [
      daemon.context, count(daemon.events), bytes(daemon.database_bytes), bytes(daemon.wal_bytes),
      daemon.health === 'gone' ? none : span(Math.max(0, at_ms / 1000 - daemon.started_at))]),
    'None has answered yet.');
  table('readers', ['', 'reads', 'events behind', 'since'],
    daemons.flatMap((daemon) => daemon.reads.map((source) => [
      daemon.context, source.source, count(source.lag_events), lag(source)])),
    'Nobody has said what it reads.');
  answers('errors', errors, 'No request failed through a fault of the suite.');
  answers('refusals', refusals, 'No request was refused.');
}
