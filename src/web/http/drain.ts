import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { eventType } from './event-stream.ts';

/** Milliseconds between two sweeps of idle connections. */
const sweepInterval = 50;

/**
 * Shuts a server down without cutting off responses. Node's `close` and `closeIdleConnections` treat a connection as idle
 * when its response has ended but is not yet sent, or when its request has arrived but is not yet read, and close it.
 */
export class Drain {
  readonly #server: Server;
  /** The latest response on each open connection. Earlier ones have been sent. */
  readonly #latest = new Map<Socket, ServerResponse | undefined>();
  #ending = false;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#latest.set(socket, undefined);
      socket.once('close', () => this.#latest.delete(socket));
    });
    server.prependListener('request', (req, res) => {
      this.#latest.set(req.socket, res);
      if (this.#ending) res.setHeader('Connection', 'close');
    });
  }

  /**
   * Accepts no new connections, closes idle ones, and answers requests that have begun. Streams of events would never end by
   * themselves: they are ended, and their browsers connect again, to another replica.
   * @param patience milliseconds after which all connections are closed
   * @returns false when connections were closed before their requests were answered
   */
  async end(patience: number): Promise<boolean> {
    this.#ending = true;
    // Accepts the connections that came while the process was busy. Closing would reset them, with the requests on them.
    for (let turn = 0; turn < 2; turn++) await setImmediate();
    // Not http.Server's own `close`, which also closes the connections that it treats as idle.
    const closed = new Promise<void>((resolve) =>
      NetServer.prototype.close.call(this.#server, () => resolve()),
    );
    for (const response of this.#latest.values())
      if (response && !response.headersSent) response.setHeader('Connection', 'close');
    // After what has arrived is read: the timer of a busy process runs before that.
    const sweep = setInterval(() => void setImmediate().then(() => this.#closeIdle()), sweepInterval);
    let inTime = true;
    const deadline = setTimeout(() => {
      inTime = false;
      this.#server.closeAllConnections();
    }, patience);
    await closed;
    clearInterval(sweep);
    clearTimeout(deadline);
    return inTime;
  }

  #closeIdle(): void {
    for (const [socket, response] of this.#latest) {
      if (response?.getHeader('Content-Type') === eventType && !response.writableEnded) response.end();
      if (!response || response.writableFinished) socket.destroySoon();
    }
  }
}
