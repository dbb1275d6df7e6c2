/** momentsView and the tables of the worksheet, called directly. */
import { describe, expect, it } from 'vitest';
import {
  blankMoment,
  emptyMoments,
  type Moment,
  type Moments,
  momentsKept,
} from '../../../src/assessment/moments.ts';
import { momentsChapter, paperTable, paperView } from '../../../src/web/moments/moments-table.ts';
import { type MomentsPage, momentsView } from '../../../src/web/moments/moments-view.ts';
import { testContent } from '../../site.ts';

const moment = (name: string): Moment => ({ ...blankMoment, name });
const two: Moments = {
  cycle: 'c',
  moments: [{ ...moment('a'), now: 'one\ntwo' }, moment('b')],
  savedOn: '2026-11-20',
};

function viewOf(page: Partial<MomentsPage> = {}) {
  const { worksheet } = page.kept ?? { worksheet: two };
  return momentsView(testContent, {
    kept: { worksheet, unreadable: false },
    form: { cycle: worksheet.cycle, rows: worksheet.moments },
    space: { left: 100, whole: 2_000 },
    notices: [],
    ask: undefined,
    errors: [],
    ...page,
  });
}

describe('momentsView', () => {
  it('shows each error at its field and nowhere else', () => {
    const errors = [
      { field: 'cycle', text: 'Shorten' },
      { field: 'moment-2-now', text: 'Shorter' },
    ];
    const view = viewOf({ errors });
    const shown = view.rows.flatMap(({ fields }) => fields.filter(({ error }) => error !== ''));
    expect(view.cycleError).toBe('Shorten');
    expect(shown).toMatchObject([{ name: 'moment-2-now', error: 'Shorter' }]);
    expect(viewOf({ errors: errors.slice(1) }).cycleError).toBe('');
  });

  it('marks the first row, the last, and the one whose removal is to be confirmed', () => {
    const marks = viewOf({ ask: 1 }).rows.map(({ number, first, last, asked }) => [
      number,
      first,
      last,
      asked,
    ]);
    expect(marks).toEqual([
      [1, true, false, false],
      [2, false, true, true],
    ]);
  });

  it('has lower fields for the name and the person than for the other texts', () => {
    expect(viewOf().rows[0]?.fields.map(({ lines }) => lines)).toEqual([2, 4, 4, 4, 4, 2]);
  });

  it.each([
    [0, { value: 'add' }],
    [2, { value: 'add-2' }],
    [momentsKept, false],
  ])('with %i rows has the button %j to add another', (count, add) => {
    const rows = Array.from({ length: count }, () => moment('a'));
    expect(viewOf({ form: { cycle: '', rows } }).add).toEqual(add);
  });

  it('says after saving until when the worksheet is kept, or that the browser kept none', () => {
    const empty = { worksheet: emptyMoments, unreadable: false };
    expect(viewOf().notices).toEqual([]);
    expect(viewOf({ saved: true }).notices).toEqual([expect.stringContaining('until 20 November 2027')]);
    expect(viewOf({ saved: true, kept: empty }).notices).toEqual([
      expect.stringContaining('This browser holds no worksheet'),
    ]);
    expect([viewOf().savedUntil, viewOf({ kept: empty }).savedUntil]).toEqual(['20 November 2027', '']);
  });

  it('shows what another tab has saved only after a conflict', () => {
    expect(viewOf().elsewhere).toBe(false);
    expect(viewOf({ elsewhere: true }).elsewhere).toEqual({ cycle: 'c', names: ['a', 'b'] });
  });
});

describe('paperTable', () => {
  it('numbers the spare rows after the others, and leaves cells without text blank', () => {
    const { rows, spare } = paperTable(two);
    expect(spare).toEqual([3, 4, 5]);
    expect(rows[0]?.cells.map(({ lines }) => lines)).toEqual([['one', 'two'], [''], [''], [''], ['']]);
    expect(rows.map(({ number, name }) => [number, name])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });
});

describe('paperView', () => {
  it.each([
    ['the saved worksheet', two, false, { empty: false, nothing: false, spare: 3, personal: true }],
    [
      'a saved worksheet that is empty',
      emptyMoments,
      false,
      { empty: false, nothing: true, spare: 6, personal: true },
    ],
    ['an empty worksheet', emptyMoments, true, { empty: true, nothing: false, spare: 6, personal: false }],
  ])('of %s', (_what, moments, empty, expected) => {
    const { layout, paper, nothing } = paperView(moments, empty);
    expect({ empty, nothing, spare: paper.spare.length, personal: layout.personal }).toEqual(expected);
  });
});

describe('momentsChapter', () => {
  it('is there when there are moments, and has a dash in cells without text', () => {
    expect(momentsChapter({ ...two, moments: [] })).toEqual([]);
    const [chapter] = momentsChapter(two);
    expect(chapter?.page).toMatchObject({
      cycle: 'c',
      rows: [
        { number: 1, name: 'a', cells: [{ lines: ['one', 'two'] }, { lines: ['–'] }, {}, {}, {}] },
        { number: 2, name: 'b' },
      ],
    });
  });
});
