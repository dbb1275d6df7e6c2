/** The examples in docs/operating.md are valid for the programs that read them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const operating = readFileSync('docs/operating.md', 'utf8');

function example(language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(operating) ?? [];
  if (!text) throw new Error(`docs/operating.md has no example of ${language}`);
  return text;
}

function written(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-example-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const has = (program: string, question: string) => spawnSync(program, [question]).status === 0;

describe('the systemd unit', () => {
  const unit = example('ini');
  const [, program = '', options = ''] = /^ExecStart=(\S+) (.*)$/m.exec(unit) ?? [];

  it('starts the site as npm start does', () => {
    expect(`node run.js ${options}`).toBe(packageJson.scripts.start);
  });

  it.skipIf(!has('systemd-analyze', '--version'))('is valid (skipped without systemd)', () => {
    const file = written('service-mirror.service', unit.replace(program, process.execPath));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('the Caddyfile', () => {
  it.skipIf(!has('caddy', 'version'))('is valid (skipped without Caddy)', () => {
    const file = written('Caddyfile', example('caddyfile'));
    const { status, stdout } = spawnSync('caddy', ['validate', '--config', file], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Valid configuration\n' });
  });
});
