/** SIGTERM with the real process under load. */
import { Agent, request as ask } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { emptyFolder, start } from './running.ts';

const patience = 20_000;

interface Answer {
  readonly status: number;
  readonly whole: boolean;
  readonly closes: boolean;
}

/** Returns undefined when there was no response: the connection was refused, or closed before the first byte. */
function get(address: string, agent: Agent): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const request = ask(address, { agent }, (response) => {
      const answer = { status: response.statusCode ?? 0, closes: response.headers.connection === 'close' };
      response.resume();
      response.on('end', () => resolve({ ...answer, whole: response.complete }));
      response.on('error', () => resolve({ ...answer, whole: false }));
    });
    request.on('error', () => resolve(undefined));
    request.end();
  });
}

describe('SIGTERM under load', { timeout: patience }, () => {
  it('cuts off no response, refuses new connections, loses no log line, and ends in time', async () => {
    const running = start();
    const address = await running.address();
    const agent = new Agent({ keepAlive: true });
    const answers: Answer[] = [];
    // Documents take half a second, so they are being made when the signal arrives. Their connections are opened first: one
    // that the server has not accepted when the signal arrives would be refused.
    const documents = Array.from({ length: 2 }, () => get(`${address}sample.pdf`, agent));
    while (
      Object.values(agent.sockets)
        .flat()
        .filter((socket) => socket?.readyState === 'open').length < 2
    )
      await later(5);
    let asking = true;
    const clients = Array.from({ length: 24 }, async (_, i) => {
      while (asking) {
        const answer = await get(`${address}${i % 3 ? 'questions' : 'sample'}`, agent);
        if (answer) answers.push(answer);
        // Refused, because the site has stopped.
        else return;
      }
    });
    while (answers.length < 100) await later(5);
    const { code, errors, out } = await running.stop();
    asking = false;
    await Promise.all(clients);
    for (const answer of [...answers, ...(await Promise.all(documents))])
      expect(answer).toMatchObject({ status: 200, whole: true });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const logged = out.split('\n').filter((line) => line.includes('"msg":"request"'));
    expect(logged).toHaveLength(answers.length + documents.length);
    expect(await get(address, agent)).toBeUndefined();
    agent.destroy();
  });

  it.each([1, 2])(
    'waits for a form that is being sent, answers it and then closes, when sent %i times',
    async (times) => {
      const folder = emptyFolder();
      const running = start({ DATABASE_URL: `sqlite:${join(folder, 'mirror.db')}` }, folder);
      const address = await running.address();
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      const closed = new Promise((done) => socket.once('close', done));
      socket.write(
        'POST /questions/1.1/answer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nme=1',
      );
      await later(200);
      const ended = running.stop();
      await later(200);
      if (times === 2) running.process.kill('SIGTERM');
      await later(100);
      expect(received).toBe('');
      socket.write('&us=2');
      await closed;
      expect(received).toMatch(/^HTTP\/1\.1 303 /);
      expect(received).toContain('Set-Cookie: mirror_state=');
      expect((await ended).code).toBe(0);
    },
  );
});
