/** /questions: every question with its answer so far, as a table and as a list that can be filtered. */
import type { Express } from 'express';
import { z } from 'zod';
import { nextQuestion } from '../../assessment/route.ts';
import {
  type Filter,
  filters,
  filterTitle,
  matches,
  retakeList,
  tableList,
} from '../../assessment/scores/lists.ts';
import { savedLine } from '../render/saved-line.ts';
import { counted, dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { type Visit, visitOf } from '../visitor/visit.ts';
import { answerTable } from './answer-table.ts';
import { earlierAnswer } from './earlier-answer.ts';
import { questionRows } from './question-rows.ts';

/** The names of the filters on the buttons. */
const filterNames: Record<Filter, string> = { unanswered: 'Unanswered', key: 'Key questions', low: 'Low' };
const query = z.object({ show: z.enum(filters).optional().catch(undefined) });

export function questionsRoutes(app: Express, site: Site): void {
  const { content, send } = site;
  const { instrument } = content;

  app.get('/questions', (req, res) => {
    const visit = visitOf(site, req, res);
    const { answers, assessment, route, progress, groupName, savedUntil } = visit;
    const filter = query.parse(req.query).show;
    const shown = instrument.principles.flatMap(({ id, title, questions }) => {
      const wanted = questions.filter((question) => matches(filter, question, answers, instrument));
      const rows = questionRows(content, wanted, answers);
      const answered = rows.filter(({ me }) => me !== '').length;
      return rows.length > 0 ? [{ id, title, rows, answered, list: filter ?? tableList }] : [];
    });
    const shownCount = shown.reduce((sum, { rows }) => sum + rows.length, 0);
    const next = nextQuestion(instrument, route, answers);
    const count = (name: Filter) =>
      instrument.questions.filter((question) => matches(name, question, answers, instrument)).length;
    const title = filter ? filterTitle(filter) : 'All questions and my answers';
    send(req, res, 'pages/questions', {
      layout: {
        title: filter ? `${title}: ${counted(shownCount, 'question')}` : title,
        description: `All ${instrument.questions.length} statements with your answers so far.`,
        section: 'questions',
        styles: ['answers'],
        personal: true,
        indexed: false,
      },
      title,
      notices: [...visit.notices, ...noticesFor(req.query, visit)],
      opened: req.query.opened !== undefined && progress.reportOpen,
      line: savedLine(content, visit, req.query, filter ?? tableList),
      progress,
      groupName,
      savedUntil,
      assessed: assessment !== undefined,
      assessmentId: assessment?.id ?? '',
      route,
      next: next?.id,
      /** The walk through the filtered questions, or through the earlier answers of a retake. */
      walk: filter
        ? walkThrough(filter, shown[0]?.rows[0]?.id, shownCount)
        : next && earlierAnswer(content, visit, next, { kind: retakeList })
          ? { id: next.id, list: retakeList, label: 'Go on with my earlier answers in view' }
          : undefined,
      filter: filter ?? '',
      filters: filters.map((name) => ({
        name,
        title: filterNames[name],
        count: count(name),
        on: name === filter,
      })),
      total: instrument.questions.length,
      table: answerTable(instrument, answers, { filter, leadsBack: true }),
      shown,
      shownCount,
    });
  });
}

const walkLabels: Record<Filter, string> = { unanswered: 'Answer', key: 'Go through', low: 'Review' };

function walkThrough(filter: Filter, first: string | undefined, count: number) {
  const label = `${walkLabels[filter]} ${count === 1 ? 'it' : `these ${count} one by one`}`;
  return first === undefined ? undefined : { id: first, list: filter, label };
}

/** What the page says about what has led to it. */
function noticesFor(query: Readonly<Record<string, unknown>>, visit: Visit): string[] {
  const { assessment, answers, savedUntil } = visit;
  const kept = query.retaken === undefined ? undefined : assessment?.snapshots.at(-1);
  const notices = kept ? [retakenNotice(kept.takenOn, answers.size > 0)] : [];
  if (query.stopped !== undefined && savedUntil)
    notices.push(
      `You can stop here. Your answers are saved in this browser until ${savedUntil}; open this site again to carry on.`,
    );
  return notices;
}

/** What the page says after /start/:id/retake has led to it. @param fromAnswers whether the retake starts from the old answers */
function retakenNotice(takenOn: number, fromAnswers: boolean): string {
  const kept = `Your answers of ${dateText(takenOn)} are kept as a snapshot.`;
  return fromAnswers
    ? `${kept} Here they are to go through: choose any question and change what has changed.`
    : `${kept} Every question is open again.`;
}
