/** No log of a proxy has the secret of a link, also when the site does not answer. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../storage/free-port.ts';
import { Nginx, nginxProgram } from './running.ts';

const token = 'r2-secret-of-a-link';
const links = ['/resume/open?link=', '/shared?with=', '/teams/join?key=', '/copy/open?key='].map(
  (start) => start + token,
);

async function answering(): Promise<{ server: Server; port: number }> {
  const server = createServer((_req, res) => res.end('ok'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, port: (server.address() as AddressInfo).port };
}

const statuses = (address: string) =>
  Promise.all(links.map(async (link) => (await fetch(address + link)).status));

describe.runIf(nginxProgram)('nginx with deploy/nginx.conf (skipped without nginx)', () => {
  it('logs no token while both replicas are stopped', async () => {
    const replicas = [await answering(), await answering()];
    const nginx = await Nginx.before(replicas);
    onTestFinished(() => nginx.stop());
    expect(new Set(await statuses(nginx.address))).toEqual(new Set([200]));
    for (const { server } of replicas) {
      server.closeAllConnections();
      server.close();
    }
    expect(new Set(await statuses(nginx.address))).toEqual(new Set([502]));
    await later(200);
    expect(nginx.log.length).toBeGreaterThan(2 * links.length);
    expect(`${nginx.log.join('\n')}${nginx.errors}`).not.toContain(token);
  }, 30_000);
});

const hasCaddy = spawnSync('caddy', ['version']).status === 0;

describe.runIf(hasCaddy)('Caddy with the example of docs/operating.md (skipped without Caddy)', () => {
  it('logs no token while the site is stopped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mirror-caddy-'));
    const [port, closed] = [await freePort(), await freePort()];
    const example = /```caddyfile\n([\s\S]*?)```/.exec(readFileSync('docs/operating.md', 'utf8'))?.[1] ?? '';
    const file = join(folder, 'Caddyfile');
    writeFileSync(
      file,
      example
        .replace('{\n', '{\n\tadmin off\n')
        .replace('mirror.example {', `http://127.0.0.1:${port} {`)
        .replace('127.0.0.1:3000', `127.0.0.1:${closed}`),
    );
    const caddy = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    onTestFinished(async () => {
      const gone = new Promise((done) => caddy.once('exit', done));
      caddy.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    });
    let log = '';
    for (const stream of [caddy.stdout, caddy.stderr])
      stream.on('data', (chunk) => {
        log += chunk;
      });
    const address = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 100; i++) {
      if (await fetch(address).catch(() => undefined)) break;
      await later(50);
    }
    expect(new Set(await statuses(address))).toEqual(new Set([502]));
    await later(300);
    expect(log).toContain('/resume/open');
    expect(log).not.toContain(token);
  }, 30_000);
});
