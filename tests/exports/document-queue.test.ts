import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DocumentQueue, DocumentsBusy } from '../../src/exports/document-queue.ts';

const { signal } = new AbortController();

/** A queue whose tasks end when the test says so. */
function observed(limit: number) {
  const queue = new DocumentQueue(limit);
  const begun: string[] = [];
  const end = new Map<string, PromiseWithResolvers<string>>();
  const run = (name: string, abort: AbortSignal = signal) => {
    const task = Promise.withResolvers<string>();
    end.set(name, task);
    const done = queue.run(() => {
      begun.push(name);
      return task.promise;
    }, abort);
    // Vitest fails on rejections that are not handled at once.
    done.catch(() => undefined);
    return done;
  };
  return { run, begun, end: (name: string) => end.get(name) as PromiseWithResolvers<string> };
}

describe('DocumentQueue.run', () => {
  it('runs one task at a time, in the order in which they were added', async () => {
    const { run, begun, end } = observed(2);
    const [a, b, c] = [run('a'), run('b'), run('c')];
    expect(begun).toEqual(['a']);
    end('a').resolve('A');
    expect(await a).toBe('A');
    await setImmediate();
    expect(begun).toEqual(['a', 'b']);
    end('b').resolve('B');
    expect(await b).toBe('B');
    end('c').resolve('C');
    expect(await c).toBe('C');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('runs a task at once when the queue has emptied', async () => {
    const { run, begun, end } = observed(0);
    const a = run('a');
    end('a').resolve('A');
    await a;
    run('b');
    expect(begun).toEqual(['a', 'b']);
  });

  it('throws DocumentsBusy when as many tasks wait as may', async () => {
    const { run, begun, end } = observed(1);
    const [a, b] = [run('a'), run('b')];
    await expect(run('c')).rejects.toThrow(DocumentsBusy);
    end('a').resolve('A');
    end('b').resolve('B');
    await Promise.all([a, b]);
    expect(begun).toEqual(['a', 'b']);
  });

  it('runs the next task after one has failed', async () => {
    const { run, end } = observed(1);
    const [a, b] = [run('a'), run('b')];
    end('a').reject(new Error('failed'));
    end('b').resolve('B');
    await expect(a).rejects.toThrow('failed');
    expect(await b).toBe('B');
  });

  it('does not start a task that was aborted while it waited, and gives its place to another', async () => {
    const { run, begun, end } = observed(2);
    const abort = new AbortController();
    const [a, b, c] = [run('a'), run('b', abort.signal), run('c')];
    abort.abort(new Error('gone'));
    await expect(b).rejects.toThrow('gone');
    const d = run('d');
    for (const name of ['a', 'c', 'd']) end(name).resolve(name);
    expect(await Promise.all([a, c, d])).toEqual(['a', 'c', 'd']);
    expect(begun).toEqual(['a', 'c', 'd']);
  });

  it('does not start a task whose signal is aborted already', async () => {
    const { run, begun } = observed(1);
    await expect(run('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(begun).toEqual([]);
  });

  it('lets a running task end although it is aborted, and does not start the next one earlier', async () => {
    const { run, begun, end } = observed(2);
    const abort = new AbortController();
    const first = run('first');
    const [a, b] = [run('a', abort.signal), run('b')];
    end('first').resolve('');
    await first;
    await setImmediate();
    abort.abort();
    await setImmediate();
    expect(begun).toEqual(['first', 'a']);
    end('a').resolve('A');
    expect(await a).toBe('A');
    end('b').resolve('B');
    expect(await b).toBe('B');
  });
});
