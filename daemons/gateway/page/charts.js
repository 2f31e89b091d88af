// The last 15 minutes. Lines differ by their dashes too, and not by colour alone.
/* global uPlot */
import { duration, element, short, show, stroke } from './words.js';

const shown = 15 * 60;  // seconds
const milliseconds = (ms) => duration(ms).join(' ');
const plain = (number) => String(Number(number.toFixed(2)));
const plainTime = (ms, most) => (most < 1000 ? `${plain(ms)} ms` : `${plain(ms / 1000)} s`);

const charts = [
  { id: 'flow', title: 'Rentals a second', least: 1, text: short, mark: plain,
    lines: [['rented', 'rented', 'first'], ['cancelled', 'cancelled', 'second dashed'],
      ['returned', 'returned', 'third dashed']] },
  { id: 'latency', title: 'Time to an answer', least: 1, text: milliseconds, mark: plainTime,
    lines: [['rent_p99_ms', 'rent 99 %', 'first'], ['rent_p50_ms', 'rent 50 %', 'first dashed'],
      ['all_p99_ms', 'any 99 %', 'fourth'], ['all_p50_ms', 'any 50 %', 'fourth dashed']] },
  { id: 'failed', title: 'Errors and refusals a second', least: 1, text: short, mark: plain,
    lines: [['failed', 'errors', 'second'], ['refused', 'refusals', 'fourth dashed']] },
  { id: 'lag', title: 'Events that the slowest reader is behind', least: 10, text: short, mark: plain,
    lines: [['lag_events', 'events', 'first']] },
];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
const minute = (seconds) => new Date(seconds * 1000).toLocaleTimeString('en-GB').slice(0, 5);

function axis(more) {
  return {
    stroke: () => colour('quiet'), font: '12px system-ui, sans-serif',
    grid: { stroke: () => colour('line'), width: 1 }, ticks: { show: false }, ...more,
  };
}

function series([, label, style]) {
  const [name, dashed] = style.split(' ');
  return { label, stroke: () => colour(name), width: 1.75, dash: dashed ? [5, 3] : undefined };
}

const height = 168;

/** The legend says the values under the pointer, and otherwise the newest. */
function legend(chart, plot) {
  const at = plot.cursor.idx ?? plot.data[0].length - 1;
  const keys = chart.lines.map(([, label, style], line) => element('span', 'key',
    stroke(style), label, element('span', 'now', chart.text(plot.data[line + 1][at]))));
  show(plot.root.previousSibling, [element('span', 'title', chart.title), ...keys]);
}

function draw(chart) {
  const figure = document.querySelector(`#${chart.id}`);
  figure.append(element('figcaption', ''));
  const plot = new uPlot({
    width: 300, height, legend: { show: false }, padding: [8, 4, 0, 0],
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: true, range: (self, from, to) => [to - shown, to] },
      y: { range: (self, from, to) => [0, Math.max(chart.least, (to ?? 0) * 1.1)] } },
    axes: [
      axis({ values: (self, at) => at.map(minute), incrs: [180, 300], space: 40, size: 26 }),
      axis({ values: (self, at) => at.map((one) => chart.mark(one, at.at(-1))), size: 56, space: 32 }),
    ],
    series: [{}, ...chart.lines.map(series)],
    hooks: { setCursor: [(self) => self.data[0].length && legend(chart, self)] },
  }, [[], ...chart.lines.map(() => [])], figure);
  new ResizeObserver(([entry]) => plot.setSize({ width: entry.contentRect.width, height }))
    .observe(figure);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw());
  return plot;
}

/** The samples that are kept, and what is since then, as columns by name. */
function columns({ columns: names, rows }, { recent, at_ms }) {
  const all = { at: [...rows.map((row) => row[names.indexOf('at_ms')]), at_ms].map((ms) => ms / 1000) };
  for (const [name, newest] of Object.entries(recent))
    all[name] = [...rows.map((row) => row[names.indexOf(name)]), newest];
  return all;
}

let plots = null;

export function showCharts(history, now) {
  plots ??= charts.map(draw);
  const data = columns(history, now);
  charts.forEach((chart, at) => {
    plots[at].setData([data.at, ...chart.lines.map(([name]) => data[name])]);
    legend(chart, plots[at]);
  });
}
