/** The view model of the question page, after a GET and after a refused POST. */
import { perspectives, type Question } from '../../assessment/instrument.ts';
import { nextQuestion } from '../../assessment/route.ts';
import { letterOf } from '../../codec/packed/letters.ts';
import type { Content } from '../../content/content.ts';
import type { FieldError } from '../http/form.ts';
import { guidanceHtml } from '../render/guidance.ts';
import type { Page } from '../render/page.ts';
import { questionLabel } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, type Visit } from '../visitor/visit.ts';
import { answerTable } from './answer-table.ts';
import { type Chosen, chosenOf, ratingValues } from './rating-form.ts';

/** What was chosen in a form that was refused, and why it was refused. */
export interface RefusedForm {
  readonly chosen: Chosen;
  readonly errors: readonly FieldError[];
}

export function questionView(
  site: Site,
  visit: Visit,
  question: Question,
  notices: readonly string[],
  refused?: RefusedForm,
) {
  const { content } = site;
  const { instrument } = content;
  const { answers, assessment, route, progress } = visit;
  const index = instrument.questions.indexOf(question);
  const principle = instrument.principles.find(({ id }) => id === question.principle);
  const next = nextQuestion(instrument, route, answers, question);
  const guidance = content.guidance.get(question.id);
  const answer = answers.get(question.id);
  return {
    layout: {
      title: questionLabel(question),
      description: `Question ${question.id}, ${principle?.title}: rate it for yourself and for your group, and read why it matters.`,
      section: 'questions',
      personal: true,
      indexed: false,
    },
    notices,
    errors: refused?.errors ?? [],
    question: {
      id: question.id,
      statement: question.statements.us,
      key: question.key,
      place: index + 1,
      of: instrument.questions.length,
      item: question.item,
      principle: { id: question.principle },
    },
    progress,
    route,
    groupName: visit.groupName,
    savedUntil: visit.savedUntil,
    answered: answer !== undefined,
    assessmentId: assessment?.id ?? '',
    /** Everything that the rating groups depend on; the view caches them under it. Empty for a refused form: not cached. */
    formKey: refused ? '' : `form ${question.id} ${letterOf(answer)} ${assessment?.level ?? ''}`,
    groups: () => {
      const level = levelName(content, assessment?.level);
      const chosen = refused?.chosen ?? chosenOf(answer);
      return ratingGroups(content, question, level, chosen, refused?.errors ?? []);
    },
    skipTo: next ? `/questions/${next.id}` : '/questions',
    hasGuidance: guidance !== undefined,
    guidance: () => guidance && guidanceHtml(question, guidance, content, site.terms()),
    principles: instrument.principles,
    previous: instrument.questions[index - 1]?.id,
    following: instrument.questions[index + 1]?.id,
    table: answerTable(instrument, answers, { current: question }),
  } satisfies Page & Record<string, unknown>;
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
