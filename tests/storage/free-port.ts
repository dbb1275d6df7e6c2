import { createServer } from 'node:net';

/** Returns a port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const bound = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof bound === 'object' && bound ? bound.port : 0;
}
