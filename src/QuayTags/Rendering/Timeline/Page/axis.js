'use strict';
// The time axis: ticks at whole seconds, hours, days, months or years in UTC. All times are seconds since 1970.
const DAY = 86400;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = number => String(number).padStart(2, '0');
const utc = time => new Date(time * 1000);
const monthOf = date => MONTHS[date.getUTCMonth()];
const dayText = date => `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${monthOf(date).slice(0, 3)} ${date.getUTCFullYear()}`;
const minuteText = date => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
const secondText = date => `${minuteText(date)}:${two(date.getUTCSeconds())}`;

// Each step: its length, the width of its labels in pixels, the label of a tick, and the heading above several ticks.
const STEPS = [
  ...[1, 5, 15, 30].map(length => ({ length, width: 66, label: secondText, heading: dayText })),
  ...[60, 300, 900, 1800, 3600, 10800, 21600, 43200].map(length => ({ length, width: 48, label: minuteText, heading: dayText })),
  ...[1, 2].map(days => ({
    length: days * DAY, width: 56, label: date => `${DAYS[date.getUTCDay()]} ${date.getUTCDate()}`,
    heading: date => `${monthOf(date)} ${date.getUTCFullYear()}`,
  })),
  ...[7, 14, 28].map(days => ({
    length: days * DAY, width: 58, label: date => `${date.getUTCDate()} ${monthOf(date).slice(0, 3)}`, heading: date => `${date.getUTCFullYear()}`,
  })),
  ...[1, 3, 6].map(months => ({
    length: months * 30 * DAY, months, width: 44, label: date => monthOf(date).slice(0, 3), heading: date => `${date.getUTCFullYear()}`,
  })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(years => ({
    length: years * 365 * DAY, months: 12 * years, width: 50, label: date => `${date.getUTCFullYear()}`, heading: () => '',
  })),
];

function timeText(time) {
  const date = utc(time);
  return `${date.getUTCDate()} ${monthOf(date).slice(0, 3)} ${date.getUTCFullYear()} ${minuteText(date)}`;
}

function stampText(time) {
  return utc(time).toISOString().replace('T', ' ').slice(0, 19);
}

/** Returns the ticks and headings of a period that is drawn in so many pixels. */
function axisOf(from, to, width) {
  const secondsOfPixel = (to - from) / Math.max(width, 1);
  const step = STEPS.find(each => each.length >= each.width * secondsOfPixel) ?? STEPS.at(-1);
  const ticks = [];
  const headings = [{ at: from, text: step.heading(utc(from)) }];
  for (let tick = firstTick(step, from); tick <= to; tick = nextTick(step, tick)) {
    const date = utc(tick);
    ticks.push({ at: tick, text: step.label(date) });
    if (step.heading(date) !== headings.at(-1).text) {
      headings.push({ at: tick, text: step.heading(date) });
    }
  }
  return { ticks, headings: headings.filter(heading => heading.text !== '') };
}

function firstTick(step, from) {
  if (!step.months) {
    // The first day of 1970 was a Thursday; weeks begin on Mondays.
    const shift = step.length % (7 * DAY) === 0 ? -3 * DAY : 0;
    return Math.ceil((from - shift) / step.length) * step.length + shift;
  }
  const date = utc(from);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const floor = months - (months % step.months);
  const tick = ofMonths(floor);
  return tick >= from ? tick : ofMonths(floor + step.months);
}

function nextTick(step, tick) {
  const date = utc(tick);
  return step.months ? ofMonths(date.getUTCFullYear() * 12 + date.getUTCMonth() + step.months) : tick + step.length;
}

function ofMonths(months) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(months / 12), months % 12, 1);
  return date.getTime() / 1000;
}
