/** The environment, parsed once: the only place that reads process.env. Every setting is in the README's table. */
import { isIP } from 'node:net';
import { z } from 'zod';

export interface Config {
  readonly port: number;
  /** Undefined listens on every interface. */
  readonly host: string | undefined;
  readonly environment: 'development' | 'production' | 'test';
  /** Empty outside production means: make one and keep it under var/. */
  readonly cookieSecrets: readonly string[];
  readonly contentFolder: string;
  /** The site's own address when it is known; without it the request's Host header serves. */
  readonly origin: string | undefined;
  /** What stands before every path: "" or "/mirror". */
  readonly basePath: string;
  /** As Express's `trust proxy`: how many proxies, or which. */
  readonly trustProxy: number | boolean | readonly string[];
  readonly logLevel: LogLevel;
  /** Undefined: the site stores nothing. */
  readonly database: DatabaseSetting | undefined;
  /** How many of a team must have answered before anything is shown. */
  readonly teamThreshold: number;
  /** After how many days without a change what is stored is removed. */
  readonly retentionDays: number;
  /** Undefined: nothing is measured. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined;
  readonly brand: BrandSetting;
  /** Visitors may add their scores to a benchmark of this site. */
  readonly benchmark: boolean;
}

/** How an organisation makes the site its own; read and checked further by web/brand.ts. */
export interface BrandSetting {
  /** Undefined: Service Mirror. */
  readonly name: string | undefined;
  /** A file. */
  readonly logo: string | undefined;
  /** `#rrggbb` in small letters. */
  readonly accent: string | undefined;
  /** Whom visitors may ask: `href` is a mailto: or https: address. */
  readonly contact: { readonly href: string; readonly text: string } | undefined;
}

/** DATABASE_URL, taken apart. */
export type DatabaseSetting =
  | { readonly engine: 'sqlite'; readonly file: string }
  | { readonly engine: 'postgres'; readonly url: string };

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const shortestSecret = 32;

/** Stops the start; its message lists every fault of the environment. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The environment has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, or a network as address/bits, or one of the names that Express knows. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0) return namedNetworks.includes(entry);
  if (bits === undefined) return true;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

const trustProxy = z.string().transform((value, context): Config['trustProxy'] => {
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

const baseUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  const plain = url && !url.search && !url.hash && !url.username && !url.password;
  if (plain && /^https?:$/.test(url.protocol) && plainPath.test(url.pathname))
    return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
  context.addIssue(
    'expected a web address with a plain path and nothing after it, like https://intranet.example/mirror/',
  );
  return z.NEVER;
});

const database = z.string().transform((value, context): DatabaseSetting => {
  if (/^sqlite:.+/.test(value)) return { engine: 'sqlite', file: value.slice('sqlite:'.length) };
  if (/^postgres(?:ql)?:$/.test(URL.parse(value)?.protocol ?? '')) return { engine: 'postgres', url: value };
  context.addIssue('expected sqlite:path/to/file.db or postgres://user:password@host/database');
  return z.NEVER;
});

const contact = z.string().transform((value, context) => {
  if (/^[^\s@"<>?&/:]+@[^\s@"<>?&/:]+\.[^\s@"<>?&/:]+$/.test(value))
    return { href: `mailto:${value}`, text: value };
  const url = URL.parse(value);
  if (url?.protocol === 'https:' && !url.username && !url.password)
    return { href: url.href, text: `${url.host}${url.pathname.replace(/\/$/, '')}` };
  context.addIssue(
    'expected a mail address like help@example.org, or a link like https://intranet.example/help',
  );
  return z.NEVER;
});

const portNumber = 'expected a port number from 0 to 65535';
const port = z
  .string()
  .regex(/^\d{1,5}$/, portNumber)
  .transform(Number)
  .refine((value) => value <= 65_535, portNumber);

const longestBrand = 40;
const brandName = `expected a name of at most ${longestBrand} characters, on one line`;

/** Long enough that somebody who comes back after a year finds what the cookie's year promised. */
const retention = 'expected a whole number of days from 30 to 3650';

/** Fewer could be told apart. */
const fewestInTeam = 3;
const threshold = `expected a whole number from ${fewestInTeam} to 100`;

const settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'expected development, production or test')
    .default('development'),
  COOKIE_SECRETS: list
    .refine(
      (secrets) => secrets.every((secret) => secret.length >= shortestSecret),
      `expected secrets of at least ${shortestSecret} characters each, separated by commas; for example the output of: openssl rand -hex 32`,
    )
    .default([]),
  CONTENT_DIR: z.string().default('data'),
  BASE_URL: baseUrl.optional(),
  TRUST_PROXY: trustProxy.default(false),
  DATABASE_URL: database.optional(),
  TEAM_THRESHOLD: z
    .string()
    .regex(/^\d{1,3}$/, threshold)
    .transform(Number)
    .refine((count) => count >= fewestInTeam && count <= 100, threshold)
    .default(5),
  BENCHMARK: z
    .enum(['on', 'off'], 'expected on or off')
    .transform((value) => value === 'on')
    .default(false),
  RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, retention)
    .transform(Number)
    .refine((days) => days >= 30 && days <= 3650, retention)
    .default(400),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  BRAND_NAME: z
    .string()
    .max(longestBrand, brandName)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, brandName)
    .optional(),
  BRAND_LOGO: z.string().optional(),
  BRAND_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'expected a colour like #0b5a6f')
    .transform((colour) => colour.toLowerCase())
    .optional(),
  CONTACT: contact.optional(),
  LOG_LEVEL: z.enum(logLevels, `expected one of ${logLevels.join(', ')}`).optional(),
});

export const settingNames = Object.keys(settings.shape);

/** Settings that show when they are wrong; secrets, and addresses with a password, do not. */
const hidden = ['COOKIE_SECRETS', 'DATABASE_URL'];
const shown = (name: string, value: string | undefined) =>
  hidden.includes(name) ? '(not shown)' : JSON.stringify(value);

/** An empty value of these is a mistake, not a default: people's anonymity hangs on it (issue 5). */
const neverEmpty = ['TEAM_THRESHOLD'];

/**
 * An empty value counts as not set, but for `neverEmpty`.
 * @throws ConfigError listing every fault in words
 */
export function parseConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim();
      return value || (value === '' && neverEmpty.includes(name)) ? [[name, value]] : [];
    }),
  );
  const result = settings.safeParse(given);
  const faults = result.success
    ? []
    : result.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        return `${name}: ${message}; came: ${shown(name, given[name])}`;
      });
  const secrets = list.parse(given.COOKIE_SECRETS ?? '');
  if (given.NODE_ENV === 'production' && secrets.length === 0)
    faults.push(
      `COOKIE_SECRETS: expected in production, at least ${shortestSecret} characters; for example the output of: openssl rand -hex 32`,
    );
  if (given.BENCHMARK === 'on' && given.DATABASE_URL === undefined)
    faults.push(
      'BENCHMARK: expected DATABASE_URL as well, because a benchmark is kept in a database; came: "on"',
    );
  if (!result.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = result;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    environment: data.NODE_ENV,
    cookieSecrets: data.COOKIE_SECRETS,
    contentFolder: data.CONTENT_DIR,
    origin: data.BASE_URL?.origin,
    basePath: data.BASE_URL?.path ?? '',
    trustProxy: data.TRUST_PROXY,
    database: data.DATABASE_URL,
    teamThreshold: data.TEAM_THRESHOLD,
    retentionDays: data.RETENTION_DAYS,
    metrics:
      data.METRICS_PORT === undefined ? undefined : { port: data.METRICS_PORT, host: data.METRICS_HOST },
    brand: {
      name: data.BRAND_NAME,
      logo: data.BRAND_LOGO,
      accent: data.BRAND_ACCENT,
      contact: data.CONTACT,
    },
    benchmark: data.BENCHMARK,
    logLevel: data.LOG_LEVEL ?? (data.NODE_ENV === 'test' ? 'silent' : 'info'),
  });
}
