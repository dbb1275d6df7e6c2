/**
 * npm run check:content [-- --sizes] [folder]: validates a content folder without starting the site. With --sizes it also
 * checks the length of every part, and that figures have a source or are said to be imagined. Prints all faults and exits with code 1.
 */
import { parseArgs } from 'node:util';
import { claimFaults } from '../content/claims.ts';
import { ContentError } from '../content/files/faults.ts';
import { loadContent } from '../content/load.ts';
import { sizeFaults } from '../content/sizes.ts';

const { values, positionals } = parseArgs({
  options: { sizes: { type: 'boolean' } },
  allowPositionals: true,
});
const folder = positionals[0] ?? process.env.CONTENT_DIR ?? 'data';
try {
  const content = loadContent(folder);
  const faults = values.sizes ? [...sizeFaults(content), ...claimFaults(content)] : [];
  if (faults.length > 0) throw new ContentError(folder, faults);
  const { questions, principles, competencies, edition } = content.instrument;
  const key = questions.filter((question) => question.key).length;
  console.log(
    `${folder}: edition ${edition}, ${questions.length} questions (${key} key, ${content.guidance.size} with guidance), ` +
      `${principles.length} principles, ${competencies.length} competencies. No faults.`,
  );
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
