/** deploy/kubernetes.yaml: valid by the types that are generated from Kubernetes' own API description, and as confined as the compose files. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { Ingress } from 'kubernetes-types/networking/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { parseConfig } from '../../src/config.ts';
import { testApp } from '../site.ts';
import { request } from '../web/request.ts';
import { opsSecret } from './visitor.ts';

const file = 'deploy/kubernetes.yaml';
const text = readFileSync(file, 'utf8');
type Kinds = [Deployment, PodDisruptionBudget, Service, Ingress];
const documents = parseAllDocuments(text).map((document) => document.toJS());
const [deployment, budget, service, ingress] = documents as Kinds;
const pod = deployment.spec?.template;
const [site] = pod?.spec?.containers ?? [];

/** Which type of which module describes a document. */
const types: Readonly<Record<string, string>> = {
  'apps/v1 Deployment': "import('kubernetes-types/apps/v1.d.ts').Deployment",
  'policy/v1 PodDisruptionBudget': "import('kubernetes-types/policy/v1.d.ts').PodDisruptionBudget",
  'v1 Service': "import('kubernetes-types/core/v1.d.ts').Service",
  'networking.k8s.io/v1 Ingress': "import('kubernetes-types/networking/v1.d.ts').Ingress",
};

/**
 * Writes each list of documents as TypeScript and compiles it. TypeScript refuses unknown names in a literal, missing ones and
 * values of another type. Returns the messages, a list for each list of documents.
 */
async function faultsOf(...lists: readonly (readonly Record<string, unknown>[])[]): Promise<string[][]> {
  // Inside the project, so that the types are found.
  const folder = mkdtempSync(resolve('node_modules/.kubernetes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = lists.map((list, i) => {
    const constants = list.map((one, j) => {
      const type = types[`${one.apiVersion} ${one.kind}`];
      if (!type) throw new Error(`no type for ${one.apiVersion} ${one.kind}`);
      return `export const document${j}: ${type} = ${JSON.stringify(one, undefined, 1)};\n`;
    });
    const name = join(folder, `list${i}.ts`);
    writeFileSync(name, constants.join(''));
    return name;
  });
  const options = ['--noEmit', '--strict', '--pretty', 'false', '--ignoreConfig', '--module', 'nodenext'];
  const tsc = ['node_modules/typescript/bin/tsc', ...options, '--types', '', ...files];
  const { stdout } = await promisify(execFile)(process.execPath, tsc).catch(
    (error: { stdout: string }) => error,
  );
  return lists.map((_, i) => stdout.split('\n').filter((line) => line.includes(`list${i}.ts`)));
}

describe('deploy/kubernetes.yaml', () => {
  it('is valid, and would not be with a misspelt name or a value of another type', async () => {
    const changed = (from: string, to: string) => {
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      return parseAllDocuments(text.replace(from, to)).map((document) => document.toJS());
    };
    const [none, ...some] = await faultsOf(
      documents,
      changed('readinessProbe:', 'readynessProbe:'),
      changed('maxUnavailable: 0', 'maxUnavailible: 0'),
      changed('minAvailable: 1', 'minAvailabel: 1'),
      changed('targetPort:', 'target:'),
      changed('pathType: Prefix', ''),
      changed('value: "1"', 'value: 1'),
      changed('replicas: 2', 'replicas: two'),
      changed('readOnlyRootFilesystem', 'readonlyRootFilesystem'),
    );
    expect(none).toEqual([]);
    for (const faults of some) expect(faults).toHaveLength(1);
  });

  it('has two replicas, on machines of their own, of which one stays in maintenance and both in an upgrade', () => {
    expect(deployment.spec?.replicas).toBe(2);
    expect(deployment.spec?.strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(budget.spec?.minAvailable).toBe(1);
    expect(pod?.spec?.topologySpreadConstraints?.[0]?.topologyKey).toBe('kubernetes.io/hostname');
  });

  it('selects the pods by the labels that they have', () => {
    const labels = pod?.metadata?.labels;
    expect(labels).toBeDefined();
    for (const selector of [
      deployment.spec?.selector.matchLabels,
      budget.spec?.selector?.matchLabels,
      service.spec?.selector,
      pod?.spec?.topologySpreadConstraints?.[0]?.labelSelector?.matchLabels,
    ])
      expect(selector).toEqual(labels);
  });

  it('runs the site without root, with a read-only root, no capabilities and no new privileges, and limits its memory', () => {
    expect(pod?.spec?.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(site?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod?.spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(site?.resources).toMatchObject({ requests: { cpu: '100m' }, limits: { memory: '512Mi' } });
    expect(site?.volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/tmp', '/data']);
  });

  it('asks /health and /ready, which the site has, at its port', async () => {
    const app = testApp();
    for (const [probe, path] of [
      [site?.startupProbe, '/health'],
      [site?.livenessProbe, '/health'],
      [site?.readinessProbe, '/ready'],
    ] as const) {
      expect(probe?.httpGet).toEqual({ path, port: 'http' });
      expect((await request(app).get(path)).status).toBe(200);
    }
  });

  it('gives the pod more time to end than the site takes', () => {
    const pause = Number(site?.lifecycle?.preStop?.exec?.command?.[1]);
    const patience = Number(/drainPatience = (\d+)_000/.exec(readFileSync('src/server.ts', 'utf8'))?.[1]);
    expect(pause + patience + 2).toBeLessThan(pod?.spec?.terminationGracePeriodSeconds ?? 0);
  });

  it('has valid settings with the keys of the secret that its head makes, and no secret', () => {
    const keys = [...text.matchAll(/--from-literal=(\w+)=/g)].map(([, name = '']) => name);
    expect(keys).toEqual(['COOKIE_SECRETS', 'DATABASE_URL']);
    const settings = Object.fromEntries(site?.env?.map(({ name, value }) => [name, value]) ?? []);
    const config = parseConfig({
      NODE_ENV: 'production',
      COOKIE_SECRETS: opsSecret,
      DATABASE_URL: 'postgres://mirror:PASSWORD@db.example/mirror',
      ...settings,
    });
    expect(config).toMatchObject({ port: 3000, trustProxy: 1, metrics: { port: 9464, host: '0.0.0.0' } });
    expect(config.origin).toBe(`https://${ingress.spec?.rules?.[0]?.host}`);
    expect(ingress.spec?.tls?.[0]?.hosts).toEqual([ingress.spec?.rules?.[0]?.host]);
    for (const name of keys) expect(settings).not.toHaveProperty(name);
    const secret = /create secret generic (\S+)/.exec(text)?.[1];
    expect(site?.envFrom).toEqual([{ secretRef: { name: secret } }]);
  });

  it('publishes the site and not the metrics', () => {
    expect(site?.ports?.map(({ name, containerPort }) => [name, containerPort])).toEqual([
      ['http', 3000],
      ['metrics', 9464],
    ]);
    expect(service.spec?.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    expect(pod?.metadata?.annotations?.['prometheus.io/port']).toBe('9464');
  });

  it('names the image of this version', () => {
    expect(site?.image).toBe(`registry.example/service-mirror:${packageJson.version}`);
    expect(
      text
        .match(/service-mirror:\d\S*/g)
        ?.every((image) => image === `service-mirror:${packageJson.version}`),
    ).toBe(true);
  });
});
