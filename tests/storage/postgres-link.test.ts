import { setTimeout as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { postgresLink } from '../../src/storage/live/postgres-link.ts';
import { freePort } from './free-port.ts';

it('reports once, not every second, that the database cannot be reached', async () => {
  const reasons: string[] = [];
  const url = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
  // Nothing is sent, so no database is needed.
  const link = postgresLink(url, undefined as never, (error) => reasons.push(String(error)));
  link.receive(
    () => undefined,
    () => undefined,
  );
  await later(2_500);
  await link.close();
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toContain('ECONNREFUSED');
});
