/** Tells the connected pages of live rooms what has changed. One read of a room serves all of its pages. */
import type { LiveProgress } from '../../../storage/tables/live-ratings.ts';
import type { EventStream } from '../../http/event-stream.ts';

/** `facilitator` and `screen` also hear how many have joined and rated. */
export type Audience = 'facilitator' | 'screen' | 'participant';

/** Pages connected to one room on this replica, and to all rooms. Each takes about 30 kB of memory. */
export const mostInRoom = 1_000;
export const mostStreams = 4_000;

/** Milliseconds. A room in which 200 people rate is read four times a second. */
const readEvery = 250;
/** Shorter than the 30 seconds after which deploy/nginx.conf gives up on a quiet connection. */
const beatEvery = 15_000;

interface Listening {
  readonly stream: EventStream;
  readonly audience: Audience;
  /** The last event, so that nothing is sent twice. */
  sent: string;
}

interface Watched {
  readonly listeners: Set<Listening>;
  latest: LiveProgress | undefined;
  isReading: boolean;
  /** The room has changed since the read began. */
  isStale: boolean;
}

export class LiveHub {
  readonly #read: (room: string) => Promise<LiveProgress | undefined>;
  readonly #rooms = new Map<string, Watched>();
  #count = 0;
  #beat: NodeJS.Timeout | undefined;

  /**
   * @param read reads a room; undefined when it is gone
   * @param subscribe is called once, with the first page
   */
  constructor(
    read: (room: string) => Promise<LiveProgress | undefined>,
    subscribe: (listener: (room: string | undefined) => void) => void,
  ) {
    this.#read = read;
    let isSubscribed = false;
    this.#start = () => {
      this.#beat ??= setInterval(() => this.#beatAll(), beatEvery).unref();
      if (isSubscribed) return;
      isSubscribed = true;
      subscribe((room) => this.changed(room));
    };
  }

  readonly #start: () => void;

  hasRoomFor(room: string): boolean {
    return this.#count < mostStreams && (this.#rooms.get(room)?.listeners.size ?? 0) < mostInRoom;
  }

  /** Connects a page and sends it the present state of the room. Returns the function that disconnects it. */
  add(room: string, audience: Audience, stream: EventStream): () => void {
    this.#start();
    const watched = this.#rooms.get(room) ?? {
      listeners: new Set<Listening>(),
      latest: undefined,
      isReading: false,
      isStale: false,
    };
    this.#rooms.set(room, watched);
    const listening: Listening = { stream, audience, sent: '' };
    watched.listeners.add(listening);
    this.#count++;
    void this.#refresh(room, watched);
    return () => {
      watched.listeners.delete(listening);
      this.#count--;
      if (watched.listeners.size === 0) this.#rooms.delete(room);
      if (this.#count > 0) return;
      clearInterval(this.#beat);
      this.#beat = undefined;
    };
  }

  /** @param room undefined when any room may have changed */
  changed(room: string | undefined): void {
    if (room === undefined) for (const [id, watched] of this.#rooms) void this.#refresh(id, watched);
    else {
      const watched = this.#rooms.get(room);
      if (watched) void this.#refresh(room, watched);
    }
  }

  /** Also finds changes whose signal was lost. */
  #beatAll(): void {
    for (const { listeners } of this.#rooms.values()) for (const { stream } of listeners) stream.beat();
    this.changed(undefined);
  }

  /** Reads the room and tells its pages. Never throws: while the database is away, the next beat tries again. */
  async #refresh(room: string, watched: Watched): Promise<void> {
    watched.isStale = true;
    if (watched.isReading) return;
    watched.isReading = true;
    while (watched.isStale && watched.listeners.size > 0) {
      watched.isStale = false;
      const read = await this.#read(room).then(
        (progress) => progress ?? gone(watched.latest),
        () => undefined,
      );
      if (read) {
        watched.latest = read;
        for (const listening of watched.listeners) tell(listening, read);
      }
      await new Promise((resolve) => setTimeout(resolve, readEvery));
    }
    watched.isReading = false;
  }
}

/** A page that hears of a later revision loads itself again, and then says that the room is gone. */
function gone(latest: LiveProgress | undefined): LiveProgress {
  return { revision: (latest?.revision ?? 0) + 1, joined: 0, rated: 0, gaveDots: 0 };
}

function tell(listening: Listening, { revision, joined, rated, gaveDots }: LiveProgress): void {
  const event = listening.audience === 'participant' ? { revision } : { revision, joined, rated, gaveDots };
  const text = JSON.stringify(event);
  if (text === listening.sent) return;
  listening.sent = text;
  listening.stream.send(event);
}
