/** The settings by name, each with its default. The README's table has all of them. */
import { z } from 'zod';
import { baseUrl, contact, database, list, timeZone, trustProxy, wholeNumber } from './values.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const shortestSecret = 32;
export const makeSecret = 'for example the output of: openssl rand -hex 32';

const portNumber = 'expected a port number from 0 to 65535';
const port = z
  .string()
  .regex(/^\d{1,5}$/, portNumber)
  .transform(Number)
  .refine((value) => value <= 65_535, portNumber);

const longestName = 40;
const brandName = `expected a name of at most ${longestName} characters, on one line`;

export const settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'expected development, production or test')
    .default('development'),
  COOKIE_SECRETS: list
    .refine(
      (secrets) => secrets.every((secret) => secret.length >= shortestSecret),
      `expected secrets of at least ${shortestSecret} characters each, separated by commas; ${makeSecret}`,
    )
    .default([]),
  CONTENT_DIR: z.string().default('data'),
  TIME_ZONE: timeZone.default('UTC'),
  BASE_URL: baseUrl.optional(),
  TRUST_PROXY: trustProxy.default(false),
  DATABASE_URL: database.optional(),
  // At least three: of two members, each could work out the other's answers from the figures.
  TEAM_THRESHOLD: wholeNumber(3, 100).default(5),
  TEAM_MEMBERS: wholeNumber(3, 100_000).default(10_000),
  BENCHMARK: z
    .enum(['on', 'off'], 'expected on or off')
    .transform((value) => value === 'on')
    .default(false),
  // The default is longer than the year that cookies live.
  RETENTION_DAYS: wholeNumber(30, 3650, ' of days').default(400),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  BRAND_NAME: z
    .string()
    .max(longestName, brandName)
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

/** An empty value of these is a fault, not a default, because an empty threshold must not end the members' anonymity. */
const neverEmpty = ['TEAM_THRESHOLD'];

export type Given = Readonly<Record<string, string | undefined>>;

/** The settings in an environment, trimmed. An empty value counts as not set, except for `neverEmpty`. */
export function givenIn(environment: NodeJS.ProcessEnv): Given {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim();
      return value || (value === '' && neverEmpty.includes(name)) ? [[name, value]] : [];
    }),
  );
}
