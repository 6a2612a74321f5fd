// The bars and marks of one lane, as elements whose positions are shares of the width. So they also fit on paper.
const MIN_WIDTH = 4;
const MAX_SHIFT = 3 * MIN_WIDTH;
const HEX = { long: 12, short: 7, width: 6.7 };

function element(name, className, text) {
  const created = document.createElement(name);
  if (className) {
    created.className = className;
  }
  if (text !== undefined) {
    created.textContent = text;
  }
  return created;
}

const hexOf = (digest, digits) => digest.split(':').at(-1).slice(0, digits);

/** Draws the visible bars of a lane. Bars that would cover the same pixel are drawn once. */
function drawBars(plot, lane, view, width) {
  const x = time => Math.min(Math.max((time - view.from) / (view.to - view.from), 0), 1) * width;
  const taken = [];
  const lastLeft = [];
  lane.bars.forEach((bar, index) => {
    const [start, end, digest, track] = bar;
    if (end < view.from || start > view.to) {
      return;
    }
    const at = x(start);
    const left = Math.min(Math.max(at, Math.min(taken[track] ?? 0, at + MAX_SHIFT)), width - MIN_WIDTH);
    const right = Math.max(x(end), left + MIN_WIDTH);
    taken[track] = right;
    if (left - (lastLeft[track] ?? -9) < 1) {
      return;
    }
    lastLeft[track] = left;
    plot.append(drawBar(lane, bar, index, left, right, width, x));
  });
  drawMarks(plot, lane, view, width, x);
}

function drawBar(lane, bar, index, left, right, width, x) {
  const [start, , digest, track, state, details] = bar;
  const drawn = element('button', `bar ${state}`);
  drawn.type = 'button';
  drawn.tabIndex = -1;
  drawn.dataset.index = index;
  drawn.style.left = `${left / width * 100}%`;
  drawn.style.width = `${(right - left) / width * 100}%`;
  drawn.style.top = `${topOf(lane, track)}px`;
  drawn.style.height = lane.tracks > 1 ? '14px' : '18px';
  const [name, colour, stripe] = digest < 0 ? ['no digest', '#ffffff', 0] : data.digests[digest];
  drawn.style.setProperty('--colour', colour);
  drawn.classList.toggle('stripe1', stripe === 1);
  drawn.classList.toggle('stripe2', stripe === 2);
  drawn.classList.toggle('on', digest >= 0 && digest === selected);
  drawn.setAttribute('aria-pressed', String(digest >= 0 && digest === selected));
  drawn.setAttribute('aria-label', `${lane.tag}, ${hexOf(name, HEX.long)}, ${details.replaceAll('\n', ', ')}`);
  const isBack = details.endsWith('reverted') && start >= period.from;
  drawn.classList.toggle('back', isBack);
  if (state === 'expires') {
    const certain = Math.max(x(data.now), left);
    const coming = element('i', 'coming');
    coming.style.left = `${Math.max(0, certain - left) / (right - left) * 100}%`;
    drawn.append(coming);
    right = Math.max(certain, left);
  }
  const room = right - left - (isBack ? 22 : 12);
  const digits = [HEX.long, HEX.short].find(count => room >= count * HEX.width);
  if (digits && digest >= 0) {
    drawn.dataset.hex = hexOf(name, digits);
  }
  return drawn;
}

function topOf(lane, track) {
  return lane.tracks > 1 ? 4 + track * 16 : 4;
}

function drawMarks(plot, lane, view, width, x) {
  let last = -9;
  for (const [at, kind, track] of lane.marks) {
    const left = x(at);
    if (at < view.from || at > view.to || Math.abs(left - last) < 2) {
      continue;
    }
    last = left;
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `#${kind}`);
    mark.setAttribute('class', `mark ${kind}${left < 7 ? ' left' : left > width - 7 ? ' right' : ''}`);
    mark.setAttribute('aria-hidden', 'true');
    mark.style.left = `${left / width * 100}%`;
    mark.style.top = `${topOf(lane, track) + (lane.tracks > 1 ? 0 : 2)}px`;
    mark.append(use);
    plot.append(mark);
  }
}
