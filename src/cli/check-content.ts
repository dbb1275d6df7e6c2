/** npm run check:content [folder]: validates a content folder without starting the site. Exit 1 with every fault. */
import { ContentError } from '../content/faults.ts';
import { loadContent } from '../content/load.ts';

const folder = process.argv[2] ?? process.env.CONTENT_DIR ?? 'data';
try {
  const { instrument, guidance } = loadContent(folder);
  const { questions, principles, competencies, edition } = instrument;
  const key = questions.filter((question) => question.key).length;
  console.log(
    `${folder}: edition ${edition}, ${questions.length} questions (${key} key, ${guidance.size} with guidance), ` +
      `${principles.length} principles, ${competencies.length} competencies. No faults.`,
  );
} catch (error) {
  if (!(error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
