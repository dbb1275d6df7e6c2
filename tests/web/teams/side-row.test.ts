import { describe, expect, it } from 'vitest';
import { sideRow } from '../../../src/web/teams/results/side-row.ts';

describe('sideRow', () => {
  it('returns the means with one decimal and the spread between the lowest and the highest', () => {
    const row = sideRow('Care', [
      { me: 12, us: 10.04 },
      { me: 18.25, us: 4 },
      { me: 15, us: 9 },
    ]);
    expect(row.title).toBe('Care');
    expect(row.cells.map(({ me, us }) => [me, us])).toEqual([
      ['12.0', '10.0'],
      ['18.3', '4.0'],
      ['15.0', '9.0'],
    ]);
    expect([row.spreadMe, row.spread]).toEqual(['6.3', '6.0']);
  });

  it('returns a dash for a team without means and for the spread of one team', () => {
    const row = sideRow('Care', [undefined, { me: 12, us: 10 }]);
    expect(row.cells.map(({ me, us }) => [me, us])).toEqual([
      ['–', '–'],
      ['12.0', '10.0'],
    ]);
    expect([row.spreadMe, row.spread]).toEqual(['–', '–']);
  });
});
