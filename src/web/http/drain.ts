import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** Milliseconds between two looks for connections that have nothing to wait for. */
const glance = 50;

/**
 * Knows of each connection what it waits for. Node's own `close` and `closeIdleConnections` take a response that has been
 * ended but not yet sent for finished, and a request that has come but not yet been read for none, and cut both off.
 */
export class Drain {
  readonly #server: Server;
  /** The last response of each open connection; those before it have been sent. */
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
   * Ends the server: no new connections; requests that have begun are answered; connections that are only kept open are
   * closed.
   * @param patience milliseconds, after which whoever is still there is cut off
   * @returns false when somebody was
   */
  async end(patience: number): Promise<boolean> {
    this.#ending = true;
    // Of a network server, because that of HTTP would close what it thinks idle.
    const closed = new Promise<void>((resolve) =>
      NetServer.prototype.close.call(this.#server, () => resolve()),
    );
    for (const response of this.#latest.values())
      if (response && !response.headersSent) response.setHeader('Connection', 'close');
    const sweep = setInterval(() => this.#closeIdle(), glance);
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
    for (const [socket, response] of this.#latest)
      if (!response || response.writableFinished) socket.destroySoon();
  }
}
