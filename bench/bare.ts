/**
 * The server that the site is compared with: node:http only. GET /n sends n bytes of text, GET /n?gzip n random bytes. POST
 * reads the body, verifies the HMAC of the cookie, makes another, and redirects: the minimum for a site with signed cookies.
 */
import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = createSecretKey('bench-bench-bench-bench-bench-bench', 'utf8');
const mac = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
const bodies = new Map<string, Buffer>();

function bodyOf(target: string): Buffer {
  let body = bodies.get(target);
  if (!body) {
    const size = Number(/^\/(\d+)/.exec(target)?.[1] ?? 0);
    // The load generator decodes bodies as text, which takes longer for random bytes.
    body = target.endsWith('?gzip') ? randomBytes(size) : Buffer.alloc(size, 'a');
    bodies.set(target, body);
  }
  return body;
}

const server = createServer((req, res) => {
  if (req.method === 'POST') {
    let body = '';
    req.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on('end', () => {
      const cookie = req.headers.cookie ?? '';
      const text = cookie.slice(0, -44);
      timingSafeEqual(Buffer.from(mac(text)), Buffer.from(cookie.slice(-43)));
      res.writeHead(303, { Location: '/', 'Set-Cookie': `${text}.${mac(`${text}${body.length}`)}` });
      res.end();
    });
    return;
  }
  const body = bodyOf(req.url ?? '');
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length });
  res.end(body);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const address = server.address();
  console.log(`at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
