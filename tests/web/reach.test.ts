/** Every feature is linked from the pages where a visitor looks for it. */

import { describe, expect, it } from 'vitest';
import { dayOf } from '../days.ts';
import { testApp, today } from '../site.ts';
import { Browser } from './browser.ts';
import { answersTo, assessmentWith, instrument, jarWith, keyQuestions, visitorWith } from './state.ts';

const app = testApp();
const answers = answersTo(instrument.questions);
const snapshots = [
  {
    takenOn: dayOf(today) - 200,
    edition: instrument.edition,
    answers: answersTo(keyQuestions, { me: 1, us: 1 }),
  },
];
const newBrowser = () => new Browser(app);
const withReport = () =>
  new Browser(app, jarWith(visitorWith(assessmentWith(answers, { id: 'a', snapshots }))));

const everywhere = ['/resume', '/compare', '/moments', '/sample', '/method', '/privacy', '/forget'];

describe('the links', () => {
  it.each([
    ['the pages of every visitor', newBrowser, '/', 'footer', everywhere],
    ['earlier answers, for a visitor with a new device', newBrowser, '/', 'main', ['/resume']],
    ['earlier answers, for a visitor about to start again', newBrowser, '/start', 'main', ['/resume']],
    ['the next steps', withReport, '/', 'main', ['/report', '/plan', '/questions', '/resume']],
    [
      'everything that can be done with a report',
      withReport,
      '/report',
      'main',
      [
        '/report.pdf',
        '/report.csv',
        '/report.json',
        '/resume',
        '/share',
        '/compare',
        '/start/a/retake',
        '/report/change',
        '/report/contract',
        '/report/all',
        '/plan',
        '/moments',
      ],
    ],
    ['the comparison with other people', withReport, '/share', 'main', ['/compare']],
    ['the worksheet that leads to a contract', newBrowser, '/plan', 'main', ['/moments']],
    [
      'the pages that use the worksheet',
      newBrowser,
      '/moments',
      'main',
      ['/plan', '/report', '/moments/sheet?empty'],
    ],
    [
      'retaking and snapshots of an assessment',
      withReport,
      '/start',
      'main',
      ['/start/a/retake', '/start/a/snapshots'],
    ],
    ['restoring a snapshot from a file', withReport, '/start/a/snapshots', 'main', ['/resume']],
    ['a copy, before everything is deleted', withReport, '/forget', 'main', ['/resume/mirror.json']],
    [
      'a copy, before an assessment is deleted',
      withReport,
      '/start/a/delete',
      'main',
      ['/resume/mirror.json'],
    ],
  ])('lead to %s', async (_what, visitor, address, place, expected) => {
    const page = await visitor().page(address);
    expect(page.attributes(`${place} a`, 'href')).toEqual(expect.arrayContaining(expected));
  });
});
