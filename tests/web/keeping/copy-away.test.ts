/** /copy and /copy/open while the database is away. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { StorageAway } from '../../../src/storage/away.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { testApp } from '../../site.ts';
import { Browser, Jar } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { answersTo, jarWithAnswers, keyQuestions } from '../state.ts';
import { linkOf } from './devices.ts';
import { Switchable } from './switchable.ts';

describe('while the database is away, /copy', () => {
  let real: Storage;
  let database: Switchable;
  /** A replica that has not noticed yet that the database is away. */
  const visitor = (jar: Jar) => new Browser(testApp({ storage: database.storage }), jar);

  beforeEach(async () => {
    real = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    database = new Switchable(real, 'copies');
    onTestFinished(() => real.close());
  });

  async function pageFor(jar: Jar): Promise<Page> {
    const { status, text } = await visitor(jar).get('/copy');
    expect(status).toBe(200);
    expect(await htmlFaults(text)).toEqual([]);
    return new Page(text);
  }

  it('offers no copy to somebody without one, and does so again when the database is back', async () => {
    const jar = jarWithAnswers(answersTo(keyQuestions));
    database.fault = new StorageAway('stopped for the test');
    const page = await pageFor(jar);
    expect(page.text('h1')).toBe('No saved copy can be made just now');
    expect(page.has('main form')).toBe(false);
    expect(page.text('main')).not.toMatch(/this site also keeps a copy/);
    expect(page.has('main a[href="/resume"]')).toBe(true);
    expect((await pageFor(new Jar())).has('main a[href="/resume"]')).toBe(false);
    database.fault = undefined;
    expect((await pageFor(jar)).has('main form')).toBe(true);
  });

  it('does not say that each answer reaches the copy, and shows the link again when the database is back', async () => {
    const jar = jarWithAnswers(answersTo(keyQuestions));
    await visitor(jar).postAndFollow('/copy');
    database.fault = new StorageAway('stopped for the test');
    const page = await pageFor(jar);
    expect(page.text('h1')).toBe('Your saved copy cannot be reached just now');
    expect(page.text('main')).toContain('reaches the copy when the database is back');
    expect(page.text('main')).not.toContain('Each answer reaches it');
    expect(page.has('main form')).toBe(false);
    database.fault = undefined;
    expect((await pageFor(jar)).has('#copy-link')).toBe(true);
  });

  it('answers a link with 503 and changes nothing, before and after the form', async () => {
    const owner = visitor(jarWithAnswers(answersTo(keyQuestions)));
    await owner.postAndFollow('/copy');
    const link = new URL(await linkOf(owner)).searchParams.get('link') ?? '';
    database.fault = new StorageAway('stopped for the test');
    const other = new Jar();
    const opened = await visitor(other).get(`/copy/open?link=${link}`);
    const posted = await visitor(other).post('/copy/open', { link, mine: 'add' });
    for (const { status, text } of [opened, posted]) {
      expect(status).toBe(503);
      expect(new Page(text).text('main')).toContain('Nothing was changed.');
    }
    expect(other.names).toEqual([]);
  });
});
