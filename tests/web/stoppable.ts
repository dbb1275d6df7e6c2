/** A site whose database is stopped and started by the test. */
import { testApp } from '../site.ts';
import { stoppablePostgres } from '../storage/postgres.ts';
import { Browser } from './browser.ts';
import { answersTo, jarWithAnswers, keyQuestions } from './state.ts';

/** Call it in a `describe` that runs only with PostgreSQL. */
export function stoppableSite() {
  const { server, storage } = stoppablePostgres();
  /** A new app for each browser: DatabasePause of a used one would not ask the database again for some seconds. */
  const site = (browser?: Pick<Browser, 'jar'>) => new Browser(testApp({ storage: storage() }), browser?.jar);
  return {
    server,
    storage,
    site,
    /** A browser with answers to all key questions. */
    answered: () => site({ jar: jarWithAnswers(answersTo(keyQuestions)) }),
  };
}
