/** The secrets in a team's two links: 128 bits that only the links hold. The database knows their hashes. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** As `newKey` of the dependencies makes them. */
export const teamKeyShape = /^[\w-]{22}$/;

/** What somebody sent as a key; anything that cannot be one is the empty text, which no link has. */
export const teamKey = z.string().regex(teamKeyShape).catch('');

/** What is stored in place of a link's secret, and looked for: SHA-256, as base64url. */
export function teamKeyHash(key: string): string {
  return createHash('sha256').update(`service-mirror team ${key}`).digest('base64url');
}

/** The secret in a link as somebody pasted it: the whole address, or the key alone; empty when there is none. */
export function teamKeyIn(pasted: string): string {
  const [, key = ''] = /(?:^|[?&]key=)([\w-]{22})(?![\w-])/.exec(pasted.trim()) ?? [];
  return key;
}
