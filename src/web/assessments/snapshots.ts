/** /start/:id/snapshots: lists the snapshots of an assessment, downloads one as a file, deletes one. */

import type { Express, Request, Response } from 'express';
import { textOfDay } from '../../assessment/days.ts';
import { emptyMoments } from '../../assessment/moments.ts';
import { emptyPlan } from '../../assessment/plan.ts';
import { progressOf } from '../../assessment/progress.ts';
import { withoutSnapshot } from '../../assessment/retake.ts';
import {
  type Assessment,
  changeAssessment,
  type Snapshot,
  snapshotsKept,
  type Visitor,
} from '../../assessment/visitor.ts';
import { fileOf } from '../../codec/links/file.ts';
import { sendDownload } from '../http/download.ts';
import { NotFound } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { groupName, visitOf, wantedAssessment } from '../visitor/visit.ts';
import { snapshotSummary } from './retake-view.ts';

export function snapshotRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;

  /** @throws NotFound when there is no such assessment, or no snapshot of that day */
  const wanted = (
    req: Request,
    res: Response,
  ): { visitor: Visitor; assessment: Assessment; snapshot: Snapshot } => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const snapshot = assessment.snapshots.find(({ takenOn }) => textOfDay(takenOn) === req.params.day);
    if (!snapshot) throw new NotFound('There is no snapshot of this day; it may have been deleted.');
    return { visitor, assessment, snapshot };
  };

  const layout = (title: string, description: string) => ({
    title,
    description,
    section: 'other' as const,
    styles: ['start', 'retake'],
    personal: true,
    indexed: false,
  });

  app.get('/start/:id/snapshots', (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const visit = visitOf(site, req, res);
    const { reportOpen } = progressOf(content.instrument, assessment.answers);
    const deleted = req.query.deleted !== undefined;
    send(req, res, 'pages/snapshots', {
      layout: layout('My snapshots', 'Your answers of earlier days, kept to compare with.'),
      notices: deleted ? [...visit.notices, 'The snapshot is deleted.'] : visit.notices,
      savedUntil: visit.savedUntil,
      id: assessment.id,
      name: groupName(content, assessment),
      most: snapshotsKept,
      snapshots: assessment.snapshots.map((snapshot) => snapshotSummary(content, snapshot)),
      canRetake: assessment.answers.size > 0,
      showsChange: reportOpen && assessment.id === visitor.current && assessment.snapshots.length > 0,
    });
  });

  /** The file holds the snapshot as an assessment, which can be restored beside the others (docs/file-format.md). */
  app.get('/start/:id/snapshots/:day.json', (req, res) => {
    const { visitor, assessment, snapshot } = wanted(req, res);
    const { answers, takenOn, edition } = snapshot;
    const alone = { ...assessment, answers, changedOn: takenOn, snapshots: [] };
    const holdings = {
      visitor: { ...visitor, assessments: [alone], current: alone.id, savedOn: deps.today() },
      plan: emptyPlan,
      moments: emptyMoments,
    };
    const { plan, moments, ...file } = fileOf(holdings, edition);
    sendDownload(res, {
      name: `service-mirror-snapshot-${textOfDay(takenOn)}.json`,
      type: 'application/json; charset=utf-8',
      body: `${JSON.stringify(file, undefined, 2)}\n`,
    });
  });

  app.get('/start/:id/snapshots/:day/delete', (req, res) => {
    const { assessment, snapshot } = wanted(req, res);
    send(req, res, 'pages/snapshot-delete', {
      layout: layout('Delete this snapshot?', 'Confirm before a snapshot is removed from this browser.'),
      notices: visitOf(site, req, res).notices,
      id: assessment.id,
      name: groupName(content, assessment),
      snapshot: snapshotSummary(content, snapshot),
    });
  });

  app.post('/start/:id/snapshots/:day/delete', form, (req, res) => {
    const { visitor, assessment, snapshot } = wanted(req, res);
    store.save(
      res.locals.jar,
      changeAssessment(visitor, assessment.id, (old) => withoutSnapshot(old, snapshot.takenOn)),
    );
    seeOther(res, path(`/start/${assessment.id}/snapshots?deleted`));
  });
}
