/** A table is missing while the site runs: only what needs it fails, and nothing says that the database is away. */
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { wrongTables } from '../../../src/storage/away.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { DatabasePause } from '../../../src/web/sync/database-pause.ts';
import { testApp } from '../../site.ts';
import { Browser } from '../browser.ts';
import { Switchable } from '../keeping/switchable.ts';
import { answersTo, jarWithAnswers, keyQuestions } from '../state.ts';
import { join, makeTeam } from '../teams/team.ts';

const fault = wrongTables('the table "member" is missing');

it('DatabasePause does not pause when a table is missing, and logs that by another name than a database that is away', async () => {
  const lines: string[] = [];
  const pause = new DatabasePause(pino({ base: null }, { write: (line) => lines.push(line) }));
  await expect(pause.query(() => Promise.reject(fault))).rejects.toBe(fault);
  expect(await pause.query(async () => 'result')).toBe('result');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 50,
    msg: 'database has wrong tables',
    reason: fault.message,
  });
});

describe('while the tables of teams are missing', () => {
  it('a page of teams responds 503 in words without names of tables, and saved copies go on', async () => {
    const real = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    onTestFinished(() => real.close());
    const database = new Switchable(real, 'teams');
    database.fault = fault;
    const browser = new Browser(
      testApp({ storage: database.storage }),
      jarWithAnswers(answersTo(keyQuestions)),
    );
    const { status, text } = await browser.get(`/teams/results?key=${'a'.repeat(22)}`);
    expect(status).toBe(503);
    expect(text).toContain('The server’s database lacks something that this needs.');
    expect(text).not.toMatch(/member|does not answer/);
    expect((await browser.post('/copy')).status).toBe(303);
    expect((await browser.get('/questions')).text).not.toContain('cannot be reached');
  });

  it('the report of a member does without the last round', async () => {
    const real = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    onTestFinished(() => real.close());
    const database = new Switchable(real, 'teams');
    const app = testApp({ storage: database.storage });
    const browser = new Browser(app, jarWithAnswers(answersTo(keyQuestions)));
    await join(browser, await makeTeam(new Browser(app)));
    database.fault = fault;
    for (const address of ['/report', '/report/all']) expect((await browser.get(address)).status).toBe(200);
  });
});
