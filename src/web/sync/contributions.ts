/** The visitor's contribution to the benchmark, found by the key in their cookie, and the benchmark that all of them make. */
import {
  fewestContributions,
  type GivenScores,
  type Pictures,
} from '../../assessment/comparison/benchmark.ts';
import { dayOf } from '../../assessment/visitor.ts';
import {
  contributorOf,
  decodeContributionCookie,
  decodeContributionKey,
  decodePictures,
  decodeScores,
  encodeContributionCookie,
  encodeContributionKey,
  encodeScores,
  publishStoredPictures,
} from '../../codec/database/contribution.ts';
import type { Storage } from '../../storage/storage.ts';
import type { WorkOutPictures } from '../../storage/tables/contributions.ts';
import type { Dependencies } from '../dependencies.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { benchmarkCookie } from '../visitor/cookies.ts';
import type { DatabasePause } from './database-pause.ts';

/** What a visitor has added. */
export interface Given {
  readonly edition: number;
  readonly scores: GivenScores;
  /** In days since 1 January 1970 UTC. */
  readonly givenOn: number;
}

export interface Shown {
  /** How many have added their scores. */
  readonly people: number;
  /** None while there are too few. */
  readonly pictures: Pictures;
}

/** Milliseconds after which the report asks again whether there is a picture to link to. */
const freshFor = 60_000;

export class Contributions {
  readonly #deps: Dependencies;
  readonly #storage: Storage;
  readonly #pause: DatabasePause;
  #hasPictures = false;
  #freshUntil = 0;

  constructor(deps: Dependencies, storage: Storage, pause: DatabasePause) {
    this.#deps = deps;
    this.#storage = storage;
    this.#pause = pause;
  }

  /** Undefined for a visitor who has not added anything. */
  keyOf(jar: CookieJar): string | undefined {
    return decodeContributionCookie(jar.verified(benchmarkCookie) ?? '');
  }

  /** For a form, so that sending it twice adds one contribution and not two. */
  newKey(): string {
    const { newKey, secrets } = this.#deps;
    return encodeContributionKey(newKey(), secrets);
  }

  /** The key that a form brings; undefined for what this site did not sign. */
  keyIn(value: string): string | undefined {
    return decodeContributionKey(value, this.#deps.secrets);
  }

  /** What the database has under this key. @throws StorageAway */
  async given(key: string): Promise<Given | undefined> {
    const found = await this.#pause.asked(() => this.#storage.contributions.find(contributorOf(key)));
    return found && { ...found, scores: decodeScores(found.scores) };
  }

  /** @throws StorageAway, and then nothing is added */
  async put(jar: CookieJar, key: string, scores: GivenScores): Promise<void> {
    const { content, now } = this.#deps;
    const given = {
      edition: content.instrument.edition,
      scores: encodeScores(scores),
      givenOn: dayOf(now()),
    };
    await this.#pause.asked(() => this.#storage.contributions.put(contributorOf(key), given, this.#work));
    jar.set(benchmarkCookie, encodeContributionCookie(key));
  }

  /** @throws StorageAway, and then nothing is removed */
  async remove(key: string): Promise<void> {
    await this.#pause.asked(() => this.#storage.contributions.remove(contributorOf(key), this.#work));
  }

  forgetKey(jar: CookieJar): void {
    jar.remove(benchmarkCookie);
  }

  /** @throws StorageAway */
  async shown(): Promise<Shown> {
    const { edition } = this.#deps.content.instrument;
    const found = await this.#pause.asked(() => this.#storage.contributions.benchmark(edition));
    const enough = found.people >= fewestContributions;
    const pictures = enough ? decodePictures(found.pictures) : new Map();
    this.#hasPictures = pictures.size > 0;
    this.#freshUntil = performance.now() + freshFor;
    return { people: found.people, pictures };
  }

  /** As known last: the report does not wait for the database. */
  get hasPictures(): boolean {
    if (performance.now() >= this.#freshUntil) {
      this.#freshUntil = performance.now() + freshFor;
      // A database that is away is logged where it is asked, and nothing here depends on it.
      void this.shown().catch(() => undefined);
    }
    return this.#hasPictures;
  }

  readonly #work: WorkOutPictures = (pictures, rows) =>
    publishStoredPictures(pictures, rows, this.#deps.content.instrument);
}
