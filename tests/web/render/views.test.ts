import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bareViews } from './bare-views.ts';

const names = readdirSync('views', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ejs'))
  .map((file) => file.replace(/\.ejs$/, '').replaceAll('\\', '/'));

const views = bareViews('views');

/** A view is compiled when it is first used, so nothing else would find a mistake in one that no other test opens. */
it.each(names)('the view %s compiles', (name) => {
  try {
    views.render(name, {});
  } catch (error) {
    // Without a model most views cannot be rendered.
    expect(error).not.toBeInstanceOf(SyntaxError);
  }
});

it('a view that does not exist is an error that names it', () => {
  expect(() => views.render('pages/nowhere', {})).toThrow('no view named pages/nowhere');
});
