/** /report.pdf: the report as a document; /sample.pdf: that of the made-up person. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Moments } from '../../assessment/moments.ts';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import { dateOf, dayOf } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import type { Content } from '../../content/content.ts';
import type { PaperName } from '../../exports/pdf/paper.ts';
import type { Contract, MomentsTable } from '../../exports/pdf/report/own.ts';
import type { ReportDocument } from '../../exports/report/report-pdf.ts';
import { NotFound } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { limitDocuments } from '../http/rate-limit.ts';
import { sendPdf } from '../http/send-pdf.ts';
import { momentColumns } from '../moments/moments-table.ts';
import { contractTitle, contractView } from '../plan/contract.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';
import { changePage, changeTitle } from './change-view.ts';
import { coverTitle } from './report-page.ts';

/** An address with anything else asks for A4. */
const wanted = z.object({ paper: z.enum(['a4', 'letter']).catch('a4') });
export const paperOf = (req: Request): PaperName => wanted.parse(req.query).paper;

export function reportPdfRoutes(app: Express, site: Site): void {
  const { deps, content, path } = site;
  const { instrument, sample } = content;
  const limited = limitDocuments();

  const send = (res: Response, day: number, input: ReportDocument) =>
    sendPdf(res, `service-mirror-report-${textOfDay(day)}.pdf`, (signal) =>
      deps.documents.reportPdf(input, signal),
    );

  app.get('/report.pdf', limited, async (req, res) => {
    const { visitor, assessment, progress, groupName } = visitOf(site, req, res);
    if (!assessment || !progress.reportOpen) return seeOther(res, path('/report'));
    const document: ReportDocument = {
      answers: new Map(assessment.answers),
      brand: site.brand.name,
      cover: {
        title: coverTitle(visitor.name, groupName),
        level: levelName(content, assessment.level),
        date: dateText(dateOf(assessment.changedOn)),
        edition: instrument.edition,
        story: '',
      },
      person: visitor.name,
      change:
        assessment.snapshots.length > 0 ? { title: changeTitle, ...changePage(site, assessment) } : undefined,
      contract: contractOf(site.plan.read(res.locals.jar).worksheet, content),
      moments: momentsOf(site.moments.read(res.locals.jar).worksheet),
      paper: paperOf(req),
      made: deps.now(),
      questionsAddress: site.url(req, '/questions'),
    };
    await send(res, assessment.changedOn, document);
  });

  app.get('/sample.pdf', limited, async (req, res) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const { name, group, level, date, story, answers } = sample;
    const document: ReportDocument = {
      answers: new Map(answers),
      brand: site.brand.name,
      cover: {
        title: coverTitle(name, group),
        level: levelName(content, level),
        date: dateText(date),
        edition: instrument.edition,
        story,
      },
      person: name,
      paper: paperOf(req),
      made: deps.now(),
      questionsAddress: site.url(req, '/questions'),
    };
    await send(res, dayOf(date), document);
  });
}

/** The contract in words; none before anything is written in it. */
function contractOf(plan: Plan, content: Content): Contract | undefined {
  if (isEmptyPlan(plan)) return undefined;
  const { goals, texts, signing } = contractView(plan, content);
  return {
    title: contractTitle,
    goals: goals.map(({ text, owner, due, question, state }) => ({
      text,
      fields: [
        { title: 'Who sees to it', text: owner },
        { title: 'By when', text: due },
        { title: 'How it stands', text: state },
      ],
      source: question ? { title: 'It came from', text: sourceOf(question) } : undefined,
    })),
    texts,
    signing,
  };
}

function sourceOf({ id, statement }: { readonly id: string; readonly statement: string }): string {
  return statement ? `${id} ${statement}` : `question ${id}, which is no longer asked`;
}

function momentsOf(moments: Moments): MomentsTable | undefined {
  if (moments.moments.length === 0) return undefined;
  return {
    title: 'Moments of truth',
    cycle: moments.cycle,
    columns: momentColumns.map(({ short }) => short),
    rows: moments.moments.map((moment, i) =>
      momentColumns.map(({ text }) => (text === 'name' ? `${i + 1}. ${moment.name}` : moment[text] || '–')),
    ),
  };
}
