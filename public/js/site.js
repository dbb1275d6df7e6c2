// Every page works without this script.

const print = document.querySelector('[data-print]');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
  document.querySelector('.no-script')?.remove();
}

const menu = document.querySelector('.more');
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
document.addEventListener('click', (event) => {
  if (!menu.contains(event.target)) menu.open = false;
});

document.querySelector('.error-summary')?.focus();

// Screen readers announce a status when something is put into it, not when the page opens with it.
for (const line of document.querySelectorAll('[data-say]'))
  setTimeout(() => line.replaceChildren(...[...line.childNodes].map((node) => node.cloneNode(true))), 300);

// What is folded on a phone is open where there is room.
if (matchMedia('(min-width: 56.25rem)').matches)
  for (const folded of document.querySelectorAll('[data-unfold]')) folded.open = true;

/** Kept from the sending of a form until a page follows that has no errors. */
const underWay = 'service-mirror-under-way';
if (!document.querySelector('.error-summary')) write(underWay, 'no', 'sessionStorage');
for (const one of document.querySelectorAll('form:is([data-answer], [data-answers], [data-space])'))
  warnBeforeLosing(one);

const form = document.querySelector('form[data-answer]');
if (form) rateQuickly(form);

/** Makes the browser ask before a page with unsaved answers or texts is left. */
function warnBeforeLosing(form) {
  // A form that came back with an error was not saved.
  let saved = document.querySelector('.error-summary') ? '' : asSent(form);
  let leaving = false;
  form.addEventListener('submit', () => {
    leaving = true;
    write(underWay, 'yes', 'sessionStorage');
  });
  // A page from the back/forward cache runs on with its variables. What it sent is saved if a page of this site followed.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && leaving && read(underWay, 'sessionStorage') !== 'yes') saved = filledIn(form);
    leaving = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && filledIn(form) !== saved) event.preventDefault();
  });
}

function filledIn(form) {
  return JSON.stringify([...new FormData(form)]);
}

/** The form as the page came. The browser may have filled it in since, with what was entered before a failed request. */
function asSent(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return filledIn(copy);
}

/** The keys 0 to 3, and going on when both are rated. Each can be switched; the keys because of WCAG 2.1.4. */
function rateQuickly(form) {
  const box = document.createElement('p');
  box.className = 'keys';
  const groups = [...form.querySelectorAll('fieldset.rating')];
  const open = () => groups.filter((group) => !group.querySelector('input:checked'));
  // Someone who changes an answer may want to change both ratings.
  const isNew = open().length > 0;
  const quick = toggle(box, 'Go on when both are rated', 'service-mirror-go-on', 'off');
  const goOn = () => {
    if (quick.checked && isNew && open().length === 0) form.requestSubmit(form.querySelector('.primary'));
  };
  // A click by mouse or finger has a count; one by arrow keys or space has none, and may be on its way to another rating.
  form.addEventListener('click', ({ target, detail }) => {
    if (detail > 0 && target.type === 'radio') goOn();
  });
  if (matchMedia('(hover: hover)').matches) {
    const keys = toggle(box, 'Keys 0 to 3 rate, Enter saves', 'service-mirror-number-keys', 'on');
    rateWithNumberKeys(form, groups, open, keys, goOn);
  }
  form.append(box);
}

/** The keys rate the group that has the focus, or else the first without a rating. */
function rateWithNumberKeys(form, groups, open, keys, goOn) {
  let last = null;
  document.addEventListener('keydown', (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || !/^[0-3]$/.test(event.key)) return;
    const focused = document.activeElement?.closest('fieldset.rating');
    // After a key has rated one group, the next key rates the other.
    const group = (focused === last ? undefined : focused) ?? open()[0] ?? groups.find((one) => one !== last);
    const input = group?.querySelector(`input[value="${event.key}"]`);
    if (!input) return;
    const folded = form.closest('details');
    if (folded) folded.open = true;
    input.checked = true;
    input.focus();
    last = group;
    event.preventDefault();
    goOn();
  });
}

/** Adds a check box whose state this browser remembers. */
function toggle(box, text, name, preset) {
  const label = document.createElement('label');
  label.innerHTML = '<input type="checkbox"> ';
  label.append(text);
  box.append(label);
  const input = label.firstChild;
  input.checked = (read(name) ?? preset) === 'on';
  input.addEventListener('change', () => write(name, input.checked ? 'on' : 'off'));
  return input;
}

/** Browsers can switch storage off; then the setting lasts as long as the page. */
function read(name, storage = 'localStorage') {
  try {
    return window[storage].getItem(name);
  } catch {
    return null;
  }
}

function write(name, value, storage = 'localStorage') {
  try {
    window[storage].setItem(name, value);
  } catch {
    // Storage is switched off or full.
  }
}
