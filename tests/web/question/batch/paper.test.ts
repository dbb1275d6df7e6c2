/** GET /paper. */
import { describe, expect, it } from 'vitest';
import { testApp, testContent } from '../../../site.ts';
import { Browser } from '../../browser.ts';
import { Page } from '../../dom.ts';
import { answersTo, assessmentWith, instrument, jarWith, keyQuestions, visitorWith } from '../../state.ts';

const app = testApp();

describe('GET /paper', () => {
  it('has both sentences of every statement with five marks each, and a star at the key questions', async () => {
    const page = await new Browser(app).page('/paper');
    for (const perspective of ['me', 'us'] as const)
      expect(page.texts(`.paper-rows .${perspective}`).map((text) => text.slice(3))).toEqual(
        instrument.principles.flatMap(({ questions }) =>
          questions.map(({ statements }) => statements[perspective]),
        ),
      );
    expect(page.all('.marks > span')).toHaveLength(1_000);
    expect(page.all('.star')).toHaveLength(keyQuestions.length);
  });

  it('says what the marks mean and where to type it in, with a QR code of that address', async () => {
    const page = await new Browser(app).page('/paper');
    expect(page.text('.paper-head')).toContain('0 Hardly ever, 1 Sometimes, 2 Mostly, 3 Nearly always');
    expect(page.text('.paper-head')).toContain('/principles/1');
    expect(page.text('main')).toContain(`A star marks the ${keyQuestions.length} key questions`);
    expect(page.has('.paper-head svg.qr')).toBe(true);
  });

  it('names the group of the visitor, and is kept out of caches for this', async () => {
    const level = testContent.levelsOfBusiness[1];
    const visitor = visitorWith(assessmentWith(answersTo([]), { level: level?.id ?? '' }));
    const { headers, text } = await new Browser(app, jarWith(visitor)).get('/paper');
    expect(new Page(text).text('main')).toContain(level?.name);
    expect(headers['cache-control']).toBe('private, no-store, no-transform');
  });

  it('is linked from the pages with several statements', async () => {
    for (const address of ['/key', '/principles/3'])
      expect((await new Browser(app).page(address)).attributes('main a', 'href')).toContain('/paper');
  });
});
