import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, settingNames, shortestSecret } from '../src/config.ts';

const goodSecret = 'x'.repeat(shortestSecret);
const otherSecret = 'y'.repeat(shortestSecret);

/** Returns the faults that parseConfig lists; empty when it does not throw. */
function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n  ').slice(1);
    throw error;
  }
  return [];
}

describe('parseConfig', () => {
  it('knows exactly these settings', () => {
    expect(settingNames.toSorted()).toEqual(
      [
        'PORT',
        'HOST',
        'NODE_ENV',
        'COOKIE_SECRETS',
        'CONTENT_DIR',
        'TIME_ZONE',
        'BASE_URL',
        'TRUST_PROXY',
        'LOG_LEVEL',
        'DATABASE_URL',
        'TEAM_MEMBERS',
        'TEAM_THRESHOLD',
        'RETENTION_DAYS',
        'METRICS_PORT',
        'METRICS_HOST',
        'BRAND_NAME',
        'BRAND_LOGO',
        'BRAND_ACCENT',
        'CONTACT',
        'BENCHMARK',
      ].toSorted(),
    );
  });

  it('has a default for every setting, so an empty environment is valid', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: undefined,
      environment: 'development',
      cookieSecrets: [],
      contentFolder: 'data',
      timeZone: 'UTC',
      origin: undefined,
      basePath: '',
      trustProxy: false,
      logLevel: 'info',
      database: undefined,
      teamThreshold: 5,
      teamMembers: 10_000,
      retentionDays: 400,
      metrics: undefined,
      brand: { name: undefined, logo: undefined, accent: undefined, contact: undefined },
      benchmark: false,
    });
  });

  it('treats an empty or blank value as not set, except for TEAM_THRESHOLD', () => {
    const names = settingNames.filter((name) => name !== 'TEAM_THRESHOLD');
    const blank = Object.fromEntries(names.map((name, i) => [name, i % 2 ? '' : '  ']));
    expect(parseConfig(blank)).toEqual(parseConfig({}));
  });

  it('trims values', () => {
    expect(parseConfig({ PORT: ' 8080 ', CONTENT_DIR: ' /srv/content\n' })).toMatchObject({
      port: 8080,
      contentFolder: '/srv/content',
    });
  });

  it('returns a frozen object', () => {
    expect(Object.isFrozen(parseConfig({}))).toBe(true);
  });

  it('ignores other variables of the environment', () => {
    expect(parseConfig({ PATH: '/bin', port: '1', SECRET: 'x' })).toEqual(parseConfig({}));
  });
});

describe('PORT', () => {
  it.each([
    ['0', 0],
    ['80', 80],
    ['65535', 65_535],
  ])('accepts %s', (PORT, port) => {
    expect(parseConfig({ PORT }).port).toBe(port);
  });

  it.each(['-1', '65536', '99999', '3000x', '3e3', '0x50', '80.5', 'http', '１２３'])(
    'rejects %s',
    (PORT) => {
      expect(faultsOf({ PORT })).toEqual([
        `PORT: expected a port number from 0 to 65535; got: ${JSON.stringify(PORT)}`,
      ]);
    },
  );
});

describe('HOST', () => {
  it('is used unchanged', () => {
    expect(parseConfig({ HOST: '127.0.0.1' }).host).toBe('127.0.0.1');
  });
});

describe('NODE_ENV', () => {
  it.each(['development', 'test'] as const)('accepts %s', (NODE_ENV) => {
    expect(parseConfig({ NODE_ENV }).environment).toBe(NODE_ENV);
  });

  it('accepts production with a secret', () => {
    const config = parseConfig({ NODE_ENV: 'production', COOKIE_SECRETS: goodSecret });
    expect(config.environment).toBe('production');
  });

  it.each(['prod', 'Production', 'staging'])('rejects %s', (NODE_ENV) => {
    expect(faultsOf({ NODE_ENV })).toEqual([
      `NODE_ENV: expected development, production or test; got: "${NODE_ENV}"`,
    ]);
  });
});

describe('COOKIE_SECRETS', () => {
  it('is split at commas, in order, without empty entries', () => {
    expect(parseConfig({ COOKIE_SECRETS: `${goodSecret}, ${otherSecret},` }).cookieSecrets).toEqual([
      goodSecret,
      otherSecret,
    ]);
  });

  it(`rejects a secret of fewer than ${shortestSecret} characters`, () => {
    expect(faultsOf({ COOKIE_SECRETS: 'x'.repeat(shortestSecret - 1) })).toEqual([
      expect.stringMatching(
        new RegExp(`^COOKIE_SECRETS: expected secrets of at least ${shortestSecret} char`),
      ),
    ]);
  });

  it('is not required of a command, which neither reads nor signs cookies', () => {
    expect(parseConfig({ NODE_ENV: 'production' }, 'command').cookieSecrets).toEqual([]);
  });

  it('rejects a short secret even when another one is long enough', () => {
    expect(faultsOf({ COOKIE_SECRETS: `${goodSecret},short` })).toHaveLength(1);
  });

  it('never shows a secret, whatever else is wrong', () => {
    const secret = 'hush-hush-short';
    const faults = faultsOf({ COOKIE_SECRETS: secret, PORT: 'x', NODE_ENV: 'production' }).join('\n');
    expect(faults).toContain('COOKIE_SECRETS');
    expect(faults).toContain('(not shown)');
    expect(faults).not.toContain('hush');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['blank', '   '],
    ['only commas', ' , ,, '],
  ])('is required in production: %s', (_how, COOKIE_SECRETS) => {
    expect(faultsOf({ NODE_ENV: 'production', COOKIE_SECRETS })).toEqual([
      expect.stringMatching(/^COOKIE_SECRETS: required in production/),
    ]);
  });

  it('says how to make a secret when it is missing', () => {
    expect(faultsOf({ NODE_ENV: 'production' })[0]).toContain('openssl rand -hex 32');
  });
});

describe('CONTENT_DIR', () => {
  it('is used unchanged', () => {
    expect(parseConfig({ CONTENT_DIR: '/srv/our questions' }).contentFolder).toBe('/srv/our questions');
  });
});

describe('TIME_ZONE', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'America/Argentina/Ushuaia', 'Etc/GMT+5'])(
    'accepts %s',
    (timeZone) => {
      expect(parseConfig({ TIME_ZONE: timeZone }).timeZone).toBe(timeZone);
    },
  );

  it.each([
    'Mars/Olympus',
    'Europe/Berlyn',
    '+01:00',
    'GMT+1',
    'PST',
    'IST',
    'EST',
    'Los_Angeles',
    'Europe/',
    '../Berlin',
  ])('rejects %s, and says what is expected', (timeZone) => {
    expect(faultsOf({ TIME_ZONE: timeZone })).toEqual([
      `TIME_ZONE: expected the IANA name of a time zone, such as Europe/Berlin or America/Los_Angeles, or UTC; got: "${timeZone}"`,
    ]);
  });
});

describe('BASE_URL', () => {
  it.each([
    ['https://mirror.example', 'https://mirror.example', ''],
    ['https://mirror.example/', 'https://mirror.example', ''],
    ['https://intranet.example/mirror/', 'https://intranet.example', '/mirror'],
    ['https://intranet.example/mirror', 'https://intranet.example', '/mirror'],
    ['http://localhost:3000/a/b/', 'http://localhost:3000', '/a/b'],
    ['HTTPS://Intranet.Example:443/Mirror', 'https://intranet.example', '/Mirror'],
  ])('reads %s as origin %s and path "%s"', (BASE_URL, origin, basePath) => {
    expect(parseConfig({ BASE_URL })).toMatchObject({ origin, basePath });
  });

  it.each([
    'intranet.example',
    '/mirror',
    'ftp://intranet.example/',
    'https://',
    'https://intranet.example/?a=b',
    'https://intranet.example/#top',
    'https://ann@intranet.example/',
    'https://:pw@intranet.example/',
  ])('rejects %s', (BASE_URL) => {
    expect(faultsOf({ BASE_URL })).toEqual([
      expect.stringMatching(/^BASE_URL: expected a web address .*, like https:\/\/.*; got: "/),
    ]);
  });

  it.each(['https://intranet.example/a;b/', 'https://intranet.example//elsewhere.example/'])(
    'rejects %s, which would break cookie paths or redirects',
    (BASE_URL) => {
      expect(faultsOf({ BASE_URL })).toHaveLength(1);
    },
  );
});

describe('TRUST_PROXY', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['0', 0],
    ['2', 2],
    ['loopback', ['loopback']],
    ['99', 99],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['10.0.0.1/32, ::1/128', ['10.0.0.1/32', '::1/128']],
  ])('accepts %s', (TRUST_PROXY, expected) => {
    expect(parseConfig({ TRUST_PROXY }).trustProxy).toEqual(expected);
  });

  it.each(['yes', '-1', 'proxy.example', '10.0.0.1 10.0.0.2', ','])('rejects "%s"', (TRUST_PROXY) => {
    expect(faultsOf({ TRUST_PROXY })).toEqual([
      expect.stringMatching(/^TRUST_PROXY: expected false, true, the number of proxies .*; got: "/),
    ]);
  });

  it.each(['abc', '999.0.0.1', '10.0.0.0/33', '10.0.0.0/0008', '::/129', '10.0.0.0/8/8', '1:2', '100'])(
    'rejects "%s", which only looks like an address',
    (TRUST_PROXY) => {
      expect(faultsOf({ TRUST_PROXY })).toHaveLength(1);
    },
  );
});

describe('LOG_LEVEL', () => {
  it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const)(
    'accepts %s',
    (LOG_LEVEL) => {
      expect(parseConfig({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
    },
  );

  it('defaults to silent under NODE_ENV=test', () => {
    expect(parseConfig({ NODE_ENV: 'test' }).logLevel).toBe('silent');
    expect(parseConfig({ NODE_ENV: 'test', LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
  });

  it('rejects other levels', () => {
    expect(faultsOf({ LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent; got: "loud"',
    ]);
  });
});

describe('parseConfig with several faults', () => {
  it('lists all of them at once, each under the name of its setting', () => {
    const faults = faultsOf({
      PORT: 'http',
      NODE_ENV: 'staging',
      COOKIE_SECRETS: 'short',
      BASE_URL: 'intranet',
      TRUST_PROXY: 'perhaps',
      LOG_LEVEL: 'loud',
    });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual(
      ['PORT', 'NODE_ENV', 'COOKIE_SECRETS', 'BASE_URL', 'TRUST_PROXY', 'LOG_LEVEL'].toSorted(),
    );
  });

  it('lists missing secrets beside invalid values', () => {
    const faults = faultsOf({ NODE_ENV: 'production', PORT: 'http' });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual(['COOKIE_SECRETS', 'PORT']);
  });

  it('starts the message with a sentence about the environment', () => {
    expect(() => parseConfig({ PORT: 'x' })).toThrow(/^The environment has faults:\n {2}PORT: /);
  });
});

describe('DATABASE_URL', () => {
  it.each([
    ['sqlite:var/mirror.db', { engine: 'sqlite', file: 'var/mirror.db' }],
    ['postgres://u:p@db/mirror', { engine: 'postgres', url: 'postgres://u:p@db/mirror' }],
    ['postgresql://db/mirror', { engine: 'postgres', url: 'postgresql://db/mirror' }],
  ])('accepts %s', (DATABASE_URL, database) => {
    expect(parseConfig({ DATABASE_URL }).database).toEqual(database);
  });

  it.each(['sqlite:', 'mysql://db/mirror', 'mirror.db', 'postgres'])('rejects %s', (DATABASE_URL) => {
    expect(faultsOf({ DATABASE_URL })).toEqual([expect.stringContaining('DATABASE_URL: expected sqlite:')]);
  });

  it('is never shown, because it may hold a password', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://me:hunter2@db' }).join()).not.toContain('hunter2');
  });
});

describe('TEAM_THRESHOLD', () => {
  it.each(['3', '5', '100'])('accepts %s', (TEAM_THRESHOLD) => {
    expect(parseConfig({ TEAM_THRESHOLD }).teamThreshold).toBe(Number(TEAM_THRESHOLD));
  });

  it.each(['', ' ', '0', '2', '-1', 'abc', '5.5', '1e1', '101', 'NaN'])('rejects "%s"', (TEAM_THRESHOLD) => {
    expect(faultsOf({ TEAM_THRESHOLD })).toEqual([
      expect.stringContaining('TEAM_THRESHOLD: expected a whole number from 3 to 100'),
    ]);
  });
});

describe('BENCHMARK', () => {
  const DATABASE_URL = 'sqlite:var/mirror.db';

  it.each([
    ['on', true],
    ['off', false],
    ['', false],
  ])('accepts "%s" with a database', (BENCHMARK, benchmark) => {
    expect(parseConfig({ BENCHMARK, DATABASE_URL }).benchmark).toBe(benchmark);
  });

  it('requires DATABASE_URL when it is on', () => {
    expect(parseConfig({ BENCHMARK: 'off' }).benchmark).toBe(false);
    for (const none of [undefined, '', ' '])
      expect(faultsOf({ BENCHMARK: 'on', DATABASE_URL: none })).toEqual([
        'BENCHMARK: "on" requires DATABASE_URL, because the benchmark is kept in the database',
      ]);
  });

  it.each(['yes', '1', 'true', 'ON', 'o n'])('rejects "%s"', (BENCHMARK) => {
    expect(faultsOf({ BENCHMARK, DATABASE_URL })).toEqual([
      `BENCHMARK: expected on or off; got: ${JSON.stringify(BENCHMARK)}`,
    ]);
  });
});

describe('RETENTION_DAYS', () => {
  it.each(['30', '400', '3650'])('accepts %s', (RETENTION_DAYS) => {
    expect(parseConfig({ RETENTION_DAYS }).retentionDays).toBe(Number(RETENTION_DAYS));
  });

  it.each(['0', '29', '3651', '-400', '1e3', 'never'])('rejects %s', (RETENTION_DAYS) => {
    expect(faultsOf({ RETENTION_DAYS })).toEqual([
      expect.stringContaining('RETENTION_DAYS: expected a whole number of days from 30 to 3650'),
    ]);
  });
});

describe('METRICS_PORT and METRICS_HOST', () => {
  it('measure nothing without a port, and bind to 127.0.0.1 by default', () => {
    expect(parseConfig({ METRICS_HOST: '0.0.0.0' }).metrics).toBeUndefined();
    expect(parseConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' });
    expect(parseConfig({ METRICS_PORT: '9464', METRICS_HOST: '::' }).metrics?.host).toBe('::');
  });

  it('reject a METRICS_PORT that is not a port number', () => {
    expect(faultsOf({ METRICS_PORT: 'on' })).toEqual([expect.stringContaining('METRICS_PORT: expected')]);
  });
});

describe('the brand settings', () => {
  it('accept a name, a logo, a colour and a contact', () => {
    const brand = { BRAND_NAME: 'Our Mirror', BRAND_LOGO: '/srv/logo.svg', BRAND_ACCENT: '#0B5A6F' };
    expect(parseConfig({ ...brand, CONTACT: 'help@example.org' }).brand).toEqual({
      name: 'Our Mirror',
      logo: '/srv/logo.svg',
      accent: '#0b5a6f',
      contact: { href: 'mailto:help@example.org', text: 'help@example.org' },
    });
    expect(parseConfig({ CONTACT: 'https://intranet.example/help/' }).brand.contact).toEqual({
      href: 'https://intranet.example/help/',
      text: 'intranet.example/help',
    });
  });

  it.each([
    ['BRAND_NAME', 'x'.repeat(41)],
    ['BRAND_NAME', 'two\nlines'],
    ['BRAND_ACCENT', 'teal'],
    ['BRAND_ACCENT', '#abc'],
    ['BRAND_ACCENT', '#0b5a6f;}'],
    ['CONTACT', 'the help desk'],
    ['CONTACT', 'http://intranet.example/help'],
    ['CONTACT', 'javascript:alert(1)'],
    ['CONTACT', 'a@b.example?subject=x'],
    ['CONTACT', 'https://me:hunter2@intranet.example/'],
  ])('reject %s=%s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: expected `))]);
  });
});
