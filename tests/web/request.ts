/**
 * supertest over connections in memory. By itself, supertest opens a listening socket for each request, which takes longer
 * than most requests. Tests that need a socket use wire.ts.
 */
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import supertest, { type Test } from 'supertest';

/** The members of a socket that Node's HTTP uses and a stream does not have. */
const socket = {
  remoteAddress: '127.0.0.1',
  setTimeout: () => undefined,
  setKeepAlive: () => undefined,
  setNoDelay: () => undefined,
  ref: () => undefined,
  unref: () => undefined,
};

class ConnectionsTo extends Agent {
  readonly #server: Server;

  constructor(app: RequestListener) {
    super({ keepAlive: true });
    this.#server = createServer(app);
  }

  override createConnection(): Duplex {
    const [client, server] = duplexPair();
    Object.assign(client, socket);
    this.#server.emit('connection', Object.assign(server, socket));
    return client;
  }
}

const connections = new WeakMap<RequestListener, ConnectionsTo>();
/** Nothing connects to this address; it is the Host of the requests. */
const site = supertest('http://127.0.0.1:8080');

export function request(app: RequestListener) {
  const agent = connections.get(app) ?? new ConnectionsTo(app);
  connections.set(app, agent);
  const ask =
    (method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete') =>
    (address: string): Test =>
      // superagent asks for gzip, and decompressing takes as long as many a page. tests/web/http/encoding.test.ts compares both.
      site[method](address).agent(agent).set('Accept-Encoding', 'identity');
  return {
    get: ask('get'),
    head: ask('head'),
    post: ask('post'),
    put: ask('put'),
    patch: ask('patch'),
    delete: ask('delete'),
  };
}

/** Posts a form that is over the limit of most routes. */
export const postTooMuch = (app: RequestListener): Test =>
  request(app)
    .post('/start/new')
    .type('form')
    .send(`name=${'x'.repeat(20_000)}`);
