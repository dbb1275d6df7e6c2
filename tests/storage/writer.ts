/** `node tests/storage/writer.ts file` writes to a SQLite file without a pause, and prints each acknowledged number. */
import { openStorage } from '../../src/storage/storage.ts';

const storage = await openStorage({ engine: 'sqlite', file: process.argv[2] ?? '' }, () => undefined);
const filling = 'x'.repeat(2_000);
for (let number = 1; ; number++) {
  // Both parts are of one write. A backup in which they differ is not consistent.
  const value = `${number} ${filling}`;
  const parts = ['first', 'second'].map((part) => ({ part, value }));
  await storage.copies.write(`copy ${number % 100}`, parts, 20_000);
  process.stdout.write(`${number}\n`);
}
