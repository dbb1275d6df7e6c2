/** The view model of the question page, after a GET and after a refused POST. */
import { perspectives, type Question } from '../../assessment/instrument.ts';
import { listNamed } from '../../assessment/scores/lists.ts';
import { letterOf } from '../../codec/packed/letters.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import { coachingHere, guidanceHtml, ratingLines } from '../render/guidance.ts';
import type { Page } from '../render/page.ts';
import { savedLine } from '../render/saved-line.ts';
import { questionLabel } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, type Visit } from '../visitor/visit.ts';
import { answerTable } from './answer-table.ts';
import { addressOfNext } from './answering.ts';
import { earlierAnswer } from './earlier-answer.ts';
import { type Chosen, chosenOf, ratingValues } from './rating-form.ts';
import { type Where, whereIn } from './where.ts';

/** What was chosen in a form that was refused, and why it was refused. */
export interface RefusedForm {
  readonly chosen: Chosen;
  readonly errors: readonly FieldError[];
}

/** @param listName the name of the list that the visitor walks through, as the query or the form gives it */
export function questionView(
  site: Site,
  visit: Visit,
  question: Question,
  listName: unknown,
  query: Readonly<Record<string, unknown>>,
  refused?: RefusedForm,
) {
  const { content } = site;
  const { instrument } = content;
  const { answers, assessment, route } = visit;
  const list = listNamed(instrument, answers, listName);
  const index = instrument.questions.indexOf(question);
  const guidance = content.guidance.get(question.id);
  const answer = answers.get(question.id);
  const where = whereIn(instrument, visit, question, list);
  const earlier = refused ? undefined : earlierAnswer(content, visit, question, list);
  const skipTo = addressOfNext(list, question, { route, answers }, instrument);
  const table = answerTable(instrument, answers, { current: question });
  const assessmentId = assessment?.id ?? '';
  const line = savedLine(content, visit, query, list?.name);
  return {
    layout: {
      title: titleOf(question, where),
      description: `Rate ${question.id} for yourself and your group, and read why it matters.`,
      section: 'questions',
      styles: ['question', 'answers'],
      personal: true,
      indexed: false,
    },
    notices: visit.notices,
    errors: refused?.errors ?? [],
    line,
    opened: query.opened !== undefined && visit.progress.reportOpen,
    question: { id: question.id, statement: question.statements.us, key: question.key },
    where,
    list: list?.name ?? '',
    answered: answer !== undefined,
    earlier,
    assessmentId,
    skipTo,
    /** Everything that question-ask.ejs depends on; the view caches it under this key. Empty for a refused form: not cached. */
    formKey: refused
      ? ''
      : `form ${question.id} ${letterOf(answer)} ${where.text} ${where.done} ${assessment?.level ?? ''} ${assessment?.name ? 'named ' : ''}${assessmentId} ${list?.name ?? ''} ${skipTo} ${earlier?.text ?? ''} ${line?.key ?? ''}`,
    groups: () => {
      const level = levelName(content, assessment?.level);
      const chosen = refused?.chosen ?? chosenOf(answer);
      return ratingGroups(content, question, level, chosen, refused?.errors ?? []);
    },
    ratingLines: () => (guidance ? ratingLines(guidance, content) : []),
    coaching: refused ? undefined : coachingHere(question, answer, content),
    hasGuidance: guidance !== undefined,
    guidance: () => guidance && guidanceHtml(question, guidance, content, site.terms()),
    table,
    /** The cache key of the table with the end of the page. Empty, so not cached, when the end names a team, whose name a visitor typed. */
    endKey: visit.savedUntil.includes('“') ? '' : `${table.key} ${visit.savedUntil}`,
    previous: instrument.questions[index - 1]?.id,
    following: instrument.questions[index + 1]?.id,
    group: { name: visit.groupName, isTyped: Boolean(assessment?.name) },
    savedUntil: visit.savedUntil,
  } satisfies Page & Record<string, unknown>;
}

/** Characters that leave room for "Error:" and the site's name in a title of at most 70. */
const mostInTitle = 43;

/** "3.7 Staff are well prepared…"; in a list with the place in it. */
function titleOf(question: Question, { listAt, text }: Where): string {
  if (!listAt) return questionLabel(question, mostInTitle);
  return `${questionLabel(question, Math.max(mostInTitle - text.length - 2, 16))}, ${text}`;
}

function ratingGroups(
  { scale }: Content,
  { statements }: Question,
  level: string,
  chosen: Chosen,
  errors: readonly FieldError[],
) {
  return perspectives.map((perspective) => ({
    name: perspective,
    title: scale.perspectives[perspective].title,
    statement: scale.perspectives[perspective].statement.replace('{level}', level),
    /** The sentence of this perspective, where it is not the page's statement. */
    sentence: statements[perspective] === statements.us ? '' : statements[perspective],
    error: errors.find(({ field }) => field === perspective)?.text,
    options: ratingValues.map((value, place) => ({
      value,
      label: scale.ratings[place] ?? scale.notApplicable,
      checked: chosen[perspective] === value,
    })),
  }));
}
