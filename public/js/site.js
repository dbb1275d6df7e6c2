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

const form = document.querySelector('form[data-answer]');
if (form) rateWithNumberKeys(form);

for (const one of document.querySelectorAll('form[data-answer], form[data-space]')) warnBeforeLosing(one);

/** Makes the browser ask before a page with unsaved answers or texts is left. */
function warnBeforeLosing(form) {
  // A form that came back with an error was not saved.
  const before = document.querySelector('.error-summary') ? '' : filledIn(form);
  let leaving = false;
  form.addEventListener('submit', () => {
    leaving = true;
  });
  // The Back button restores the page, with this variable as it was.
  window.addEventListener('pageshow', () => {
    leaving = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && filledIn(form) !== before) event.preventDefault();
  });
}

function filledIn(form) {
  return JSON.stringify([...new FormData(form)]);
}

/**
 * The keys 0 to 3 rate the group that has the focus, or else the first without a rating. They can be switched off (WCAG
 * 2.1.4).
 */
function rateWithNumberKeys(form) {
  const kept = 'service-mirror-number-keys';
  const box = document.createElement('p');
  box.className = 'number-keys';
  box.innerHTML = '<label><input type="checkbox"> Rate with the keys 0 to 3</label>';
  const toggle = box.querySelector('input');
  toggle.checked = read(kept) !== 'off';
  toggle.addEventListener('change', () => write(kept, toggle.checked ? 'on' : 'off'));
  form.append(box);

  const groups = [...form.querySelectorAll('fieldset.rating')];
  let last = null;
  document.addEventListener('keydown', (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || !/^[0-3]$/.test(event.key))
      return;
    const focused = document.activeElement?.closest('fieldset.rating');
    const open = groups.filter((group) => !group.querySelector('input:checked'));
    // After a key has rated one group, the next key rates the other.
    const group = (focused === last ? undefined : focused) ?? open[0] ?? groups.find((one) => one !== last);
    const input = group?.querySelector(`input[value="${event.key}"]`);
    if (!input) return;
    input.checked = true;
    input.focus();
    last = group;
    event.preventDefault();
  });
}

/** Browsers can switch storage off; then the setting lasts as long as the page. */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is switched off or full.
  }
}
