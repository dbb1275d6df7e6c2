/** A visitor's contribution to the benchmark, found by the key in their cookie, and the figures that all contributions make. */
import {
  fewestContributions,
  type GivenScores,
  type Pictures,
} from '../../assessment/comparison/benchmark.ts';
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

export interface Contribution {
  readonly edition: number;
  readonly scores: GivenScores;
  /** In days since 1 January 1970. */
  readonly givenOn: number;
}

export interface PublishedBenchmark {
  /** How many people have added their scores. */
  readonly people: number;
  /** Empty while there are too few contributions. */
  readonly pictures: Pictures;
}

/** Milliseconds for which `hasPictures` returns the same value. */
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

  /** The key in the visitor's cookie; undefined for a visitor without a contribution. */
  keyOf(jar: CookieJar): string | undefined {
    return decodeContributionCookie(jar.verified(benchmarkCookie) ?? '');
  }

  /** A signed key for a form, so that sending the form twice adds one contribution and not two. */
  newKey(): string {
    const { newKey, secrets } = this.#deps;
    return encodeContributionKey(newKey(), secrets);
  }

  /** The key from a form; undefined when this site did not sign it. */
  keyIn(value: string): string | undefined {
    return decodeContributionKey(value, this.#deps.secrets);
  }

  /** Undefined when the database has no contribution with this key. @throws StorageAway */
  async find(key: string): Promise<Contribution | undefined> {
    const found = await this.#pause.query(() => this.#storage.contributions.find(contributorOf(key)));
    return found && { ...found, scores: decodeScores(found.scores) };
  }

  /** Adds the scores, or replaces those added with this key before. @throws StorageAway, and then nothing is changed */
  async put(jar: CookieJar, key: string, scores: GivenScores): Promise<void> {
    const { content, today } = this.#deps;
    const given = {
      edition: content.instrument.edition,
      scores: encodeScores(scores),
      givenOn: today(),
    };
    await this.#pause.query(() => this.#storage.contributions.put(contributorOf(key), given, this.#publish));
    jar.set(benchmarkCookie, encodeContributionCookie(key));
  }

  /** @throws StorageAway, and then nothing is removed */
  async remove(key: string): Promise<void> {
    await this.erase(contributorOf(key));
  }

  /** @param person the contributor's id in the database. @throws StorageAway, and then nothing is removed */
  async erase(person: string): Promise<void> {
    await this.#pause.query(() => this.#storage.contributions.remove(person, this.#publish));
  }

  forgetKey(jar: CookieJar): void {
    jar.remove(benchmarkCookie);
  }

  /** @throws StorageAway */
  async published(): Promise<PublishedBenchmark> {
    const { edition } = this.#deps.content.instrument;
    const found = await this.#pause.query(() => this.#storage.contributions.benchmark(edition));
    const enough = found.people >= fewestContributions;
    const pictures = enough ? decodePictures(found.pictures) : new Map();
    this.#hasPictures = pictures.size > 0;
    this.#freshUntil = performance.now() + freshFor;
    return { people: found.people, pictures };
  }

  /** Whether there is a picture that the report can link to, as last read: the report does not wait for the database. */
  get hasPictures(): boolean {
    if (performance.now() >= this.#freshUntil) {
      this.#freshUntil = performance.now() + freshFor;
      // DatabasePause has logged a database that is away. Any failure leaves the last value.
      void this.published().catch(() => undefined);
    }
    return this.#hasPictures;
  }

  readonly #publish: WorkOutPictures = (pictures, rows) =>
    publishStoredPictures(pictures, rows, this.#deps.content.instrument);
}
