import { describe, expect, it } from 'vitest';
import type { TeamAction } from '../../../src/assessment/team/actions.ts';
import { decodeActions, encodeActions } from '../../../src/codec/database/actions.ts';

const action: TeamAction = {
  what: 'Count the queue',
  owner: 'Ann',
  due: '2027-01-31',
  question: '3.7',
  state: 'open',
  round: 2,
  reviewed: 3,
};

describe('a team’s actions as text', () => {
  it('are read back as they were written, and none are an empty text', () => {
    expect(decodeActions(encodeActions([action, { ...action, state: 'done' }]))).toEqual([
      action,
      { ...action, state: 'done' },
    ]);
    expect([encodeActions([]), decodeActions('')]).toEqual(['', []]);
  });

  it('of an earlier version, which did not store it, were looked at in the first round', () => {
    const { reviewed: _, ...older } = action;
    expect(decodeActions(JSON.stringify([older]))).toEqual([{ ...action, reviewed: 1 }]);
  });

  it.each(['{}', '[1]', '[{"what":"x"}]', 'x'])('throw for a text that is none of theirs: %s', (text) => {
    expect(() => decodeActions(text)).toThrow();
  });
});
