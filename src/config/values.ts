/** How the value of each kind of setting is parsed. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** DATABASE_URL in its parts. */
export type DatabaseSetting =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** Like Express's `trust proxy`: how many proxies, or which. */
export type TrustProxy = number | boolean | readonly string[];

export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

export function wholeNumber(from: number, to: number, unit = '') {
  const expected = `expected a whole number${unit} from ${from} to ${to}`;
  return z
    .string()
    .regex(new RegExp(`^\\d{1,${String(to).length}}$`), expected)
    .transform(Number)
    .refine((value) => value >= from && value <= to, expected);
}

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network as address/bits, or one of the names that Express knows. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0) return namedNetworks.includes(entry);
  if (bits === undefined) return true;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

export const trustProxy = z.string().transform((value, context): TrustProxy => {
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const entries = list.parse(value);
  if (entries.length > 0 && entries.every(isNetwork)) return entries;
  context.addIssue(
    'expected false, true, the number of proxies in front, or their addresses separated by commas',
  );
  return z.NEVER;
});

/** A path that needs no escaping in a cookie's Path or a Location header. */
const plainPath = /^(?:\/[\w.~-]+)*\/?$/;

export const baseUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  const plain = url && !url.search && !url.hash && !url.username && !url.password;
  if (plain && /^https?:$/.test(url.protocol) && plainPath.test(url.pathname))
    return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
  context.addIssue(
    'expected a web address with a plain path and nothing after it, like https://intranet.example/mirror/',
  );
  return z.NEVER;
});

export const database = z.string().transform((value, context): DatabaseSetting => {
  if (/^sqlite:.+/.test(value)) return { engine: 'sqlite', file: value.slice('sqlite:'.length) };
  if (/^postgres(?:ql)?:$/.test(URL.parse(value)?.protocol ?? '')) return { engine: 'postgres', url: value };
  context.addIssue('expected sqlite:path/to/file.db or postgres://user:password@host/database');
  return z.NEVER;
});

/**
 * UTC, or an area and a place. One-word names such as EST are refused: some have no summer time, which is seldom meant, and
 * Intl knows some that are not of IANA.
 */
export const timeZone = z
  .string()
  .refine(
    isTimeZone,
    'expected the IANA name of a time zone, such as Europe/Berlin or America/Los_Angeles, or UTC',
  );

function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  if (!/^[A-Z]\w*(?:\/[A-Z][\w+-]*)+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

export const contact = z.string().transform((value, context) => {
  if (/^[^\s@"<>?&/:]+@[^\s@"<>?&/:]+\.[^\s@"<>?&/:]+$/.test(value))
    return { href: `mailto:${value}`, text: value };
  const url = URL.parse(value);
  if (url?.protocol === 'https:' && !url.username && !url.password)
    return { href: url.href, text: `${url.host}${url.pathname.replace(/\/$/, '')}` };
  context.addIssue(
    'expected an email address like help@example.org, or a link like https://intranet.example/help',
  );
  return z.NEVER;
});
