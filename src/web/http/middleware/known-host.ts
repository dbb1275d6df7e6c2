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

/** Refuses a request whose Host is not a host name. Without BASE_URL, links are made from it. */
export const knownHost: RequestHandler = (req, _res, next) => {
  const host = req.host ?? req.headers.host;
  // HTTP/1.0 has no Host; such a request comes from a health check.
  next(
    host === undefined || isHost(host)
      ? undefined
      : new Problem(400, 'The Host of this request is not the name of a host.'),
  );
};
