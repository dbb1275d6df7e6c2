/** Every feature is linked from where somebody would look for it. */
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/assessment/visitor.ts';
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
const newcomer = () => new Browser(app);
const reporter = () =>
  new Browser(app, jarWith(visitorWith(assessmentWith(answers, { id: 'a', snapshots }))));

const everywhere = ['/resume', '/compare', '/moments', '/sample', '/method', '/privacy', '/forget'];

describe('who looks for', () => {
  it.each([
    ['what is theirs, on any page', newcomer, '/', 'footer', everywhere],
    ['their earlier answers, on a new device', newcomer, '/', 'main', ['/resume']],
    ['their earlier answers, about to start anew', newcomer, '/start', 'main', ['/resume']],
    ['what to do next', reporter, '/', 'main', ['/report', '/plan', '/questions', '/resume']],
    [
      'what to do with a report',
      reporter,
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
        '/start/a/snapshots',
        '#change',
        '/plan',
        '/moments',
      ],
    ],
    ['other views than their own', reporter, '/share', 'main', ['/compare']],
    ['what to put into a contract', newcomer, '/plan', 'main', ['/moments']],
    [
      'what became of a worksheet',
      newcomer,
      '/moments',
      'main',
      ['/plan', '/report', '/moments/sheet?empty'],
    ],
    ['an earlier assessment', reporter, '/start', 'main', ['/start/a/retake', '/start/a/snapshots']],
    ['a snapshot that was saved to a file', reporter, '/start/a/snapshots', 'main', ['/resume']],
    ['a copy before everything goes', reporter, '/forget', 'main', ['/resume/mirror.json']],
    ['a copy before one assessment goes', reporter, '/start/a/delete', 'main', ['/resume/mirror.json']],
  ])('%s finds it', async (_what, who, address, place, expected) => {
    const page = await who().page(address);
    expect(page.attributes(`${place} a`, 'href')).toEqual(expect.arrayContaining(expected));
  });
});
