// The mouse and touch: drag to move in time, two fingers or the wheel to zoom, a click to highlight.
function listenToDrag(picture) {
  const pointers = new Map();
  let moved = false;
  let captured = false;
  const distance = () => {
    const [one, other] = [...pointers.values()];
    return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
  };
  picture.addEventListener('pointerdown', event => {
    if (event.button === 0 && event.target.closest('.plot')) {
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      moved = false;
      captured = false;
    }
  });
  window.addEventListener('pointermove', event => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    if (pointers.size === 2) {
      const old = distance();
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      zoom(Math.min(Math.max(old / Math.max(distance(), 1), 0.5), 2));
      moved = true;
    } else if (captured || Math.abs(event.clientX - before.x) > 4) {
      moved = captured = true;
      document.body.classList.add('dragging');
      pan((before.x - event.clientX) / plotWidth());
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
  });
  const end = event => {
    pointers.delete(event.pointerId);
    document.body.classList.remove('dragging');
  };
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
  picture.addEventListener('click', event => {
    const bar = event.target.closest('.bar');
    if (bar && (!moved || event.detail === 0)) {
      current = placeOf(bar);
      const digest = shown[current.lane].bars[current.bar][2];
      select(digest < 0 || digest === selected ? null : digest);
    }
    moved = false;
  });
}

/** Zooms with Ctrl or ⌘, as a pinch on a touchpad does. Moves in time with Shift, or sideways. */
function listenToWheel(picture) {
  picture.addEventListener('wheel', event => {
    const box = byId('ticks').getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
      zoom(Math.exp(Math.min(Math.max(event.deltaY, -100), 100) * 0.004), period.from + share * (period.to - period.from));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      pan((event.deltaX || event.deltaY) / box.width);
    }
  }, { passive: false });
}

function listenToHover(picture) {
  picture.addEventListener('mouseover', event => {
    const bar = event.target.closest('.bar');
    if (bar) {
      showTip(bar);
      isTipOfPointer = true;
    } else {
      hideTipOfPointer();
    }
  });
  picture.addEventListener('mouseleave', hideTipOfPointer);
}
