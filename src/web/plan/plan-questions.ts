/** The questions that a goal of the plan may come from. */
import type { Question } from '../../assessment/instrument.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import type { Content } from '../../content/content.ts';
import { questionLabel } from '../render/wording.ts';
import type { Visit } from '../visitor/visit.ts';

/** Returns the priorities, once the report is open, the other questions with a low answer, and all questions asked. */
export function questionSources({ instrument }: Content, { answers, progress }: Visit) {
  const report = buildReport(instrument, answers);
  const priorities = progress.reportOpen ? report.priorities.map(({ question }) => question) : [];
  const low = report.answered
    .filter(({ question, standing }) => standing === 'low' && !priorities.includes(question))
    .map(({ question }) => question);
  return { priorities, low, asked: instrument.questions };
}

/** Returns the groups of the select field. The chosen question is among them even when it is no longer low or asked. */
export function questionGroups(
  { priorities, low, asked }: ReturnType<typeof questionSources>,
  chosen: string,
) {
  const options = (questions: readonly Question[]) =>
    questions.map((question) => ({
      id: question.id,
      label: questionLabel(question, 70),
      chosen: question.id === chosen,
    }));
  const isListed = chosen === '' || [...priorities, ...low].some(({ id }) => id === chosen);
  const other = isListed ? [] : options(asked.filter(({ id }) => id === chosen));
  const gone =
    isListed || other.length > 0
      ? []
      : [{ id: chosen, label: `${chosen}, which is not asked`, chosen: true }];
  return [
    { title: 'My priorities', options: options(priorities) },
    { title: 'Other low answers', options: options(low) },
    { title: 'Chosen before', options: [...other, ...gone] },
  ].filter((group) => group.options.length > 0);
}
