// The count of what is left. A form takes part with
//   data-space="2443"        how many bytes its words may take together
//   data-space-item="55"     on a group: what it takes besides, once anything is written in it (in a list, so with a comma)
//   data-space-left, data-space-said   where the count is shown, and said to those who hear the page

for (const form of document.querySelectorAll('form[data-space]')) countDown(form);

function countDown(form) {
  const line = form.querySelector('[data-space-left]');
  const said = form.querySelector('[data-space-said]');
  let waiting;
  const show = () => {
    const left = spaceLeft(form);
    line.textContent = words(left);
    line.classList.toggle('over', left < 0);
  };
  form.addEventListener('input', () => {
    show();
    // Only after a pause: not at every key.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (said) said.textContent = line.textContent;
    }, 1200);
  });
  show();
}

function spaceLeft(form) {
  const items = [...form.querySelectorAll('[data-space-item]')].filter((item) =>
    [...item.querySelectorAll('input, textarea')].some((field) => clean(field) !== ''),
  );
  const taken = items.reduce(
    (sum, item) => sum + Number(item.dataset.spaceItem),
    Math.max(0, items.length - 1),
  );
  const fields = [...form.querySelectorAll('input:not([type="hidden"]), textarea, select')];
  return fields
    .filter((field) => {
      const item = field.closest('[data-space-item]');
      return !item || items.includes(item);
    })
    .reduce((left, field) => left - bytes(clean(field)), Number(form.dataset.space) - taken);
}

/** As the server keeps it (src/web/plan/plan-form.ts). */
function clean(field) {
  const spaces = field.localName === 'textarea' ? /(?!\n)\p{Cc}/gu : /[\s\p{Cc}]+/gu;
  return field.value.replaceAll(spaces, ' ').trim();
}

/** In JSON, without its quotes: a line break takes two bytes there, é two, and most of the world's scripts three. */
function bytes(text) {
  return new TextEncoder().encode(JSON.stringify(text)).length - 2;
}

/** As the server says it (src/web/plan/plan-view.ts). */
function words(left) {
  const rounded = left < 100 ? Math.abs(left) : left - (left % 10);
  const count = `${rounded.toLocaleString('en-GB')} ${rounded === 1 ? 'character' : 'characters'}`;
  return left < 0 ? `${count} too many` : `About ${count} left`;
}
