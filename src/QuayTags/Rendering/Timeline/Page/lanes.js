// The lanes: only those in the visible part of the list are in the document. On paper, all are.
const OVERSCAN = 6;
let shown = [];
let tops = [0];
let isPrinting = false;

const heightOf = lane => lane.tracks > 1 ? 6 + lane.tracks * 16 : 26;

/** Selects the lanes by the name filter: a part of the name, or a glob with * and ?. */
function filterLanes(text) {
  const isGlob = /[*?]/.test(text);
  const pattern = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const matcher = new RegExp(isGlob ? `^${pattern}$` : pattern, 'i');
  shown = data.lanes.filter(lane => matcher.test(lane.tag));
  tops = [0];
  for (const lane of shown) {
    tops.push(tops.at(-1) + heightOf(lane));
  }
  byId('none').hidden = shown.length > 0;
  byId('lanes').style.height = `${tops.at(-1)}px`;
}

function drawLanes() {
  const list = byId('lanes');
  const focused = document.activeElement?.closest?.('.bar');
  const width = plotWidth();
  const { ticks } = drawAxis(width);
  const view = period;
  const [first, last] = isPrinting ? [0, shown.length] : visibleLanes();
  list.replaceChildren(...shown.slice(first, last).map((lane, i) => drawLane(lane, first + i, view, width, ticks)));
  const entry = findBar(current) ?? list.querySelector('.bar');
  if (entry) {
    entry.tabIndex = 0;
  }
  if (focused && (findBar(current) ?? byId('picture'))) {
    (findBar(current) ?? byId('picture')).focus({ preventScroll: true });
  }
}

function visibleLanes() {
  const picture = byId('picture');
  const top = picture.scrollTop;
  const bottom = top + Math.max(picture.clientHeight, 300);
  const first = tops.findIndex(each => each > top) - 1;
  const end = tops.findIndex(each => each > bottom);
  return [Math.max(0, first - OVERSCAN), Math.min(shown.length, (end < 0 ? shown.length : end) + OVERSCAN)];
}

function drawLane(lane, index, view, width, ticks) {
  const drawn = element('li', index % 2 ? '' : 'odd');
  drawn.style.top = `${tops[index]}px`;
  drawn.style.height = `${heightOf(lane)}px`;
  drawn.dataset.lane = index;
  drawn.setAttribute('aria-posinset', String(index + 1));
  drawn.setAttribute('aria-setsize', String(shown.length));
  const name = element('span', 'name', lane.tag);
  name.title = lane.tag;
  const plot = element('div', 'plot');
  const share = time => `${(time - view.from) / (view.to - view.from) * 100}%`;
  if (data.completeFrom > view.from) {
    const shade = element('i', 'shade');
    shade.style.width = `${Math.min(100, parseFloat(share(data.completeFrom)))}%`;
    plot.append(shade);
  }
  for (const tick of ticks) {
    const line = element('i', 'grid');
    line.style.left = share(tick.at);
    plot.append(line);
  }
  drawBars(plot, lane, view, width);
  if (data.now >= view.from && data.now <= view.to) {
    const now = element('i', 'now');
    now.style.left = share(data.now);
    plot.append(now);
  }
  drawn.append(name, plot);
  return drawn;
}

function drawAxis(width) {
  const { from, to } = period;
  const axis = axisOf(from, to, width);
  const x = time => (time - from) / (to - from) * width;
  const ticks = byId('ticks');
  ticks.replaceChildren();
  const place = (className, text, left) => {
    const label = element('span', className, text);
    label.style.left = `${left / width * 100}%`;
    ticks.append(label);
  };
  axis.ticks.filter(tick => x(tick.at) > 16 && x(tick.at) < width - 16).forEach(tick => place('tick', tick.text, x(tick.at)));
  const now = data.now >= from && data.now <= to ? Math.min(x(data.now), width - 18) : null;

  // From right to left: if two headings overlap, the later one is drawn, because its ticks are visible.
  let free = now === null ? width : now - 18;
  for (const heading of axis.headings.toReversed()) {
    const left = Math.max(0, Math.min(x(heading.at), width - heading.text.length * 7.5));
    if (left + heading.text.length * 7.5 <= free) {
      place('heading', heading.text, left);
      free = left - 10;
    }
  }
  if (now !== null) {
    place('now-label', 'now', now);
  }
  return axis;
}

const plotWidth = () => Math.max(byId('ticks').clientWidth, 50);
const findBar = place => place && document.querySelector(`#lanes li[data-lane="${place.lane}"] .bar[data-index="${place.bar}"]`);

/** Moves the focus to another bar of the lane, or to the nearest bar of another lane. Moves in time if the bar is not visible. */
function moveFocus(key) {
  if (!current) {
    document.querySelector('#lanes .bar[tabindex="0"]')?.focus();
    return;
  }
  const lane = shown[current.lane];
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const middle = middleOf(lane.bars[current.bar]);
    for (let next = current.lane + step; next >= 0 && next < shown.length; next += step) {
      const bars = shown[next].bars.map((bar, index) => ({ bar, index })).filter(({ bar }) => bar[1] >= period.from && bar[0] <= period.to);
      if (bars.length > 0) {
        const distance = ({ bar }) => Math.max(bar[0] - middle, middle - bar[1], 0);
        goTo(next, bars.reduce((best, each) => distance(each) < distance(best) ? each : best).index);
        return;
      }
    }
    return;
  }
  const target = key === 'Home' ? 0 : key === 'End' ? lane.bars.length - 1 : current.bar + step;
  if (target >= 0 && target < lane.bars.length) {
    goTo(current.lane, target);
  }
}

const middleOf = ([start, end]) => (Math.max(start, period.from) + Math.min(end, period.to)) / 2;

function goTo(lane, bar) {
  current = { lane, bar };
  const [start, end] = shown[lane].bars[bar];
  if (end < period.from || start > period.to) {
    const middle = end < period.from ? end : start;
    const half = (period.to - period.from) / 2;
    period = { from: middle - half, to: middle + half };
  }
  const picture = byId('picture');
  const axis = byId('axis').offsetHeight;
  if (tops[lane] < picture.scrollTop) {
    picture.scrollTop = tops[lane];
  } else if (tops[lane + 1] > picture.scrollTop + picture.clientHeight - axis) {
    picture.scrollTop = tops[lane + 1] - picture.clientHeight + axis;
  }
  draw();

  // A bar that shares its pixel with an earlier one has no element. The details are shown at its lane.
  const drawn = findBar(current) ?? nearest(lane, bar);
  drawn?.focus({ preventScroll: true });
  current = { lane, bar };
}

function nearest(lane, bar) {
  const drawn = [...document.querySelectorAll(`#lanes li[data-lane="${lane}"] .bar`)];
  return drawn.findLast(each => Number(each.dataset.index) <= bar) ?? drawn[0];
}
