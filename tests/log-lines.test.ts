/** The log in blocks: no line is lost, cut or out of order. */
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogLines, requestLine } from '../src/log-lines.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function kept() {
  const written: string[] = [];
  const destination = Object.assign(new EventEmitter(), {
    write: (text: string) => written.push(text),
    flushSync: () => undefined,
  });
  const last = { write: (text: string) => written.push(text) };
  const [first, second] = [destination, last] as unknown as ConstructorParameters<typeof LogLines>;
  return { lines: new LogLines(first, second), written, destination };
}

describe('log lines', () => {
  it('wait for others, a second at most', () => {
    const { lines, written } = kept();
    lines.write('one\n');
    lines.write('two\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(written).toEqual(['one\ntwo\n']);
    vi.advanceTimersByTime(5_000);
    expect(written).toHaveLength(1);
  });

  it('are all there, in order, however many, long and foreign', () => {
    const { lines, written } = kept();
    const sent = Array.from({ length: 3_000 }, (_, i) => `${i} ${'€é😀x'.repeat(i % 97)}\n`);
    sent.splice(1_500, 0, `${'€'.repeat(200_000)}\n`, 'after the long one\n');
    for (const line of sent) lines.write(line);
    lines.end();
    expect(written.join('')).toBe(sent.join(''));
    expect(written.length).toBeLessThan(100);
  });

  it('that are left are written at the end', () => {
    const { lines, written } = kept();
    lines.write('last words\n');
    lines.end();
    expect(written).toEqual(['last words\n']);
  });

  it('are waited for, if there are any', async () => {
    const { lines, destination } = kept();
    await lines.written();
    lines.write('last words\n');
    let isWritten = false;
    const waiting = lines.written().then(() => {
      isWritten = true;
    });
    await Promise.resolve();
    expect(isWritten).toBe(false);
    destination.emit('drain');
    await waiting;
    await lines.written();
  });

  it('are not waited for when whoever read them has gone', async () => {
    const { lines, destination } = kept();
    lines.write('last words\n');
    const waiting = lines.written();
    destination.emit('error', new Error('EPIPE'));
    await waiting;
  });
});

describe('the line of a request', () => {
  it('is what pino would write, whatever was asked for', () => {
    const lines: string[] = [];
    const logger = pino(
      { base: null, timestamp: () => ',"time":1795318712179' },
      { write: (line: string) => void lines.push(line) },
    );
    const anyEntry = fc.record({
      requestId: fc.uuid(),
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'M-SEARCH'),
      path: fc.string({ unit: 'binary' }),
      status: fc.integer({ min: 100, max: 599 }),
      ms: fc.nat().map((tenths) => tenths / 10),
    });
    fc.assert(
      fc.property(anyEntry, (entry) => {
        logger.info(entry, 'request');
        const line = requestLine(entry, 1_795_318_712_179);
        expect(JSON.parse(line)).toEqual(JSON.parse(lines.pop() ?? ''));
        expect(line).toMatch(/^[^\n]*\n$/);
      }),
    );
  });
});
