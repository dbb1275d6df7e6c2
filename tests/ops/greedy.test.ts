/** Clients that are slow or send large bodies neither block other clients nor fill the memory. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replica } from './running.ts';
import { Visitor } from './visitor.ts';

let site: Replica;
beforeAll(async () => {
  site = await Replica.started({});
}, 60_000);
afterAll(async () => void (await site?.stop('SIGKILL')));

/** Opens a connection, sends the start of a request, and resolves `closed` with what came back. */
function begun(text: string): { socket: Socket; closed: Promise<string> } {
  const socket = connect(site.port, '127.0.0.1', () => socket.write(text));
  let came = '';
  socket.on('data', (chunk) => {
    came += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  return { socket, closed: new Promise((done) => socket.once('close', () => done(came))) };
}

const journey = async () => {
  const visitor = new Visitor(site.address);
  for (let i = 0; i < 5; i++) {
    await visitor.answer();
    await visitor.text('/questions');
  }
  expect(visitor.held.size).toBe(5);
};

describe('the server', () => {
  it.concurrent('answers 408 to slow headers, and serves others during three hundred of them', async () => {
    const slow = Array.from({ length: 300 }, () => begun('GET /questions HTTP/1.1\r\nHost: x\r\nX-Slow: '));
    // A byte now and then does not extend the timeout.
    const dripping = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write('x');
    }, 1_000);
    await journey();
    for (const { closed } of slow) expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(dripping);
  }, 30_000);

  it.concurrent('keeps idle connections open for longer than balancers do', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<{ reused: boolean; kept: string }>((resolve, reject) => {
        const sent = request({ port: site.port, path: '/health', agent }, (response) => {
          const kept = String(response.headers['keep-alive']);
          response.resume().on('end', () => resolve({ reused: sent.reusedSocket, kept }));
        });
        sent.on('error', reject).end();
      });
    const { kept } = await ask();
    expect(Number(/timeout=(\d+)/.exec(kept)?.[1])).toBeGreaterThan(60);
    // Longer than the timeout for headers.
    await later(13_000);
    expect((await ask()).reused).toBe(true);
    agent.destroy();
  }, 30_000);
});

/** Sends a body until it ends or the connection is closed. Returns the number of bytes sent. */
function pour(path: string, type: string, megabytes: number): Promise<number> {
  const chunk = Buffer.alloc(256 * 1024, 'x');
  const total = megabytes * 1024 * 1024;
  return new Promise((resolve) => {
    let written = 0;
    const sent = request({
      port: site.port,
      method: 'POST',
      path,
      headers: { 'Content-Type': type, 'Content-Length': total },
    });
    const go = () => {
      while (written < total) {
        written += chunk.length;
        if (!sent.write(chunk)) return;
      }
      sent.end();
    };
    sent.on('drain', go);
    sent.on('response', (response) => response.resume().on('end', () => resolve(written)));
    sent.on('error', () => resolve(written));
    go();
  });
}

const resident = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

describe.runIf(process.platform === 'linux')('a body of 100 MB (skipped outside Linux)', () => {
  it.each([
    ['a form', '/start/new', 'application/x-www-form-urlencoded'],
    ['a file', '/resume/file', 'multipart/form-data; boundary=x'],
  ])(
    'sent as %s, five at a time, does not fill the memory or stop the site',
    async (_what, path, type) => {
      // The first request of a kind loads modules, which is not a leak.
      await pour(path, type, 1);
      const before = resident(site.pid);
      const taken = await Promise.all(Array.from({ length: 5 }, () => pour(path, type, 100)));
      for (const bytes of taken) expect(bytes / 1024 / 1024).toBeLessThanOrEqual(8);
      // Buffered to their end they would take more than 320 MB.
      expect(resident(site.pid) - before).toBeLessThan(160);
      await journey();
    },
    30_000,
  );
});
