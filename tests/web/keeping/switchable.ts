/** A database that tests switch off and on. */
import type { Storage } from '../../../src/storage/storage.ts';

/** All methods of the real storage, or of some of its parts, throw `fault` while there is one. */
export class Switchable {
  fault: Error | undefined;
  readonly storage: Storage;

  constructor(real: Storage, ...parts: readonly ('copies' | 'teams' | 'contributions' | 'live')[]) {
    const switched = <T extends object>(part: T): T =>
      new Proxy(part, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...given: unknown[]) =>
            this.fault ? Promise.reject(this.fault) : Reflect.apply(method, target, given);
        },
      });
    const changed = Object.fromEntries(parts.map((name) => [name, switched(real[name])]));
    this.storage = {
      ...real,
      ...changed,
      check: () => (this.fault ? Promise.reject(this.fault) : real.check()),
    };
  }
}
