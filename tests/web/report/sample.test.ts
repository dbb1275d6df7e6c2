/** The worksheets of the made-up person behind /sample. */
import { describe, expect, it } from 'vitest';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';

const browser = new Browser(testApp());
const { plan, moments } = testContent.sample ?? {};

describe('the sample', () => {
  it('has its contract as a chapter, with a link to make one of one’s own and none to change it', async () => {
    const page = await browser.page('/sample/contract');
    for (const { text } of plan?.goals ?? []) expect(page.text('main')).toContain(text);
    expect(page.text('main')).toContain('Make my own contract');
    expect(page.text('main')).not.toContain('Change my contract');
  });

  it('has its moments of truth as a chapter', async () => {
    const page = await browser.page('/sample/moments');
    for (const { name } of moments?.moments ?? []) expect(page.text('main')).toContain(name);
    expect(page.text('main')).toContain('Fill in my own worksheet');
  });

  it('offers the two-page summary and the workbook', async () => {
    expect((await browser.page('/sample')).attributes('main a', 'href')).toEqual(
      expect.arrayContaining(['/sample/summary.pdf', '/sample.pdf']),
    );
  });
});
