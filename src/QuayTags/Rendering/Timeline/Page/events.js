// The list of events, newest first. It shows those of the filtered tags, and of the highlighted digest if there is one.
const PAGE = 200;
let listed = [];
let limit = PAGE;

const timeOf = ([at]) => at ?? -Infinity;

function filterEvents() {
  const tags = new Set(shown.map(lane => lane.tag));
  listed = data.events
    .filter(([, lane, , from, to]) => tags.has(data.lanes[lane].tag) && (selected === null || from === selected || to === selected))
    .toSorted((one, other) => timeOf(other) - timeOf(one));
  limit = PAGE;
  drawEvents();
}

function drawEvents() {
  const visible = listed.slice(0, limit);
  byId('events').replaceChildren(...visible.map(drawEvent));
  byId('more').hidden = visible.length >= listed.length;
  const digest = selected === null ? '' : ` of ${hexOf(data.digests[selected][0], 12)}`;
  const part = visible.length < listed.length ? `, the newest ${visible.length.toLocaleString('en')} shown` : '';
  byId('count').textContent = `${counted(listed.length, 'event')}${digest}${part}`;
}

function drawEvent(event) {
  const [at, lane, kind, from, to] = event;
  const item = element('li');
  const button = element('button', `event${selected === null ? '' : ' on'}`);
  button.type = 'button';
  const time = element('time', '', at === null ? 'unknown time' : stampText(at));
  if (at !== null) {
    time.dateTime = utc(at).toISOString();
  }
  const digests = element('span', 'digests');
  const both = [from, to].filter(digest => digest >= 0);
  (from === to ? [to] : both).filter(digest => digest >= 0).forEach((digest, i) => {
    const [name, colour] = data.digests[digest];
    const chip = element('i', 'chip');
    chip.style.setProperty('--colour', colour);
    digests.append(i > 0 ? ' → ' : '', chip, hexOf(name, 12));
  });
  button.append(element('span', 'tag', data.lanes[lane].tag), time, element('span', 'kind', kind), digests);
  button.addEventListener('click', () => showEvent(at, data.lanes[lane], to >= 0 ? to : from));
  item.append(button);
  return item;
}

/** Highlights the digest of an event, and scrolls to its lane and time. */
function showEvent(at, lane, digest) {
  const index = shown.indexOf(lane);
  byId('picture').scrollTop = Math.max(0, tops[index] - 80);
  if (at !== null && (at < period.from || at > period.to)) {
    const half = (period.to - period.from) / 2;
    period = { from: at - half, to: at + half };
  }
  select(digest >= 0 ? digest : null);
}
