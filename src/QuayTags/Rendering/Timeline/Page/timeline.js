// The state of the page, and its controls.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
const counted = (count, word, words = `${word}s`) => `${count.toLocaleString('en')} ${count === 1 ? word : words}`;
const SHORTEST = 10;
const home = { from: data.range[0], to: data.range[1] };
const limits = limitsOf(data.whole);

// Expirations can be years away, so they are not part of the whole history.
const whole = { from: limits.from, to: home.to };
let period = { ...home };
let selected = null;
let current = null;
let isPending = false;
let isTipOfPointer = false;
let beforePrint = home;

function limitsOf([from, to]) {
  const lead = Math.max((home.to - from) * 0.03, SHORTEST);
  return { from: Math.min(from - lead, home.from), to: Math.max(to + lead, home.to) };
}

function draw() {
  isPending = false;
  drawLanes();
  const entries = shown.reduce((sum, lane) => sum + lane.bars.length, 0);
  const pattern = data.pattern === null ? '' : ` · only ${data.pattern}`;
  const tags = shown.length < data.lanes.length ? `${shown.length} of ${counted(data.lanes.length, 'tag')}` : counted(shown.length, 'tag');
  byId('facts').textContent =
    `${timeText(period.from)} – ${timeText(period.to)} UTC · ${tags} · ${counted(entries, 'entry', 'entries')}${pattern}`;
  const earlier = data.events.reduce((count, [at]) => count + (at !== null && at < period.from ? 1 : 0), 0);
  byId('note').textContent = earlier > 0 ? `${counted(earlier, 'event')} before this period` : '';
}

function drawSoon() {
  if (!isPending) {
    isPending = true;
    requestAnimationFrame(draw);
  }
}

/** Shows a period, within the limits of the history. */
function show(from, to) {
  const length = Math.min(Math.max(to - from, SHORTEST), limits.to - limits.from);
  const middle = (from + to) / 2;
  const begin = Math.min(Math.max(middle - length / 2, limits.from), limits.to - length);
  period = { from: begin, to: begin + length };
  hideTip();
  drawSoon();
}

/** Zooms around a time, which stays where it is. */
function zoom(factor, around = (period.from + period.to) / 2) {
  const length = Math.max((period.to - period.from) * factor, SHORTEST);
  const share = (around - period.from) / (period.to - period.from);
  show(around - share * length, around + (1 - share) * length);
}

/** Returns the middle of the focused bar, so that it stays visible; the middle of the period if none has the focus. */
function anchor() {
  const bar = document.activeElement.closest('.bar');
  return bar && current ? middleOf(shown[current.lane].bars[current.bar]) : undefined;
}

function pan(share) {
  const by = (period.to - period.from) * share;
  show(period.from + by, period.to + by);
}

const reset = () => show(home.from, home.to);
const showAll = () => show(whole.from, whole.to);

function select(digest) {
  selected = digest;
  document.body.classList.toggle('selecting', digest !== null);
  byId('clear').hidden = digest === null;
  draw();
  filterEvents();
  byId('live').textContent = digest === null ? 'No digest is highlighted.' : `Highlighted: ${byId('count').textContent}`;
}

function filter() {
  filterLanes(byId('filter').value.trim());
  current = null;
  byId('picture').scrollTop = 0;
  draw();
  filterEvents();
  byId('live').textContent = `${shown.length} of ${counted(data.lanes.length, 'tag')}`;
}

const placeOf = bar => ({ lane: Number(bar.closest('li').dataset.lane), bar: Number(bar.dataset.index) });

function showTip(bar) {
  const { lane, bar: index } = placeOf(bar);
  const [, , digest, , , details] = shown[lane].bars[index];
  const tip = byId('tip');
  tip.replaceChildren(
    element('strong', '', shown[lane].tag), element('code', '', digest < 0 ? 'Quay reports no digest' : data.digests[digest][0]), details);
  tip.hidden = false;
  const box = bar.getBoundingClientRect();
  const left = Math.min(Math.max(box.left, 8), innerWidth - tip.offsetWidth - 8);
  const below = box.bottom + 8;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${below + tip.offsetHeight > innerHeight ? Math.max(8, box.top - tip.offsetHeight - 8) : below}px`;
  bar.setAttribute('aria-describedby', 'tip');
}

function hideTip() {
  byId('tip').hidden = true;
}

/** Hides the details when the pointer leaves a bar, unless the keyboard opened them. */
function hideTipOfPointer() {
  if (isTipOfPointer) {
    hideTip();
  }
}

function onKey(event) {
  if (event.key === 'Escape') {
    return onEscape(event);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input')) {
    return;
  }
  const isInPicture = event.target.closest('#picture') !== null;
  const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
  const actions = {
    '+': () => zoom(0.6, anchor()), '=': () => zoom(0.6, anchor()), '-': () => zoom(1 / 0.6, anchor()), 0: reset, 9: showAll,
    '/': () => byId('filter').focus(),
  };
  const action = isInPicture && event.shiftKey && event.key.startsWith('Arrow')
    ? { ArrowLeft: () => pan(-0.25), ArrowRight: () => pan(0.25) }[event.key]
    : isInPicture && arrows.includes(event.key) ? () => moveFocus(event.key) : actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
}

function onEscape(event) {
  if (!byId('tip').hidden) {
    hideTip();
  } else if (event.target === byId('filter') && byId('filter').value) {
    byId('filter').value = '';
    filter();
  } else if (selected !== null) {
    select(null);
  }
}

/** Draws all lanes for the printer: the default period, or a longer one that is shown. Afterwards, draws what was shown before. */
function setPrinting(isOn) {
  if (isOn === isPrinting) {
    return;
  }
  isPrinting = isOn;
  if (isOn) {
    beforePrint = period;
    period = { from: Math.min(period.from, home.from), to: Math.max(period.to, home.to) };
  } else {
    period = beforePrint;
  }
  draw();
}

function start() {
  const picture = byId('picture');
  byId('repository').textContent = data.repository;
  byId('corner').textContent = 'UTC';
  byId('filter').addEventListener('input', filter);
  byId('in').addEventListener('click', () => zoom(0.6));
  byId('out').addEventListener('click', () => zoom(1 / 0.6));
  byId('reset').addEventListener('click', reset);
  byId('all').addEventListener('click', showAll);
  byId('clear').addEventListener('click', () => select(null));
  byId('more').addEventListener('click', () => {
    limit += 5 * PAGE;
    drawEvents();
  });
  picture.addEventListener('scroll', drawSoon, { passive: true });
  picture.addEventListener('focusin', event => {
    const bar = event.target.closest('.bar');
    if (bar) {
      current = placeOf(bar);
      if (bar.matches(':focus-visible')) {
        showTip(bar);
        isTipOfPointer = false;
      }
    }
  });
  picture.addEventListener('focusout', hideTip);
  document.addEventListener('keydown', onKey);
  window.addEventListener('resize', drawSoon);
  window.addEventListener('beforeprint', () => setPrinting(true));
  window.addEventListener('afterprint', () => setPrinting(false));
  matchMedia('print').addEventListener('change', event => setPrinting(event.matches));
  listenToDrag(picture);
  listenToWheel(picture);
  listenToHover(picture);
  filter();
  byId('live').textContent = '';
}

start();
