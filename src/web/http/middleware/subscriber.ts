/** Whom a request is counted under, wherever the site limits what one address may do. */
import { isIP } from 'node:net';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';

/** Addresses that cannot be parsed are counted together. A proxy passes on what a visitor writes into X-Forwarded-For. */
const unknown = 'unknown';

/** Some proxies add the port to the address: 192.0.2.1:4711, [2001:db8::1]:4711. */
const withPort = /^(?:\[([^\]]+)\](?::\d*)?|([\d.]+):\d*)$/;

/** Returns the key that an address is counted under. A subscriber has a whole IPv6 /56, which counts as one address. */
export function subscriberAt(given: string): string {
  if (isIP(given) === 4) return given;
  const [, six, four] = withPort.exec(given.trim()) ?? [];
  const address = six ?? four ?? given.trim();
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return unknown;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const [a, b, c, d = 0] = parsed.parts;
  return [a, b, c, d >> 8].join(':');
}

/**
 * Returns the key that the sender of a request is counted under. Express skips an empty last element of X-Forwarded-For and
 * takes the one before, which the visitor may have written.
 */
export function subscriberOf({ ip = '', socket, headers }: Request): string {
  const isForwarded = ip !== socket?.remoteAddress;
  return isForwarded && /,\s*$/.test(String(headers?.['x-forwarded-for'] ?? '')) ? unknown : subscriberAt(ip);
}
