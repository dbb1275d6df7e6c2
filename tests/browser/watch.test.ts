import { beforeEach, describe, expect, it } from 'vitest';
import { siteInBrowser, soon, type Visit } from './browser.ts';

const site = siteInBrowser();

/** The other tests rely on these checks. */
describe('the watch on visitors', () => {
  let visit: Visit;
  beforeEach(async () => {
    visit = await site.visitor();
    await visit.page.goto('/about');
  });

  it('reports a request to another host', async () => {
    const { port } = new URL(site.origin);
    await visit.page.goto(`http://localhost:${port}/about`, { waitUntil: 'networkidle' });
    expect(site.takeFaults().join()).toContain(`asked another host: http://localhost:${port}/about`);
  });

  it.each([
    {
      what: 'a picture from elsewhere',
      tag: 'img',
      attribute: 'src',
      value: 'http://elsewhere.invalid/a.png',
    },
    { what: 'an inline style', tag: 'p', attribute: 'style', value: 'color: red' },
    {
      what: 'a script from elsewhere',
      tag: 'script',
      attribute: 'src',
      value: 'http://elsewhere.invalid/a.js',
    },
  ])('reports $what, which the Content-Security-Policy forbids', async ({ tag, attribute, value }) => {
    await visit.page.locator('main').evaluate(
      (main, [tag, attribute, value]) => {
        const element = main.ownerDocument.createElement(tag);
        element.setAttribute(attribute, value);
        main.append(element);
      },
      [tag, attribute, value],
    );
    await soon(() => site.takeFaults().join()).toContain('Content Security Policy');
  });

  it('reports a script that throws', async () => {
    await visit.page.evaluate('setTimeout(() => { throw new Error("broken"); })');
    await soon(() => site.takeFaults().join()).toContain('broken');
  });

  it('reports a page with an unexpected status', async () => {
    await visit.page.goto('/nowhere');
    await soon(() => site.takeFaults().join()).toContain('404');
  });
});
