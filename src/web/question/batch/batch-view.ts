/** The view model of a page with several questions, after a GET and after a refused POST. */
import { perspectives, type Question } from '../../../assessment/instrument.ts';
import { principleList } from '../../../assessment/scores/lists.ts';
import { principleScores } from '../../../assessment/scores/scores.ts';
import { scoreSentence } from '../../../assessment/scores/sentences.ts';
import { lettersOf } from '../../../codec/packed/letters.ts';
import { blockHtml } from '../../../content/files/markdown.ts';
import type { FieldError } from '../../http/form.ts';
import { withQuery } from '../../render/list-address.ts';
import type { Page } from '../../render/page.ts';
import { savedLine } from '../../render/saved-line.ts';
import type { Site } from '../../site.ts';
import { levelName, type Visit } from '../../visitor/visit.ts';
import { type Chosen, ratingValues } from '../rating-form.ts';
import { type Batch, chosenIn, fieldName } from './batch-form.ts';
import { type BatchPage, principleAfter } from './batch-page.ts';
import { countLine } from './batch-step.ts';

/** Why a posted form is shown again. */
export interface RefusedBatch {
  readonly batch: Batch;
  readonly errors: readonly FieldError[];
  /** How many of its answers were saved all the same. */
  readonly saved: number;
}

export function batchView(
  site: Site,
  visit: Visit,
  page: BatchPage,
  query: Readonly<Record<string, unknown>>,
  refused?: RefusedBatch,
) {
  const { content } = site;
  const { instrument, scale } = content;
  const { answers, assessment, progress } = visit;
  const { principle, questions } = page;
  const text = principle && content.principles.get(principle.id);
  const place = instrument.principles.findIndex(({ id }) => id === principle?.id);
  const score = principleScores(instrument, answers)[place];
  const chosen = refused?.batch.chosen ?? chosenIn(questions, answers);
  const errors = refused?.errors ?? [];
  const saved = refused ? refused.saved || undefined : query.answers;
  const count = countLine(saved === undefined ? undefined : String(saved));
  const following = principle && principleAfter(instrument, page, answers);
  const open = questions.find(({ id }) => !answers.has(id));
  const list = principle ? principleList(principle.id) : '';
  const title = principle ? `Principle ${principle.id}: ${principle.title}` : 'The key questions on one page';
  return {
    layout: {
      title,
      description: text?.belief || `The ${questions.length} key questions, to be rated on one page.`,
      section: 'questions',
      styles: ['question', 'batch', 'principle'],
      personal: true,
      indexed: principle !== undefined,
    },
    notices: count ? [...visit.notices, count] : visit.notices,
    opened: query.opened !== undefined && progress.reportOpen,
    line: savedLine(content, visit, query, list),
    list,
    errors,
    errorTitle: refused && refused.saved > 0 ? 'These are not saved yet' : undefined,
    savedUntil: visit.savedUntil,
    address: page.address,
    title: principle?.title ?? title,
    principle: principle && {
      id: principle.id,
      belief: text?.belief ?? '',
      introduction: () => site.terms()(blockHtml(text?.introduction ?? '')),
      score: score && score.us.kind !== 'none' ? scoreSentence(score.us) : '',
      workOnThis: score?.workOnThis ?? false,
    },
    principles: instrument.principles,
    progress,
    scaleQuestion: scale.question,
    group: levelName(content, assessment?.level),
    assessmentId: assessment?.id ?? '',
    /** The answers as this form shows them, so that a save changes only what was changed here. */
    before: lettersOf(questions, answers),
    sections: sectionsOf(site, page).map(({ heading, questions: together }) => ({
      heading,
      rows: together.map((question) => rowOf(question, chosen.get(question.id) ?? {}, errors, site, page)),
    })),
    next: following ? `Save and go on to principle ${following.id}` : 'Save',
    oneByOne: {
      address: withQuery(`/questions/${open?.id ?? questions[0]?.id}`, list && `list=${list}`),
      text: open ? `open question ${open.id}` : `open question ${questions[0]?.id}`,
    },
  } satisfies Page & Record<string, unknown>;
}

/** The key questions stand under the titles of their principles. */
function sectionsOf({ content }: Site, { principle, questions }: BatchPage) {
  if (principle) return [{ heading: '', questions }];
  return content.instrument.principles.flatMap(({ id, title }) => {
    const together = questions.filter((question) => question.principle === id);
    return together.length > 0 ? [{ heading: `${id} ${title}`, questions: together }] : [];
  });
}

function rowOf(
  question: Question,
  chosen: Chosen,
  errors: readonly FieldError[],
  { content }: Site,
  { principle }: BatchPage,
) {
  const { scale } = content;
  const { us, me } = question.statements;
  return {
    id: question.id,
    readAt: withQuery(`/questions/${question.id}`, principle && `list=${principleList(principle.id)}`),
    us,
    key: question.key,
    reverse: question.reverse,
    groups: perspectives.map((perspective) => {
      const name = fieldName(perspective, question.id);
      return {
        name,
        perspective,
        title: scale.perspectives[perspective].title,
        /** The sentence for me, where it differs from the statement of the row. */
        statement: perspective === 'me' && me !== us ? me : '',
        error: errors.find(({ field }) => field === name)?.text,
        options: ratingValues.map((value, place) => ({
          value,
          label: scale.ratings[place] ?? scale.notApplicable,
          checked: chosen[perspective] === value,
        })),
      };
    }),
  };
}
