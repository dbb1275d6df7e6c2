// The live room's pages: events say when something has changed. Every page works without this script.

const room = document.querySelector('[data-live]');
if (room) {
  follow(room);
  setInterval(() => runTimer(room), 1000);
}

/** Follows the events of the room. The browser connects again by itself, to another server if need be. */
function follow(room) {
  const events = new EventSource(room.dataset.live);
  let newest = Number(room.dataset.revision);
  let isLoading = false;
  // The refresh button works while there is no connection.
  const update = () => {
    const button = room.querySelector('[data-live-refresh]');
    if (button) button.hidden = events.readyState === EventSource.OPEN;
  };
  events.addEventListener('open', update);
  events.addEventListener('error', update);
  events.addEventListener('message', (event) => {
    const { revision, joined, rated } = JSON.parse(event.data);
    write(room, '[data-live-joined]', joined);
    write(room, '[data-live-rated]', rated);
    newest = Math.max(newest, revision);
    // Not all at the same moment: a room may have 200 people.
    catchUp(100 + 700 * Math.random());
  });

  /** Loads the page once it is behind; tries again while that fails, or while something is being typed. */
  function catchUp(wait) {
    if (isLoading || Number(room.dataset.revision) >= newest) return;
    isLoading = true;
    setTimeout(async () => {
      if (!isTyping(room)) await load(room).catch(() => undefined);
      isLoading = false;
      update();
      catchUp(2000 + 3000 * Math.random());
    }, wait);
  }
}

function write(room, places, number) {
  if (number === undefined) return;
  for (const place of room.querySelectorAll(places)) place.textContent = number;
}

/** Whether a note or an action was changed and not sent. The page then stays as it is. */
function isTyping(room) {
  const fields = room.querySelectorAll('[data-live-typed] :is(textarea, input[type="text"])');
  return [...fields].some((field) => field.value !== field.defaultValue);
}

/** Loads the page again and shows what is new in it. */
async function load(room) {
  const address = new URL(location.href);
  for (const name of [...address.searchParams.keys()])
    if (name !== 'key' && name !== 'refresh') address.searchParams.delete(name);
  const response = await fetch(address);
  if (!response.ok) {
    // The room is gone: the page says so.
    if (response.status === 404) location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.querySelector('[data-live]');
  if (!next) return location.reload();
  const [before, after] = [room, next].map((one) => one.querySelector('[data-live-part]'));
  keepChoice(before, after);
  const hadFocus = before.contains(document.activeElement);
  before.replaceWith(after);
  room.dataset.revision = next.dataset.revision;
  const title = after.querySelector('.statement') ?? after.querySelector('h1');
  say(title?.textContent ?? '');
  if (hadFocus && title) {
    title.tabIndex = -1;
    title.focus();
  }
}

/** A rating that was chosen and not sent stays chosen while its statement is the same. */
function keepChoice(before, after) {
  const place = 'input[name="place"]';
  if (before.querySelector(place)?.value !== after.querySelector(place)?.value) return;
  for (const { name, value } of before.querySelectorAll('.live-rate input:checked')) {
    const same = after.querySelector(`.live-rate input[name="${name}"][value="${value}"]`);
    if (same) same.checked = true;
  }
}

function say(text) {
  const place = document.querySelector('[data-live-say]');
  if (place) place.textContent = `The room has moved on: ${text}`;
}

function runTimer(room) {
  const timer = room.querySelector('[data-live-timer]');
  const left = Number(timer?.dataset.liveTimer) - 1;
  if (!timer || left < 0) return;
  timer.dataset.liveTimer = left;
  const minutes = Math.floor(left / 60);
  timer.textContent = left === 0 ? 'Time is up' : `${minutes > 0 ? `${minutes} min ` : ''}${left % 60} s`;
}
