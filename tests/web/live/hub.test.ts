import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { LiveProgress } from '../../../src/storage/tables/live-ratings.ts';
import type { EventStream } from '../../../src/web/http/event-stream.ts';
import { LiveHub, mostInRoom } from '../../../src/web/live/stream/hub.ts';

/** A page that writes down what it hears. */
function page() {
  const heard: object[] = [];
  const stream = { send: (data: object) => void heard.push(data), beat: () => undefined };
  return { heard, stream: stream as unknown as EventStream };
}

function hubOf(read: (room: string) => Promise<LiveProgress | undefined>) {
  let reads = 0;
  let signal: (room: string | undefined) => void = () => undefined;
  let subscriptions = 0;
  const hub = new LiveHub(
    (room) => {
      reads++;
      return read(room);
    },
    (listener) => {
      subscriptions++;
      signal = listener;
    },
  );
  return {
    hub,
    signal: (room: string | undefined) => signal(room),
    get reads() {
      return reads;
    },
    get subscriptions() {
      return subscriptions;
    },
  };
}

describe('LiveHub', () => {
  it('reads a room a few times for many changes and many pages, and ends with the newest', async () => {
    const now = { revision: 1, joined: 0, rated: 0, gaveDots: 0 };
    const room = hubOf(async () => ({ ...now }));
    const pages = Array.from({ length: 50 }, page);
    for (const { stream } of pages) room.hub.add('a', 'facilitator', stream);
    for (let i = 1; i <= 200; i++) {
      now.rated = i;
      room.signal('a');
      if (i % 20 === 0) await later(5);
    }
    await vi.waitFor(() => expect(pages.every(({ heard }) => heard.length > 1)).toBe(true));
    await later(300);
    for (const { heard } of pages)
      expect(heard.at(-1)).toEqual({ revision: 1, joined: 0, rated: 200, gaveDots: 0 });
    expect(room.reads).toBeLessThan(6);
    expect(room.subscriptions).toBe(1);
  });

  it('tells nothing of other rooms, nothing twice, and nothing to a page that has left', async () => {
    const room = hubOf(async () => ({ revision: 1, joined: 2, rated: 0, gaveDots: 0 }));
    const [a, b] = [page(), page()];
    const leave = room.hub.add('a', 'participant', a.stream);
    room.hub.add('b', 'participant', b.stream);
    await vi.waitFor(() => expect([a.heard, b.heard]).toEqual([[{ revision: 1 }], [{ revision: 1 }]]));
    room.signal('a');
    room.signal(undefined);
    await later(600);
    expect([a.heard.length, b.heard.length]).toEqual([1, 1]);
    leave();
    const { reads } = room;
    room.signal('a');
    await later(50);
    expect(room.reads).toBe(reads);
  });

  it('goes on after the database was away', async () => {
    let isAway = true;
    const room = hubOf(async () => {
      if (isAway) throw new Error('away');
      return { revision: 7, joined: 0, rated: 0, gaveDots: 0 };
    });
    const { heard, stream } = page();
    room.hub.add('a', 'participant', stream);
    await later(50);
    isAway = false;
    room.signal(undefined);
    await vi.waitFor(() => expect(heard).toEqual([{ revision: 7 }]));
  });

  it('has no room for more pages of one live room than allowed, and still for those of another', () => {
    const room = hubOf(async () => undefined);
    for (let i = 0; i < mostInRoom; i++) room.hub.add('a', 'participant', page().stream);
    expect([room.hub.hasRoomFor('a'), room.hub.hasRoomFor('b')]).toEqual([false, true]);
  });
});
