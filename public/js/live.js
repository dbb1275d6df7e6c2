// The live room's pages: events say when something has changed. Every page works without this script.

const room = document.querySelector('[data-live]');
if (room) {
  follow(room);
  setInterval(() => runTimer(room), 1000);
}

/**
 * Follows the events of the room. The browser connects again by itself when a connection breaks, to another server if need be. It
 * gives up after any answer but 200, such as that of a proxy while the site restarts, and then this function connects again.
 */
function follow(room) {
  let events;
  let newest = Number(room.dataset.revision);
  let isLoading = false;
  // The refresh button works while there is no connection.
  const update = () => {
    const button = room.querySelector('[data-live-refresh]');
    if (button) button.hidden = events.readyState === EventSource.OPEN;
  };
  let wait = 2000;
  const connect = () => {
    events = new EventSource(room.dataset.live);
    events.addEventListener('open', () => {
      wait = 2000;
      update();
    });
    events.addEventListener('error', () => {
      update();
      if (events.readyState !== EventSource.CLOSED) return;
      setTimeout(connect, wait * (1 + Math.random()));
      wait = Math.min(2 * wait, 60_000);
    });
    events.addEventListener('message', hear);
  };
  const hear = (event) => {
    const { revision, joined, rated, gaveDots } = JSON.parse(event.data);
    write(room, '[data-live-joined]', joined);
    write(room, '[data-live-rated]', rated);
    write(room, '[data-live-gave-dots]', gaveDots);
    newest = Math.max(newest, revision);
    // Not all at the same moment: a room may have 200 people.
    catchUp(100 + 700 * Math.random());
  };
  connect();
  look();

  /** Without events, for example while too many pages are connected, the page is loaded every few seconds. */
  function look() {
    setTimeout(
      async () => {
        if (events.readyState !== EventSource.OPEN && !document.hidden)
          await load(room).catch(() => undefined);
        look();
      },
      5000 + 3000 * Math.random(),
    );
  }

  /** Loads the page once it is behind; tries again while that fails, or while something is being typed. */
  function catchUp(wait) {
    if (isLoading || Number(room.dataset.revision) >= newest) return;
    isLoading = true;
    setTimeout(async () => {
      if (partBehind(room, newest)) await load(room).catch(() => undefined);
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

/** What is to be shown anew: all of it, or only what stands beside a form in which something is being written. */
function partBehind(room, newest) {
  if (!isTyping(room)) return '[data-live-part]';
  const aside = room.querySelector('[data-live-aside]');
  return aside && Number(aside.dataset.revision ?? -1) < newest ? '[data-live-aside]' : undefined;
}

/** Whether a form is being filled in: something in it was changed and not sent, or the cursor is in it. */
function isTyping(room) {
  const fields = room.querySelectorAll('[data-live-typed] :is(textarea, input:not([type="hidden"]))');
  return [...fields].some(
    (field) =>
      field === document.activeElement ||
      field.value !== field.defaultValue ||
      field.checked !== field.defaultChecked,
  );
}

/** Loads the page again and shows what is new in it. */
async function load(room) {
  const address = new URL(location.href);
  for (const name of [...address.searchParams.keys()])
    if (!['key', 'refresh', 'watch'].includes(name)) address.searchParams.delete(name);
  const response = await fetch(address);
  if (!response.ok) {
    // The room is gone: the page says so.
    if (response.status === 404) location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.querySelector('[data-live]');
  if (!next) return location.reload();
  for (const places of ['[data-live-joined]', '[data-live-rated]', '[data-live-voted]'])
    write(room, places, next.querySelector(places)?.textContent);
  if (Number(next.dataset.revision) <= Number(room.dataset.revision)) return;
  // Asked once more, because somebody may have begun to write while the page was loading.
  const part = partBehind(room, Number(next.dataset.revision));
  if (!part) return;
  const [before, after] = [room, next].map((one) => one.querySelector(part));
  if (!after) return;
  keepChoice(before, after);
  keepOpen(before, after);
  const hadFocus = before.contains(document.activeElement);
  before.replaceWith(after);
  if (part === '[data-live-part]') room.dataset.revision = next.dataset.revision;
  else after.dataset.revision = next.dataset.revision;
  const title = after.querySelector('.statement') ?? after.querySelector('h1');
  const news = after.querySelector('[data-live-news]')?.textContent;
  say(news ?? `The room has moved on: ${title?.textContent ?? ''}`);
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

/** Parts that were opened stay open. */
function keepOpen(before, after) {
  const open = [...before.querySelectorAll('details[open] > summary')].map(({ textContent }) => textContent);
  for (const summary of after.querySelectorAll('details > summary'))
    if (open.includes(summary.textContent)) summary.parentElement.open = true;
}

function say(text) {
  const place = document.querySelector('[data-live-say]');
  if (place) place.textContent = text;
}

function runTimer(room) {
  const timer = room.querySelector('[data-live-timer]');
  const left = Number(timer?.dataset.liveTimer) - 1;
  if (!timer || left < 0) return;
  timer.dataset.liveTimer = left;
  const minutes = Math.floor(left / 60);
  timer.textContent = left === 0 ? 'Time is up' : `${minutes > 0 ? `${minutes} min ` : ''}${left % 60} s`;
}
