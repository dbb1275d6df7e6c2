// A button with data-copy="id" copies the field of that id. Without this script the button stays hidden.

for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  if (!field) continue;
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  button.after(said);
  button.hidden = false;
  button.addEventListener('click', async () => {
    said.textContent = '';
    said.textContent = (await copied(field)) ? 'Copied' : 'Select the link and copy it yourself';
  });
}

/** The clipboard API needs a secure context. On a plain http:// intranet the older command still works. */
async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}

// A button with data-share="id" hands the link of that field to the apps of the device. Few desktop browsers can.
if (navigator.share)
  for (const button of document.querySelectorAll('[data-share]')) {
    const field = document.getElementById(button.dataset.share);
    if (!field) continue;
    button.hidden = false;
    // The promise is rejected when the visitor closes the dialog, which is no error.
    button.addEventListener('click', () => navigator.share({ url: field.value }).catch(() => undefined));
  }
