import { isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** A name or an IPv4 address, with or without a port. The underscore is not in RFC 1123 but in names of containers. */
const namedHost =
  /^(?=.{1,253}(?::|$))(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)*[a-z0-9_](?:[a-z0-9_-]{0,62})\.?(?::\d{1,5})?$/i;

function isHost(host: string): boolean {
  const [, address] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(host) ?? [];
  return address === undefined ? namedHost.test(host) : isIPv6(address);
}

const schemes = ['http', 'https'];

/** Refuses a request whose Host is not a host name, or whose X-Forwarded-Proto is not HTTP. Without BASE_URL, links are made from both. */
export const knownHost: RequestHandler = (req, _res, next) => {
  const host = req.host ?? req.headers.host;
  // HTTP/1.0 has no Host; such a request comes from a health check.
  if (host !== undefined && !isHost(host))
    return next(new Problem(400, 'The Host of this request is not the name of a host.'));
  if (!schemes.includes(req.protocol))
    return next(new Problem(400, 'The X-Forwarded-Proto of this request is neither http nor https.'));
  next();
};
