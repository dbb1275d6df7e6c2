/** Which forms deploy/nginx.conf sends to a second replica when the first fails. Joining a team twice would count a person twice. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Nginx, nginxProgram } from './running.ts';

describe.runIf(nginxProgram)('deploy/nginx.conf (skipped without nginx)', () => {
  const sent: string[] = [];
  const servers: Server[] = [];
  let nginx: Nginx;
  beforeAll(async () => {
    // Two replicas that close the connection of every form they receive.
    for (let i = 0; i < 2; i++) {
      const server = createServer((req, res) => {
        if (req.method === 'GET') return void res.end('ok');
        sent.push(`${req.url}`);
        req.socket.destroy();
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      servers.push(server);
    }
    nginx = await Nginx.before(
      servers.map((server) => server.address() as AddressInfo),
      true,
    );
  }, 30_000);
  afterAll(async () => {
    await nginx?.stop();
    for (const server of servers) server.close();
  });

  it.each([
    ['/questions/1.1', 2],
    ['/mirror/questions/1.1', 2],
    ['/teams/new', 1],
    ['/teams/join', 1],
    ['/mirror/teams/join', 1],
    ['/mirror/teams/new', 1],
  ])(
    'sends a form for %s to %i of two failing replicas',
    async (path, times) => {
      sent.length = 0;
      const { status } = await fetch(nginx.address + path, { method: 'POST', body: 'x=1' });
      expect(status).toBe(502);
      expect(sent).toEqual(Array(times).fill(path));
    },
    20_000,
  );
});
