/** /report: what the answers add up to, once the key questions have one; /sample: the same of a made-up person. */
import type { Express } from 'express';
import type { Answers } from '../../assessment/answers.ts';
import { progressOf } from '../../assessment/progress.ts';
import { dateOf } from '../../assessment/visitor.ts';
import { lettersOf } from '../../codec/packed.ts';
import { NotFound } from '../errors.ts';
import { reportView } from '../report-view.ts';
import type { Site } from '../site.ts';
import { currentVisit, levelName } from '../visit.ts';
import { dateText } from '../wording.ts';

interface Cover {
  /** The visitor's own name; may be empty. */
  readonly person: string;
  readonly group: string;
  readonly level: string;
  readonly date: Date;
}

/** A chapter that is made of more than the answers: what changed, the contract, the moments of truth. */
export interface OwnChapter {
  /** What the contents list links to. */
  readonly id: string;
  readonly title: string;
  /** The partial that shows it, and what that reads. */
  readonly view: string;
  readonly page: object;
}

export function reportPages(app: Express, site: Site): void {
  const { deps, store, send } = site;
  const { content } = deps;
  const { instrument, sample } = content;

  const report = (answers: Answers, cover: Cover, ownChapters: readonly OwnChapter[] = []) => {
    const { answered, of } = progressOf(instrument, answers);
    // Both parts are made only when they are not kept.
    let view: ReturnType<typeof reportView> | undefined;
    return {
      cover: {
        ...cover,
        date: dateText(cover.date),
        answered,
        of,
        left: of - answered,
        edition: instrument.edition,
      },
      next: instrument.questions.find(({ id }) => !answers.has(id))?.id,
      /** The body depends on nothing but the answers, and on which chapters its contents list names. */
      key: `report ${lettersOf(instrument.questions, answers)} ${ownChapters.map(({ id }) => id).join()}`,
      body: () => {
        view ??= reportView(site, answers);
        return { ...view, ownChapters };
      },
      ownChapters,
    };
  };

  app.get('/report', (req, res) => {
    const visit = currentVisit(req, res, content, store);
    const { assessment, progress, answers, visitor, groupName, savedUntil, notices } = visit;
    const layout = {
      title: 'My report',
      description: 'What your answers add up to: competencies, principles, and where to start.',
      section: 'report' as const,
      personal: true,
      indexed: false,
    };
    if (!assessment || !progress.reportOpen) {
      const hasSample = sample !== undefined;
      return send(req, res, 'pages/report-locked', { layout, notices, progress, savedUntil, hasSample });
    }
    const opened = req.query.opened !== undefined;
    const cover = {
      person: visitor.name,
      group: groupName,
      level: levelName(content, assessment.level),
      date: dateOf(assessment.changedOn),
    };
    send(req, res, 'pages/report', {
      layout,
      notices,
      savedUntil,
      opened,
      story: '',
      ...report(answers, cover),
    });
  });

  app.get('/sample', (req, res) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const layout = {
      title: 'A sample report',
      description: 'The report of a made-up person, to show what yours will look like.',
      section: 'other' as const,
      personal: false,
      indexed: true,
    };
    const { name, group, level, date, story, answers } = sample;
    const cover = { person: name, group, level: levelName(content, level), date };
    send(req, res, 'pages/report', {
      layout,
      notices: [],
      savedUntil: '',
      opened: false,
      story,
      ...report(answers, cover),
    });
  });
}
