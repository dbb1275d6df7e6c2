/** /questions: every question with its answer so far, as a table and as a list that can be filtered. */
import type { Express } from 'express';
import { z } from 'zod';
import { nextQuestion } from '../../assessment/route.ts';
import { dateOf } from '../../assessment/visitor.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import { answerTable } from './answer-table.ts';
import { type Filter, filters, matches } from './filter.ts';
import { questionRows } from './question-rows.ts';

const filterNames: Record<Filter, string> = { unanswered: 'Unanswered', key: 'Key questions', low: 'Low' };
const query = z.object({ show: z.enum(filters).optional().catch(undefined) });

export function questionsRoutes(app: Express, site: Site): void {
  const { content, send } = site;
  const { instrument } = content;

  app.get('/questions', (req, res) => {
    const visit = visitOf(site, req, res);
    const { answers, assessment, route, progress, groupName, savedUntil } = visit;
    const filter = query.parse(req.query).show;
    const notices = [...visit.notices];
    const kept = req.query.retaken === undefined ? undefined : assessment?.snapshots.at(-1);
    if (kept) notices.push(retakenNotice(kept.takenOn, answers.size > 0));
    const stopped = req.query.stopped !== undefined;
    if (stopped && savedUntil)
      notices.push(
        `You can stop here. Your answers are saved in this browser until ${savedUntil}; open this site again to carry on.`,
      );
    const shown = instrument.principles.flatMap(({ id, title, questions }) => {
      const wanted = questions.filter((question) => matches(filter, question, answers, instrument));
      const rows = questionRows(content, wanted, answers);
      return rows.length > 0 ? [{ id, title, rows }] : [];
    });
    const next = nextQuestion(instrument, route, answers);
    const count = (name: Filter) =>
      instrument.questions.filter((question) => matches(name, question, answers, instrument)).length;
    send(req, res, 'pages/questions', {
      layout: {
        title: 'All questions and my answers',
        description: `All ${instrument.questions.length} statements with your answers so far.`,
        section: 'questions',
        personal: true,
        indexed: false,
      },
      notices,
      progress,
      groupName,
      savedUntil,
      assessed: assessment !== undefined,
      next: next?.id,
      filter: filter ?? '',
      filters: filters.map((name) => ({
        name,
        title: filterNames[name],
        count: count(name),
        on: name === filter,
      })),
      total: instrument.questions.length,
      table: answerTable(instrument, answers, { filter }),
      shown,
      shownCount: shown.reduce((sum, { rows }) => sum + rows.length, 0),
    });
  });
}

/** What the page says after /start/:id/retake has led to it. @param fromAnswers whether the new round starts from the old answers */
function retakenNotice(takenOn: number, fromAnswers: boolean): string {
  const kept = `Your answers of ${dateText(dateOf(takenOn))} are kept as a snapshot.`;
  return fromAnswers
    ? `${kept} Here they are to go through: choose any question and change what has changed.`
    : `${kept} Every question is open again.`;
}
