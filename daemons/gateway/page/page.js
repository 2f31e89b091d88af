// Asks the gateway for its figures twice a second, and shows what it says; or that it does not.
import { showCharts } from './charts.js';
import { completed, showMap, state } from './map.js';
import { showTables, showTiles } from './tables.js';
import { clock, icon, show, span } from './words.js';

const pause = 500;     // ms
const patience = 1500; // ms until an answer counts as none

const verdict = document.querySelector('#verdict');
const noAnswer = document.querySelector('#no-answer');
let answered = null;   // when the gateway last did, by performance.now()
let newest = null;     // the figures that are shown

const severity = ['well', 'warned', 'silent', 'unready', 'gone'];

function judge({ daemons }) {
  const rank = ({ health }) => severity.indexOf(health);
  const ill = daemons.filter((daemon) => rank(daemon) > 0)
    .sort((one, other) => rank(other) - rank(one));
  const worst = ill.length === 0 ? 0 : rank(ill[0]);
  const text = ill.length === 0 ? `All ${daemons.length + 1} daemons are well`
    : ill.map((daemon) => `${daemon.context}: ${state(daemon)}`).join('; ');
  verdict.className = severity[worst];
  show(verdict, [icon(severity[worst]), document.createTextNode(text)]);
  document.title = ill.length === 0 ? 'bookrent' : `(${ill.length}) ${text} – bookrent`;
}

function display({ now, history }) {
  now.daemons = completed(now.daemons);
  judge(now);
  showMap(now);
  showTiles(now);
  showTables(now);
  showCharts(history, now);
  document.querySelector('#as-of').textContent = clock(now.at_ms);
}

async function ask() {
  const answer = await fetch('/figures.json', { signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`it says: ${(await answer.text()).trim()}`);
  return answer.json();
}

function miss(error) {
  const why = error.name === 'TimeoutError' ? 'it takes too long' : error.message;
  const since = answered === null ? 'No answer yet'
    : `No answer since ${clock(Date.now() - (performance.now() - answered))}, ` +
      `for ${span((performance.now() - answered) / 1000)}`;
  noAnswer.textContent = `${since}. ${newest === null ? '' : 'What is below is from then. '}(${why})`;
  verdict.className = 'gone';
  show(verdict, [icon('gone'), document.createTextNode('The gateway does not answer')]);
  if (newest !== null) showMap(newest, false);
  document.title = 'No answer – bookrent';
  setAnswering(false);
}

function take(figures) {
  answered = performance.now();
  if (figures.now.at_ms !== newest?.at_ms || !noAnswer.hidden) display(figures);
  newest = figures.now;
  document.body.classList.remove('waiting');
  setAnswering(true);
}

function setAnswering(yes) {
  noAnswer.hidden = yes;
  document.body.classList.toggle('unanswered', !yes);
}

async function turn() {
  try {
    const figures = await ask().catch(miss);
    if (figures) take(figures);
  } finally {
    setTimeout(turn, pause);
  }
}

turn();
