// Counts how much more can be typed into a form that is kept in a cookie. The form says so in attributes:
//   data-space="2443"      the bytes that all its texts may take together
//   data-space-item="55"   on a group: the bytes that it takes besides its texts, once a field in it is filled in
//   data-space-left        the line that shows the count
//   data-space-said        the live region from which screen readers read the count

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
    // Screen readers would read it at every key, so it waits for a pause.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (said) said.textContent = line.textContent;
    }, 1200);
  });
  show();
}

function spaceLeft(form) {
  const items = [...form.querySelectorAll('[data-space-item]')].filter((item) =>
    [...item.querySelectorAll('input:not([type="radio"]), textarea')].some((field) => clean(field) !== ''),
  );
  // The items are kept as a JSON list, with commas between them.
  const taken = items.reduce(
    (sum, item) => sum + Number(item.dataset.spaceItem),
    Math.max(0, items.length - 1),
  );
  const fields = [...form.querySelectorAll('input:not([type="hidden"], [type="radio"]), textarea, select')];
  return fields
    .filter((field) => {
      const item = field.closest('[data-space-item]');
      return !item || items.includes(item);
    })
    .reduce((left, field) => left - bytes(clean(field)), Number(form.dataset.space) - taken);
}

/** Returns the text as the server keeps it (src/web/http/text-fields.ts). */
function clean(field) {
  const spaces = field.localName === 'textarea' ? /(?!\n)\p{Cc}/gu : /[\s\p{Cc}]+/gu;
  return field.value
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(spaces, ' ')
    .trim();
}

/** Returns the bytes of a text in JSON, without its quotes: two for a line break or é, three for a character of most scripts. */
function bytes(text) {
  return new TextEncoder().encode(JSON.stringify(text)).length - 2;
}

/** Returns the count in the words of the server (src/web/render/space-text.ts). */
function words(left) {
  const rounded = left < 100 ? Math.abs(left) : left - (left % 10);
  const count = `${rounded.toLocaleString('en-GB')} ${rounded === 1 ? 'character' : 'characters'}`;
  return left < 0 ? `${count} too many` : `About ${count} left`;
}
