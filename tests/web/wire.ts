/** HTTP to the app over a real socket, with any method, header and body. */

import type { RequestListener } from 'node:http';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  request,
  type Server,
  type ServerOptions,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export class Wire {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 50 });

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(app: RequestListener, limits: ServerOptions = {}): Promise<Wire> {
    const server = createServer(limits, app);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new Wire(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  send({ method = 'GET', path, headers = {}, body }: Sent): Promise<Received> {
    return new Promise((resolve, reject) => {
      const known = body !== undefined && !('Transfer-Encoding' in headers);
      const own = known ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
      const sent = request({
        host: '127.0.0.1',
        port: this.port,
        agent: this.#agent,
        method,
        path,
        headers: { ...own, ...headers },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      sent.end(body);
    });
  }

  /** Sends these bytes, and returns everything that is received until the connection closes. */
  raw(bytes: string | Buffer): Promise<string> {
    return this.#raw((socket) => socket.end(bytes));
  }

  /** As `raw`, but leaves the connection open for more, which never comes. */
  begun(bytes: string | Buffer): Promise<string> {
    return this.#raw((socket) => socket.write(bytes));
  }

  #raw(send: (socket: Socket) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(this.port, '127.0.0.1', () => send(socket));
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      // The server may close the connection before it has read everything. An answer received before that counts.
      socket.on('error', (error) => (text === '' ? reject(error) : undefined));
      socket.on('close', () => resolve(text));
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
