/**
 * Tells which live rooms have changed, within this process and, with PostgreSQL, across replicas. A signal has no content:
 * a process that gets one reads the room. So a signal that is lost or comes twice does no harm (docs/decisions/0018-live-room.md).
 */
import { randomBytes } from 'node:crypto';

/** @param room its id; undefined when signals may have been missed, so that any room may have changed */
export type Listener = (room: string | undefined) => void;

/** Carries signals between replicas. */
export interface SignalLink {
  /** May fail. The message may also come back to the sender. */
  readonly send: (message: string) => Promise<void>;
  /** Opens the connection on which messages of all replicas arrive, and reopens it when it breaks. */
  readonly receive: (onMessage: (message: string) => void, onGap: () => void) => void;
  readonly close: () => Promise<void>;
}

/** Milliseconds within which changes of a room are sent to the other replicas as one message. */
const gather = 100;

export class LiveSignals {
  readonly #link: SignalLink | undefined;
  /** Names this process in its messages, so that it ignores those that come back. */
  readonly #origin = randomBytes(6).toString('base64url');
  readonly #listeners = new Set<Listener>();
  readonly #waiting = new Set<string>();
  #isReceiving = false;

  constructor(link: SignalLink | undefined) {
    this.#link = link;
  }

  /** Call it after the room has changed in the database. */
  changed(room: string): void {
    this.#tell(room);
    const link = this.#link;
    if (!link || this.#waiting.has(room)) return;
    this.#waiting.add(room);
    setTimeout(() => {
      this.#waiting.delete(room);
      // If sending fails, the other replicas see the change when they next read the room by themselves.
      link.send(`${this.#origin} ${room}`).catch(() => undefined);
    }, gather).unref();
  }

  /** The first call opens the connection, so that a site without live rooms needs none. */
  subscribe(listener: Listener): void {
    this.#listeners.add(listener);
    if (this.#isReceiving || !this.#link) return;
    this.#isReceiving = true;
    this.#link.receive(
      (message) => {
        const [origin, room] = message.split(' ');
        if (origin !== this.#origin && room) this.#tell(room);
      },
      () => this.#tell(undefined),
    );
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#link?.close();
  }

  #tell(room: string | undefined): void {
    for (const listener of this.#listeners) listener(room);
  }
}
