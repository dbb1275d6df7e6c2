import { sealOf } from '../src/codec/database/copy.ts';
import { decodeCopyCookie } from '../src/codec/database/copy-cookie.ts';
import { secretsFrom } from '../src/codec/signature.ts';
import { openStorage } from '../src/storage/storage.ts';
import { copyCookie } from '../src/web/visitor/cookies.ts';
import { cookieText } from './cookies.ts';
import { instrument } from './web/state.ts';

/** A visitor of a site that runs as a process. Keeps cookies like a browser, and may have a saved copy. */
export class SavingVisitor {
  #address: string;
  readonly #secret: string;
  readonly #cookies = new Map<string, string>();
  /** The letters of the answers that the site acknowledged, by question id. */
  readonly acknowledged = new Map<string, string>();
  #count = 0;

  constructor(address: string, secret: string) {
    this.#address = address;
    this.#secret = secret;
  }

  /** Uses another address from now on, as after a restart on another port. */
  moveTo(address: string): void {
    this.#address = address;
  }

  get key(): string {
    const value = this.#cookies.get(copyCookie) ?? '';
    return decodeCopyCookie(cookieText(value, secretsFrom([this.#secret])))?.key ?? '';
  }

  async post(path: string, fields: Record<string, string> = {}): Promise<number> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#address + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(fields),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';', 1)[0] ?? '').split('=');
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response.status;
  }

  async answer(): Promise<void> {
    const number = this.#count++;
    const { id = '' } = instrument.questions[number % instrument.questions.length] ?? {};
    const [me, us] = [number % 4, (number >> 2) % 4];
    const status = await this.post(`/questions/${id}/answer`, {
      me: `${me}`,
      us: `${us}`,
      action: 'continue',
    });
    if (status === 303) this.acknowledged.set(id, String.fromCharCode(97 + 5 * me + us));
  }

  async page(path: string): Promise<string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await fetch(this.#address + path, { headers: { cookie } })).text();
  }

  /** Returns the questions whose acknowledged answers are missing in the visitor's saved copy. */
  async missingIn(file: string): Promise<string[]> {
    const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
    const seal = sealOf(this.key);
    const parts = (await storage.copies.changes(seal.id, 0))?.parts ?? [];
    await storage.close();
    const opened = parts.flatMap(({ value }) => [seal.open(value) ?? []] as [string, string][]);
    // The id of the assessment, between "q" and the question, is random.
    const kept = new Map(opened.map(([name = '', letter]) => [name.replace(/^q \S+/, 'q'), letter]));
    return [...this.acknowledged].flatMap(([question, letter]) =>
      kept.get(`q ${question}`) === letter ? [] : [question],
    );
  }
}
