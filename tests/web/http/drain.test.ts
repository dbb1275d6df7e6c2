import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as later, setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Drain } from '../../../src/web/http/drain.ts';

async function listening(answer: RequestListener) {
  const server: Server = createServer(answer);
  const drain = new Drain(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  return { drain, port: (server.address() as AddressInfo).port };
}

function connected(port: number, text: string): { socket: Socket; closed: Promise<void> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, closed };
}

describe('Drain.end', () => {
  it('ends streams of events at once, so that their browsers go to another replica', async () => {
    const { drain, port } = await listening((_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream');
      res.write(':\n\n');
    });
    const stream = connected(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => stream.socket.once('data', resolve));
    const started = performance.now();
    expect(await drain.end(5_000)).toBe(true);
    await stream.closed;
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('lets a large response be sent to its end to a slow client', async () => {
    const size = 20_000_000;
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { drain, port } = await listening((_req, res) => {
      res.end(Buffer.alloc(size));
      begun();
    });
    let ended: Promise<boolean> | undefined;
    const received = await new Promise<number>((resolve) => {
      get({ port, host: '127.0.0.1' }, async (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('close', () => resolve(bytes));
        response.pause();
        await hasBegun;
        ended = drain.end(5_000);
        await later(400);
        response.resume();
      });
    });
    expect(received).toBe(size);
    expect(await ended).toBe(true);
  });

  it('answers requests that came while the process was busy, and were not even accepted', async () => {
    const { drain, port } = await listening((_req, res) => res.end('x'));
    const isSent = new SharedArrayBuffer(4);
    const sender = new Worker(
      `const { workerData: { port, isSent } } = require('node:worker_threads');
       const socket = require('node:net').connect(port, '127.0.0.1', () => {
         socket.write('GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n', () => {
           Atomics.store(new Int32Array(isSent), 0, 1);
           Atomics.notify(new Int32Array(isSent), 0);
         });
       });
       let text = '';
       socket.on('data', (data) => (text += data)).on('error', (error) => (text += error.code));
       socket.on('close', () => require('node:worker_threads').parentPort.postMessage(text));`,
      { eval: true, workerData: { port, isSent } },
    );
    const received = once(sender, 'message');
    // Blocks this thread, as making a worker does, until the request is on its way.
    Atomics.wait(new Int32Array(isSent), 0, 0, 10_000);
    const ended = drain.end(5_000);
    expect(String(await received)).toContain('HTTP/1.1 200 OK');
    expect(await ended).toBe(true);
  });

  it('closes idle connections, whether they were used or not', async () => {
    const { drain, port } = await listening((_req, res) => res.end('x'));
    const used = connected(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => used.socket.once('data', resolve));
    const unused = connected(port, '');
    await new Promise((resolve) => unused.socket.once('connect', resolve));
    expect(await drain.end(5_000)).toBe(true);
    await Promise.all([used.closed, unused.closed]);
  });

  it('sends Connection: close with the response to a request that has begun', async () => {
    const { drain, port } = await listening((_req, res) => void setTimeout(() => res.end('x'), 200));
    const { socket, closed } = connected(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    await later(50);
    expect(await drain.end(5_000)).toBe(true);
    await closed;
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/connection: close/i);
  });

  it('closes a connection whose request is incomplete after the given time, and returns false', async () => {
    const { drain, port } = await listening((req, res) => void req.resume().on('end', () => res.end('x')));
    const { closed } = connected(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nme=1');
    await later(50);
    expect(await drain.end(200)).toBe(false);
    await closed;
  });

  it('answers a request that arrives on an open connection while the server ends, with Connection: close', async () => {
    const { drain, port } = await listening((_req, res) => res.end('x'));
    const { socket, closed } = connected(port, '');
    await new Promise((resolve) => socket.once('connect', resolve));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    await later(20);
    const ended = drain.end(5_000);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await ended).toBe(true);
    await closed;
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/connection: close/i);
  });

  it('refuses new connections at once', async () => {
    const { drain, port } = await listening(() => undefined);
    connected(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await later(50);
    const ended = drain.end(300);
    // It first accepts those that came before.
    await later(50);
    const error = await new Promise<NodeJS.ErrnoException>((resolve) =>
      connect(port, '127.0.0.1').once('error', resolve),
    );
    expect(error.code).toBe('ECONNREFUSED');
    expect(await ended).toBe(false);
  });

  it('leaves no timer behind', async () => {
    let answer = () => {};
    const asked = Promise.withResolvers<void>();
    const { drain, port } = await listening((_req, res) => {
      answer = () => void res.end('x');
      asked.resolve();
    });
    connected(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked.promise;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const ended = drain.end(5_000);
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    expect(vi.getTimerCount()).toBe(2);
    answer();
    expect(await ended).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
